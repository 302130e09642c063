#!/usr/bin/env bash
# A working group in a real browser, start to end: created, convoked, minuted; its question becomes a
# study with live figures, replayed on a second edition. Calendars are read by icalendar.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT
Tests/Checks/sample-edition "$folder/donnees" 600
port=$((20000 + RANDOM % 20000))
"$ORCP_PROGRAM" --data "$folder/donnees" serve --port "$port" > "$folder/serve.log" 2>&1 &
server=$!
for _ in $(seq 100); do
    curl --silent --fail "http://localhost:$port/health" > /dev/null && break
    sleep 0.1
done
"$ORCP_PYTHON" Tests/Browser/scenario_groups.py --base "http://localhost:$port" \
    --data "$folder/donnees" ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
