#!/usr/bin/env bash
# Events in a real browser, from the draft to the door, the badge's code read by zbar; the reminder, the
# questionnaire and the materials as days go by; then sixty people registering at once: every quota is
# reached, and none exceeded.
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

echo '{"demonstration": true}' > "$folder/reglages.json"
port=$((20000 + RANDOM % 20000))
serve() {
    "$ORCP_PROGRAM" --data "$folder" serve --port "$port" >> "$folder/serve.log" 2>&1 &
    server=$!
    for _ in $(seq 100); do
        curl --silent --fail "http://127.0.0.1:$port/health" > /dev/null && break
        sleep 0.1
    done
}
stop() {
    kill "$server"
    wait "$server" || true
}
scenario() {
    "$ORCP_PYTHON" Tests/Browser/scenario_events.py --folder "$folder" "$@"
}
course() {
    scenario --base "http://localhost:$port" --link "/${link#*://*/}" --work "$folder" "$@"
}
link=$("$ORCP_PROGRAM" --data "$folder" admin create chef@exemple.fr --name "Rédaction Inventée")
serve
course ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
stop

# Six days and a half before, then the day after.
scenario --move 6.5
serve
course --phase rappel
stop
scenario --move -1
link=$("$ORCP_PROGRAM" --data "$folder" admin link chef@exemple.fr)
serve
course --phase questionnaire
stop

"$ORCP_PYTHON" Benchmarks/bench_registration.py --program "$ORCP_PROGRAM" --people 60 --concurrent 60
