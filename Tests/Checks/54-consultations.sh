#!/usr/bin/env bash
# A simplified consultation in a real browser, from the draft that the law refuses to letters and
# essential data; the letters opened by odfpy, the data valid against the official schema.
set -euo pipefail
"$ORCP_PYTHON" Tests/Browser/scenario_consultations.py
