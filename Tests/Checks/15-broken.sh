#!/usr/bin/env bash
# Broken files end in findings or one refusal, never a crash.
set -euo pipefail
"$ORCP_PYTHON" Tests/Oracles/broken_files.py "$ORCP_PROGRAM"
