#!/usr/bin/env bash
# The size of suppliers and PME-01 to PME-08 on real files, recomputed from SIRENE's lists: first with the
# published extracts, then with invented yearly lists, which tell headcounts and several years. ORCP_SHOW=1
# prints the figures of docs/company-size.md.
set -euo pipefail
if [ -z "${ORCP_REAL_DATA:-}" ]; then
    echo "Ignoré : ORCP_REAL_DATA ne nomme aucun dossier de fichiers publiés."
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
data=$folder/donnees
sirene=$ORCP_REAL_DATA/sirene
lists=("$sirene/decp_titulaires_etablissements_2022.csv"
    "$sirene/decp_titulaires_siret_categorie_entreprise_2022.csv"
    "$sirene/StockEtablissement_utf8_geo_extract.csv" "$sirene"/insee-api-v3/siren_response_*.json)
"$ORCP_PROGRAM" --data "$data" reference add "${lists[@]}" > /dev/null
"$ORCP_PROGRAM" --data "$data" import "$ORCP_REAL_DATA"/decp-2019-json/*.json* \
    "$ORCP_REAL_DATA"/decp-2019-json/pes-files/*.json "$ORCP_REAL_DATA"/decp-2022-json/*.json \
    "$ORCP_REAL_DATA"/decp-tabular/*.csv "$ORCP_REAL_DATA"/decp-xml/*.xml > "$folder/import.txt" 2>&1 \
    || { cat "$folder/import.txt"; exit 1; }
tail -n 2 "$folder/import.txt"
show=()
if [ -n "${ORCP_SHOW:-}" ]; then show=(--show); fi
"$ORCP_PYTHON" Tests/Oracles/size_oracle.py --program "$ORCP_PROGRAM" --data "$data" \
    --lists "${lists[@]}" "${show[@]}"

"$ORCP_PYTHON" Tests/Oracles/invented_units.py --data "$data" --output "$folder/inventees"
"$ORCP_PROGRAM" --data "$data" reference add "$folder"/inventees/*.csv > /dev/null
"$ORCP_PROGRAM" --data "$data" import > /dev/null 2>&1
"$ORCP_PYTHON" Tests/Oracles/size_oracle.py --program "$ORCP_PROGRAM" --data "$data" \
    --lists "${lists[@]}" "$folder"/inventees/*.csv
"$ORCP_PROGRAM" --data "$data" verify > /dev/null
