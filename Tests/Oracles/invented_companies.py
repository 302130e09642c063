"""Three invented companies of a consultation: what they send, what may not be read of it, what the post says.

Each file of an offer holds a word that stands nowhere else: it is looked for in every byte of the data
folder, in every value of the store, in the log, in every letter that a real SMTP server took.
"""
import base64
import collections
import hashlib
import pathlib
import re
import secrets
import sqlite3
import time

from invented_consultation import BUYER, MASON, OTHER, PLUMBER, ROOFER, phrase
from mail_delivery import waiting

OBJECT, TOWN = "Toiture de l’école des Tilleuls", "Commune inventée"
AGENT, STRANGER = "acheteuse@exemple.fr", "voisine@exemple.fr"
# What the buyer writes of each offer: price, then a mark and a reason for each of the other criteria.
MARKS = {
    (1, ROOFER): ("38 500", ("17", "Équipe de quatre, nacelle sur place."), ("15", "Tuiles réemployées.")),
    (1, MASON): ("37 900,50", ("11", "Planning sommaire de la couverture."), ("9", "Rien sur les gravats.")),
    (1, PLUMBER): ("41 000", ("12", "Une seule personne au chantier."), ("12", "Transport en camion léger.")),
    (2, ROOFER): ("8 400", ("12", "Zinguerie confiée à un intérimaire."), ("10", "Chutes non triées.")),
    (2, MASON): ("7 950", ("16", "Zingueur confirmé."), ("14", "Chutes reprises par le fabricant.")),
}


class Company:
    """A company, the person who acts for it, and its offers: each file holds a word found nowhere else."""

    def __init__(self, siret, name, person, town, phone):
        self.siret, self.name, self.person, self.town, self.phone = siret, name, person, town, phone
        self.address = person.split()[0].lower() + "@exemple.fr"
        self.page = self.typist = self.application = None
        self.files = {}

    def file(self, label, lot):
        """A file of an offer, made once: its lot, its name, its bytes."""
        if (label, lot) not in self.files:
            mark = f"PRIX-SECRET-{secrets.token_hex(8)}"
            content = f"%PDF-1.4\n% {mark} offre {label} du lot {lot}\n".encode() * 400
            self.files[label, lot] = (lot, f"bordereau-{secrets.token_hex(6)}.pdf", content, mark)
        return self.files[label, lot]

    def secrets(self):
        return [word for _, name, _, mark in self.files.values() for word in (name, mark)]

    def identity(self):
        """What tells a competitor that this company is there."""
        return [self.siret, self.name, self.person, self.address]


FIRST = Company(ROOFER, "Ardoises Réunies", "Aline Ardoise", "Arras", "03 21 00 00 01")
SECOND = Company(MASON, "Bardeaux du Littoral", "Bruno Bardeau", "Calais", "03 21 00 00 02")
LATE = Company(PLUMBER, "Chéneaux et Fils", "Clara Cheneau", "Lens", "03 21 00 00 03")
COMPANIES = (FIRST, SECOND, LATE)


def plain(value):
    return re.sub(r"[\s\u00a0\u202f]+", " ", value)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def number(text):
    return float(re.sub(r"\s", "", text).replace(",", "."))


def ranked(lot, companies):
    """The ranking by hand: the lowest price divided by the price, marks out of twenty, weights 60, 30, 10."""
    lowest = min(number(MARKS[lot, c.siret][0]) for c in companies)
    totals = {}
    for company in companies:
        price, (technical, _), (green, _) = MARKS[lot, company.siret]
        totals[company] = 60 * lowest / number(price) + 30 * number(technical) / 20 + 10 * number(green) / 20
    return sorted(totals.items(), key=lambda item: -item[1])


def standing(lot, company, companies):
    place = [c for c, _ in ranked(lot, companies)].index(company)
    return ("1re", "2e", "3e")[place]


# MARK: Nothing can be read

def spellings(word):
    """A word as a careless program would leave it."""
    raw = word.encode()
    # In Base64 a word is written in three ways, by its place; its ends depend on its neighbours.
    coded = [base64.b64encode(b"\0" * shift + raw)[skip:-4] for shift, skip in enumerate((0, 2, 3))]
    return [raw, word.encode("utf-16-le"), raw.hex().encode(), *coded]


def found_in(server, words):
    """Where any of these words stands: every byte of every file, then every value of the store."""
    wanted = [(word, spelling) for word in words for spelling in spellings(word)]
    where = []
    for path in pathlib.Path(server.folder).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            where += [(word, str(path)) for word, spelling in wanted if spelling in content]
    # A value may lie across two pages of the file. Indexes of words are read by their own tables.
    base = sqlite3.connect(server.folder + "/communaute.sqlite", timeout=30)
    tables = base.execute("""SELECT name FROM sqlite_master
                             WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'""")
    for (table,) in tables.fetchall():
        for row in base.execute(f'SELECT * FROM "{table}"'):
            for value in row:
                content = value if isinstance(value, bytes) else str(value).encode()
                where += [(word, table) for word, spelling in wanted if spelling in content]
    base.close()
    return where


