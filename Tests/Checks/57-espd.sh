#!/usr/bin/env bash
# ESPD (DUME): invented answers put into 2.1.1 and 4.1.0, given back canonically equal; the same of every published
# sample, and a response to each published request; lxml is the oracle.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/invente" "$folder/publie"
echo "DUME inventés :"
"$ORCP_PYTHON" Tests/Oracles/espd_oracle.py "$ORCP_PROGRAM" "$folder/invente"
if [ -z "${ORCP_REAL_DATA:-}" ] || [ ! -d "$ORCP_REAL_DATA/espd" ]; then
    echo "DUME publiés : ignorés (échantillons, listes de codes et réponses aux demandes),"
    echo "ORCP_REAL_DATA ne nomme aucun dossier qui les contienne."
    exit 0
fi
echo "DUME publiés :"
"$ORCP_PYTHON" Tests/Oracles/espd_oracle.py "$ORCP_PROGRAM" "$folder/publie" "$ORCP_REAL_DATA/espd"
