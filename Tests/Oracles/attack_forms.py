"""Hostile values in every field of every form of the community, by people who together may send them all.

The walk is generic: a form added later is attacked too, and an address that takes a form and that no
walk reached fails the check. Before that, somebody without any tie tries every address that only some
may use, with the numbers of real things.
"""
import email
import html
import itertools
import os
import pathlib
import re
import sqlite3
import time
import urllib.parse

from community_server import Client

XSS = ['<script>parlé("xss")</script>', '"><img src=x onerror=alert(1)>', "'onmouseover='alert(2)",
       "javascript:alert(3)", "</textarea><svg onload=alert(4)>", "[x](javascript:alert(5))",
       "<a href=\"javascript:alert(6)\">x</a>", "&lt;script&gt;alert(7)&lt;/script&gt;"]
SQL = ["' OR '1'='1", "'; DROP TABLE personne; --", "1) UNION SELECT valeur FROM secret --",
       "%' OR 1=1 --", "\"; DELETE FROM journal; --", "' || (SELECT jeton FROM demande_connexion) || '"]
ODD = ["\u202egauche\u202c", "\u0000nul\u0001\u001b[31m", "é" * 3_000, "a" + "\u0301" * 800, "\ufeff\u2028\u2029",
       "😀" * 50, "../../../../etc/passwd", "${7*7}{{7*7}}<%= 7*7 %>", "=cmd|' /C calc'!A0",
       "-1", "99999999999999999999", "NaN", "%00%0d%0aSet-Cookie: a=b", "\r\nSet-Cookie: orcp_session=x"]
PAYLOADS = XSS + SQL + ODD
# Those that go into one field alone too, so that its neighbours' refusals do not spare it.
ALONE = [XSS[0], XSS[1], SQL[0], SQL[5], ODD[0], ODD[7]]
# What an empty field that is needed is filled with, by the end of its name or by its kind; else with a word.
PLAUSIBLE = {"siret": None, "acheteur": "00000001800028", "fin": "2027-03-04T12:00", "montant": "1000",
             "chiffre": "1000", "cpv": "45000000", "code_postal": "59000", "annee": "2027", "estimation": "1000",
             "cle": None, "lien": "https://exemple.fr/", "site": "https://exemple.fr/",
             "date": "2027-03-04", "datetime-local": "2027-03-04T10:00", "time": "10:00", "number": "2",
             "email": "essai@exemple.fr", "url": "https://exemple.fr/"}
COUNT = itertools.count(1)


def plausible(name, kind):
    """A value that a form of ours takes; a SIRET and an address word are new each time."""
    number = next(COUNT)
    if name.endswith("siret"):
        digits = f"{number:09}0001"
        total = sum(sum(divmod(int(d) * (1 + (n + 1) % 2), 10)) for n, d in enumerate(reversed(digits)))
        return digits + str(-total % 10)
    if name == "cle":
        return f"essai-{number}"
    ends = (value for key, value in PLAUSIBLE.items() if name == key or name.endswith("_" + key))
    return next(ends, None) or PLAUSIBLE.get(kind) or f"valeur {number}"


# Fields of text that were sent a hostile value alone: whether one was ever taken.
TOOK = {}
# What must never stand in a page as it is: the beginnings of tags that only a payload writes.
RAW = ["<script>parlé", "<img src=x", "<svg onload", "<a href=\"javascript:", "href=\"javascript:",
       "' onmouseover=", "onerror=alert(1)>\""]


# Pages without a form and without a word of a visitor's, walked by other checks.
ELSEWHERE = ("/explorer", "/api", "/tools", "/outils", "/droit", "/editions", "/indicateurs", "/qualite", "/guide",
             "/acheteurs", "/fournisseurs", "/contrats", "/style")
