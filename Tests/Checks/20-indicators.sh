#!/usr/bin/env bash
# The words of an edition recomputed from its texts; every indicator and facet recomputed by DuckDB from the
# SQL the program prints. ORCP_SELECTIONS=50 asks twice as many questions.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
Tests/Checks/sample-edition "$folder" 6000
"$ORCP_PYTHON" Tests/Oracles/words_oracle.py --program "$ORCP_PROGRAM" --data "$folder"
"$ORCP_PYTHON" Tests/Oracles/indicators_oracle.py --program "$ORCP_PROGRAM" --data "$folder" --selections "${ORCP_SELECTIONS:-25}" --seed 7
