"""Plays the public API of notices on 127.0.0.1, in the shape recorded: right pages, and wrong ones once.

Prints its port, then serves until its standard input closes. `/journal` gives the questions received.
Every day has invented notices, but Sundays; faults come once, by the day of the month.
"""

import datetime
import json
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

journal: list[str] = []
seen: dict[str, int] = {}
lock = threading.Lock()
PER_DAY = 130


def record(day: datetime.date, rank: int) -> dict:
    number = f"{day.year % 100:02d}-{day.timetuple().tm_yday * 1000 + rank}"
    limit = day + datetime.timedelta(days=30)
    return {
        "idweb": number, "id": number.replace("-", "_"), "objet": f"Travaux inventés {rank}",
        "nomacheteur": "Commune inventée", "nature": "APPEL_OFFRE", "etat": "INITIAL",
        "dateparution": day.isoformat(), "datelimitereponse": f"{limit}T12:00:00+00:00",
        "code_departement": ["59"], "type_marche": ["TRAVAUX"], "famille": "MAPA",
        "donnees": json.dumps({"MAPA": {"organisme": {"acheteurPublic": "Commune inventée", "coord": {
            "nom": "Mme Plantée", "tel": "03 20 99 88 77", "mel": "plantee@exemple.fr"}}}}),
        "gestion": json.dumps({"REFERENCE": {"IDWEB": number}}),
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body: bytes, status=200, length=None, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path == "/journal":
            return self.answer("\n".join(journal).encode())
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        day = datetime.date.fromisoformat(query["where"].split("'")[1])
        offset, limit = int(query["offset"]), int(query["limit"])
        with lock:
            journal.append(f"{day} {offset}")
            seen[f"{day}"] = seen.get(f"{day}", 0) + 1
            first = seen[f"{day}"] == 1
        rows = [] if day.weekday() == 6 else [record(day, rank) for rank in range(PER_DAY)]
        total = len(rows)
        page = rows[offset:offset + limit]
        body = json.dumps({"total_count": total, "results": page}, ensure_ascii=False).encode()
        fault = day.day % 9 if first else 0
        if fault == 1:
            return self.answer(b"", 503, Retry_After="0")
        if fault == 2:
            return self.answer(b"", 429)
        if fault == 3:
            self.answer(body[:len(body) // 2], length=len(body))
            self.close_connection = True
            return None
        if fault == 4:
            body = json.dumps({"total_count": total + 1, "results": page}).encode()
        if fault == 5:
            body = b"<html>Maintenance</html>"
        if fault == 6:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for start in range(0, len(body), 20_000):
                self.wfile.write(body[start:start + 20_000])
                time.sleep(0.02)
            return None
        return self.answer(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
