"""Write the shipped assessment tools, `data/tools/*.xlsx`, from the plain tables in `data/tools/source`.

- `cat_global_template_2025.csv`: the item list, untouched. It decides kind, parent, gate, compliant answer
  and conventions.
- `items.csv`: our wording, one row per survey row. `clusters.csv`, `compliance_points.csv`: codes and names.
- `tools.csv`: the settings of each tool and the name of its table of changes (`vn_changes.csv` for Viet Nam).

Run `python -m scripts.build_workbooks`. The same tables give the same bytes. A workbook that people have
edited since is theirs: build into another folder (`--target`) and compare.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from scripts.workbook_sheets import EN, VI, Row, write

HOME = Path(__file__).resolve().parent.parent / "data" / "tools"
SURVEY = [
    "type", "name", "item", "code", f"label::{EN}", f"label::{VI}", f"hint::{EN}", f"hint::{VI}", "kind",
    "compliant_answer", "required", "relevant", "constraint", f"constraint_message::{EN}",
    f"constraint_message::{VI}", "calculation", "appearance", "concept", "cluster", "compliance_point",
    "parent", "gate", "tags", "legal",
    f"evidence::{EN}", f"evidence::{VI}", "public_issue", "zero_tolerance", "national_only", "country_option",
]  # fmt: skip


def table(name: str, source: Path) -> list[Row]:
    with (source / name).open(encoding="utf-8-sig", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


def codes(items: list[Row], point_of: dict[str, str]) -> list[str]:
    """`OSH-EP-06`: the sixth item of its point; `HR-IN-03b`: the second field of an item that has several."""
    numbers: dict[str, int] = {}
    in_point: dict[str, int] = defaultdict(int)
    fields: dict[str, int] = defaultdict(int)
    for row in items:
        fields[row["item"]] += row["type"] not in ("begin_repeat", "end_repeat")
        if row["item"] not in numbers:
            in_point[point_of[row["item"]]] += 1
            numbers[row["item"]] = in_point[point_of[row["item"]]]
    seen: dict[str, int] = defaultdict(int)
    result = []
    for row in items:
        code = f"{point_of[row['item']].upper().replace('_', '-')}-{numbers[row['item']]:02d}"
        if row["type"] == "end_repeat":
            code = ""
        elif row["type"] != "begin_repeat" and fields[row["item"]] > 1:
            code += chr(ord("a") + seen[row["item"]])
            seen[row["item"]] += 1
        result.append(code)
    return result


def openers(template: list[Row], concept_of: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Item -> (parent, gate). A child row belongs to the last row above it that is marked as a question."""
    found: dict[str, tuple[str, str]] = {}
    opener: Row = {}
    for row in template:
        if row["level_q_or_child"] == "Q":
            opener = row
        elif opener["type"] == "GATE":
            found[row["seq"]] = ("", concept_of[opener["seq"]])
        else:
            found[row["seq"]] = (concept_of[opener["seq"]], "")
    return found


def tags(item: Row) -> str:
    note, kind = item["note"], item["type"]
    words = {
        "pre_stage_2": kind == "PRE-STAGE-2",
        "management_system": note == "management-system question",
        "catch_all": note == "catch-all question",
        "national": note == "national",
    }
    return " ".join(word for word, holds in words.items() if holds)


def bounds(row: Row) -> Row:
    """No negative numbers, and no part greater than its whole."""
    most = row["at_most"]
    if row["type"] not in ("integer", "decimal"):
        return {}
    if not most:
        return {
            "constraint": ". >= 0",
            f"constraint_message::{EN}": "A number from 0 up",
            f"constraint_message::{VI}": "Số từ 0 trở lên",
        }
    if most.isdigit():
        return {
            "constraint": f". >= 0 and . <= {most}",
            f"constraint_message::{EN}": f"A number from 0 to {most}",
            f"constraint_message::{VI}": f"Số từ 0 đến {most}",
        }
    whole = "${" + most + "}"
    return {
        "constraint": f". >= 0 and ({whole} = '' or . <= {whole})",
        f"constraint_message::{EN}": "Not more than the total above",
        f"constraint_message::{VI}": "Không lớn hơn tổng số ở trên",
    }


def legal(item: Row, extra: str) -> str:
    ours = [ref if ref.startswith("ILO") else f"ILO {ref}" for ref in item["ilo_reference"].split(";") if ref]
    return "; ".join(ours + ([extra] if extra else []))


def survey_rows(source: Path, changes: dict[str, Row]) -> list[Row]:
    """The questions of one tool in the order of the item list, without the groups around them."""
    template = table("cat_global_template_2025.csv", source)
    by_seq = {row["seq"]: row for row in template}
    items = table("items.csv", source)
    cluster_of = {row["cat_cluster"]: row["cluster"] for row in table("clusters.csv", source)}
    points = {(p["cluster"], p["cat_point"]): p["compliance_point"] for p in table("compliance_points.csv", source)}
    point_of = {s: points[cluster_of[r["cluster"]], r["compliance_point"]] for s, r in by_seq.items()}
    concept_of: dict[str, str] = {}
    for row in items:
        concept_of.setdefault(row["item"], row["concept"])
    above = openers(template, concept_of)
    parents = {parent for parent, _ in above.values()}
    result = []
    required = {"workers_total", "workers_men"}
    for row, code in zip(items, codes(items, point_of), strict=True):
        item = by_seq[row["item"]]
        change = changes.get(row["concept"], {}) if row["concept"] else {}
        if change.get("change") == "leave_out":
            continue
        parent, gate = above.get(row["item"], ("", ""))
        place = {
            "item": row["item"],
            "code": code,
            "cluster": cluster_of[item["cluster"]],
            "compliance_point": point_of[row["item"]],
            "parent": parent,
            "gate": gate,
            "relevant": row["relevant"] or ("${" + gate + "} = 'yes'" if gate else ""),
        }
        answered = item["type"] in ("NCQ", "GATE") and row["concept"] not in parents
        place["required"] = "yes" if answered or row["concept"] in required else ""
        note = change.get("country_option") or ("" if changes else option(row, item))
        result.append({**place, **words(row, change), **rules(row, item, change), "country_option": note})
    return result


