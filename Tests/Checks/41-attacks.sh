#!/usr/bin/env bash
# Attacks by a real client against the real server, over every form and page of the community.
set -euo pipefail
"$ORCP_PYTHON" Tests/Oracles/attacks.py
