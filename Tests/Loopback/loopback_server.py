"""Plays a publisher on 127.0.0.1: right answers, and every wrong one a network gives.

Prints its port, then serves until its standard input closes. The dataset `tous` lists one resource
for each behaviour; others list a few. `/journal` gives the requests received, one a line.
"""

import hashlib
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY = (
    b'{"marches":{"marche":[{"id":"2024-1","objet":"' + b"x" * 300 + b'"}],'
    b'"contrat-concession":[]}}'
)
OTHER = BODY.replace(b"2024-1", b"2024-2")
journal: list[str] = []
seen: dict[str, int] = {}
lock = threading.Lock()


def resource(name: str, body: bytes = BODY, **more) -> dict:
    return {
        "id": name,
        "title": name + ".json",
        "format": "json",
        "filesize": len(body),
        "last_modified": "2025-01-05T10:00:00",
        "checksum": {"type": "sha1", "value": hashlib.sha1(body).hexdigest()},
        **more,
    }


DATASETS = {
    "bon": ["bon"],
    "coupe": ["coupe"],
    "change": ["change"],
    "lent": ["lent"],
    "deplace": ["deplace"],
    "panne": ["panne"],
    "presse": ["presse"],
    "toujours": ["toujours"],
    "faux": ["faux"],
    "court": ["court"],
    "parti": ["parti"],
    "efface": ["efface"],
    "sansEmpreinte": ["sansEmpreinte"],
    "etrange": ["etrange"],
    "choix": ["bon"],
    "grand": ["grand"],
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_GET(self):
        path = self.path
        with lock:
            count = seen[path] = seen.get(path, 0) + 1
            range_ = self.headers.get("Range", "")
            journal.append(f"{path} {range_}".strip())
        if path == "/journal":
            return self.answer(200, "\n".join(journal).encode())
        if path.startswith("/api/1/datasets/"):
            return self.dataset(path.split("/")[4], count)
        return self.file(path.split("/")[-1], count, range_)

    def dataset(self, name, count):
        if name == "disparu":
            return self.answer(410)
        if name == "illisible":
            return self.answer(200, b"<html>")
        if name not in DATASETS:
            return self.answer(404)
        host = f"http://127.0.0.1:{self.server.server_address[1]}/fichier/"
        resources = []
        for item in DATASETS[name]:
            one = resource(item, url=host + item)
            if item == "faux":
                one["checksum"]["value"] = "0" * 40
            if item in ("sansEmpreinte", "parti", "etrange", "change"):
                one.pop("checksum")
            resources.append(one)
        if name == "efface" and count > 1:
            resources = []
        if name == "choix":
            resources += [
                resource("ocds", title="decp.ocds.json", url=host + "bon"),
                resource("vide", filesize=55, url=host + "bon"),
                resource("pdf", format="pdf", url=host + "bon"),
            ]
        body = json.dumps({"license": "lov2", "resources": resources}).encode()
        self.answer(200, body)

    def file(self, name, count, range_):
        if name == "coupe" and count == 1:
            return self.cut(200)
        if name == "coupe":
            start = int(range_[6:-1]) if range_ else 0
            rest = BODY[start:]
            whole = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
            return self.answer(206, rest, ETag='"v1"', Content_Range=whole)
        if name == "change" and count == 1:
            return self.cut(200)
        if name == "change":
            # The file changed meanwhile: If-Range fails, the whole new file is sent.
            return self.answer(200, OTHER, ETag='"v2"')
        if name == "lent":
            self.send_response(200)
            self.send_header("Content-Length", str(len(BODY)))
            self.end_headers()
            for start in range(0, len(BODY), 100):
                self.wfile.write(BODY[start : start + 100])
                self.wfile.flush()
                time.sleep(0.02)
            return None
        if name == "deplace":
            return self.answer(302, Location="/fichier/bon")
        if name == "panne" and count < 3:
            return self.answer(500)
        if name == "presse" and count == 1:
            return self.answer(429, Retry_After="7")
        if name == "toujours":
            return self.answer(500)
        if name == "court":
            return self.cut(200)
        if name == "parti" and count > 1:
            return self.answer(410)
        if name == "etrange":
            return self.answer(200, b"<html>Service en maintenance</html>" * 10)
        if name == "sansEmpreinte" and self.headers.get("If-None-Match") == '"v1"':
            return self.answer(304)
        if name == "grand":
            return self.answer(200, BODY * 5_000)
        return self.answer(200, BODY, ETag='"v1"')

    def cut(self, status):
        """Announces the whole body, gives its first 100 bytes, and hangs up."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(BODY)))
        self.send_header("ETag", '"v1"')
        self.end_headers()
        self.wfile.write(BODY[:100])
        self.wfile.flush()
        self.close_connection = True


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
