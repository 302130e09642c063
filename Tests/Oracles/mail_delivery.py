"""Letters of the real program, taken by msmtp to a real SMTP server (aiosmtpd) and read back by Python.

Refused, slow or down, the server loses nothing and receives nothing twice.
"""
import email
import email.policy
import os
import re
import sqlite3
import sys
import time

from aiosmtpd.controller import Controller

sys.path.insert(0, os.path.dirname(__file__))
from community_server import Client, Server, free_port  # noqa: E402


class Letters:
    """What the SMTP server received, and how it behaves."""

    def __init__(self):
        self.received, self.mode, self.seen = [], "takes", 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.seen += 1
        if self.mode == "refuses":
            return "550 5.1.1 no such mailbox"
        if self.mode == "later":
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.received.append((list(envelope.rcpt_tos), envelope.content))
        return "250 OK"

    def read(self, number=-1):
        to, content = self.received[number]
        return to, email.message_from_bytes(content, policy=email.policy.default)


def until(what, seconds=15):
    for _ in range(int(seconds * 20)):
        if what():
            return True
        time.sleep(0.05)
    return False


def turn_of_all(folder):
    """As if the time of the next try had come."""
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        base.execute("UPDATE courriel SET prochain = 0 WHERE envoye IS NULL AND abandonne IS NULL")


def waiting(folder):
    with sqlite3.connect(folder + "/communaute.sqlite", timeout=20) as base:
        return base.execute("SELECT count(*) FROM courriel WHERE envoye IS NULL AND abandonne IS NULL"
                            ).fetchone()[0]


def settings_of_mail(folder, port):
    """msmtp's own configuration, and the setting that names it."""
    with open(folder + "/msmtprc", "w", encoding="ascii") as file:
        file.write(f"defaults\ntimeout 5\naccount default\nhost 127.0.0.1\nport {port}\n"
                   "auth off\ntls off\nfrom observatoire@exemple.fr\n")
    os.chmod(folder + "/msmtprc", 0o600)
    return f"msmtp -C {folder}/msmtprc"


def main():
    letters = Letters()
    port = free_port()
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    server = Server()
    server.settings["programmeDeCourriel"] = settings_of_mail(server.folder, port)
    server = Server(server.settings, server.folder, server.port).start()
    try:
        check(server, letters, controller)
    finally:
        server.stop()


