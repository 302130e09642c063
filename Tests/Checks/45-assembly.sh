#!/usr/bin/env bash
# An assembly in a real browser, from its convocation to its signed minutes, each member in a context of
# their own.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT
mkdir "$folder/donnees"
echo '{"demonstration": true}' > "$folder/donnees/reglages.json"
port=$((20000 + RANDOM % 20000))
# The link that the administrator is given makes the community's file, before anything is served.
"$ORCP_PROGRAM" --data "$folder/donnees" admin create premier@exemple.fr > /dev/null
"$ORCP_PROGRAM" --data "$folder/donnees" serve --port "$port" > "$folder/journal" 2>&1 &
server=$!
for _ in $(seq 100); do
    curl --silent --fail "http://127.0.0.1:$port/health" > /dev/null && break
    sleep 0.1
done
"$ORCP_PYTHON" Tests/Browser/scenario_assembly.py --base "http://127.0.0.1:$port" \
    --data "$folder/donnees" --program "$ORCP_PROGRAM" \
    --screenshots "${ORCP_SCREENSHOTS:-$folder/captures}"
kill "$server"
if grep -n "500" "$folder/journal"; then exit 1; fi
