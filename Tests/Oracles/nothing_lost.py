"""Nothing lost: kill −9 while people write, a full disk, two editors, a backup taken under load."""
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
from community_server import PROGRAM, Client, Server  # noqa: E402

STORE = "/communaute.sqlite"


def sound(path):
    """Whether SQLite itself, by Python's own library, finds a store whole."""
    with sqlite3.connect(path, timeout=20) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("PRAGMA application_id").fetchone()[0] == 0x6F726370
        return base


def kills(server, rounds=12):
    """Every change that was acknowledged is there after a kill −9; none is there by half."""
    writers = [Client(server, f"203.0.113.{n}").sign_in(server.link(f"auteur{n}@exemple.fr"))
               for n in range(4)]
    acknowledged, total = {}, 0
    for number in range(rounds):
        stop = threading.Event()

        def write(who):
            count = 0
            while not stop.is_set():
                count += 1
                name = f"Nom {who} {number} {count}"
                try:
                    page = writers[who].get("/compte")
                    form = next(f for f in page.forms() if f["action"] == "/compte")
                    values = dict(form["values"], nom=name, fonction=f"f{name}")
                    if writers[who].post("/compte", values).status == 303:
                        acknowledged[who] = name
                except Exception:  # the server died under the question
                    if stop.is_set() or server.process.poll() is not None:
                        return

        threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(0.25 + 0.07 * (number % 5))
        server.stop(signal.SIGKILL)
        stop.set()
        for thread in threads:
            thread.join()
        base = sound(server.folder + STORE)
        for who, name in acknowledged.items():
            kept, job = base.execute("SELECT nom, fonction FROM personne WHERE courriel = ?",
                                     (f"auteur{who}@exemple.fr",)).fetchone()
            assert job == "f" + kept, (kept, job)
            # What was acknowledged, or a later change whose answer did not come back.
            pattern = r"Nom \d+ (\d+) (\d+)"
            assert tuple(map(int, re.findall(pattern, kept)[0])) >= tuple(
                map(int, re.findall(pattern, name)[0])), (kept, name)
        changes = base.execute("SELECT count(*) FROM journal WHERE objet = 'personne'").fetchone()[0]
        assert changes >= total
        total = changes
        base.close()
        server.start()
    assert total > 40 and len(acknowledged) == 4, (total, acknowledged)
    print(f"{rounds} arrêts brutaux pendant {total} écritures : tout ce qui fut confirmé est là, entier.")


def editors(server):
    """The second of two editors is told, and nothing is overwritten."""
    client = Client(server, "203.0.113.50").sign_in(server.link("deux@exemple.fr"))
    first = next(f for f in client.get("/compte").forms() if f["action"] == "/compte")["values"]
    second = dict(first)
    assert client.post("/compte", dict(first, nom="Premier texte")).status == 303
    reply = client.post("/compte", dict(second, nom="Second texte"))
    assert reply.status == 409 and "modifié par quelqu’un d’autre" in reply.text
    assert "Second texte" in reply.text, "what was typed is shown again"
    assert client.get("/compte").forms()[0]["values"]["nom"] == "Premier texte"
    print("Deux personnes sur une page : la seconde est prévenue, rien n'est écrasé.")


def backups(server):
    """Backups under load are whole; a restoration is verified; what may not be restored is not."""
    client = Client(server, "203.0.113.60").sign_in(server.link("charge@exemple.fr"))
    stop, done = threading.Event(), []

    def write():
        while not stop.is_set():
            form = next(f for f in client.get("/compte").forms() if f["action"] == "/compte")
            if client.post("/compte", dict(form["values"], nom=f"Charge {len(done)}")).status == 303:
                done.append(len(done))

    thread = threading.Thread(target=write)
    thread.start()
    copies = []
    for number in range(5):
        path = f"{server.folder}/copie{number}.orcp"
        least = len(done) - 1
        taken = server.run("backup", path)
        assert taken.returncode == 0, taken.stderr
        base = sound(path)
        name = base.execute("SELECT nom FROM personne WHERE courriel = 'charge@exemple.fr'").fetchone()[0]
        if least >= 0 and name.startswith("Charge"):
            assert int(name.split()[1]) >= least, (name, least)
        assert base.execute("SELECT nom FROM sauvegarde").fetchall() == [("reglages.json",)]
        base.close()
        assert os.stat(path).st_mode & 0o077 == 0
        copies.append(path)
    refused = server.run("restore", copies[0])
    assert refused.returncode == 69 and "arrêtez-le" in refused.stderr, refused.stderr
    stop.set()
    thread.join()
    server.stop()
    elsewhere = tempfile.mkdtemp(prefix="orcp-essai-")
    restored = subprocess.run([PROGRAM, "restore", copies[-1], "--data", elsewhere],
                              capture_output=True, text=True, timeout=60)
    assert restored.returncode == 0, restored.stderr
    assert os.path.exists(elsewhere + "/reglages.json")
    sound(elsewhere + STORE).close()
    other = Server(server.settings, elsewhere).start()
    again = Client(other, "203.0.113.61").sign_in(other.link("charge@exemple.fr"))
    assert again.get("/compte").forms()[0]["values"]["nom"].startswith("Charge")
    other.stop()
    # Over the folder it came from: the former store is kept.
    assert server.run("restore", copies[1]).returncode == 0
    assert [n for n in os.listdir(server.folder) if ".avant-" in n]
    for name, content in [("texte", b"pas une base" * 1000), ("vide", b""),
                          ("coupee", open(copies[0], "rb").read()[:70_000])]:
        with open(f"{server.folder}/{name}", "wb") as file:
            file.write(content)
        bad = server.run("restore", f"{server.folder}/{name}")
        assert bad.returncode in (65, 69) and bad.stderr, (name, bad)
    with sqlite3.connect(f"{server.folder}/autre") as base:
        base.execute("CREATE TABLE personne (id)")
    assert server.run("restore", f"{server.folder}/autre").returncode == 65
    shutil.copy(copies[0], f"{server.folder}/futur")
    with sqlite3.connect(f"{server.folder}/futur") as base:
        base.execute("INSERT INTO grdb_migrations VALUES ('9999-plus-tard')")
    late = server.run("restore", f"{server.folder}/futur")
    assert late.returncode == 65 and "plus récente" in late.stderr, late
    sound(server.folder + STORE).close()
    server.start()
    shutil.rmtree(elsewhere)
    print("5 sauvegardes sous charge, entières ; restaurations vérifiées ; fichiers étrangers refusés.")


