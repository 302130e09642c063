#!/usr/bin/env bash
# Innovation meetings in a real browser: an organiser, a buyer and a company, from opening to repair.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT
data=$folder/donnees
mkdir "$data"
# Outside the demonstration, serving waits for the operator's name and address.
echo '{"demonstration": true}' > "$data/reglages.json"

link() { "$ORCP_PROGRAM" --data "$data" admin "$@" | grep -o 'http[^ ]*' | head -1; }
organiser=$(link create organisatrice@exemple.fr --name "Organisatrice inventée")

buyer=$(link create acheteuse@exemple.fr --name "Acheteuse inventée")
company=$(link create entreprise@exemple.fr --name "Personne inventée")
for address in acheteuse entreprise; do
    "$ORCP_PROGRAM" --data "$data" admin role "$address@exemple.fr" inscrit > /dev/null
done
cat > "$folder/liens.json" <<JSON
{"organisateur": "$organiser", "acheteur": "$buyer", "entreprise": "$company",
 "siret_venue": "90000003500015"}
JSON

serve "$data" "$folder/serve.log"
"$ORCP_PYTHON" Tests/Browser/scenario_innovation.py --base "http://127.0.0.1:$port" \
    --links "$folder/liens.json" ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
