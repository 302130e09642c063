#!/usr/bin/env bash
# The renewal radar, its lead times, distances and trades recomputed by DuckDB and plain Python over the invented sample
# and over the published files with SIRENE; the register of companies at a loopback server.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
register=
trap 'kill $server $register 2> /dev/null || true; rm -rf "$folder"' EXIT

# An invented answer shaped as those of the API's description; every question but one SIRET is unknown.
"$ORCP_PYTHON" Tests/Oracles/company_register.py > "$folder/register.port" &
register=$!
for _ in $(seq 100); do [ -s "$folder/register.port" ] && break; sleep 0.1; done

echo "Échantillon inventé :"
Tests/Checks/sample-edition "$folder/invente" 6000
echo "{\"registreEntreprises\": \"http://127.0.0.1:$(cat "$folder/register.port")\"}" > "$folder/invente/reglages.json"
serve "$folder/invente" "$folder/invente/serve.log"
base=http://127.0.0.1:$port
edition=$folder/invente/editions/$(basename "$(ls -d "$folder"/invente/editions/*/ | head -1)")
"$ORCP_PYTHON" Tests/Oracles/renewals_oracle.py --edition "$edition" --base "$base"
page=$(curl --silent --fail "$base/mon-marche?siret=35600000000048")
grep --quiet "registre public des entreprises, à l’instant" <<< "$page"
if grep --quiet PERSONNE <<< "$page"; then echo "ÉCHEC : un nom de personne est montré"; exit 1; fi
page=$(curl --silent --fail "$base/mon-marche?siret=21590350100017")
grep --quiet "ne connaît pas ce SIRET" <<< "$page"
kill "$register"
wait "$register" 2> /dev/null || true
page=$(curl --silent --fail "$base/mon-marche?siret=21590163800019")
grep --quiet "hors ligne" <<< "$page"
echo "Registre : réponse, SIRET inconnu et panne, sans nom de personne."
stop

if [ -z "${ORCP_REAL_DATA:-}" ]; then
    echo "Fichiers publiés : ignorés, ORCP_REAL_DATA ne nomme aucun dossier."
    exit 0
fi
echo "Fichiers publiés et SIRENE :"
mkdir "$folder/publie" "$folder/listes"
echo '{"demonstration": true}' > "$folder/publie/reglages.json"
cp "$ORCP_REAL_DATA"/sirene/decp_titulaires_etablissements_2022.csv \
    "$ORCP_REAL_DATA"/ref-geo/geojson/communes-hauts-de-france.geojson.gz \
    "$ORCP_REAL_DATA"/ref-geo/postal-nuts/019HexaSmal.csv.gz \
    "$ORCP_REAL_DATA"/ref-geo/centroids/dep_reg_centers.csv "$folder/listes"
"$ORCP_PROGRAM" --data "$folder/publie" reference add "$folder"/listes/* \
    "$ORCP_REAL_DATA/ref-cpv/cpv_2008_ver_2013_FR.csv" > /dev/null
"$ORCP_PROGRAM" --data "$folder/publie" import "$ORCP_REAL_DATA"/decp-* > /dev/null 2>&1
serve "$folder/publie" "$folder/publie/serve.log"
base=http://127.0.0.1:$port
edition=$folder/publie/editions/$(basename "$(ls -d "$folder"/publie/editions/*/ | head -1)")
"$ORCP_PYTHON" Tests/Oracles/renewals_oracle.py --edition "$edition" --base "$base" --lists "$folder/listes"
for address in "/renouvellements?jour=2021-01-31&autour=59350&rayon=50" \
    "/renouvellements/fil.atom?jour=2021-01-31" "/mon-marche?naf=43.91B&autour=59"; do
    curl --silent --fail "$base$address" > /dev/null
done
echo "Pages : trois adresses répondent sur les fichiers publiés."
