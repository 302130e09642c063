#!/usr/bin/env bash
# Compares what is found in the real files with what others measured on them.
set -euo pipefail
if [ -z "${ORCP_REAL_DATA:-}" ]; then
    echo "Ignoré : ORCP_REAL_DATA ne nomme aucun dossier de fichiers publiés."
    exit 0
fi
"$ORCP_PYTHON" Tests/Oracles/data_quality.py "$ORCP_PROGRAM" "$ORCP_REAL_DATA"
