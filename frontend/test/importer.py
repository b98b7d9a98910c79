"""Workbook -> XForm and question facts. A small stand-in for the real importer, so that the filler is tested alone."""

import re
from pathlib import Path

from pyxform.xls2xform import convert
from workbook import EN, VI, synthetic

OURS = {
    "code",
    "concept",
    "cluster",
    "compliance_point",
    "kind",
    "tags",
    "compliant_answer",
    "parent",
    "gate",
    "legal",
    "public_issue",
    "zero_tolerance",
    "national_only",
    "country_option",
}
REPEATS = {
    "finding": [
        "text:finding_question",
        "text:finding_evidence",
        "integer:finding_workers",
        "text:finding_cause",
        "text:finding_private",
    ],
    "attachment": ["text:attachment_question", "text:attachment_id", "text:attachment_caption", "text:attachment_file"],
}


def read(path=None):
    if path is None or not Path(path).exists():
        return synthetic()
    import openpyxl

    book, sheets = openpyxl.load_workbook(path, read_only=True, data_only=True), {}
    for sheet in book.worksheets:
        lines = [["" if cell is None else str(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
        sheets[sheet.title] = (
            [dict(zip(lines[0], line, strict=True)) for line in lines[1:] if any(line)] if lines else []
        )
    return sheets


def follows(parent, children):
    """The parent's answer, out of its children's."""
    nc = {"yes": "no", "no": "yes"}
    bad = " or ".join(f"${{{c['name']}}} = '{nc[c['compliant_answer']]}'" for c in children)
    done = " and ".join(
        "(" + " or ".join([f"${{{c['name']}}} != ''"] + ([f"${{{c['gate']}}} = 'no'"] if c.get("gate") else [])) + ")"
        for c in children
    )
    good = " or ".join(f"${{{c['name']}}} = '{c['compliant_answer']}'" for c in children)
    answer = parent["compliant_answer"]
    return f"if({bad}, '{nc[answer]}', if({done}, if({good}, '{answer}', 'na'), ''))"


def build(sheets):
    """(form_xml, clusters, questions) as in state.json."""
    questions, survey = {}, []
    rows = sheets["survey"]
    children = {}
    for r in rows:
        if r.get("parent"):
            children.setdefault(r["parent"], []).append(r)
    for r in rows:
        kept = {k: v for k, v in r.items() if v and k not in OURS and not k.startswith("evidence::")}
        name = r.get("name", "")
        if name in children:
            kept |= {"calculation": follows(r, children[name]), "read_only": "yes"}
            kept.pop("required", None)
        survey.append(kept)
        if r.get("kind"):
            legal = [part.strip() for part in (r.get("legal") or "").split(";") if part.strip()]
            questions[name] = {
                "code": r.get("code") or "",
                "cluster": r.get("cluster") or None,
                "point": r.get("compliance_point") or None,
                "kind": r["kind"],
                "compliant": r.get("compliant_answer") or None,
                "parent": r.get("parent") or None,
                "gate": r.get("gate") or None,
                "legal": {"en": legal, "vi": legal},
                "evidence": {"en": r.get(f"evidence::{EN}") or "", "vi": r.get(f"evidence::{VI}") or ""},
                **{k: r.get(k) == "yes" for k in ("public_issue", "zero_tolerance", "national_only")},
                "previous": None,
            }
    for repeat, fields in REPEATS.items():
        survey.append({"type": "begin_repeat", "name": repeat, f"label::{EN}": repeat, f"label::{VI}": repeat})
        for field in fields:
            type_, name = field.split(":")
            survey.append({"type": type_, "name": name, f"label::{EN}": name, f"label::{VI}": name})
        survey.append({"type": "end_repeat"})

    def label(r):
        return {"en": r.get(f"label::{EN}") or "", "vi": r.get(f"label::{VI}") or ""}

    settings = [
        {k: v for k, v in r.items() if k in ("form_title", "form_id", "version", "default_language")}
        for r in sheets["settings"]
    ]
    headers = {
        name: [dict.fromkeys(k for r in listing for k in r)]
        for name, listing in (("survey_header", survey), ("choices_header", sheets["choices"]))
    }
    xml = convert(
        {**headers, "survey": survey, "choices": sheets["choices"], "settings": settings}, validate=False
    ).xform
    clusters = [
        {
            "code": c["cluster"],
            "label": label(c),
            "points": [
                {"code": p["compliance_point"], "label": label(p)}
                for p in sheets["compliance_points"]
                if p["cluster"] == c["cluster"]
            ],
        }
        for c in sheets["clusters"]
    ]
    return re.sub(r">\s+<", "><", xml), clusters, questions