# Forms that end the session or the account, or cut everything; and those that no page shows as a form.
SHUNNED = {
    "/deconnexion": "ends the session", "/compte/effacement": "ends the account",
    "/connexion/lien": "attacked by wrong_sign_ins", "/connexion/code": "attacked by wrong_sign_ins",
    "/administration/conservation": "would erase what the walk reads",
    "/administration/personnes/:id": "would take the walkers' roles",
    "/oai": "a protocol, without a form", "/courriels/refus": "reached by a letter's link",
    "/alertes/arret/:jeton": "reached by a letter's link",
    "/rencontres/:cle/inscription/confirmer": "reached by a letter's link",
    "/rencontres/:cle/inscription/:jeton/annuler": "reached by a letter's link",
    "/rencontres/:cle/questionnaire/:jeton": "one answer a letter: attacked by guests()",
    "/rencontres/:cle/accueil/:jeton": "reached by a badge",
    "/administration/courriels": "a button on a letter given up: AdministrationPageTests",
    "/consultations/:cle/cles": "secret phrases, never shown: sealed_offers.py",
    "/consultations/:cle/essai": "files thrown away: AskedProofTests",
    "/consultations/:cle/deposer": "a SIRET and files: sealed_offers.py",
    "/consultations/:cle/ouverture": "a secret phrase, never shown: sealed_offers.py",
    "/consultations/:cle/depots/:depot": "attacked by sealed_offers.py",
    "/consultations/:cle/depots/:depot/annonce": "attacked by sealed_offers.py",
    "/consultations/:cle/depots/:depot/fichiers": "attacked by sealed_offers.py",
    "/consultations/:cle/depots/:depot/fichiers/:numero": "attacked by sealed_offers.py",
}


TABLE = os.path.join(os.path.dirname(__file__), "../../docs/permissions.md")
# Conditions that any account may meet by itself.
OPEN_TO_ALL = ("lien", "sa propre", "rattaché à un SIRET", "agent d’un acheteur", "agit pour une entreprise",
               "un groupe que l’on pilote", "pilote du groupe choisi")


# Conditions of reading that only a tie to the very thing meets, whatever its state.
READ_BY_TIE = {
    "responsable de ce groupe, ou rédaction", "membre de ce groupe, ou rédaction", "rédaction ou membre de son groupe",
    "rédaction, ou pilote du groupe des rencontres", "agent de l’acheteur de cette consultation",
    "agent rattaché à l’acheteur", "agent de l’acheteur", "rattaché à l’entreprise", "agit pour l’entreprise",
    "représente l’organisme", "représentant de l’organisme", "représente le signataire", "sa propre alerte",
}


def addresses():
    """Every address that takes a form, from the table of permissions, longest and most exact first."""
    with open(TABLE, encoding="utf-8") as file:
        paths = re.findall(r"^\| `([^`]+)` \| (?:read|send) \|", file.read(), re.M)
    patterns = sorted(set(paths), key=lambda path: (path.count(":"), -len(path)))
    return [(path, re.compile(re.sub(r":[a-z]+", "[^/]+", path) + "$")) for path in patterns]


def sending():
    with open(TABLE, encoding="utf-8") as file:
        return set(re.findall(r"^\| `([^`]+)` \| send \|", file.read(), re.M))


ADDRESSES = addresses()


def address(path):
    """The address of a path, as the table has it; another path with its numbers taken out."""
    path = path.split("?")[0]
    return next((name for name, pattern in ADDRESSES if pattern.match(path)), re.sub(r"[0-9]+", "0", path))