def check(server, letters, controller):
    visitor = Client(server)
    assert visitor.post("/connexion", {"courriel": "claire@exemple.fr"}).status == 303
    assert until(lambda: len(letters.received) == 1), server.said()
    to, letter = letters.read()
    assert to == ["claire@exemple.fr"] and letter["To"].addresses[0].addr_spec == "claire@exemple.fr"
    assert letter["Subject"] == "Votre connexion à Observatoire inventé", letter["Subject"]
    assert letter["From"].addresses[0].addr_spec == "observatoire@exemple.fr"
    assert letter.get_content_type() == "text/plain"
    text = letter.get_content()
    assert "Pour vous connecter à Observatoire inventé" in text
    assert letter["List-Unsubscribe"] is None and letter["Auto-Submitted"] == "auto-generated"
    link = re.search(r"http://\S+(/connexion/lien\?\S+)", text)[1]
    shown = visitor.get(link)
    assert shown.status == 200 and "claire@exemple.fr" in shown.text
    assert shown.headers["referrer-policy"] == "strict-origin"
    with sqlite3.connect(server.folder + "/communaute.sqlite", timeout=20) as base:
        assert until(lambda: base.execute("SELECT texte FROM courriel").fetchone()[0] == "")
        token = link.split("=")[-1]
        dump = "".join(str(row) for row in base.execute("SELECT * FROM journal"))
        assert token not in dump and token not in server.said()
    print("Lettre reçue par SMTP, lue par Python ; secret effacé après l'envoi.")

    # A letter that is not owed says how to refuse it, in one click, and then no other comes.
    with sqlite3.connect(server.folder + "/communaute.sqlite", timeout=20) as base:
        pieces = ('[{"name":"rendez-vous.ics","type":"text\\/calendar; charset=utf-8",'
                  '"bytes":[66,69,71,73,78,58,86]}]')
        base.execute("INSERT INTO courriel (destinataire, sujet, texte, categorie, pieces, cree, prochain)"
                     " VALUES (?, ?, ?, 'actualites', ?, 0, 0)",
                     ("claire@exemple.fr", "Délais : « œuvre » " + "très long " * 20 + "fin",
                      "Première ligne\n.\nFrom ici\nfin éà€", pieces))
    assert until(lambda: len(letters.received) == 2), server.said()
    _, letter = letters.read()
    assert letter["Subject"].endswith("très long fin") and "« œuvre »" in letter["Subject"]
    parts = list(letter.iter_parts())
    assert parts[0].get_content().startswith("Première ligne\n.\nFrom ici\nfin éà€")
    assert parts[1].get_filename() == "rendez-vous.ics"
    content = parts[1].get_content()
    assert content in ("BEGIN:V", b"BEGIN:V"), content
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    where = letter["List-Unsubscribe"].strip("<>").replace(server.base, "")
    one_click = Client(server).ask(
        "POST", where, "List-Unsubscribe=One-Click",
        {"Content-Type": "application/x-www-form-urlencoded"})
    assert one_click.status == 200, one_click.status
    with sqlite3.connect(server.folder + "/communaute.sqlite", timeout=20) as base:
        assert base.execute("SELECT count(*) FROM desabonnement").fetchone()[0] == 1
    print("Sujet long, pièce jointe, désabonnement en un clic : justes.")

    # Refused, put off, down: tried again, nothing lost, nothing twice.
    before = len(letters.received)
    for number, mode in enumerate(["refuses", "later"]):
        letters.mode, seen = mode, letters.seen
        Client(server).post("/connexion", {"courriel": f"essai{number}@exemple.fr"})
        assert until(lambda: letters.seen > seen), mode
        time.sleep(2.5)
        assert len(letters.received) == before and waiting(server.folder) == number + 1
    controller.stop()
    for number in range(2, 8):
        Client(server).post("/connexion", {"courriel": f"essai{number}@exemple.fr"})
    assert until(lambda: server.said().count("n’est pas parti") >= 5), server.said()
    assert waiting(server.folder) == 8 and len(letters.received) == before
    letters.mode = "takes"
    again = Controller(letters, hostname="127.0.0.1", port=controller.port)
    again.start()
    turn_of_all(server.folder)
    assert until(lambda: len(letters.received) == before + 8), len(letters.received)
    turn_of_all(server.folder)
    time.sleep(3)
    sent = sorted(to[0] for to, _ in letters.received[before:])
    assert sent == sorted(f"essai{n}@exemple.fr" for n in range(8)), sent
    identifiers = [email.message_from_bytes(content)["Message-ID"] for _, content in letters.received]
    assert len(set(identifiers)) == len(identifiers) == before + 8
    assert waiting(server.folder) == 0
    again.stop()
    print("Serveur de courriel qui refuse, remet ou tombe : 8 lettres retentées, chacune une fois.")

    # An address that tries to add a header or an argument is refused before any letter.
    for bad in ["a@exemple.fr\r\nBcc: b@exemple.fr", "a@exemple.fr\nX: y", "-oQ/tmp@exemple.fr -X/tmp/x",
                "a@b@c.fr", "a b@exemple.fr", "a\x00@exemple.fr", "<a@exemple.fr>", "é@exemple.fr"]:
        assert Client(server).post("/connexion", {"courriel": bad}).status == 422, bad
    print("En-têtes et arguments glissés dans une adresse : refusés.")


if __name__ == "__main__":
    main()
