#!/usr/bin/env bash
# The charter, attested figures and news in a real browser: a signatory's commitment moves with a new
# edition, is commented, three members attest a quarter and its board appears, feeds are valid.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

Tests/Checks/sample-edition "$folder/donnees" 3000
"$ORCP_PROGRAM" sample --data "$folder/donnees" --community 2> /dev/null
port=$((20000 + RANDOM % 20000))
"$ORCP_PROGRAM" --data "$folder/donnees" serve --port "$port" > "$folder/journal" 2>&1 &
server=$!
for _ in $(seq 100); do
    curl --silent --fail "http://localhost:$port/health" > /dev/null && break
    sleep 0.1
done
if ! "$ORCP_PYTHON" Tests/Browser/scenario_charter.py --base "http://localhost:$port" \
    --data "$folder/donnees" --program "$ORCP_PROGRAM" \
    ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}; then
    cat "$folder/journal"
    exit 1
fi
kill "$server"
if grep -q "Réponse 500\|a échoué" "$folder/journal"; then
    cat "$folder/journal"
    exit 1
fi
