#!/usr/bin/env bash
# Kill −9 during writes, two editors, backups under load and restorations, a full disk.
set -euo pipefail
"$ORCP_PYTHON" Tests/Oracles/nothing_lost.py
