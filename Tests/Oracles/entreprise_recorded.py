"""API Entreprise as its public specification and test data have it: recorded answers, on this machine."""
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

SIREN = "732829320"
SIRET = SIREN + "00074"
ANSWERS = {
    f"/v3/insee/sirene/unites_legales/{SIREN}": {"data": {
        "siren": SIREN, "siret_siege_social": SIRET, "type": "personne_morale", "categorie_entreprise": "PME",
        "personne_morale_attributs": {"raison_sociale": "TOITURES INVENTEES", "sigle": None},
        "personne_physique_attributs": {"nom_usage": "NOM-A-TAIRE"},
        "activite_principale": {"code": "43.91B", "libelle": "Travaux de couverture"},
        "etat_administratif": "A"}, "links": {}, "meta": {}},
    f"/v4/urssaf/unites_legales/{SIREN}/attestation_vigilance": {"data": {
        "document_url": "https://exemple.fr/vigilance.pdf", "document_url_expires_in": 86400,
        "date_debut_validite": "2026-05-31", "date_fin_validite": "2026-11-30",
        "code_securite": "YAB458G1B2T8IZW", "entity_status": {
            "code": "ok", "libelle": "Attestation délivrée par l'Urssaf", "description": "À jour."}},
        "links": {}, "meta": {}},
    f"/v4/dgfip/unites_legales/{SIREN}/attestation_fiscale": {"data": {
        "document_url": "https://exemple.fr/fiscale.pdf", "document_url_expires_in": 1234567,
        "date_delivrance_attestation": "2026-04-11", "date_periode_analysee": "2026-03-31"},
        "links": {}, "meta": {}},
    f"/v3/dgfip/etablissements/{SIRET}/chiffres_affaires": {"data": [
        {"data": {"chiffre_affaires": 612000, "date_fin_exercice": "2025-12-31"}, "links": {}, "meta": {}}],
        "links": {}, "meta": {}},
}
ABSENT = {"errors": [{"code": "03003", "title": "Entité non trouvée",
                      "detail": "L'identifiant indiqué n'existe pas, n'est pas connu ou ne comporte aucune "
                                "information pour cet appel.", "meta": {"provider": "Essai"}}]}
REFUSED = {"errors": [{"code": "00101", "title": "Interdit", "detail": "Votre jeton n'est pas valide."}]}


class Recorded:
    """The service; keeps what was asked."""

    def __init__(self, token):
        self.asked = []
        recorded = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                url = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(url.query).items()}
                recorded.asked.append((url.path, query))
                status, body = 404, ABSENT
                if self.headers["Authorization"] != "Bearer " + token:
                    status, body = 401, REFUSED
                elif not {"context", "object", "recipient"} <= set(query):
                    status, body = 422, REFUSED
                elif url.path in ANSWERS:
                    status, body = 200, ANSWERS[url.path]
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
