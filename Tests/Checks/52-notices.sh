#!/usr/bin/env bash
# Notices of BOAMP: every published notice read and compared with an independent reading; `orcp sync`
# against a publisher that is slow, cut, wrong or busy; the pages of open calls in a browser.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

echo "Synchronisation :"
"$ORCP_PYTHON" Tests/Oracles/notices_sync.py "$ORCP_PROGRAM" "$folder"

echo "Pages, dans un navigateur :"
mkdir "$folder/invente"
"$ORCP_PROGRAM" sample --notices "$folder/avis.json" 2> /dev/null
"$ORCP_PROGRAM" --data "$folder/invente" import "$folder/avis.json" \
    --series echantillon-invente-avis > /dev/null
serve "$folder/invente" "$folder/serve.log"
"$ORCP_PYTHON" Tests/Browser/scenario_notices.py --base "http://127.0.0.1:$port" \
    ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}

if [ -z "${ORCP_REAL_DATA:-}" ]; then
    echo "Avis publiés : ignorés, ORCP_REAL_DATA ne nomme aucun dossier."
    exit 0
fi
echo "Avis publiés :"
mkdir "$folder/publie"
"$ORCP_PYTHON" Tests/Oracles/notices_oracle.py "$ORCP_PROGRAM" "$ORCP_REAL_DATA" "$folder/publie"
