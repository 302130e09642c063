#!/usr/bin/env bash
# The file of essential data against the official schema, over random tables of contracts.
set -euo pipefail
schema=${ORCP_REAL_DATA:-}/decp-schemas/v2.0.4/schema_decp_v2.0.4.json
if [ ! -f "$schema" ]; then
    echo "Ignoré : ORCP_REAL_DATA ne nomme aucun dossier avec le schéma officiel."
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$ORCP_PYTHON" Tests/Oracles/essential_data.py "$ORCP_PROGRAM" "$schema" "$folder"
