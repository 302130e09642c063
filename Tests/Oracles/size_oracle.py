#!/usr/bin/env python3
"""Recomputes the size of suppliers, and every figure of PME-01 to PME-08, from the files.

Sizes, headcounts and activities come from SIRENE's CSV and JSON files themselves, read here with Polars;
contracts, suppliers, days and amounts from the columns of the edition that size does not touch. Nothing that
the program derives from SIRENE is read but to be compared.

Usage: size_oracle.py --program orcp --data FOLDER --lists FILE... [--show]
"""

import argparse
import datetime
import json
import pathlib
import random
import re
import statistics
import subprocess
import sys

import polars as pl
import pyarrow.ipc

SIZES = ["PME", "ETI", "GE"]
STAFF = {
    "NN": "0 à 9", "00": "0 à 9", "01": "0 à 9", "02": "0 à 9", "03": "0 à 9", "11": "10 à 49",
    "12": "10 à 49", "21": "50 à 249", "22": "50 à 249", "31": "50 à 249", "32": "250 à 4999",
    "41": "250 à 4999", "42": "250 à 4999", "51": "250 à 4999", "52": "5000 et plus",
    "53": "5000 et plus",
}
SMALL = {"0 à 9", "10 à 49", "50 à 249"}
BANDS = {
    "moins_40": (None, 40_000), "de_40_a_90": (40_000, 90_000), "de_90_a_221": (90_000, 221_000),
    "de_221_a_1000": (221_000, 1_000_000), "de_1000": (1_000_000, None),
}


def rows_of(path):
    """The rows of a list, as dictionaries of texts, with the fields of the legal unit of today."""
    path = pathlib.Path(path)
    if path.suffix == ".json":
        document = json.loads(path.read_text(encoding="utf-8"))
        for unit in document.get("unitesLegales", []):
            current = [p for p in unit["periodesUniteLegale"] if p["dateFin"] is None]
            yield {**unit, **(current[0] if current else {})}
        return
    for row in pl.read_csv(path, infer_schema_length=0).iter_rows(named=True):
        yield row


def year_in(name):
    """The last year that a file's name bears, or 0."""
    years = [int(y) for y in re.findall(r"(?<!\d)(\d{4})(?!\d)", name) if 1990 <= int(y) <= 2099]
    return years[-1] if years else 0


def naf(code, nomenclature):
    """A code of NAF revision 2 with its dot, or None."""
    if nomenclature not in (None, "", "NAFRev2") or not code or code == "00.00Z":
        return None
    return code if re.fullmatch(r"\d\d\.\d\d[A-Z]", code) else None


class Registry:
    """What the lists say, by SIREN and SIRET."""

    def __init__(self, paths):
        self.sizes, self.staff, self.units, self.places = {}, {}, {}, {}
        # Days and activities of the legal units whose periods are known.
        self.periods = {}

        def kind(path):
            row = next(rows_of(path))
            if "siretEtablissement" in row:
                return 1
            return 0 if "codeCommuneEtablissement" in row else 2

        for path in sorted(paths, key=lambda p: (kind(p), pathlib.Path(p).name)):
            name = pathlib.Path(path).name
            for row in rows_of(path):
                self.read(row, year_in(name), name)

    def read(self, row, listed, name):
        """Adds one row."""
        if row.get("siret"):
            siret = row["siret"].zfill(14)
            found = naf(row.get("activitePrincipaleEtablissement"),
                        row.get("nomenclatureActivitePrincipaleEtablissement"))
            if found:
                self.places[siret] = found
            return
        siren = (row.get("siren") or row["siretEtablissement"][:9]).zfill(9)
        if row.get("categorieEntreprise") in SIZES:
            year = int(row.get("anneeCategorieEntreprise") or listed)
            self.sizes.setdefault(siren, {})[year] = (row["categorieEntreprise"], name)
        if row.get("trancheEffectifsUniteLegale") in STAFF:
            year = int(row.get("anneeEffectifsUniteLegale") or listed)
            self.staff.setdefault(siren, {})[year] = (row["trancheEffectifsUniteLegale"], name)
        found = naf(row.get("activitePrincipaleUniteLegale"),
                    row.get("nomenclatureActivitePrincipaleUniteLegale"))
        if found:
            self.units[siren] = found
        for period in row.get("periodesUniteLegale") or []:
            found = naf(period["activitePrincipaleUniteLegale"],
                        period["nomenclatureActivitePrincipaleUniteLegale"])
            if found:
                start = datetime.date.fromisoformat(period["dateDebut"])
                self.periods.setdefault(siren, []).append((start, found))

    def activity(self, siret, day):
        """The activity of an establishment, else of its legal unit that day, else today."""
        if siret in self.places:
            return self.places[siret]
        past = [p for p in self.periods.get(siret[:9], []) if day and p[0] <= day]
        return max(past)[1] if past else self.units.get(siret[:9])


