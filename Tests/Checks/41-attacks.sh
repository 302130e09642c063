#!/usr/bin/env bash
# Attacks by a real client against the real server, over every form and page of the community.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
Tests/Checks/sample-edition "$folder" 300
"$ORCP_PYTHON" Tests/Oracles/attacks.py "$folder"
