#!/usr/bin/env python3
"""A register of companies on the loopback address, with one recorded shape of answer; prints its port.

The shape is that of the public API « Recherche d'entreprises »; the content is invented but for the SIREN, which is the
one of the API's own examples. It holds a person's name, which the program must never show.
"""

import http.server
import json
import urllib.parse

ANSWER = {
    "results": [
        {
            "siren": "356000000",
            "nom_complet": "NOM COMPLET INVENTÉ",
            "nom_raison_sociale": "RAISON SOCIALE INVENTÉE",
            "activite_principale": "53.10Z",
            "categorie_entreprise": "GE",
            "annee_categorie_entreprise": "2020",
            "nature_juridique": "5510",
            "statut_diffusion": "O",
            "dirigeants": [{"nom": "PERSONNE", "prenoms": "Jamais Montrée", "type_dirigeant": "personne physique"}],
            "siege": {
                "siret": "35600000000048",
                "activite_principale": "43.91B",
                "commune": "59350",
                "etat_administratif": "A",
            },
            "matching_etablissements": [],
        }
    ],
    "total_results": 1,
    "page": 1,
    "per_page": 1,
    "total_pages": 1,
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        known = query.get("q") == ["35600000000048"] and "dirigeants" not in query.get("include", [""])[0]
        body = json.dumps(ANSWER if known else {**ANSWER, "results": [], "total_results": 0}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
