"""An invented buyer, its agents, two companies and a consultation, written into a served folder's store."""
import re
import sqlite3
import time
import urllib.parse

from community_server import Client

BUYER, ROOFER, MASON, OTHER = "21590350100017", "55204944776279", "73282932000074", "21800019800018"
PLUMBER = "35600000000048"
PEOPLE = {"anne": (BUYER, "acheteur"), "basile": (BUYER, "acheteur"), "chloe": (BUYER, "acheteur"),
          "couvreur": (ROOFER, "entreprise"), "macon": (MASON, "entreprise"),
          "plombier": (PLUMBER, "entreprise"), "autre": (OTHER, "acheteur")}


def phrase(name):
    return f"phrase inventée de {name}"


class Consultation:
    """Set up on a server that runs; `closing` is in seconds from now."""

    def __init__(self, server, closing=3_600, lots=True):
        self.server = server
        self.path = "/consultations/toiture"
        self.sql("INSERT INTO consultation (cle, acheteur, objet, etat, cloture, cree, modifie) "
                 "VALUES ('toiture', ?, 'Toiture de l’école inventée', 'brouillon', ?, 0, 0)",
                 BUYER, int(time.time()) + closing)
        if lots:
            for number, name in [(1, "Couverture"), (2, "Charpente")]:
                self.sql("INSERT INTO consultation_lot (consultation, numero, objet) VALUES (1, ?, ?)",
                         number, name)
        for name, (siret, kind) in PEOPLE.items():
            self.sql("INSERT INTO personne (courriel, nom, cree) VALUES (?, ?, 0)",
                     f"{name}@exemple.fr", name.capitalize() + " Exemple")
            self.sql("INSERT INTO rattachement (personne, siret, genre, motif, etat, demande, decide) "
                     "SELECT id, ?, ?, 'Pour les essais.', 'confirme', 0, 0 FROM personne WHERE courriel = ?",
                     siret, kind, f"{name}@exemple.fr")

    def sql(self, text, *values):
        with sqlite3.connect(self.server.folder + "/communaute.sqlite", timeout=30) as database:
            rows = database.execute(text, values).fetchall()
        database.close()
        return rows

    def client(self, name):
        return Client(self.server, f"203.0.113.{sorted(PEOPLE).index(name) + 1}").sign_in(
            self.server.link(f"{name}@exemple.fr", admin=False))

    def close(self, seconds=-1):
        """Moves the closing to so many seconds from now."""
        self.sql("UPDATE consultation SET cloture = ?", int(time.time()) + seconds)

    def publish(self):
        self.sql("UPDATE consultation SET etat = 'publiee', publication = ?", int(time.time()))

    def make_keys(self, agents, needed):
        """Keys of these agents, then the consultation's; the recovery key as printed."""
        for name, client in agents.items():
            reply = client.submit(self.path + "/cles/ma-cle",
                                  {"phrase": phrase(name), "phrase_bis": phrase(name)},
                                  action=self.path + "/cles/ma-cle")
            assert reply.status == 303, (reply.status, reply.text[-3_000:])
        first = next(iter(agents.values()))
        token = first.get(self.path + "/cles/creation").forms()[-1]["values"]["jeton"]
        people = [row[0] for row in self.sql(
            "SELECT id FROM personne WHERE courriel IN ({}) ORDER BY id".format(
                ",".join("?" * len(agents))), *[f"{name}@exemple.fr" for name in agents])]
        reply = first.ask("POST", self.path + "/cles/creation", urllib.parse.urlencode(
            [("jeton", token), ("seuil", needed)] + [("agents", person) for person in people]),
            {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"})
        assert reply.status == 200, (reply.status, reply.text)
        groups = re.findall(r"<strong>([0-9A-HJKMNP-TV-Z]{5})</strong>", reply.text)
        assert len(groups) == 8, groups
        return "-".join(groups)

    def give(self, client, name, where="ouverture", action="ouvrir"):
        page = client.get(self.path + "/" + where)
        token = page.forms()[0]["values"]["jeton"]
        return client.post(self.path + "/" + where,
                           {"jeton": token, "action": action, "phrase": phrase(name)})

    def begin(self, client, siret):
        reply = client.submit(self.path + "/deposer", {"siret": siret}, action=self.path + "/deposer")
        assert reply.status == 303, (reply.status, reply.text)
        return reply.headers["location"]

    @staticmethod
    def token(client, page):
        return client.get(page).forms()[0]["values"]["jeton"]

    def send_form(self, client, page, files, lot="1"):
        """The page's own form, without script."""
        mark = "limite-inventee"
        fields = [("jeton", self.token(client, page)), ("lot", lot)]
        body = b"".join(
            f"--{mark}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n".encode()
            for key, value in fields)
        for name, content in files:
            body += (f"--{mark}\r\nContent-Disposition: form-data; name=\"fichiers\"; "
                     f"filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").encode()
            body += content + b"\r\n"
        body += f"--{mark}--\r\n".encode()
        return client.ask("POST", page + "/fichiers", body, {
            "Content-Type": f"multipart/form-data; boundary={mark}", "Sec-Fetch-Site": "same-origin"})

    def act(self, client, page, action, **more):
        return client.post(page, {"jeton": self.token(client, page), "action": action, **more})
