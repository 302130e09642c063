"""Attacks by a real client against the real server: sign-ins, paths, bodies, forms, stored scripts.

The walk over pages and forms is generic: a page or a form added later is attacked too.
"""
import concurrent.futures
import http.client
import json
import os
import re
import socket
import statistics
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(__file__))
from attack_forms import check_page, crawl, every_form  # noqa: E402
from community_server import Client, Server  # noqa: E402

def wrong_sign_ins(server, victim, first):
    """Two thousand five hundred on one connection: codes, links, sessions."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    statuses = []
    for number in range(first, first + 2_500):
        sent = {"Host": f"localhost:{server.port}", "Sec-Fetch-Site": "same-origin",
                "X-Forwarded-For": f"198.51.{number % 100}.{number % 251}"}
        method, path, body = "POST", "/connexion/code", f"code={number:08d}"
        kind = number % 3
        if kind == 0:
            browser = victim.cookies["orcp_demande"] if number % 1_000 == 0 else "x" * 22
            sent["Cookie"] = f"orcp_demande={browser}"
        elif kind == 1:
            path, body = "/connexion/lien", f"jeton_lien={number:043d}"
        else:
            method, path, body = "GET", "/compte", None
            sent["Cookie"] = f"orcp_session={number:043d}"
        if body:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, sent)
        reply = connection.getresponse()
        reply.read()
        assert reply.status in (303, 409, 422, 429), (kind, reply.status)
        assert "orcp_session" not in (reply.getheader("Set-Cookie") or "")
        if kind == 2:
            assert reply.getheader("Location").startswith("/connexion")
        statuses.append(reply.status)
    connection.close()
    return statuses


def sign_ins(server):
    """Ten thousand wrong sign-ins: no session, the server answers, memory is bounded."""
    server.link("cible@exemple.fr")
    victim = Client(server, "203.0.113.7")
    assert victim.post("/connexion", {"courriel": "cible@exemple.fr"}).status == 303
    before, start = server.memory()[0], time.monotonic()
    statuses = {}
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda first: wrong_sign_ins(server, victim, first), range(0, 10_000, 2_500)):
            for status in found:
                statuses[status] = statuses.get(status, 0) + 1
    assert sum(statuses.values()) == 10_000, statuses
    seconds = time.monotonic() - start
    fresh = Client(server, "203.0.113.8")
    assert fresh.get("/connexion").status == 200
    grown = server.memory()[0] - before
    assert grown < 120_000, f"{grown} KiB more"
    print(f"10 000 connexions fausses en {seconds:.0f} s ({statuses}) : aucune session, mémoire +{grown} Kio.")
    return seconds


def limits(server):
    """Per address of the network and per e-mail; five wrong codes kill a request."""
    client = Client(server, "203.0.113.20")
    statuses = [client.post("/connexion", {"courriel": f"l{n}@exemple.fr"}).status for n in range(25)]
    assert statuses.count(303) == 20 and statuses[-1] == 429, statuses
    # The same network, another address of it: IPv6 gives a house 2^64 of them.
    statuses = [Client(server, f"2001:db8::{n:x}").post("/connexion", {"courriel": f"m{n}@exemple.fr"}).status
                for n in range(25)]
    assert statuses.count(303) == 20 and statuses[-1] == 429, statuses
    # One address of mail from many networks: five letters leave, and only they give tries.
    live = 0
    for n in range(12):
        attacker = Client(server, f"192.0.2.{n}")
        attacker.post("/connexion", {"courriel": "vise@exemple.fr"})
        tries = [attacker.post("/connexion/code", {"code": "00000000"}).status for _ in range(7)]
        live += tries.count(422)
    assert live == 25, live
    forged = client.post("/connexion", {"courriel": "a@exemple.fr"},
                         {"X-Forwarded-For": "10.9.8.7, 203.0.113.20"})
    assert forged.status == 429, "only what the proxy wrote last counts"
    print("Limites par réseau (IPv6 par /64), par adresse de courriel, par code : exactes.")


def enumeration(server):
    """Known and unknown addresses: the same answer, in the same time."""
    times = {"connu": [], "inconnu": []}
    bodies = set()
    # Every known address has an account, and asks for one letter only: no limit tells them apart.
    for n in range(60):
        server.link(f"connu{n}@exemple.fr")
    for n in range(60):
        for kind in (("connu", "inconnu") if n % 2 else ("inconnu", "connu")):
            address = f"{kind}{n}@exemple.fr"
            client = Client(server, f"10.{n}.{0 if kind == 'connu' else 1}.9")
            start = time.perf_counter()
            reply = client.post("/connexion", {"courriel": address})
            times[kind].append(time.perf_counter() - start)
            bodies.add((reply.status, reply.headers["location"], len(reply.content),
                        re.sub("=[^;]+;", "=…;", reply.headers["set-cookie"], count=1)))
    assert len(bodies) == 1, bodies
    medians = {kind: statistics.median(values) for kind, values in times.items()}
    assert [len(values) for values in times.values()] == [60, 60], times
    spread = statistics.pstdev(times["connu"] + times["inconnu"]) or 1e-6
    gap = abs(medians["connu"] - medians["inconnu"])
    # Generous: the gap is within the noise of single answers.
    assert gap < max(spread, 0.02), (medians, spread)
    print(f"Énumération : réponses identiques ; médianes à {gap * 1000:.1f} ms l'une de l'autre.")


def paths(server):
    """Path traversal, in every encoding a server might undo; refused methods and hostile heads."""
    secret = "demonstration"
    for path in ["/../reglages.json", "/%2e%2e/reglages.json", "/..%2freglages.json", "/%2e%2e%2freglages.json",
                 "/logo/../../reglages.json", "/editions/..%2f..%2freglages.json", "/..%5creglages.json",
                 "/style/..%252f..%252freglages.json", "//etc/passwd", "/editions/%2e%2e/contracts.arrow",
                 "/publications/..%2f..%2fcommunaute.sqlite", "/./reglages.json", "/communaute.sqlite",
                 "/courriels/00000001.eml", "/%00", "/a%00.html", "/%ff%fe", "/é", "/" + "a/" * 900]:
        with socket.create_connection(("127.0.0.1", server.port), 10) as raw:
            raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while piece := raw.recv(65_536):
                answer += piece
        status = int(answer.split(b" ", 2)[1])
        body = answer.split(b"\r\n\r\n", 1)[1]
        # 503 where no edition was built.
        assert status in (303, 400, 404, 414, 503), (path, status)
        assert b"SQLite format" not in body and f'"{secret}"'.encode() not in body, path
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"]:
        reply = Client(server).ask(method, "/connexion")
        assert reply.status in (405, 501), (method, reply.status)
    head = Client(server).ask("HEAD", "/connexion")
    assert head.status == 200 and head.content == b"" and int(head.headers["content-length"]) > 0
    assert head.headers["cache-control"] == "no-store"
    print("Traversées de chemin, méthodes et têtes hostiles : rien ne sort.")


def big_bodies(server):
    """A body of 5 GB: refused at once, nothing kept of it."""
    before = server.memory()[1]
    for chunked in (False, True):
        with socket.create_connection(("127.0.0.1", server.port), 20) as raw:
            size = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {5 * 1024 ** 3}"
            raw.sendall(("POST /connexion HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
                         f"Content-Type: application/x-www-form-urlencoded\r\n{size}\r\n\r\n").encode())
            piece, sent, answer = b"a" * 65_536, 0, b""
            raw.settimeout(0.05)
            start = time.monotonic()
            while sent < 5 * 1024 ** 3 and time.monotonic() - start < 20:
                try:
                    raw.sendall((b"10000\r\n" + piece + b"\r\n") if chunked else piece)
                    sent += len(piece)
                except TimeoutError:
                    pass
                except OSError:
                    break
                try:
                    answer += raw.recv(65_536)
                except TimeoutError:
                    continue
                except OSError:
                    break
                if answer and time.monotonic() - start > 4:
                    # The answer came; the server must hang up rather than read on.
                    continue
            seconds = time.monotonic() - start
        assert b" 413 " in answer[:20], answer[:60]
        assert b"onnection: close" in answer and sent < 5 * 1024 ** 3 and seconds < 15, (sent, seconds)
        print(f"Envoi de 5 Go{' sans longueur' if chunked else ''} : refusé, coupé en {seconds:.1f} s.")
    grown = server.memory()[1] - before
    assert grown < 60_000, f"{grown} KiB more"
    assert Client(server).get("/connexion").status == 200


def in_browser(server, session, paths_read):
    """Nothing that was stored runs: no dialog, no script of ours, no console violation but the policy's."""
    from playwright.sync_api import sync_playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([{"name": "orcp_session", "value": session, "url": server.base}])
        page = context.new_page()
        troubles = []
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: troubles.append(message.text)
                if "Content Security Policy" in message.text else None)
        page.on("request", lambda request: troubles.append(request.url)
                if not request.url.startswith((server.base, "data:")) else None)
        count = 0
        for path in paths_read:
            opened = page.goto(server.base + path)
            if opened and "html" in (opened.headers.get("content-type") or ""):
                count += 1
                for link in page.locator("main a[href^='javascript:']").all():
                    troubles.append(path + " " + link.get_attribute("href"))
        browser.close()
    assert not troubles, troubles[:5]
    print(f"{count} pages relues dans Chromium : aucun script exécuté, aucune requête ailleurs.")


def main():
    server = Server({"consultationSimplifiee": True}, folder=sys.argv[1]).start()
    try:
        admin = Client(server, "203.0.113.99").sign_in(server.link("admin@exemple.fr", "Ada Ministre"))
        server.run("sample", "--community")
        paths(server)
        limits(server)
        enumeration(server)
        big_bodies(server)
        every_form(server)
        # Anew: a form may have closed every session of the administrator.
        admin = Client(server, "203.0.113.96").sign_in(server.link("admin@exemple.fr", admin=False))
        for path, reply in crawl(admin).items():
            check_page(path, reply)
        pages = [p for p, r in crawl(admin, 60).items() if r.status == 200 and "?" not in p
                 and "html" in r.headers.get("content-type", "") and "deconnexion" not in p]
        in_browser(server, admin.cookies["orcp_session"], pages)
        sign_ins(server)
        base = json.dumps(server.settings)
        assert "secretClient" not in base
    finally:
        server.stop()


main()
