#!/usr/bin/env bash
# The site in a real browser: accessibility, layout, no third party, valid HTML.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "$server" 2> /dev/null || true; rm -rf "$folder"' EXIT
Tests/Checks/sample-edition "$folder" 3000
port=$((20000 + RANDOM % 20000))
"$ORCP_PROGRAM" --data "$folder" serve --port "$port" > "$folder/serve.log" 2>&1 &
server=$!
for _ in $(seq 100); do
    curl --silent --fail "http://127.0.0.1:$port/health" > /dev/null && break
    sleep 0.1
done
"$ORCP_PYTHON" Tests/Browser/check_site.py --base "http://127.0.0.1:$port" --screenshots "$folder/captures"