def words(row: Row, change: Row) -> Row:
    """Name, texts and limits of the answer; a change of the country wins over the common wording."""
    texts = {}
    for ours in ("label", "hint", "evidence"):
        texts[f"{ours}::{EN}"] = change.get(f"{ours}_en") or row[f"{ours}_en"]
        texts[f"{ours}::{VI}"] = change.get(f"{ours}_vi") or row[f"{ours}_vi"]
    names = {
        "type": row["type"],
        "name": row["concept"],
        "concept": row["concept"],
        "appearance": row["appearance"],
    }
    return {**names, **texts, **bounds(row)}


def rules(row: Row, item: Row, change: Row) -> Row:
    """What the answer means and which law stands behind it."""
    if row["type"] == "end_repeat":
        return {}
    scored = item["type"] in ("NCQ", "PRE-STAGE-2")
    return {
        "kind": {"NCQ": "compliance", "GATE": "gate"}.get(item["type"], "information"),
        "tags": tags(item),
        "compliant_answer": item["answer_meaning_compliant_inferred"].lower() if scored else "",
        "legal": legal(item, change.get("legal", "")),
        "public_issue": change.get("public_issue", ""),
        "national_only": change.get("national_only", ""),
        "zero_tolerance": "yes" if "zero-tolerance trigger" in item["note"] else "",
    }


def option(row: Row, item: Row) -> str:
    """What a country still has to decide; an item marked national points to its law."""
    return row["country_option"] or ("Refer to national law." if item["note"] == "national" else "")


def grouped(rows: list[Row], clusters: list[Row], points: list[Row]) -> list[Row]:
    """A group for each cluster and, inside it, one for each point that still has questions."""
    sheet: list[Row] = []
    for cluster in clusters:
        sheet.append(group("begin_group", cluster["cluster"], cluster))
        for point in (p for p in points if p["cluster"] == cluster["cluster"]):
            inside = [row for row in rows if row["compliance_point"] == point["compliance_point"]]
            if inside:
                sheet += [group("begin_group", point["compliance_point"], point), *inside, group("end_group")]
        sheet.append(group("end_group"))
    return sheet


def group(kind: str, name: str = "", labels: Row | None = None) -> Row:
    labels = labels or {"label_en": "", "label_vi": ""}
    return {"type": kind, "name": name, **both(labels)}


def both(row: Row) -> Row:
    return {f"label::{EN}": row["label_en"], f"label::{VI}": row["label_vi"]}


def labelled(rows: list[Row], *columns: str) -> list[Row]:
    return [
        {columns[0]: r[columns[0]], "order": str(n), **{c: r[c] for c in columns[1:]}, **both(r)}
        for n, r in enumerate(rows, 1)
    ]


def choices() -> list[Row]:
    texts = {"yes": ("Yes", "Có"), "no": ("No", "Không"), "na": ("Not applicable", "Không áp dụng")}
    lists = {"yes_no": ["yes", "no"], "yes_no_na": ["yes", "no", "na"]}
    return [
        {
            "list_name": name,
            "name": answer,
            f"label::{EN}": texts[answer][0],
            f"label::{VI}": texts[answer][1],
        }
        for name, answers in lists.items()
        for answer in answers
    ]


def settings(tool: Row) -> Row:
    plain = ["form_title", "form_id", "version", "default_language", "country", "sectors", "based_on"]
    notes = {f"note::{EN}": tool["note_en"], f"note::{VI}": tool["note_vi"]}
    titles = {f"tool_title::{EN}": tool["title_en"], f"tool_title::{VI}": tool["title_vi"]}
    return {**{key: tool[key] for key in plain}, **titles, **notes}


def columns_of(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(key for row in rows for key in row))


def build(tool: Row, target: Path, source: Path) -> Path:
    changes = {row["concept"]: row for row in table(tool["changes"], source)} if tool["changes"] else {}
    rows = survey_rows(source, changes)
    clusters, points = table("clusters.csv", source), table("compliance_points.csv", source)
    pages = {
        "choices": choices(),
        "settings": [settings(tool)],
        "clusters": labelled(clusters, "cluster", "kind"),
        "compliance_points": labelled(points, "compliance_point", "cluster", "kind"),
        "provenance": table("cat_global_template_2025.csv", source),
    }
    gone = [row for row in changes.values() if row["change"] == "leave_out"]
    if gone:
        item_of = {row["concept"]: row["item"] for row in table("items.csv", source)}
        pages["left_out"] = [
            {"item": item_of[row["concept"]], "concept": row["concept"], "reason": row["country_option"]}
            for row in gone
        ]
    sheets = {name: (columns_of(page), page) for name, page in pages.items()}
    path = target / f"{tool['form_id']}.xlsx"
    write(path, {"survey": (SURVEY, grouped(rows, clusters, points)), **sheets})
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", type=Path, default=HOME / "source")
    parser.add_argument("--target", type=Path, default=HOME)
    args = parser.parse_args()
    for tool in table("tools.csv", args.source):
        print(build(tool, args.target, args.source))


if __name__ == "__main__":
    main()
