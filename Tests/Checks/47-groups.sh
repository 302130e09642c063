#!/usr/bin/env bash
# A working group in a real browser, start to end: created, convoked, minuted; its question becomes a
# study with live figures, replayed on a second edition. Calendars are read by icalendar.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT
Tests/Checks/sample-edition "$folder/donnees" 600
serve "$folder/donnees" "$folder/serve.log"
"$ORCP_PYTHON" Tests/Browser/scenario_groups.py --base "http://localhost:$port" \
    --data "$folder/donnees" ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
