#!/usr/bin/env bash
# A company says once what it is, leaves with a whole application, and a buyer verifies it: on the real
# program, in a real browser, against recorded answers of API Entreprise.
set -euo pipefail
"$ORCP_PYTHON" Tests/Browser/scenario_dossier.py
