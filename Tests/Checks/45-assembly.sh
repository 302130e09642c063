#!/usr/bin/env bash
# An assembly in a real browser, from its convocation to its signed minutes, each member in a context of
# their own.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT
mkdir "$folder/donnees"
echo '{"demonstration": true}' > "$folder/donnees/reglages.json"
# The link that the administrator is given makes the community's file, before anything is served.
"$ORCP_PROGRAM" --data "$folder/donnees" admin create premier@exemple.fr > /dev/null
serve "$folder/donnees" "$folder/journal"
"$ORCP_PYTHON" Tests/Browser/scenario_assembly.py --base "http://127.0.0.1:$port" \
    --data "$folder/donnees" --program "$ORCP_PROGRAM" \
    --work "$folder" ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
stop
if grep -n "500" "$folder/journal"; then exit 1; fi
