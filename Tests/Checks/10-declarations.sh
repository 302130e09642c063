#!/usr/bin/env bash
# Counts the declarations of the real files independently of the program.
set -euo pipefail
if [ -z "${ORCP_REAL_DATA:-}" ]; then
    echo "Ignoré : ORCP_REAL_DATA ne nomme aucun dossier de fichiers publiés."
    exit 0
fi
"$ORCP_PYTHON" Tests/Oracles/count_declarations.py "$ORCP_PROGRAM" "$ORCP_REAL_DATA"/decp-2019-json \
    "$ORCP_REAL_DATA"/decp-2022-json "$ORCP_REAL_DATA"/decp-xml "$ORCP_REAL_DATA"/decp-tabular
