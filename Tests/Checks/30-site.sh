#!/usr/bin/env bash
# The site in a real browser, over the invented sample and over the published files: accessibility,
# layout, no third party, valid HTML. Published texts and file names hold what nobody would invent.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

visit() {
    serve "$1" "$1/serve.log"
    "$ORCP_PYTHON" Tests/Browser/check_site.py --base "http://127.0.0.1:$port" "${@:2}" \
        ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS/${1##*/}"}
    stop
}

echo "Échantillon inventé :"
Tests/Checks/sample-edition "$folder/invente" 3000
visit "$folder/invente"

if [ -z "${ORCP_REAL_DATA:-}" ]; then
    echo "Fichiers publiés : ignorés, ORCP_REAL_DATA ne nomme aucun dossier."
    exit 0
fi
echo "Fichiers publiés :"
mkdir "$folder/publie"
# Outside the demonstration, serving waits for the operator's name and address.
echo '{"demonstration": true}' > "$folder/publie/reglages.json"
"$ORCP_PROGRAM" --data "$folder/publie" reference add \
    "$ORCP_REAL_DATA/ref-cpv/cpv_2008_ver_2013_FR.csv" > /dev/null
"$ORCP_PROGRAM" --data "$folder/publie" import "$ORCP_REAL_DATA"/decp-* > /dev/null 2>&1
# The same pages over other texts, where they have the least room.
visit "$folder/publie" --narrow