def chosen(facts, year):
    """(value, year or None, how, list) nearest to a year; the latest without one."""
    known = sorted(y for y in facts if y)
    before = [y for y in known if year is None or y <= year]
    if before:
        return facts[before[-1]][0], before[-1], "même année ou avant", facts[before[-1]][1]
    if known:
        return facts[known[0]][0], known[0], "après", facts[known[0]][1]
    if 0 in facts:
        return facts[0][0], None, "sans année", facts[0][1]
    return None, None, None, None


def table(folder, name):
    """A table of the edition, as rows."""
    with pyarrow.memory_map(str(folder / f"{name}.arrow")) as source:
        return pyarrow.ipc.open_file(source).read_all().to_pylist()


def share(rows, met, weight=lambda row: 1):
    """(numerator, denominator, unknown) of a share; `met` gives None for unknown."""
    above = below = unknown = 0
    for row in rows:
        answer, w = met(row), weight(row)
        if answer is None or w is None:
            unknown += 1
        else:
            below += w
            above += w if answer else 0
    return above, below, unknown


def kaplan_meier(lives, within):
    """1 − S(within), time by time."""
    survival = 1.0
    for time in sorted({t for t, event in lives if event and t <= within}):
        at_risk = sum(1 for t, _ in lives if t >= time)
        events = sum(1 for t, event in lives if t == time and event)
        survival *= 1 - events / at_risk
    return 1 - survival


class Check:
    """Comparisons, and what differs."""

    def __init__(self):
        self.faults, self.count = [], 0

    def equal(self, ours, theirs, what):
        self.count += 1
        if ours != theirs:
            self.faults.append(f"{what}: {ours!r} is not {theirs!r}")


def derive(contracts, awards, registry, check):
    """Size, headcount and activity of each award, compared with the edition's columns."""
    for award in awards:
        contract = contracts[award["contrat"]]
        siren, year = award["titulaire_siren"], contract["annee"]
        size = staff = (None,) * 4
        activity = None
        if siren:
            if year is not None:
                size = chosen(registry.sizes.get(siren, {}), year)
                staff = chosen(registry.staff.get(siren, {}), year)
            activity = registry.activity(award["titulaire_id"], contract["dateNotification"])
        award["size"], award["staff"] = size[0], STAFF.get(staff[0])
        place = f"award {award['cle']} {award['titulaire_id']}"
        check.equal(
            (award["titulaire_taille"], award["titulaire_taille_annee"],
             award["titulaire_taille_choix"], award["titulaire_taille_liste"]), size, place)
        check.equal(
            (award["titulaire_tranche_effectifs"], award["titulaire_effectif_annee"],
             award["titulaire_effectif"]), (staff[0], staff[1], award["staff"]), place)
        check.equal(award["titulaire_naf"], activity, place)
    for contract in contracts:
        contract["sizes"] = []
    for award in awards:
        contracts[award["contrat"]]["sizes"].append(award["size"])
    for contract in contracts:
        sizes = contract["sizes"]
        contract["sme"] = (
            True if "PME" in sizes else None if not sizes or None in sizes else False)
        check.equal(contract["pme"], contract["sme"], f"contract {contract['cle']}")


