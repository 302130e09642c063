#!/usr/bin/env bash
# Accounts, letters and data rights on the real program: a real SMTP server, two real OpenID providers, a
# real browser.
set -euo pipefail
"$ORCP_PYTHON" Tests/Oracles/mail_delivery.py
"$ORCP_PYTHON" Tests/Oracles/hostile_provider.py
"$ORCP_PYTHON" Tests/Browser/scenario_accounts.py
