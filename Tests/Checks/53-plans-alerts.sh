#!/usr/bin/env bash
# Purchase plans and alerts on the real program, in a real browser, letters taken by a real SMTP server:
# a buyer posts, a company asks naming itself, the buyer is made to rewrite; two editions, exactly the new
# contracts, once; a letter's link stops; ten alerts over two editions of the published files.
set -euo pipefail
"$ORCP_PYTHON" Tests/Browser/scenario_plans.py ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
if [ -z "${ORCP_REAL_DATA:-}" ]; then
    echo "Fichiers publiés : ignorés, ORCP_REAL_DATA ne nomme aucun dossier."
    exit 0
fi
"$ORCP_PYTHON" Tests/Oracles/real_alerts.py
