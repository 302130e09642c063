"""Keys of contracts that a selection holds in one edition and not in another, by the API alone.

    alert_keys.py BASE OLD_EDITION NEW_EDITION 'departement=59&cpv=45' [--feed ADDRESS]

Prints them one a line; with the address of an alert's feed, says also what the feed has and lacks of
them (a feed holds its last hundred), and fails when it has one that is not new.
"""
import json
import re
import sys
import urllib.request


def keys(base, edition, selection):
    found, page = set(), 1
    while True:
        address = f"{base}/api/v1/contracts?{selection}&edition={edition}&limite=1000&page={page}"
        with urllib.request.urlopen(address, timeout=60) as reply:
            rows = json.load(reply)["rows"]
        if not rows:
            return found
        found |= {row["cle"] for row in rows}
        page += 1


def main():
    base, old, new, selection = sys.argv[1:5]
    fresh = keys(base, new, selection) - keys(base, old, selection)
    print("\n".join(sorted(fresh)))
    print(f"{len(fresh)} contrats nouveaux", file=sys.stderr)
    if "--feed" in sys.argv:
        with urllib.request.urlopen(sys.argv[sys.argv.index("--feed") + 1], timeout=60) as reply:
            told = set(re.findall(r"<id>[^<]*/contrats/([A-Za-z0-9_-]+)", reply.read().decode()))
        print(f"le flux en dit {len(told & fresh)}, en tait {len(fresh - told)}, en dit de trop "
              f"{len(told - fresh)}", file=sys.stderr)
        if told - fresh:
            raise SystemExit(1)


main()
