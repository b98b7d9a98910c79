"""The content as a reader sees it: every value a string in the report's language. Both renderers start here."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from fairthread.assessments.report.content import Cluster, Finding, Point, ReportContent
from fairthread.assessments.report.words import count, day, share, words

Clean = Callable[[object], str]
View = dict[str, Any]
KEEP_TOGETHER = 1200
"""Characters of a finding up to which it is kept on one page; a longer one may break."""


def build(content: ReportContent, clean: Clean) -> View:
    """Strings and small flags only, so that a template decides nothing but where things stand."""
    language, w = content["language"], words(content["language"])
    factory, made = content["factory"], content["assessment"]
    findings = [f for c in content["clusters"] for p in c["points"] for f in p["findings"]]
    view: View = {
        "language": language,
        "w": w,
        "number": clean(content["number"]),
        "verify_url": clean(content["verify_url"]),
        "verify_short": clean(content["verify_url"].removeprefix("https://").removeprefix("http://")),
        "issued": day(content["issued_at"], language),
        "demo": content["demo"],
        "programme": clean(content["programme"]),
        "running": clean(_cut(content["programme"])),
        "factory": clean(factory["name"]),
        "place": ", ".join(clean(t) for t in (factory["address"], factory["province"]) if clean(t)),
        "facts": _facts(content, clean, w),
        "figures": _figures(content, findings, w),
        "chart": _chart(content, clean, w),
        "sections": [_section(c, content, clean, w) for c in content["clusters"] if c["points"]],
        "information": [
            {
                "code": clean(i["code"]),
                "label": clean(i["label"]),
                "value": _value(i["value"], language, w, clean),
            }
            for i in content["information"]
        ],
        "method": [clean(p) for p in content["method"]],
        "annex": _annex(content, clean, w),
    }
    shown = [f for section in view["sections"] for point in section["points"] for f in point["findings"]]
    for order, finding in enumerate(shown, start=1):
        finding["anchor"] = f"finding-{order}"  # codes are people's words and may repeat
    view["subject"] = f"{w['title']} – {view['factory']} – {view['number']}"
    view["period"] = _period(made["started_on"], made["ended_on"], language, w)
    view["total"] = _total(content, w)
    return view


def _cut(text: str, longest: int = 90) -> str:
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


def _facts(content: ReportContent, clean: Clean, w: dict[str, str]) -> list[dict[str, str]]:
    language, factory, made = content["language"], content["factory"], content["assessment"]
    workers = count(factory["workers_total"], language)
    if factory["workers_women"] is not None and factory["workers_men"] is not None:
        women, men = (count(factory[k], language) for k in ("workers_women", "workers_men"))  # type: ignore[literal-required]
        workers = w["workers_split"].format(total=workers, women=women, men=men)
    union = {True: w["union_yes"], False: w["union_no"], None: "–"}[factory["union"]]
    pairs = [
        ("public_id", clean(factory["public_id"])),
        ("other_names", "; ".join(clean(n) for n in factory.get("other_names", []))),
        ("sector", clean(factory["sector"])),
        ("workers", workers),
        ("union", union),
        ("dates", _period(made["started_on"], made["ended_on"], language, w)),
        ("cycle", count(made["cycle"], language)),
        ("mode", clean(w.get(f"mode_{made['mode']}", made["mode"]))),
        ("person_days", count(made["person_days"], language)),
        (
            "tool",
            w["version"].replace("{tool}", clean(made["tool"])).replace("{version}", clean(made["tool_version"])),
        ),
        ("law_date", day(content["law_date"], language)),
        ("assessors", ", ".join(clean(a) for a in made["assessors"])),
    ]
    return [{"key": key, "label": w[key], "value": value} for key, value in pairs if value]


def _period(first: str, last: str, language: str, w: dict[str, str]) -> str:
    if first == last:
        return day(first, language)
    return w["period"].format(a=day(first, language), b=day(last, language))


def _figures(content: ReportContent, findings: list[Finding], w: dict[str, str]) -> list[dict[str, str]]:
    language, s = content["language"], content["summary"]

    def figure(key: str, part: int, whole: int) -> dict[str, str]:
        of = w["of"].format(n=count(whole, language))
        return {
            "label": w[key],
            "value": count(part, language),
            "of": of,
            "share": share(part, whole, language),
        }

    return [
        figure("fig_points", s["compliance_points_non_compliant"], s["compliance_points_assessed"]),
        figure("fig_questions", s["questions_non_compliant"], s["questions_assessed"]),
        figure("fig_public", sum(f["public_issue"] for f in findings), len(findings)),
        figure("fig_repeat", sum(f.get("previous") == "non_compliant" for f in findings), len(findings)),
    ]


def _chart(content: ReportContent, clean: Clean, w: dict[str, str]) -> list[dict[str, Any]]:
    language, groups = content["language"], []
    for kind in ("core", "national", "process"):
        rows = [
            {
                "label": clean(c["label"]),
                "bad": c["points_non_compliant"],
                "all": c["points_assessed"],
                "text": w["n_of_m"].format(n=c["points_non_compliant"], m=c["points_assessed"]),
                "share": share(c["points_non_compliant"], c["points_assessed"], language),
            }
            for c in content["summary"]["clusters"]
            if c["kind"] == kind
        ]
        if rows:
            groups.append({"label": w[kind], "rows": rows})
    return groups


def _total(content: ReportContent, w: dict[str, str]) -> dict[str, str]:
    s = content["summary"]
    bad, everything = s["compliance_points_non_compliant"], s["compliance_points_assessed"]
    return {
        "text": w["n_of_m"].format(n=bad, m=everything),
        "share": share(bad, everything, content["language"]),
    }


def _section(cluster: Cluster, content: ReportContent, clean: Clean, w: dict[str, str]) -> dict[str, Any]:
    points = cluster["points"]
    assessed = [p for p in points if p["result"] != "not_applicable"]
    bad = [p for p in points if p["result"] == "non_compliant"]

    def shown(point: Point) -> dict[str, Any]:
        return {
            "code": clean(point["code"]),
            "label": clean(point["label"]),
            "result": w[point["result"]],
            "bad": point["result"] == "non_compliant",
            "findings": [_finding(f, content, clean, w) for f in point["findings"]],
        }

    def labels(result: str) -> list[str]:
        return [clean(p["label"]) for p in points if p["result"] == result and not p["findings"]]

    return {
        "code": clean(cluster["code"]),
        "label": clean(cluster["label"]),
        "line": w["cluster_line"].format(n=len(bad), m=len(assessed)),
        "bad": len(bad),
        "points": [shown(p) for p in points if p["findings"] or p["result"] == "non_compliant"],
        "compliant": labels("compliant"),
        "not_applicable": labels("not_applicable"),
    }


def _finding(f: Finding, content: ReportContent, clean: Clean, w: dict[str, str]) -> dict[str, Any]:
    language, affected = content["language"], f.get("workers_affected")
    workers, total = w["not_stated"], content["factory"]["workers_total"]
    if affected is not None:
        workers = count(affected, language)
        if total and affected <= total:
            workers = w["affected_share"].format(n=workers, share=share(affected, total, language))
    previous, comments = f.get("previous"), f.get("comments", [])
    spoken = [{"by": clean(c["by"]), "on": day(c["on"], language), "text": clean(c["text"])} for c in comments]
    return {
        "code": clean(f["code"]),
        "label": clean(f["label"]),
        "answer": clean(_word(f["answer"], w)),
        "finding": clean(f["finding"]),
        "legal": [clean(reference) for reference in f["legal"]],
        "workers": workers,
        "workers_number": affected,
        "workers_short": count(affected, language),
        "cause": clean(f.get("root_cause")),
        "public": f["public_issue"],
        "previous": clean(_word(previous, w)) if previous else w["previous_none"],
        "repeat": previous == "non_compliant",
        "photos": [{"path": p["path"], "caption": clean(p["caption"])} for p in f.get("photos", [])],
        "comments": spoken,
        "keep": len(f["finding"]) + len(f["label"]) + sum(len(c["text"]) for c in comments) < KEEP_TOGETHER,
    }


def _value(value: object, language: str, w: dict[str, str], clean: Clean) -> str:
    if isinstance(value, bool):
        return w["yes"] if value else w["no"]
    if isinstance(value, int | float):
        return count(value, language)
    return clean(_word(value, w) if isinstance(value, str) else value) or "–"


def _word(value: str, w: dict[str, str]) -> str:
    """The word for a coded answer or result; any other text is a person's own and stays as it is."""
    return w[value] if value in ("yes", "no", "na", "compliant", "non_compliant", "not_applicable") else value


def _annex(content: ReportContent, clean: Clean, w: dict[str, str]) -> list[dict[str, Any]]:
    """Rows in the order given, under their cluster and point, which may come as codes or as labels."""
    clusters = {c["code"]: c["label"] for c in [*content["summary"]["clusters"], *content["clusters"]]}
    points = {p["code"]: p["label"] for c in content["clusters"] for p in c["points"]}
    groups: list[dict[str, Any]] = []
    for cluster, rows in groupby(content["annex"], key=lambda row: row["cluster"]):
        group: dict[str, Any] = {"label": clean(clusters.get(cluster, cluster)), "points": []}
        for point, answers in groupby(rows, key=lambda row: row["point"]):
            shown = [
                {
                    "code": clean(row["code"]),
                    "label": clean(row["label"]),
                    "answer": clean(_word(row["answer"], w)),
                    "result": w["information_result" if row["result"] == "information" else row["result"]],
                    "state": row["result"],
                    "evidence": clean(row.get("evidence")),
                }
                for row in answers
            ]
            group["points"].append({"label": clean(points.get(point, point)), "rows": shown})
        groups.append(group)
    return groups
