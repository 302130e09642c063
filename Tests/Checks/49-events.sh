#!/usr/bin/env bash
# Events in a real browser, from the draft to the door, the badge's code read by zbar; the reminder, the
# questionnaire and the materials as days go by; then five hundred people registering in the same minute,
# sixty at once: every quota is reached, and none exceeded.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

echo '{"demonstration": true}' > "$folder/reglages.json"
scenario() {
    "$ORCP_PYTHON" Tests/Browser/scenario_events.py --folder "$folder" "$@"
}
course() {
    scenario --base "http://localhost:$port" --link "/${link#*://*/}" --work "$folder" "$@"
}
link=$("$ORCP_PROGRAM" --data "$folder" admin create chef@exemple.fr --name "Rédaction Inventée")
serve "$folder" "$folder/serve.log"
course ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
stop

# Six days and a half before, then the day after.
scenario --move 6.5
serve "$folder" "$folder/serve.log"
course --phase rappel
stop
scenario --move -1
link=$("$ORCP_PROGRAM" --data "$folder" admin link chef@exemple.fr)
serve "$folder" "$folder/serve.log"
course --phase questionnaire
stop

"$ORCP_PYTHON" Benchmarks/bench_registration.py --program "$ORCP_PROGRAM" --people 500 --concurrent 60
