#!/usr/bin/env bash
# Events in a real browser, from the draft to the door, the badge's code read by zbar; then sixty
# people registering at once, quotas exact.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

echo '{"demonstration": true}' > "$folder/reglages.json"
port=$((20000 + RANDOM % 20000))
link=$("$ORCP_PROGRAM" --data "$folder" admin create chef@exemple.fr --name "Rédaction Inventée")
"$ORCP_PROGRAM" --data "$folder" serve --port "$port" > "$folder/serve.log" 2>&1 &
server=$!
for _ in $(seq 100); do
    curl --silent --fail "http://127.0.0.1:$port/health" > /dev/null && break
    sleep 0.1
done
"$ORCP_PYTHON" Tests/Browser/scenario_events.py --base "http://localhost:$port" --folder "$folder" \
    --link "/${link#*://*/}" --work "$folder" ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
kill "$server"

"$ORCP_PYTHON" Benchmarks/bench_registration.py --program "$ORCP_PROGRAM" --people 60 --concurrent 60
