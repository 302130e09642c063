#!/usr/bin/env bash
# The tools with the real program: answers others script against, every tool in a browser, and nothing
# of a case in any log, data folder or temporary file.
set -euo pipefail
folder=$(mktemp -d)
. Tests/Checks/served.bash
trap 'kill $server 2> /dev/null || true; rm -rf "$folder"' EXIT

echo "La commande :"
mkdir "$folder/vide" && cd "$folder/vide"
"$ORCP_PROGRAM" tool late-interest --amount 12000 --received 2026-07-06 --paid 2026-09-30 \
    --buyer local-authority --json > ../interets.json
echo '{"amount": 12000, "received": "2026-07-06", "paid": "2026-09-30"}' > ../cas.json
"$ORCP_PROGRAM" tool late-interest --case - --buyer local-authority --json \
    < ../cas.json > ../interets2.json
cd "$OLDPWD"
cmp "$folder/interets.json" "$folder/interets2.json"
"$ORCP_PYTHON" - "$folder/interets.json" << 'END'
import json, sys
answer = json.load(open(sys.argv[1]))
assert answer["result"]["interest"] == 191.47 and answer["result"]["flatFee"] == 40, answer["result"]
assert answer["steps"] and any(step["articles"] for step in answer["steps"])
END
if [ -n "$(ls -A "$folder/vide")" ]; then
    echo "La commande a écrit : $(ls -A "$folder/vide")"
    exit 1
fi
if "$ORCP_PROGRAM" tool late-interest --amount bleu 2> "$folder/refus"; then exit 1; fi
grep -q "Montant TTC.*bleu" "$folder/refus"

echo "Le site :"
Tests/Checks/sample-edition "$folder/donnees" 3000
mkdir "$folder/temporaire"
TMPDIR=$folder/temporaire serve "$folder/donnees" "$folder/journal"
"$ORCP_PYTHON" Tests/Oracles/tools_confidential.py "http://127.0.0.1:$port" "$server" "$folder"
"$ORCP_PYTHON" Tests/Browser/check_tools.py --base "http://127.0.0.1:$port" \
    ${ORCP_SCREENSHOTS:+--screenshots "$ORCP_SCREENSHOTS"}
stop

echo "Les outils seuls, sur l’ordinateur :"
"$ORCP_PROGRAM" tools --port "$port" > "$folder/journal-outils" 2>&1 &
server=$!
for _ in $(seq 100); do
    curl --silent --fail "http://127.0.0.1:$port/outils" > /dev/null && break
    sleep 0.1
done
"$ORCP_PYTHON" - "$port" << 'END'
import sys, urllib.error, urllib.request
port = int(sys.argv[1])
# Only the loopback address listens: in /proc/net/tcp it is 0100007F.
listening = [line.split()[1] for name in ("tcp", "tcp6") for line in open(f"/proc/net/{name}")
             if f":{port:04X}" in line and line.split()[3] == "0A"]
assert listening == [f"0100007F:{port:04X}"], listening
def status(path):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").status
    except urllib.error.HTTPError as error:
        return error.code
for path, expected in {"/": 200, "/outils": 200, "/outils/advance": 200, "/droit": 200,
                       "/api/v1/law": 200, "/explorer": 404, "/editions": 404,
                       "/signaler/acheteur/1": 404}.items():
    assert status(path) == expected, (path, status(path))
END
stop
