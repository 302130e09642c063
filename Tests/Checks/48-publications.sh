#!/usr/bin/env bash
# The library with the real program: a group lead publishes a report that search finds by a word inside its
# PDF, without script; documents come in by a table; a real harvester reads all of it; files of two kinds.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

Tests/Checks/sample-edition "$folder/donnees" 300
"$ORCP_PROGRAM" --data "$folder/donnees" sample --community 2> /dev/null

echo "Import d’un tableau :"
"$ORCP_PYTHON" Tests/Browser/scenario_publications.py --make-documents "$folder/documents"
import() {
    "$ORCP_PROGRAM" --data "$folder/donnees" publications import "$folder/documents/$1" \
        "$folder/documents" 2> "$folder/constats"
}
if import tableau.csv > "$folder/sortie"; then
    echo "Un tableau fautif doit le dire par son code."
    exit 1
fi
cat "$folder/sortie"
grep -q "31 lignes lues.*30 ajoutées.*1 laissées.*30 textes" "$folder/sortie"
grep -q "ligne 32, colonne.*date" "$folder/constats"
import tableau.csv > "$folder/sortie" || true
grep -q "30 inchangées" "$folder/sortie"
"$ORCP_PROGRAM" --data "$folder/donnees" publications reindex > "$folder/sortie"
grep -q "34 publications cherchables, 30 textes" "$folder/sortie"

for name in directrice pilote membre; do
    "$ORCP_PROGRAM" --data "$folder/donnees" admin create "$name@exemple.fr" \
        --name "Personne $name" > "$folder/lien-$name"
done
for name in pilote membre; do
    "$ORCP_PROGRAM" --data "$folder/donnees" admin role "$name@exemple.fr" inscrit > /dev/null
done
serve "$folder/donnees" "$folder/journal"
"$ORCP_PYTHON" Tests/Browser/scenario_publications.py --base "http://localhost:$port" \
    --folder "$folder" ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
if grep -q "Réponse 500" "$folder/journal"; then
    cat "$folder/journal"
    exit 1
fi
