#!/usr/bin/env bash
# The assistant's first day in a real browser, by links and buttons only: docs/first-day.md.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT
Tests/Checks/sample-edition "$folder/donnees" 300
"$ORCP_PROGRAM" --data "$folder/donnees" sample --community 2> /dev/null
for name in assistante relectrice acheteuse entreprise; do
    "$ORCP_PROGRAM" --data "$folder/donnees" admin create "$name@exemple.fr" \
        --name "Personne $name" > "$folder/lien-$name"
done
for name in acheteuse entreprise; do
    "$ORCP_PROGRAM" --data "$folder/donnees" admin role "$name@exemple.fr" inscrit > /dev/null
done
serve "$folder/donnees" "$folder/journal"
"$ORCP_PYTHON" Tests/Browser/scenario_first_day.py --base "http://localhost:$port" \
    --links "$folder" --data "$folder/donnees" --work "$folder"
if grep -q "Réponse 500\|a échoué" "$folder/journal"; then
    cat "$folder/journal"
    exit 1
fi
