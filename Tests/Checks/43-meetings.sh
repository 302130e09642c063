#!/usr/bin/env bash
# The meetings that the command places, against a validator that knows nothing of it: invented events, and
# the public instances where their file is.
set -euo pipefail
validator=Tests/Oracles/meetings_validator.py
# Small ones, the tiny ones against every schedule there is.
"$ORCP_PYTHON" "$validator" "$ORCP_PROGRAM" events --seeds 4 --seconds 4
# The size of a regional event.
"$ORCP_PYTHON" "$validator" "$ORCP_PROGRAM" events --seeds 1 --seconds 20 --size 60x200x15x40 --quick
facts=${ORCP_REAL_DATA:-}/../facts/b2b-scheduling-benchmarks.json
if [ -z "${ORCP_REAL_DATA:-}" ] || [ ! -f "$facts" ]; then
    echo "Ignoré : ORCP_REAL_DATA n’a pas à côté de lui le fichier des instances publiques."
    exit 0
fi
if ! command -v cadical > /dev/null; then
    echo "Ignoré : le paquet cadical n’est pas installé, les instances publiques attendent un solveur."
    exit 0
fi
"$ORCP_PYTHON" "$validator" "$ORCP_PROGRAM" instances "$facts" --seconds 12