def sealed(server):
    """How many words are nowhere; the object, which is public, shows that the search finds what is there."""
    control = {where for _, where in found_in(server, [OBJECT])}
    assert "consultation" in control and any("communaute.sqlite" in where for where in control), (
        f"la recherche ne trouve pas même l’objet là où il est : {control}")
    files = list(pathlib.Path(server.folder, "offres").rglob("*.scelle"))
    words = [word for company in COMPANIES for word in company.secrets()]
    # A word for the name and one for the bytes of each file, so half as many files, besides applications.
    assert words and len(files) > len(words) / 2, (len(files), len(words))
    where = found_in(server, words)
    assert not where, f"lisible avant l’heure : {where}"
    return len(words)


# MARK: The post

def awaited(letters, address, subject):
    """The letter of that subject to that address, once it is there."""
    for _ in range(600):
        found = [m for m in letters.to(address) if subject in plain(m["Subject"])]
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"« {subject} » n’est pas arrivé à {address}, qui a reçu "
                         f"{[plain(m['Subject']) for m in letters.to(address)]}")


def post_read(letters, server, key, before_award):
    """Every letter: those expected and no other, plain, to one person, and no competitor in any."""
    answer, later = f"Réponse à une question : {OBJECT}", f"Nouvelle date limite : {OBJECT}"
    award, receipt = f"Attribution : {OBJECT}", "Accusé de réception de votre offre, dépôt n° "
    expected = collections.Counter({(AGENT, f"Question : {OBJECT}"): 1})
    people = [(AGENT, BUYER), (STRANGER, OTHER)] + [(c.address, c.siret) for c in COMPANIES]
    for address, siret in people:
        expected[address, "Votre connexion à Observatoire inventé"] = 1
        expected[address, f"Vous agissez pour le SIRET {siret}"] = 1
        expected["admin@exemple.fr", "Demande de rattachement à traiter"] += 1
    for company, subjects in [(FIRST, [answer, receipt + "1", receipt + "2", later, award]),
                              (SECOND, [answer, receipt + "3", later, award]),
                              (LATE, [receipt + "4", award])]:
        expected.update((company.address, subject) for subject in subjects)
    for _ in range(400):
        if len(letters.received) >= expected.total() and waiting(server.folder) == 0:
            break
        time.sleep(0.05)
    seen = collections.Counter((to[0], plain(m["Subject"])) for to, m in letters.received)
    assert seen == expected, f"en trop : {seen - expected} ; manquent : {expected - seen}"
    for place, (to, message) in enumerate(letters.received):
        text = plain(message.get_content())
        what = f"« {plain(message['Subject'])} » à {to}"
        assert message.get_content_type() == "text/plain" and not message.is_multipart(), what
        assert message["From"].addresses[0].addr_spec == "observatoire@exemple.fr", what
        assert to == [message["To"].addresses[0].addr_spec] and not message["Cc"] and not message["Bcc"], what
        hidden = [word for company in COMPANIES for word in company.secrets()]
        hidden += [word for c in COMPANIES if c.address != to[0] for word in c.identity()]
        hidden += [price for price, *_ in MARKS.values()] if place < before_award else []
        for word in hidden:
            assert plain(word) not in text, f"{what} dit « {word} » :\n{text}"
    for company, rank, label in [(FIRST, 1, "première"), (FIRST, 2, "remplaçante"), (SECOND, 3, "seule"),
                                 (LATE, 4, "tardive")]:
        text = plain(awaited(letters, company.address, receipt + str(rank)).get_content())
        assert ("hors délai" in text) == (company is LATE), text
        for (kind, _), (_, _, content, _) in company.files.items():
            if kind == label:
                assert digest(content) in text, f"l’accusé n° {rank} ne dit pas l’empreinte :\n{text}"
    text = awaited(letters, SECOND.address, award).get_content()
    assert "L’attribution est publiée." in text and f"{server.base}/consultations/{key}" in text, text
    assert "Oui, dès le premier jour." in awaited(letters, SECOND.address, answer).get_content()
    return len(letters.received)


def log_read(server, recovery):
    log = server.said()
    assert log.strip(), "le journal est vide : il ne prouve rien"
    hidden = [word for company in COMPANIES for word in company.secrets()]
    for word in [*hidden, *recovery, phrase("acheteuse"), "bordereau", "PRIX-SECRET", "Panne de la"]:
        assert word not in log, f"le journal dit « {word} »"
    assert "Réponse 500" not in log, log[-2_000:]
