#!/usr/bin/env bash
# Sealed offers on the real program: keys of three agents, deposits killed, cut and resumed, lateness, clocks set, a full disk,
# the opening by two of three; then the same in a real browser.
set -euo pipefail
"$ORCP_PYTHON" Tests/Oracles/sealed_offers.py
"$ORCP_PYTHON" Tests/Browser/scenario_offers.py ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
