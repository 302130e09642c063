"""Rows of SIRENE's lists for invented companies, kept by the program as an operator keeps the published lists."""
import csv
import os
import subprocess
import tempfile

from community_server import PROGRAM

PLACES = ("siren nic siret statutDiffusionEtablissement numeroVoieEtablissement typeVoieEtablissement "
          "libelleVoieEtablissement codePostalEtablissement libelleCommuneEtablissement codeCommuneEtablissement "
          "etatAdministratifEtablissement activitePrincipaleEtablissement "
          "nomenclatureActivitePrincipaleEtablissement").split()
UNITS = ("siren statutDiffusionUniteLegale trancheEffectifsUniteLegale anneeEffectifsUniteLegale categorieEntreprise "
         "anneeCategorieEntreprise denominationUniteLegale categorieJuridiqueUniteLegale "
         "activitePrincipaleUniteLegale nomenclatureActivitePrincipaleUniteLegale").split()
# What the dossier then knows of each, by field; the name and the town are the company's own.
KNOWN = {"identite_forme": "Société à responsabilité limitée (SARL)", "identite_adresse": "3 RUE DES ARDOISES",
         "identite_code_postal": "62000", "identite_activite": "43.91B", "identite_taille": "PME"}


def known(name, town):
    return {**KNOWN, "identite_nom": name, "identite_commune": town}


def listed(folder, companies):
    """Adds the lists of (siret, name, town) to a data folder that nobody serves yet."""
    places = [[siret[:9], siret[9:], siret, "O", "3", "RUE", "DES ARDOISES", "62000", town, "62041", "A", "43.91B",
               "NAFRev2"] for siret, _, town in companies]
    units = [[siret[:9], "O", "03", "2023", "PME", "2023", name, "5499", "43.91B", "NAFRev2"]
             for siret, name, _ in companies]
    with tempfile.TemporaryDirectory() as work:
        for name, head, rows in [("etablissements-inventes.csv", PLACES, places),
                                 ("unites-inventees.csv", UNITS, units)]:
            path = os.path.join(work, name)
            with open(path, "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([head] + sorted(rows))
            done = subprocess.run([PROGRAM, "--data", folder, "reference", "add", path],
                                  capture_output=True, text=True, timeout=60)
            assert done.returncode == 0, done.stderr
