"""Sealed offers on the real program: keys, deposits, kills, cuts, lateness, clocks that are set, a full disk,
the opening.

The large deposit is one gibibyte. ORCP_WITHOUT_MOUNT=1 and ORCP_WITHOUT_FAKETIME=1 leave out the full disk
and the clocks, where a machine cannot.
"""
import csv
import glob
import hashlib
import http.client
import io
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
from community_server import Server  # noqa: E402
from invented_consultation import MASON, PLUMBER, ROOFER, Consultation, phrase  # noqa: E402

LARGE = 1 << 30
PIECE = 8 << 20
MARK = b"PRIX-TRES-SECRET-12345"


def said(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def sha(content):
    return hashlib.sha256(content).hexdigest()


def keys(call, agents):
    recovery = call.make_keys({name: agents[name] for name in ("anne", "basile", "chloe")}, 2)
    page = call.path + "/cles"
    assert "n’a pas été répétée" in agents["anne"].get(page).text
    wrong = call.give(agents["anne"], "basile", "cles", "repeter")
    assert wrong.status == 422 and phrase("basile") not in wrong.text, wrong.status
    assert call.give(agents["anne"], "anne", "cles", "repeter").headers["location"].endswith("fait=part")
    assert call.give(agents["chloe"], "chloe", "cles", "repeter").headers["location"].endswith("fait=repetee")
    assert "Tout est prêt" in agents["anne"].get(page).text
    token = call.token(agents["anne"], page)
    wrong = recovery[:4] + ("0" if recovery[4] != "0" else "1") + recovery[5:]
    for code, status in [(wrong, 422), (recovery.lower(), 303)]:
        reply = agents["anne"].post(page, {"jeton": token, "action": "verifier", "secours": code})
        assert reply.status == status, (reply.status, reply.text[-2_000:])
    for who in ("autre", "couvreur"):
        assert agents[who].get(page).status == 403
    said("clés faites, répétées, secours vérifié")
    return recovery


def plain_deposit(call, client, siret, files):
    page = call.begin(client, siret)
    reply = call.send_form(client, page, files)
    assert reply.status == 303, (reply.status, reply.text[-3_000:])
    reply = call.act(client, page, "envoyer")
    assert reply.status == 303 and reply.headers["location"].endswith("fait=envoye"), reply.status
    receipt = client.get(page + "/accuse").text.replace("<wbr>", "")
    for _, content in files:
        assert sha(content) in receipt
    return page


def pieces(server, client, token, address, path, size, from_place, stop=None):
    """Sends a file's bytes from a place, in pieces; stops, mid-piece, when told."""
    place = from_place
    with open(path, "rb") as file:
        while place < size:
            file.seek(place)
            content = file.read(PIECE)
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            try:
                connection.putrequest("POST", f"{address}?debut={place}")
                for name, value in {
                        "Host": f"localhost:{server.port}", "X-Orcp-Jeton": token,
                        "Cookie": "; ".join(f"{k}={v}" for k, v in client.cookies.items()),
                        "Sec-Fetch-Site": "same-origin", "Content-Length": str(len(content)),
                        "Content-Type": "application/octet-stream"}.items():
                    connection.putheader(name, value)
                connection.endheaders()
                for start in range(0, len(content), 1 << 20):
                    if stop and stop(place + start):
                        return None
                    connection.send(content[start:start + (1 << 20)])
                reply = connection.getresponse()
                answer = json.loads(reply.read())
                if reply.status == 409:
                    # The cut transmission ended meanwhile, a little further: the server says where.
                    place = json.loads(client.get(address).content)["recu"]
                    continue
                assert reply.status == 200, (reply.status, answer)
                place = answer["recu"]
                if answer["empreinte"]:
                    return answer["empreinte"]
            finally:
                connection.close()


def large_deposit(call, server, client, folder):
    path = pathlib.Path(folder, "gros.bin")
    random.seed(7)
    block = random.randbytes(1 << 20)
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        left = LARGE
        number = 0
        while left:
            content = (number.to_bytes(8, "big") + block[8:])[:left]
            file.write(content)
            digest.update(content)
            left -= len(content)
            number += 1
    page = call.begin(client, ROOFER)
    token = call.token(client, page)
    reply = client.post(page + "/annonce", {"jeton": token, "nom": "gros fichier.bin", "taille": LARGE,
                                             "lot": "2"})
    answer = json.loads(reply.content)
    address = f"{page}/fichiers/{answer['numero']}"
    before = server.memory()[0]
    # Killed in the middle of a piece.
    def kill(place):
        if place > LARGE * 0.4:
            server.stop(signal.SIGKILL)
            return True
        return False
    assert pieces(server, client, token, address, path, LARGE, 0, kill) is None
    server.start()
    stands = json.loads(client.get(address).content)
    assert 0.3 * LARGE < stands["recu"] < 0.45 * LARGE and not stands["empreinte"], stands
    assert call.act(client, page, "envoyer").status == 409
    # The line is cut: the connection is closed in the middle of a piece.
    middle = LARGE * 0.6
    assert pieces(server, client, token, address, path, LARGE, stands["recu"],
                  lambda place: place > middle) is None
    again = json.loads(client.get(address).content)
    assert again["recu"] >= stands["recu"], again
    for _ in range(100):
        if again["recu"] > 0.55 * LARGE:
            break
        time.sleep(0.1)
        again = json.loads(client.get(address).content)
    found = pieces(server, client, token, address, path, LARGE, again["recu"])
    assert found == digest.hexdigest(), (found, digest.hexdigest())
    grown = server.memory()[1] - before
    assert grown < 200_000, f"{grown} KiB more"
    reply = call.act(client, page, "envoyer")
    assert reply.status == 303, (reply.status, reply.text[-2_000:])
    said(f"{LARGE} octets, tué à {stands['recu']}, coupé à {again['recu']}, repris\u202f; mémoire {grown} Kio")
    return found


def sealed(call, server):
    """Nothing in the folder holds the mark or a name; the log neither."""
    seen = 0
    for path in pathlib.Path(server.folder).rglob("*"):
        if path.is_file() and path.name != "gros.bin":
            content = path.read_bytes()
            seen += 1
            for secret in (MARK, "mémoire technique".encode(), b"bordereau", b"gros fichier"):
                assert secret not in content, f"{path} contient {secret!r}"
    assert seen > 5
    said(f"rien de lisible dans {seen} fichiers")


def last_second(call, agents):
    """Two deposits sent together around the closing: each receipt agrees with its own hour."""
    pages = {}
    for name, siret in [("plombier", PLUMBER), ("macon", MASON)]:
        page = call.begin(agents[name], siret)
        assert call.send_form(agents[name], page, [("fin.txt", MARK + name.encode())]).status == 303
        pages[name] = (page, call.token(agents[name], page))
    call.close(2)
    closing = call.sql("SELECT cloture FROM consultation")[0][0]
    def send(name, moment):
        page, token = pages[name]
        time.sleep(max(0, moment - time.time()))
        reply = agents[name].post(page, {"jeton": token, "action": "envoyer"})
        assert reply.status == 303, (reply.status, reply.text[-1_500:])
    threads = [threading.Thread(target=send, args=(name, closing + place))
               for name, place in [("plombier", 0.0), ("macon", 0.0)]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, (page, _) in pages.items():
        key = page.rsplit("/", 1)[1]
        end, late = call.sql("SELECT fin, hors_delai FROM depot WHERE cle = ?", key)[0]
        assert late == (end > closing), (name, end, closing)
        receipt = agents[name].get(page + "/accuse").text
        assert ("hors délai" in receipt) == bool(late)
    while time.time() < closing + 1.1:
        time.sleep(0.1)
    page = call.begin(agents["macon"], MASON)
    call.send_form(agents["macon"], page, [("tard.txt", MARK + b" tard")])
    assert call.act(agents["macon"], page, "envoyer").status == 303
    assert "hors délai" in agents["macon"].get(page + "/accuse").text
    said("dernière seconde et retard dits par les accusés")


def opening(call, server, agents, large):
    path = call.path + "/ouverture"
    for who in ("autre", "couvreur"):
        for address in (path, path + "/registre", path + "/registre.csv", path + "/offres.zip"):
            assert agents[who].get(address).status == 403, address
    assert call.give(agents["anne"], "anne").headers["location"].endswith("fait=part")
    assert call.sql("SELECT count(*) FROM depot WHERE ouvert IS NOT NULL")[0][0] == 0
    assert "Anne Exemple" in agents["basile"].get(path).text
    reply = call.give(agents["basile"], "basile")
    assert reply.status == 303 and reply.headers["location"].endswith("fait=ouvert"), reply.text[-2_000:]
    page = agents["chloe"].get(path).text
    assert "gros fichier.bin" in page
    rows = list(csv.DictReader(io.StringIO(
        agents["chloe"].get(path + "/registre.csv").content.decode("utf-8-sig")), delimiter=";"))
    archive = zipfile.ZipFile(io.BytesIO(agents["chloe"].ask("GET", path + "/offres.zip", timeout=120).content))
    assert archive.testzip() is None
    names = archive.namelist()
    for row in rows:
        if row["fichier"] == "scellé":
            assert "hors délai" in row["etat"] or "Remplacé" in row["etat"] or "Retiré" in row["etat"], row
            continue
        inside = [name for name in names
                  if name.startswith(f"depot-{row['depot']}-") and name.endswith("-" + row["fichier"])]
        assert len(inside) == 1, (row, names)
        assert sha(archive.read(inside[0])) == row["sha256"], row
    assert any(row["sha256"] == large for row in rows)
    late = [row for row in rows if row["hors_delai"] == "oui"]
    assert late and all(row["fichier"] == "scellé" for row in late)
    said(f"ouvertes à deux, {len(names)} fichiers dans l’archive, {len(rows)} au registre")


def recovery_opens(call, agents, recovery):
    """A late offer, admitted with a reason, is opened by the printed key."""
    identity = call.sql("SELECT id FROM depot WHERE hors_delai = 1 AND etat = 'recu' ORDER BY id")[-1][0]
    path = call.path + "/ouverture"
    token = call.token(agents["chloe"], path)
    for reason, status in [("bref", 422), ("Panne attestée de la plateforme inventée.", 303)]:
        reply = agents["chloe"].post(path, {"jeton": token, "action": "decider", "depot": identity,
                                            "admis": "oui", "motif": reason})
        assert reply.status == status, reply.status
    reply = agents["chloe"].post(path, {"jeton": token, "action": "secours", "secours": recovery})
    assert reply.status == 303, reply.text[-2_000:]
    assert call.sql("SELECT ouvert IS NOT NULL FROM depot WHERE id = ?", identity) == [(1,)]
    said("offre hors délai admise, ouverte par la clé de secours")


def full_disk():
    """A small disk for the offers: refused calmly, nothing half is received, and it works again after."""
    if os.environ.get("ORCP_WITHOUT_MOUNT") == "1":
        said("disque plein : non joué, ORCP_WITHOUT_MOUNT")
        return
    server = Server()
    place = server.folder + "/offres"
    os.mkdir(place, 0o700)
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", place],
                           capture_output=True, text=True)
    if mount.returncode != 0:
        raise SystemExit(f"disque plein : un petit disque ne se monte pas ({mount.stderr.strip()}) ; "
                         "ORCP_WITHOUT_MOUNT=1 pour s’en passer")
    try:
        server.start()
        call = Consultation(server)
        anne, roofer = call.client("anne"), call.client("couvreur")
        call.make_keys({"anne": anne}, 1)
        call.publish()
        page = call.begin(roofer, ROOFER)
        token = call.token(roofer, page)
        big = random.randbytes(40_000_000)
        reply = roofer.post(page + "/annonce", {"jeton": token, "nom": "a.bin", "taille": len(big)})
        assert reply.status == 507, reply.status
        reply = call.send_form(roofer, page, [("petit.txt", b"petit"), ("gros.bin", big)])
        assert reply.status == 507 and "n’a plus de place" in reply.text, reply.status
        files = call.sql("SELECT numero, taille FROM depot_fichier")
        assert files == [(1, 5)], files
        # The disk really fills under a transmission: the system refuses a write.
        reply = roofer.post(page + "/annonce", {"jeton": token, "nom": "b.bin", "taille": 20_000_000})
        number = json.loads(reply.content)["numero"]
        room = os.statvfs(place)
        pathlib.Path(place, "plein").write_bytes(b"0" * (room.f_bavail * room.f_frsize - 3_000_000))
        reply = roofer.ask("POST", f"{page}/fichiers/{number}?debut=0", big[:20_000_000], {
            "Content-Type": "application/octet-stream", "X-Orcp-Jeton": token,
            "Sec-Fetch-Site": "same-origin"})
        assert reply.status == 507, (reply.status, reply.text)
        assert call.act(roofer, page, "envoyer").status == 409
        assert call.sql("SELECT count(*) FROM depot WHERE etat = 'recu'") == [(0,)]
        os.unlink(place + "/plein")
        stands = json.loads(roofer.get(f"{page}/fichiers/{number}").content)
        path = pathlib.Path(server.folder, "b.bin")
        path.write_bytes(big[:20_000_000])
        found = pieces(server, roofer, token, f"{page}/fichiers/{number}", path, 20_000_000, stands["recu"])
        assert found == sha(big[:20_000_000])
        assert call.act(roofer, page, "envoyer").status == 303
        assert "Réponse 500" not in server.said()
        said("disque plein refusé calmement, puis repris")
    finally:
        server.stop()
        subprocess.run(["umount", place], check=False)


class Clock:
    """The wall's clock of a program, set while it runs; the clock that only goes forward is left alone."""

    def __init__(self, folder):
        library = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if not library:
            raise SystemExit("horloges : libfaketime manque ; ORCP_WITHOUT_FAKETIME=1 pour s’en passer")
        self.file = folder + "/horloge"
        self.set(0)
        self.environment = {
            "LD_PRELOAD": library[0], "FAKETIME_TIMESTAMP_FILE": self.file, "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Set by the library itself otherwise, which moves the environment that Swift finds arguments by.
            "FAKETIME_SHARED": "aucun aucun"}

    def set(self, seconds):
        """So many seconds off the real hour."""
        pathlib.Path(self.file + ".nouvelle").write_text(f"{seconds:+d}\n", encoding="ascii")
        os.replace(self.file + ".nouvelle", self.file)


def clocks():
    """The machine's clock is set across the closing, both ways: the receipt says what is known, no more."""
    if os.environ.get("ORCP_WITHOUT_FAKETIME") == "1":
        said("horloges : non joué, ORCP_WITHOUT_FAKETIME")
        return
    server = Server()
    clock = Clock(server.folder)
    server.environment.update(clock.environment)
    server.start()
    try:
        call = Consultation(server)
        anne, mason, plumber, roofer = [
            call.client(name) for name in ("anne", "macon", "plombier", "couvreur")]
        call.make_keys({"anne": anne}, 1)
        call.publish()

        def ready(client, siret):
            page = call.begin(client, siret)
            assert call.send_form(client, page, [("offre.txt", MARK)]).status == 303
            return page

        def sent(client, page):
            assert call.act(client, page, "envoyer").status == 303
            row = call.sql("SELECT fin, fin_continu, hors_delai, douteux FROM depot WHERE cle = ?",
                           page.rsplit("/", 1)[1])[0]
            return row, client.get(page + "/accuse").text

        before, forward, back = ready(mason, MASON), ready(plumber, PLUMBER), ready(roofer, ROOFER)
        # Set forward by two hours, past the closing, an hour before it.
        clock.set(7_200)
        real = time.time()
        (wall, steady, late, doubtful), receipt = sent(plumber, forward)
        assert abs(wall - real - 7_200) < 10 and abs(steady - real) < 10, (wall, steady, real)
        assert (late, doubtful) == (1, 1), (late, doubtful)
        assert "nous ne pouvons pas affirmer" in receipt and "après l’heure limite" not in receipt
        # Put right, it is behind what was received: nothing is affirmed either.
        clock.set(0)
        (_, _, late, doubtful), receipt = sent(mason, before)
        assert (late, doubtful) == (0, 1), (late, doubtful)
        assert "retarde sur un dépôt déjà reçu" in receipt and "avant l’heure limite" not in receipt
        # Set back by an hour once the closing is past. The former ends are put back, not to be the cause.
        call.sql("UPDATE depot SET fin = fin - 90000 WHERE fin IS NOT NULL")
        call.close(-600)
        closing = call.sql("SELECT cloture FROM consultation")[0][0]
        clock.set(-3_600)
        (wall, steady, late, doubtful), receipt = sent(roofer, back)
        assert wall < closing < steady and (late, doubtful) == (0, 1), (wall, closing, steady, late, doubtful)
        assert "nous ne pouvons pas affirmer" in receipt and "avant l’heure limite" not in receipt
        # Nothing is opened by a clock that was set; put right, what is doubtful stays sealed.
        clock.set(7_200)
        assert call.give(anne, "anne").status == 409
        clock.set(0)
        assert call.give(anne, "anne").status == 303
        assert call.sql("SELECT count(*) FROM depot WHERE ouvert IS NOT NULL") == [(0,)]
        assert "Réponse 500" not in server.said()
        said("horloge avancée, remise et reculée autour de l’heure limite : les accusés n’affirment rien de faux")
    finally:
        server.stop()


def hostile(call, server, agents):
    """Forms from elsewhere, without token, lying bodies: refused, and the server answers."""
    page = call.begin(agents["macon"], MASON)
    token = call.token(agents["macon"], page)
    raw = {"Content-Type": "application/octet-stream", "Sec-Fetch-Site": "same-origin", "X-Orcp-Jeton": token}
    for change in ({"Sec-Fetch-Site": "cross-site"}, {"X-Orcp-Jeton": "x"}):
        assert agents["macon"].ask("POST", page + "/fichiers/1?debut=0", b"x", {**raw, **change}).status == 403
    assert agents["couvreur"].ask("POST", page + "/fichiers/1?debut=0", b"x", {
        **raw, "X-Orcp-Jeton": call.token(agents["couvreur"], call.path + "/deposer")}).status == 404
    for body in (b"", b"--x", b"--limite\r\n\r\n", b"--limite\r\nContent-Disposition: form-data\r\n\r\n"):
        reply = agents["macon"].ask("POST", page + "/fichiers", body, {
            "Content-Type": "multipart/form-data; boundary=limite", "Sec-Fetch-Site": "same-origin"})
        assert reply.status in (400, 403), reply.status
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall((f"POST {page}/fichiers/1?debut=0 HTTP/1.1\r\nHost: localhost:{server.port}\r\n"
                      "Content-Length: 99999999999999\r\n\r\n").encode())
        assert b"403" in line.recv(100)
    assert call.act(agents["macon"], page, "abandonner").status == 303
    said("envois hostiles refusés")


def main():
    server = Server().start()
    try:
        call = Consultation(server)
        agents = {name: call.client(name) for name in
                  ("anne", "basile", "chloe", "couvreur", "macon", "plombier", "autre")}
        recovery = keys(call, agents)
        assert agents["couvreur"].post(call.path + "/deposer", {
            "jeton": call.token(agents["couvreur"], "/compte"), "siret": ROOFER}).status == 409
        call.publish()
        hostile(call, server, agents)
        first = plain_deposit(call, agents["macon"], MASON, [
            ("mémoire technique.pdf", MARK * 1_000), ("bordereau.pdf", MARK + b"v1")])
        assert agents["couvreur"].get(first).status == 404
        plain_deposit(call, agents["macon"], MASON, [("bordereau.pdf", MARK + b"v2")])
        assert "Remplacé" in agents["macon"].get(first).text
        pdf = agents["macon"].get(first + "/accuse.pdf")
        # Without WeasyPrint the page says so; where it is installed there is no excuse.
        assert pdf.status == (200 if shutil.which("weasyprint") else 503), pdf.status
        assert pdf.status == 503 or pdf.content.startswith(b"%PDF")
        gone = plain_deposit(call, agents["couvreur"], ROOFER, [("retirée.pdf", MARK)])
        assert call.act(agents["couvreur"], gone, "retirer").status == 303
        large = large_deposit(call, server, agents["couvreur"], server.folder)
        for _ in range(100):
            letters = list(pathlib.Path(server.folder, "courriels").glob("*.eml"))
            if len(letters) >= 4:
                break
            time.sleep(0.1)
        assert len(letters) >= 4, letters
        sealed(call, server)
        before = call.give(agents["anne"], "anne")
        assert before.status == 409, before.status
        last_second(call, agents)
        # Both clocks must be past the closing, and they are told in whole seconds.
        time.sleep(1.5)
        opening(call, server, agents, large)
        recovery_opens(call, agents, recovery)
        log = server.said()
        assert MARK.decode() not in log and "bordereau" not in log and phrase("anne") not in log
        # A cut line is told as such to the operator; nothing else broke.
        broken = [line for line in log.splitlines() if "Réponse 500" in line]
        assert not broken, broken
    finally:
        server.stop()
    clocks()
    full_disk()


if __name__ == "__main__":
    main()
