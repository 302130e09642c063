#!/usr/bin/env bash
# Imports killed at any moment, repeated, in another order, with other workers.
set -euo pipefail
"$ORCP_PYTHON" Tests/Oracles/killed_imports.py "$ORCP_PROGRAM"