def huge(server):
    """A backup of a large store stays bounded in memory."""
    server.stop()
    with sqlite3.connect(server.folder + STORE) as base:
        base.execute("PRAGMA synchronous = OFF")
        base.executemany("INSERT INTO fichier (empreinte, type, taille, cree, contenu) VALUES (?, '', ?, 0, ?)",
                         ((f"essai{n}", 4 << 20, os.urandom(4 << 20)) for n in range(75)))
    base.close()
    path = server.folder + "/grande.orcp"
    process = subprocess.Popen([PROGRAM, "backup", path, "--data", server.folder])
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    assert os.path.getsize(path) > 300 << 20 and usage.ru_maxrss < 160_000, usage.ru_maxrss
    print(f"Sauvegarde de {os.path.getsize(path) >> 20} Mio : {usage.ru_maxrss >> 10} Mio de mémoire.")


def full_disk():
    """A full disk: a calm 503, nothing half-written, and work goes on once there is room."""
    if os.geteuid() != 0:
        return print("Disque plein : ignoré, il faut être root pour monter un petit disque.")
    folder = tempfile.mkdtemp(prefix="orcp-plein-")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder],
                             capture_output=True, check=False).returncode == 0
    if not mounted:
        os.rmdir(folder)
        # Said aloud by who runs this where no disk may be mounted; otherwise it is a failure.
        assert os.environ.get("ORCP_WITHOUT_MOUNT"), "Pas de petit disque possible ici : ORCP_WITHOUT_MOUNT=1 s'en passe."
        return print("Disque plein : ignoré, ORCP_WITHOUT_MOUNT le demande.")
    server = Server(folder=folder)
    try:
        server.start()
        client = Client(server, "203.0.113.70").sign_in(server.link("plein@exemple.fr"))
        form = client.get("/compte").forms()[0]["values"]
        assert client.post("/compte", dict(form, nom="Avant")).status == 303
        plug = os.open(folder + "/bouchon", os.O_WRONLY | os.O_CREAT)
        try:
            while os.write(plug, b"x" * 4096):
                pass
        except OSError:
            os.close(plug)
        statuses, last = [], "Avant"
        for number in range(400):
            page = client.get("/compte")
            assert page.status == 200, page.status
            values = next(f for f in page.forms() if f["action"] == "/compte")["values"]
            assert values["nom"] == last, (values["nom"], last)
            reply = client.post("/compte", dict(values, nom=f"Plein {number}"))
            statuses.append(reply.status)
            if reply.status == 303:
                last = f"Plein {number}"
            else:
                assert reply.status == 503 and "votre envoi n’a rien changé" in reply.text, reply.status
                assert int(reply.headers["retry-after"]) > 0
            if statuses.count(503) >= 5:
                break
        assert statuses.count(503) >= 5, statuses[-5:]
        assert client.get("/compte").forms()[0]["values"]["nom"] == last
        copy = server.run("backup", folder + "/copie.orcp")
        assert copy.returncode == 69 and not os.path.exists(folder + "/copie.orcp"), copy
        assert not [n for n in os.listdir(folder) if "partiel" in n]
        os.remove(folder + "/bouchon")
        values = client.get("/compte").forms()[0]["values"]
        assert client.post("/compte", dict(values, nom="Après")).status == 303
        server.stop(signal.SIGKILL)
        base = sound(folder + STORE)
        assert base.execute("SELECT nom FROM personne").fetchone()[0] == "Après"
        base.close()
        print(f"Disque plein : {statuses.count(303)} écritures, puis des réponses 503 calmes ; rien à moitié.")
    finally:
        server.stop()
        subprocess.run(["umount", "-l", folder], check=False)
        os.rmdir(folder)


def main():
    server = Server().start()
    try:
        editors(server)
        kills(server)
        backups(server)
        huge(server)
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)
    full_disk()


main()
