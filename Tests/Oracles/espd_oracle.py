"""Checks `orcp espd` with lxml, which knows nothing of our reader and writer.

For each document of a folder:
1. given back as read, it is canonically equal (C14N with comments);
2. what `show --json` counts (criteria, questions, answers, buyer) is what XPath counts;
3. put into 2.1.1 and 4.1.0, the document is well-formed, its elements follow an order learnt from the
   reference documents, its answers refer to its questions, its codes are of the code lists;
4. put into the version it has, its answers and their values are all there;
5. read again from what was written, it is given back canonically equal.
Then a response is made from answers to each request, and checked the same way, with `check`.

    espd_oracle.py PROGRAM WORK [PUBLISHED [FILE…]]

With files, only these are compared with the order, the references and the code lists of what is published.

Without a folder of published documents, the invented answers alone are put into both versions and examined: the
order of elements, the code lists and the published requests are then not there to compare with.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from lxml import etree

PROGRAM, WORK = sys.argv[1], Path(sys.argv[2])
# The published documents, or else what is written here from invented answers.
PUBLISHED = len(sys.argv) > 3
FOLDER = Path(sys.argv[3]) if PUBLISHED else WORK / "invented"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CCV = "{urn:isa:names:specification:ubl:schema:xsd:CCV-CommonAggregateComponents-1}"
VALUES = ("ResponseValue", "ApplicablePeriod", "EvidenceSupplied")
failures = []


def fail(path, what):
    failures.append(f"{path}: {what}")


def run(*arguments, allowed=(0,)):
    done = subprocess.run([PROGRAM, "espd", *map(str, arguments)], capture_output=True)
    if done.returncode not in allowed:
        raise SystemExit(f"{arguments}: {done.returncode} {done.stderr.decode()[:400]}")
    return done


def parse(data):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))


def canonical(data):
    return etree.tostring(parse(data).getroottree(), method="c14n2", with_comments=True)


def local(element):
    return etree.QName(element).localname


def elements(parent):
    return [child for child in parent if isinstance(child.tag, str)]


# The order of children, learnt from the reference documents of versions 2 to 4: for each element,
# which child was seen before which. A pair seen in both orders says nothing.
def learn(paths):
    before = {}
    for path in paths:
        for parent in parse(path.read_bytes()).iter(etree.Element):
            names = list(dict.fromkeys(local(child) for child in elements(parent)))
            seen = before.setdefault(local(parent), set())
            seen.update((one, two) for i, one in enumerate(names) for two in names[i + 1:])
    return {name: {(a, b) for a, b in pairs if (b, a) not in pairs} for name, pairs in before.items()}


def check_order(path, root, order):
    for parent in root.iter(etree.Element):
        names = list(dict.fromkeys(local(child) for child in elements(parent)))
        pairs = order.get(local(parent), set())
        for i, one in enumerate(names):
            for two in names[i + 1:]:
                if (two, one) in pairs:
                    fail(path, f"{local(parent)}: {one} before {two}")


def codes(name):
    tree = etree.parse(str(FOLDER / "codelists-v4.1.0" / f"{name}.gc"))
    return {
        value.findtext("SimpleValue")
        for value in tree.iter("Value") if value.get("ColumnRef") == "code"
    }


LISTS = {}
if PUBLISHED:
    LISTS = {name: codes(name) for name in (
        "Criterion", "ResponseDataType", "CriterionElementType", "PropertyGroupType", "EoRoleType",
        "EconomicOperatorSize", "DocRefContentType", "AccessRight",
    )}
    # Three groups of the reference criteria have a code that is not of the list, and that the Schematron
    # of ESPD-EDM asks for.
    LISTS["PropertyGroupType"] |= {
        (element.text or "").strip()
        for element in etree.parse(str(FOLDER / "v4.1.0" / "ESPD-criterion.xml")).iter(
            CBC + "PropertyGroupTypeCode")
    }


def check_codes(path, root, kept=frozenset()):
    """Every code is of its list, but for those a request bore and that are kept as they came."""
    if not PUBLISHED:
        return
    for tag, name in (
        ("CriterionTypeCode", "Criterion"), ("ValueDataTypeCode", "ResponseDataType"),
        ("PropertyGroupTypeCode", "PropertyGroupType"), ("RoleCode", "EoRoleType"),
        ("IndustryClassificationCode", "EconomicOperatorSize"),
        ("DocumentTypeCode", "DocRefContentType"),
    ):
        for element in root.iter(CBC + tag):
            code = (element.text or "").strip()
            if code in kept:
                continue
            if code not in LISTS[name] and not (tag == "CriterionTypeCode" and "CRITERION." in code):
                fail(path, f"{tag}: {code}")
    for prop in root.iter(CAC + "TenderingCriterionProperty"):
        if prop.findtext(CBC + "TypeCode") not in LISTS["CriterionElementType"]:
            fail(path, "TypeCode")


def check_references(path, root):
    asked = [e.findtext(CBC + "ID") for e in root.iter(CAC + "TenderingCriterionProperty")]
    if len(asked) != len(set(asked)):
        fail(path, "two questions share an identifier")
    proofs = {e.findtext(CBC + "ID") for e in root.findall(CAC + "Evidence")}
    answered = []
    for answer in root.iter(CAC + "TenderingCriterionResponse"):
        answered.append(answer.findtext(CBC + "ID"))
        if answer.findtext(CBC + "ValidatedCriterionPropertyID") not in asked:
            fail(path, "an answer to no question")
        kinds = [local(e) for e in elements(answer) if local(e) in VALUES]
        if len(kinds) != 1:
            fail(path, f"{len(kinds)} values in an answer")
        for proof in answer.findall(CAC + "EvidenceSupplied"):
            if proof.findtext(CBC + "ID") not in proofs:
                fail(path, f"no evidence {proof.findtext(CBC + 'ID')}")
    if len(answered) != len(set(answered)):
        fail(path, "two answers share an identifier")


def counts(root):
    """Criteria, lines, answers, whatever the version."""
    if root.tag.startswith("{urn:grow"):
        answers = [r for r in root.iter(CCV + "Response")
                   if any("".join(e.itertext()).strip() for e in elements(r))]
        return (len(root.findall(CCV + "Criterion")), len(list(root.iter(CCV + "Requirement"))),
                len(answers))
    questions = [e for e in root.iter(CAC + "TenderingCriterionProperty")]
    return (len(root.findall(CAC + "TenderingCriterion")), len(questions),
            len(root.findall(CAC + "TenderingCriterionResponse")))


def said(root):
    """What each question was answered: question, kind of value, text."""
    found = []
    for answer in root.iter(CAC + "TenderingCriterionResponse"):
        question = answer.findtext(CBC + "ValidatedCriterionPropertyID").strip()
        for value in elements(answer):
            if local(value) not in VALUES:
                continue
            skipped = () if local(value) == "EvidenceSupplied" else ("ID",)
            texts = [" ".join("".join(e.itertext()).split()) for e in elements(value)
                     if local(e) not in skipped]
            found.append((question, local(value), tuple(texts)))
    return sorted(found)


def version(root):
    if root.tag.startswith("{urn:grow"):
        return "1"
    text = etree.tostring(root).decode()
    found = re.search(r"ESPD-EDMv([\d.]+)|schemeVersionID=\"([234][\d.]*)\"", text)
    return (found.group(1) or found.group(2)) if found else "?"


def examine(path, order):
    name = path.relative_to(FOLDER)
    data = path.read_bytes()
    root = parse(data)
    same = run("convert", path, "--to", "same").stdout
    if canonical(same) != canonical(data):
        fail(name, "given back, it is not the same")
    shown = json.loads(run("show", path, "--json").stdout)
    criteria, lines, answers = counts(root)
    if len(shown["criteres"]) != criteria:
        fail(name, f"{len(shown['criteres'])} criteria for {criteria}")
    if shown["reponses"] != answers:
        fail(name, f"{shown['reponses']} answers for {answers}")
    buyer = root.find(f"{CAC}ContractingParty/{CAC}Party/{CAC}PartyName/{CBC}Name")
    if buyer is not None and " ".join((buyer.text or "").split()) != shown["acheteur"]["nom"]:
        fail(name, "another buyer")
    checked = run("check", path, "--json", allowed=(0, 65))
    rules = {line["regle"] for line in json.loads(checked.stdout)["defauts"]}
    if rules & {"ORDRE", "ELEMENT", "NOMBRE"} and not str(name).startswith("v1"):
        fail(name, f"our rules refuse a reference document: {rules}")
    lost = {}
    for target in ("2.1.1", "4.1.0"):
        done = run("convert", path, "--to", target)
        written = parse(done.stdout)
        label = f"{name} -> {target}"
        lost[target] = done.stderr.decode().count("sans place\u202f: réponse")
        check_order(label, written, order)
        check_references(label, written)
        if target == "4.1.0":
            check_codes(label, written, codes_of(path))
        if counts(written)[0] != criteria:
            fail(label, "criteria lost")
        again = WORK / "again.xml"
        again.write_bytes(done.stdout)
        if canonical(run("convert", again, "--to", "same").stdout) != canonical(done.stdout):
            fail(label, "written, it is not given back the same")
        if version(root) == target and said(written) != said(root):
            fail(label, "answers changed in the version they have")
    if answers:
        print(f"  {name}: {criteria} criteria, {lines} lines, {answers} answers; without place: "
              + ", ".join(f"{count} in {target}" for target, count in lost.items()))
    return shown["genre"] == "request"


def codes_of(request):
    """Codes that a request bears, as written."""
    return frozenset(
        (element.text or "").strip() for element in parse(request.read_bytes()).iter()
        if str(element.tag).endswith("Code"))


def respond(answers, request, order):
    for target in ("2.1.1", "4.1.0"):
        label = f"response to {request.relative_to(FOLDER) if request else 'nothing'} in {target}"
        arguments = ["respond", answers, "--to", target, "--on", "2026-03-02"]
        if request:
            arguments += ["--request", request]
        done = run(*arguments)
        written = parse(done.stdout)
        check_order(label, written, order)
        check_references(label, written)
        if target == "4.1.0":
            kept = codes_of(request) if request else frozenset()
            check_codes(label, written, kept)
        file = WORK / "response.xml"
        file.write_bytes(done.stdout)
        report = json.loads(run("check", file, "--json", allowed=(0, 65)).stdout)
        errors = [line for line in report["defauts"] if line["gravite"] == "error"]
        # A request may ask only what this company has not said: then the program itself must say that
        # nothing is answered, and what remains.
        if not list(written.iter(CAC + "TenderingCriterionResponse")):
            told = any(line["regle"] == "ABSENT" for line in errors)
            if not told or b"reste \xc3\xa0 r\xc3\xa9pondre" not in done.stderr:
                fail(label, "no answer, and not said")
        if request is None and errors:
            fail(label, f"{errors[:3]}")


def hostile():
    for name, text in (
        ("dtd.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
        ("deep.xml", "<a>" * 50_000), ("empty.xml", ""), ("other.xml", "<html/>"),
        ("cut.xml", "<QualificationApplicationRequest"),
    ):
        file = WORK / name
        file.write_text(text)
        done = run("check", file, allowed=(65,))
        if not done.stderr.strip():
            fail(name, "refused without a sentence")


def only(files):
    """Compares files made elsewhere with what is published."""
    order = learn([path for path in FOLDER.glob("v*/**/*.xml") if path.relative_to(FOLDER).parts[0] != "v1"])
    assert order, f"nothing is published in {FOLDER}"
    for path in map(Path, files):
        root = parse(path.read_bytes())
        check_order(path.name, root, order)
        check_references(path.name, root)
        if version(root).startswith("4"):
            check_codes(path.name, root)
    for failure in failures:
        print("ÉCHEC", failure)
    sys.exit(1 if failures else 0)


if len(sys.argv) > 4:
    only(sys.argv[4:])
answers = Path(__file__).parent.parent / "Samples" / "espd-reponses.json"
if not PUBLISHED:
    for target in ("2.1.1", "4.1.0"):
        invented = FOLDER / f"v{target}" / "reponse.xml"
        invented.parent.mkdir(parents=True)
        done = run("respond", answers, "--to", target, "--on", "2026-03-02")
        invented.write_bytes(done.stdout)
        if "Toitures inventées SARL" not in done.stdout.decode():
            fail(invented, "the company is not named")
paths = sorted(FOLDER.glob("v*/**/*.xml"))
order = learn([path for path in paths if not path.relative_to(FOLDER).parts[0] == "v1"])
requests = [path for path in paths if examine(path, order)]
for request in [None] + requests:
    respond(answers, request, order)
hostile()
for failure in failures[:60]:
    print("ÉCHEC", failure)
print(f"{len(paths)} documents, {len(requests)} requests answered, {len(failures)} failures.")
if PUBLISHED and not requests:
    sys.exit("no published request was found")
sys.exit(1 if failures or not paths else 0)
