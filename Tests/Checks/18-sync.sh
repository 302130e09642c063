#!/usr/bin/env bash
# `orcp sync` against a publisher that is slow, cut, wrong, gone or too large.
set -euo pipefail
"$ORCP_PYTHON" Tests/Oracles/sync_sources.py "$ORCP_PROGRAM"