def crawl(client, limit=1_500, most=6, start=()):
    """Pages of the site that the visitor may open, without the explorer's endless filters."""
    seen, queue = {}, [*start, "/", "/compte", "/administration", "/observatoire", "/connexion", "/connexion/code",
                       "/compte/rattachements", "/compte/donnees", "/publications", "/rencontres", "/consultations",
                       "/projets", "/innovation", "/dossier", "/alertes", "/groupes", "/assemblee",
                       "/consultations/analysee-inventee/analyse", "/consultations/analysee-inventee/analyse/1",
                       "/consultations/analysee-inventee/attribution",
                       "/dossier/verification/55204944776279", "/observatoire/charte/signatures/1"]
    counts = {}
    while queue and len(seen) < limit:
        path = queue.pop(0)
        # A page with other words in its query is the same page, but for a few samples.
        kind = address(path)
        if path in seen or counts.get(kind, 0) >= most or path.startswith(ELSEWHERE):
            continue
        counts[kind] = counts.get(kind, 0) + 1
        reply = client.get(path)
        seen[path] = reply
        assert reply.status < 500 or "indisponible" in reply.text or reply.status == 503, (path, reply.status)
        if "text/html" in reply.headers.get("content-type", ""):
            queue += sorted(reply.links())
    return seen


def forms(server, client, attacked, again=True, start=()):
    """Hostile values in every field of every form that nobody attacked before and, when `again`, every
    key of every query, then every page read again. `attacked` gains the addresses of these forms, with the
    fields of text that took a hostile value and those that only ever refused it."""
    sent, refused, pages = 0, 0, crawl(client, start=start)
    targets = {}
    for path, reply in pages.items():
        for form in reply.forms():
            names = tuple(sorted(name for name, _, _ in form["fields"]))
            key = (address(form["action"]), names)
            if key[0] not in SHUNNED and key not in attacked:
                targets.setdefault(key, (path, form))
    attacked |= set(targets)
    for (action, _), (path, form) in sorted(targets.items()):
        names = [(n, k) for n, k, _ in form["fields"] if n != "jeton" and k not in ("submit", "checkbox")]
        fresh = None
        for number, payload in enumerate(PAYLOADS):
            # All the fields at once, then one at a time among plausible ones.
            plans = [{n: payload for n, k in names if k not in ("hidden", "select")}]
            plans += [{n: payload} for n, _ in names] if payload in ALONE else []
            for plan in plans:
                # What was refused changed nothing: the form is the same.
                fresh = fresh or next(
                    (f for f in client.get(path).forms() if address(f["action"]) == action), None)
                if fresh is None:
                    break
                kinds = {n: k for n, k, _ in fresh["fields"]}
                values = {n: v or (plausible(n, kinds.get(n)) if n in fresh["needed"] else "")
                          for n, v in fresh["untouched"].items()}
                if "courriel" in values and not fresh["untouched"]["courriel"]:
                    values["courriel"] = f"essai{next(COUNT)}@exemple.fr"
                values.update(plan)
                if form["files"]:
                    reply = multipart(client, fresh["action"], values, form, payload)
                else:
                    reply = client.post(fresh["action"], values)
                assert reply.status in (200, 303, 400, 403, 404, 409, 413, 422, 429), (
                    action, plan, reply.status, server.said()[-500:])
                check_page(action, reply)
                assert "\n" not in reply.headers.get("location", "") and "set-cookie" not in {
                    k for k in reply.headers if reply.status not in (303,)}
                sent += 1
                refused += reply.status in (400, 409, 422)
                if len(plan) == 1 and kinds.get(*plan) in ("text", "textarea"):
                    TOOK[action, *plan] = TOOK.get((action, *plan), False) or reply.status in (200, 303)
                if reply.status not in (400, 413, 422):
                    fresh = None
    keys = set()
    for path in pages:
        keys |= {item.split("=")[0] for item in urllib.parse.urlsplit(path).query.split("&") if item}
    keys |= {"avant", "objet", "fait", "suite", "id", "page", "edition", "mots", "jeton_lien", "categorie"}
    routes = {}
    for path in sorted(pages) if again else []:
        if pages[path].status == 200:
            routes.setdefault(address(path), path.split("?")[0])
    asked = 0
    for route in sorted(set(routes.values())):
        for number, payload in enumerate(PAYLOADS):
            query = urllib.parse.urlencode({key: payload[:40] for key in sorted(keys)})
            if number % 4 and not route.startswith(("/administration", "/compte", "/connexion")):
                continue
            reply = client.get(f"{route}?{query}")
            assert reply.status < 500 or reply.status == 503, (route, payload, server.said()[-500:])
            check_page(route, reply)
            asked += 1
    read = crawl(client) if again else {}
    for path, reply in read.items():
        check_page(path, reply)
    assert "Réponse 500" not in server.said(), server.said()[-800:]
    print(f"{len(targets)} formulaires, {sent} envois hostiles ({refused} refusés), {asked} adresses hostiles, "
          f"{len(read)} pages relues : rien d'exécutable, aucune réponse 500.", flush=True)


