#!/usr/bin/env bash
# Changed files and editions, by a fixed seed: no trap, no hang, no unbounded memory.
#   ORCP_MUTATION_SECONDS=900 Tests/Checks/17-mutations.sh    longer than the usual eight seconds of each
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
seconds=${ORCP_MUTATION_SECONDS:-8}
# Built with the program, whose libraries it calls.
mutations=${ORCP_MUTATIONS:-.build/release/mutations}
[ -x "$mutations" ] || swift build -c release --product mutations > /dev/null
for what in files editions; do
    if ! "$mutations" "$what" --seconds "$seconds" --seed "${ORCP_MUTATION_SEED:-17}"; then
        echo "Le cas arrêté est dans ${TMPDIR:-/tmp}/orcp-mutations-*/ ; le rejouer seul : mutations $what --seed ${ORCP_MUTATION_SEED:-17} --from N --cases 1"
        exit 1
    fi
done