def figures(contracts, awards, reference_day):
    """Every figure that has a whole numerator and denominator, and the estimates."""
    plain = [c for c in contracts if c["genre"] == "Marché"]
    held = [a for a in awards if contracts[a["contrat"]]["genre"] == "Marché"]

    def spent(rows, contract):
        """Rows of contracts that are no ceiling, and the number where that is unknown."""
        rows = [r for r in rows if contract(r)["genre"] == "Marché"
                and contract(r)["plafond"] is not True]
        known = [r for r in rows if contract(r)["plafond"] is False]
        return known, len(rows) - len(known)

    def of_award(award):
        return contracts[award["contrat"]]

    def is_sme(award):
        return None if award["size"] is None else award["size"] == "PME"

    def in_staff(classes):
        return lambda a: None if a["staff"] is None else a["staff"] in classes

    def part(award):
        return award["part_centimes"]

    def plus(triple, more):
        return (triple[0], triple[1], triple[2] + more)

    paid, unsure = spent(held, of_award)
    found = {
        ("PME-01", "nombre"): share(plain, lambda c: c["sme"]),
        ("PME-01", "montant"): plus(share(paid, is_sme, part), unsure),
        ("PME-01", "taille_connue"): share(held, lambda a: a["size"] is not None),
        ("PME-02", "part"): (0, 0, 0),
        ("PME-04", "montant"): plus(share(paid, is_sme, part), unsure),
        ("PME-08", "par_unite"): share(held, in_staff(SMALL)),
        ("PME-08", "par_categorie"): share(held, is_sme),
    }
    classes = {
        "moins_10": {"0 à 9"}, "de_10_a_49": {"10 à 49"}, "de_50_a_249": {"50 à 249"},
        "de_250": {"250 à 4999", "5000 et plus"},
    }
    for name, values in classes.items():
        found["PME-03", name] = share(held, in_staff(values))
    found["PME-03", "moins_10_montant"] = plus(
        share(paid, in_staff(classes["moins_10"]), part), unsure)
    both = [a for a in paid if a["size"] and part(a) is not None]
    n, m = len(both), sum(1 for a in both if a["size"] == "PME")
    whole, small = sum(map(part, both)), sum(part(a) for a in both if a["size"] == "PME")
    found["PME-04", "ecart"] = (
        m * whole - small * n, n * whole, len(paid) - len(both) + unsure)
    # Among rows whose part is known; where the ceiling is unknown and the part too, it is no row.
    sure = [a for a in paid if part(a) is not None]
    more = sum(1 for a in held if of_award(a)["plafond"] is None and part(a) is not None)
    found["PME-04", "nombre"] = plus(share(sure, is_sme), more)
    groups, unknown_groups = [a for a in held if a["staff"] in SMALL], sum(
        1 for a in held if a["staff"] is None)
    found["PME-08", "groupe"] = plus(
        share(groups, lambda a: None if a["size"] is None else a["size"] != "PME"), unknown_groups)

    for name, wanted in (("pme", True), ("autres", False)):
        rows = [c for c in plain if c["plafond"] is False and c["sme"] is wanted]
        lost = sum(1 for c in plain if c["plafond"] is not True and c["sme"] in (wanted, None)
                   and not (c["plafond"] is False and c["sme"] is wanted))
        amounts = sorted(c["montant_centimes"] for c in rows if c["montant_centimes"] is not None)
        lost += len(rows) - len(amounts)
        middle = (
            amounts[(len(amounts) - 1) // 2] + amounts[len(amounts) // 2] if amounts else 0)
        found["PME-05", f"mediane_{name}"] = (middle, 2 if amounts else 0, lost)
        found["PME-05", f"moyenne_{name}"] = (sum(amounts), len(amounts), lost)
    for name, (low, high) in BANDS.items():
        def within(c):
            cents = c["montant_centimes"]
            ceiling = None if c["plafond"] is None else not c["plafond"]
            inside = None if cents is None else (
                (low is None or cents >= low * 100) and (high is None or cents < high * 100))
            if False in (ceiling, inside):
                return False
            return None if None in (ceiling, inside) else True
        inside = [c for c in plain if within(c) is True]
        lost = sum(1 for c in plain if within(c) is None)
        found["PME-06", name] = plus(share(inside, lambda c: c["sme"]), lost)
    return found, survival(contracts, awards, reference_day)


def survival(contracts, awards, reference_day):
    """Kaplan–Meier's estimate for new SMEs, and the complete cases, from days alone."""
    dated = [c for c in contracts
             if c["dateNotification"] and c["dateNotification"] <= reference_day]
    years = {}
    for contract in dated:
        years.setdefault(contract["annee"], []).append(contract["dateNotification"])
    end = max(years[max(y for y in years if len(years[y]) * 100 >= len(dated))])
    days, first_row = {}, {}
    for award in awards:
        day = contracts[award["contrat"]]["dateNotification"]
        if award["titulaire_id"] and day:
            days.setdefault(award["titulaire_id"], set()).add(day)
    lives, complete, delays = [], [], []
    for award in awards:
        name = award["titulaire_id"]
        day = contracts[award["contrat"]]["dateNotification"]
        if not name or award["nouveau"] is not True or name in first_row or day > end:
            continue
        first_row[name] = True
        later = [d for d in days[name] if day < d <= end]
        time = ((min(later) if later else end) - day).days
        if award["size"] != "PME":
            continue
        lives.append((time, bool(later)))
        if later:
            delays.append(time)
        if (end - day).days >= 730:
            complete.append(bool(later) and time <= 730)
    return {
        "lives": len(lives), "estimate": kaplan_meier(lives, 730) if lives else None,
        "complete": (sum(complete), len(complete)),
        "delay": statistics.median(delays) if delays else None, "end": str(end),
    }


def ask(program, data, code):
    """The rows of an indicator over the whole edition."""
    done = subprocess.run(
        [program, "--data", data, "ask", code, "--format", "json"], capture_output=True,
        text=True, check=True)
    document = json.loads(done.stdout, parse_float=str)
    return {row["measure"]: row for row in document["rows"]}


def exact(written):
    """A written number in its stored unit."""
    if written is None:
        return None
    return int(str(written).replace(".", ""))


def compare(program, data, found, lives, check):
    """Answers of the program beside the figures; gives what it says, by code and measure."""
    said = {}
    for code in sorted({code for code, _ in found} | {"PME-07"}):
        for measure, row in ask(program, data, code).items():
            said[code, measure] = row
            place = f"{code} {measure}"
            if code == "PME-07":
                continue
            check.equal(
                (exact(row["numerator"]), exact(row["denominator"]), row["unknown"]),
                found[code, measure], place)
    check.equal("reason" in said["PME-02", "part"], True, "PME-02 says why it has no value")
    check.equal(said["PME-02", "part"]["state"], "notApplicable", "PME-02")
    returning = said["PME-07", "retour"]
    check.equal(exact(returning["denominator"]), lives["lives"], "PME-07 newcomers")
    if lives["estimate"] is not None:
        ours = exact(returning["numerator"]) / (10_000 * exact(returning["denominator"]))
        check.equal(abs(ours - lives["estimate"]) < 1e-4, True,
                    f"PME-07 {ours} beside Kaplan–Meier's {lives['estimate']}")
    complete = said["PME-07", "retour_suivi"]
    check.equal((exact(complete["numerator"]), exact(complete["denominator"])),
                lives["complete"], "PME-07 complete")
    return said


def suppliers(folder, registry, check, count=20, seed=5):
    """Twenty suppliers drawn among those sized, beside the lines of the lists."""
    known = [s for s in table(folder, "suppliers") if s["titulaire_taille"]]
    lines = []
    for supplier in random.Random(seed).sample(known, min(count, len(known))):
        siret = supplier["titulaire_id"]
        size = chosen(registry.sizes.get(siret[:9], {}), None)
        activity = registry.activity(siret, None)
        check.equal(
            (supplier["titulaire_taille"], supplier["titulaire_taille_annee"],
             supplier["titulaire_naf"]), (size[0], size[1], activity), f"supplier {siret}")
        lines.append(f"{siret} {size[0]} {size[1]} {activity} ({size[3]})")
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--lists", nargs="+", required=True)
    parser.add_argument("--show", action="store_true", help="print figures and suppliers")
    options = parser.parse_args()
    current = (pathlib.Path(options.data) / "current").read_text(encoding="utf-8").strip()
    folder = pathlib.Path(options.data) / "editions" / current
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    registry, check = Registry(options.lists), Check()
    contracts, awards = table(folder, "contracts"), table(folder, "awards")
    derive(contracts, awards, registry, check)
    day = datetime.date.fromisoformat(manifest["referenceDay"])
    found, lives = figures(contracts, awards, day)
    said = compare(options.program, options.data, found, lives, check)
    lines = suppliers(folder, registry, check)
    print(f"{len(contracts)} contracts, {len(awards)} awards, "
          f"{sum(1 for a in awards if a['size'])} sized, {lives['lives']} new SMEs followed to "
          f"{lives['end']}; {check.count} comparisons, {len(check.faults)} different; "
          f"{len(lines)} suppliers checked")
    if options.show:
        for (code, measure), row in said.items():
            print(code, measure, row["state"], row["value"], row["numerator"], row["denominator"],
                  f"unknown {row['unknown']}", row["low"], row["high"])
        print(lives)
        print("\n".join(lines))
    for fault in check.faults[:20]:
        print(fault, file=sys.stderr)
    sys.exit(1 if check.faults else 0)


if __name__ == "__main__":
    main()