def multipart(client, action, values, form, payload):
    """Every file field gets a file that is several things at once."""
    polyglots = [b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF", b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>",
                 b"GIF89a/*<script>alert(1)</script>*/", b"PK\x03\x04" + b"\0" * 40 + b"<html><script>",
                 b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<?php system('id'); ?>"]
    data = b""
    for name, value in values.items():
        if (name, "file") not in [(n, k) for n, k, _ in form["fields"]]:
            data += (f'--b0rne\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n').encode(
                "utf-8", "replace")
    for number, (name, kind, _) in enumerate(form["fields"]):
        if kind == "file":
            content = polyglots[len(payload) % len(polyglots)]
            data += (f'--b0rne\r\nContent-Disposition: form-data; name="{name}"; '
                     f'filename="../../{number}.pdf"\r\nContent-Type: application/pdf\r\n\r\n').encode()
            data += content + b"\r\n"
    data += b"--b0rne--\r\n"
    return client.ask("POST", action, data, {"Content-Type": "multipart/form-data; boundary=b0rne",
                                             "Sec-Fetch-Site": "same-origin"})


def check_page(where, reply):
    """What any answer must be, whatever was sent."""
    if "text/html" not in reply.headers.get("content-type", ""):
        return
    text = reply.text
    for mark in RAW:
        assert mark not in text, (where, mark, text[max(0, text.find(mark) - 200):][:500])
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", re.sub(r'"[^"]*"', '""', text)), where
    assert "HTML(bytes:" not in text, (where, "a value shown as the program holds it")
    # A sign that turns the line around stands only in the field where it was typed.
    shown = re.sub(r'value="[^"]*"|<textarea.*?</textarea>', "", text, flags=re.S)
    assert "\u202e" not in shown, (where, shown[max(0, shown.find("\u202e") - 200):][:300])
    assert "default-src 'none'" in reply.headers["content-security-policy"], where
    assert reply.headers["x-content-type-options"] == "nosniff", where
    if where.startswith(("/compte", "/administration", "/connexion")):
        assert reply.headers["cache-control"] == "no-store", where


def links_of_letters(server, word):
    """By address, the path of the link with a word in its latest letter."""
    found = {}
    for path in sorted(pathlib.Path(server.folder, "courriels").glob("*.eml")):
        message = email.message_from_bytes(path.read_bytes())
        text = next(p for p in message.walk() if p.get_content_type() == "text/plain")
        link = re.search(r"https?://[^/\s]+(/\S*" + word + r"\S*)", text.get_payload(decode=True).decode())
        if link:
            found[message["To"].strip("<>")] = link[1]
    return found


def guests(server, walk, attacked):
    """Six people without account register under hostile names; one's registration is attacked; after the
    day each answers the questionnaire with a hostile text, and the organiser reads them all."""
    event, count = "rencontres-de-l-achat-public", 6
    form = f"/rencontres/{event}/inscription"
    hostile = [*XSS[:4], *SQL[:2]]
    for number, payload in enumerate(hostile):
        sent = Client(server, f"203.0.113.{150 + number}").submit(
            form, {"courriel": f"invite{number}@exemple.fr", "nom": payload}, action=form)
        assert sent.status in (200, 303), (sent.status, sent.text[-2_000:])

    def letters(word):
        for _ in range(300):
            found = {who: link for who, link in links_of_letters(server, word).items() if who.startswith("invite")}
            if len(found) == count:
                return [found[f"invite{number}@exemple.fr"] for number in range(count)]
            time.sleep(0.1)
        raise AssertionError(f"{word}: {found}")

    own = []
    for number, link in enumerate(letters("jeton_lien=")):
        token = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["jeton_lien"][0]
        done = Client(server, f"203.0.113.{150 + number}").post(f"{form}/confirmer", {"jeton_lien": token})
        assert done.status == 303, (done.status, done.text[-2_000:])
        own.append(done.headers["location"].split("?")[0])
    print("invité", end=" : ")
    forms(server, Client(server, "203.0.113.150"), attacked, again=False, start=own[:1])

    dates, now = walk.sql("SELECT debut, fin FROM rencontre WHERE cle = ?", event)[0], int(time.time())
    server.stop()
    walk.sql("UPDATE rencontre SET debut = ?, fin = ? WHERE cle = ?", now - 90_000, now - 80_000, event)
    walk.sql("UPDATE inscription SET presente = ?, etat = 'confirmee' WHERE courriel LIKE 'invite%'", now - 85_000)
    server.start()
    for number, (link, payload) in enumerate(zip(letters("/questionnaire/"), hostile)):
        guest = Client(server, f"203.0.113.{150 + number}")
        page = guest.get(link)
        fields = {n: payload for n, kind, _ in page.forms()[0]["fields"] if kind == "textarea"}
        assert fields, page.text[-2_000:]
        answered = guest.submit(link, fields)
        check_page(link, answered)
        assert answered.status == 303, (answered.status, answered.text[-2_000:])
    read = walk.client("administration").get(f"/rencontres/{event}/gestion/questionnaire")
    check_page("questionnaire", read)
    shown = html.unescape(read.text)
    assert all(payload in shown for payload in hostile), read.text[-4_000:]
    walk.sql("UPDATE rencontre SET debut = ?, fin = ? WHERE cle = ?", *dates, event)
    print(f"{count} inscrits aux noms hostiles, {count} réponses au questionnaire : lues sans rien exécuter.")


class Walk:
    """The invented community, put in states where every form is shown, and its walkers."""

    def __init__(self, server):
        self.server = server
        self.clients = {}
        self.people = self.gathered()

    def sql(self, text, *values):
        with sqlite3.connect(self.server.folder + "/communaute.sqlite", timeout=30) as base:
            rows = base.execute(text, values).fetchall()
        base.close()
        return rows

    def gathered(self):
        """A lead of every group, an agent of every buyer, the agent of a company, representatives, the
        signatory of the charter, and last the administrator, who changes what the others need."""
        email = "SELECT courriel FROM personne WHERE id = "
        lead = "(SELECT min(personne) FROM groupe_membre WHERE pilote = 1)"
        buyer = "(SELECT min(personne) FROM rattachement WHERE genre = 'acheteur')"
        company = "(SELECT min(personne) FROM rattachement WHERE genre = 'entreprise')"
        people = {"pilote": email + lead, "acheteur": email + buyer, "entreprise": email + company,
                  "signataire": email + "(SELECT min(personne) FROM engagement_signature)"}
        for number in range(3):
            people[f"représentant {number + 1}"] = (
                email + f"(SELECT DISTINCT personne FROM representation ORDER BY personne LIMIT 1 OFFSET {number})")
        found = {who: self.sql(text)[0][0] for who, text in people.items()}
        self.ids = {who: self.sql("SELECT id FROM personne WHERE courriel = ?", mail)[0][0]
                    for who, mail in found.items()}
        found["administration"] = "admin@exemple.fr"
        return found

    def client(self, who):
        if who not in self.clients:
            self.clients[who] = Client(self.server, f"203.0.113.{110 + len(self.clients)}").sign_in(
                self.server.link(self.people[who], admin=False))
        return self.clients[who]

    def tied(self):
        """What ties the walkers to things; written again before each walk, since attacks undo it."""
        self.sql("INSERT OR REPLACE INTO groupe_membre (groupe, personne, pilote, depuis) "
                 "SELECT id, ?, 1, 1 FROM groupe", self.ids["pilote"])
        self.sql("DELETE FROM rattachement WHERE personne IN (?, ?)", self.ids["acheteur"], self.ids["entreprise"])
        for who, kind, sirets in [
                ("acheteur", "acheteur", "SELECT acheteur FROM consultation UNION SELECT acheteur FROM projet"),
                ("entreprise", "entreprise", "SELECT siret FROM dossier")]:
            sirets += f" UNION SELECT siret FROM innovation_participant WHERE cote = '{kind}'"
            self.sql("INSERT INTO rattachement (personne, siret, genre, motif, etat, demande, decide) "
                     f"SELECT ?, *, ?, 'Inventé pour cet essai.', 'confirme', 1, 1 FROM ({sirets})",
                     self.ids[who], kind)
            self.sql("UPDATE innovation_participant SET personne = ?, retire = NULL WHERE cote = ?",
                     self.ids[who], kind)

    def begun(self):
        """Things that the invented community lacks: a study with a comment, an alert, a draft of a consultation."""
        self.consultations()
        lead, buyer = self.client("pilote"), self.client("acheteur")
        group = self.sql("SELECT cle FROM groupe ORDER BY id")[0][0]
        made = lead.submit(f"/groupes/{group}/etudes/nouvelle", {"titre": "Étude inventée"})
        assert made.status == 303, (made.status, made.text[-2_000:])
        study = self.sql("SELECT max(id) FROM etude")[0][0]
        made = lead.submit(f"/etudes/{study}/commentaires", {"commentaire": "Commentaire inventé."})
        assert made.status in (200, 303), made.status
        made = lead.submit("/publications/nouvelle", {"titre": "Publication inventée"})
        assert made.status == 303, (made.status, made.text[-2_000:])
        made = buyer.submit("/consultations/brouillon-invente/cles/ma-cle",
                            {"phrase": "phrase inventée longue", "phrase_bis": "phrase inventée longue"},
                            action="/consultations/brouillon-invente/cles/ma-cle")
        assert made.status == 303, (made.status, made.text[-2_000:])
        made = buyer.submit("/alertes/nouvelle?source=projets&requete=", {"nom": "Alerte inventée"})
        assert made.status == 303, (made.status, made.text[-2_000:])

    def consultations(self):
        """A draft whose offers come here, three closed ones with an offer that was noted, one of them under
        analysis and one awarded; questions that wait for an answer."""
        now = int(time.time())
        columns = [row[1] for row in self.sql("PRAGMA table_info(consultation)") if row[1] != "id"]
        for key, where, state, published, closing in [
                ("brouillon-invente", "site", "brouillon", None, now + 90_000),
                ("pret-invente", "ailleurs", "brouillon", None, now + 2_000_000),
                ("close-inventee", "ailleurs", "publiee", now - 90_000, now - 9_000),
                ("analysee-inventee", "ailleurs", "ouverte", now - 90_000, now - 9_000),
                ("attribuee-inventee", "ailleurs", "attribuee", now - 90_000, now - 9_000)]:
            told = {"cle": key, "reception": where, "etat": state, "publication": published, "cloture": closing}
            self.sql(f"INSERT INTO consultation ({', '.join(columns)}) SELECT "
                     + ", ".join("?" if name in told else name for name in columns)
                     + " FROM consultation WHERE id = 1", *[told[name] for name in columns if name in told])
            made = self.sql("SELECT id FROM consultation WHERE cle = ?", key)[0][0]
            for table, kept in [("consultation_lot", "numero, objet, estimation_centimes"),
                                ("consultation_critere", "rang, nom, genre, poids"), ("consultation_preuve", "code")]:
                self.sql(f"INSERT INTO {table} (consultation, {kept}) SELECT ?, {kept} FROM {table} "
                         "WHERE consultation = 1", made)
            if state == "brouillon":
                continue
            self.sql("INSERT INTO consultation_offre (consultation, lot, siret, nom, source, prix_centimes, admission) "
                     "SELECT consultation, numero, '55204944776279', 'Firme inventée', 'autre', 100000, 'admise' "
                     "FROM consultation_lot WHERE consultation = ?", made)
            self.sql("INSERT INTO consultation_note (offre, critere, note, motif) SELECT o.id, c.id, 1000, 'Inventé.' "
                     "FROM consultation_offre o JOIN consultation_critere c USING (consultation) "
                     "WHERE consultation = ?", made)
        self.sql("INSERT INTO consultation_attribution (consultation, lot, offre, motif, decidee, identifiant) "
                 "SELECT consultation, lot, id, 'Inventé.', ?, '2026INVENTE' || lot FROM consultation_offre WHERE "
                 "consultation = (SELECT id FROM consultation WHERE cle = 'attribuee-inventee')", now)
        self.sql("INSERT INTO consultation_question (consultation, recue, posee) VALUES (1, 'Question inventée ?', ?)",
                 now)
        self.sql("INSERT INTO projet_question (projet, recue, question) VALUES (2, ?, 'Question inventée ?')", now)
        self.sql("INSERT INTO projet_question_recue (question, personne, recue, texte) "
                 "SELECT id, ?, ?, question FROM projet_question WHERE question = 'Question inventée ?'",
                 self.ids["entreprise"], now)

    def staged(self, innovation):
        """A session that votes, minutes that wait for a signature, and both innovation days at these stages."""
        now = int(time.time())
        sitting = innovation[0] == "jour"
        self.sql("UPDATE assemblee SET etat = ?, ouverte = ?, close = NULL WHERE id = 2",
                 *(("ouverte", now) if sitting else ("preparee", None)))
        self.sql("UPDATE resolution SET etat = ?, ouverte = ?, mode = 'organismes' WHERE id = 2",
                 *(("ouverte", now) if sitting else ("preparee", None)))
        self.sql("UPDATE reunion SET approuve = NULL, approbateur = NULL WHERE compte_rendu <> ''")
        self.sql("DELETE FROM groupe_demande")
        self.sql("INSERT INTO groupe_demande (groupe, personne, motif, demande) SELECT id, ?, 'Inventé.', 1 FROM groupe",
                 self.ids["entreprise"])
        self.sql("UPDATE consultation SET etat = 'brouillon' WHERE cle IN ('brouillon-invente', 'pret-invente')")
        self.sql("UPDATE consultation SET etat = 'publiee', cloture = ? WHERE cle = 'close-inventee'", now - 9_000)
        self.sql("UPDATE consultation SET etat = 'ouverte', cloture = ?, terminee = NULL "
                 "WHERE cle = 'analysee-inventee'", now - 9_000)
        self.sql("DELETE FROM consultation_attribution WHERE consultation = "
                 "(SELECT id FROM consultation WHERE cle = 'analysee-inventee')")
        self.sql("UPDATE consultation SET etat = 'attribuee', cloture = ? WHERE cle = 'attribuee-inventee'", now - 9_000)
        self.sql("UPDATE consultation_question SET publiee = NULL, ecartee = NULL")
        self.sql("UPDATE projet_question SET etat = 'recue' WHERE question = 'Question inventée ?'")
        # One more that is only prepared, with its resolution.
        for table, told in [("assemblee", {"id": 3, "etat": "preparee", "ouverte": None}),
                            ("resolution", {"id": 3, "seance": 3, "etat": "preparee", "ouverte": None})]:
            columns = [row[1] for row in self.sql(f"PRAGMA table_info({table})")]
            self.sql(f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) SELECT "
                     + ", ".join("?" if name in told else name for name in columns)
                     + f" FROM {table} WHERE id = 2", *[told[name] for name in columns if name in told])
        self.sql("INSERT OR IGNORE INTO presence (seance, organisation, personne, par, moment) "
                 "SELECT 2, organisation, personne, 'equipe', ? FROM presence WHERE seance = 1", now)
        self.sql("INSERT OR IGNORE INTO electeur (resolution, organisation, college) "
                 "SELECT 2, organisation, college FROM electeur WHERE resolution = 1")
        self.sql("UPDATE proces_verbal SET signe = NULL, signataire = NULL, empreinte = NULL")
        for number, stage in enumerate(innovation):
            self.sql("UPDATE innovation SET etape = ? WHERE id = ?", stage, number + 1)


def every_form(server):
    """Every form of the site, attacked; then the table of permissions is counted."""
    attacked = set()
    forms(server, Client(server, "203.0.113.98"), attacked)
    walk = Walk(server)
    guests(server, walk, attacked)
    walk.tied()
    walk.begun()
    walk.tied()
    stages = [("retours", "besoins"), ("jour", "voeux")]
    for stage in stages:
        walk.staged(stage)
        strangers(server, walk)
    for stage in stages:
        for who in walk.people:
            # Last of all: what the administrator's forms change, the others need.
            last = stage == stages[-1]
            if who == "administration" and not last:
                continue
            walk.staged(stage)
            walk.tied()
            print(who, end=" : ")
            forms(server, walk.client(who), attacked, again=who == "administration")
    missed = sending() - {action for action, _ in attacked} - set(SHUNNED)
    assert not missed, f"{len(missed)} addresses that no walk attacked: {sorted(missed)}"
    spared = sorted(field for field, took in TOOK.items() if not took)
    print(f"{len(TOOK)} champs de texte attaqués seuls ; {len(spared)} n'ont jamais pris de texte hostile.")
    # Numbers, SIRET, addresses and choices refuse any of them; should most fields do so, the walk fills badly.
    assert len(spared) < len(TOOK) / 4, spared
    for action, field in spared:
        print(f"  {action} {field}")


def strangers(server, walk):
    """Somebody who has an account and no tie at all sends to every real address that the table ties to
    something: each is refused, and none is done."""
    server.link("personne@exemple.fr", "Personne Exemple")
    walk.sql("UPDATE personne SET role = 'inscrit' WHERE courriel = 'personne@exemple.fr'")
    stranger = Client(server, "203.0.113.97").sign_in(server.link("personne@exemple.fr", admin=False))
    token = stranger.get("/compte").forms()[0]["values"]["jeton"]
    def conditions(act):
        with open(TABLE, encoding="utf-8") as file:
            rows = re.findall(rf"^\| `([^`]+)` \| {act} \|(.*)\|$", file.read(), re.M)
        return {path: said.split("|")[-1].strip() for path, said in rows}

    tied = {path for path, said in conditions("send").items()
            if said and not any(word in said for word in OPEN_TO_ALL)}
    read = {path for path, said in conditions("read").items() if said in READ_BY_TIE}
    tried, seen = {}, {}
    for who in walk.people:
        for path, reply in crawl(walk.client(who)).items():
            if reply.status == 200 and address(path) in read and address(path) != path.split("?")[0]:
                seen.setdefault(path, who)
            for target in [path.split("?")[0]] + [form["action"].split("?")[0] for form in reply.forms()]:
                if address(target) in tied and address(target) != target:
                    tried.setdefault(target, who)
    assert len({address(path) for path in tried}) > len(tied) / 2, (len(tied), sorted(map(address, tried)))
    for path, who in tried.items():
        reply = stranger.post(path, {"jeton": token, "action": "x"})
        assert reply.status in (403, 404), (path, who, reply.status, reply.text[:300])
    for path, who in seen.items():
        reply = stranger.get(path)
        assert reply.status in (403, 404), (path, who, reply.status, reply.text[:300])
    print(f"{len(tried)} adresses réelles, {len({address(path) for path in tried})} genres sur {len(tied)} : refusées à "
          f"qui n'a aucun lien avec elles ; {len(seen)} pages, {len({address(path) for path in seen})} genres sur "
          f"{len(read)} : non lues.", flush=True)
