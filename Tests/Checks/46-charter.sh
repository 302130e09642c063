#!/usr/bin/env bash
# The charter, attested figures and news in a real browser: a signatory's commitment moves with a new
# edition, is commented, three members attest a quarter and its board appears, feeds are valid.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

Tests/Checks/sample-edition "$folder/donnees" 3000
"$ORCP_PROGRAM" sample --data "$folder/donnees" --community 2> /dev/null
serve "$folder/donnees" "$folder/journal"
if ! "$ORCP_PYTHON" Tests/Browser/scenario_charter.py --base "http://localhost:$port" \
    --data "$folder/donnees" --program "$ORCP_PROGRAM" \
    ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}; then
    cat "$folder/journal"
    exit 1
fi
stop
if grep -q "Réponse 500\|a échoué" "$folder/journal"; then
    cat "$folder/journal"
    exit 1
fi
