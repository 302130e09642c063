#!/usr/bin/env bash
# From a need to a contract, in a real browser over the real program: a buyer and three companies, sealed offers,
# one replaced and one late, the award, the letters read from a real SMTP server, the data valid.
set -euo pipefail
"$ORCP_PYTHON" Tests/Browser/scenario_one_siret.py
