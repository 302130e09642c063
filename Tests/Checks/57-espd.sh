#!/usr/bin/env bash
# ESPD (DUME): every published sample given back canonically equal, put into 2.1.1 and 4.1.0, answered; lxml is the oracle.
set -euo pipefail
if [ -z "${ORCP_REAL_DATA:-}" ] || [ ! -d "$ORCP_REAL_DATA/espd" ]; then
    echo "Ignoré : ORCP_REAL_DATA ne contient pas les DUME publiés."
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$ORCP_PYTHON" Tests/Oracles/espd_oracle.py "$ORCP_PROGRAM" "$ORCP_REAL_DATA/espd" "$folder"
