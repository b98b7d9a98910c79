"""What one row says about another: cluster, point, parent, gate and conditions."""

from __future__ import annotations

import re

from .. import expressions
from ..workbook.outline import Place, places
from .report import Findings, near, suggestion


def check(findings: Findings) -> None:
    book = findings.workbook
    everything = list(places(book.rows("survey")))
    questions = {place.row["name"]: place for place in everything if place.is_question and place.row["name"]}
    clusters = [row["cluster"] for row in book.rows("clusters")]
    points = {row["compliance_point"]: row["cluster"] for row in book.rows("compliance_points")}
    for place in everything:
        if place.is_question:
            _codes(findings, place, clusters, points)
            _groups(findings, place, clusters, points)
            _parent(findings, place, questions)
            _gate(findings, place, questions)
    _cycles(findings, questions)
    names = {place.row["name"] for place in everything if not place.kind.startswith("begin_")}
    for place in everything:
        _expressions(findings, place, names)


def _codes(findings: Findings, place: Place, clusters: list[str], points: dict[str, str]) -> None:
    row = place.row
    if row["cluster"] and row["cluster"] not in clusters:
        hint = suggestion(row["cluster"], clusters)
        findings.add(5012, "survey", row, "cluster", value=row["cluster"], suggestion=hint)
    point = row["compliance_point"]
    if point and point not in points:
        findings.add(5013, "survey", row, "compliance_point", value=point, suggestion=suggestion(point, points))
    elif point and row["cluster"] in clusters and points[point] != row["cluster"]:
        findings.add(5031, "survey", row, "compliance_point", value=point, suggestion=points[point] or "–")


def _groups(findings: Findings, place: Place, clusters: list[str], points: dict[str, str]) -> None:
    """A question stands in the group of its cluster and of its point."""
    open_ = [group["name"] for group in place.groups if group["type"] == "begin_group"]
    row = place.row
    for column, known in (("cluster", clusters), ("compliance_point", list(points))):
        around = [name for name in open_ if name in known]
        if row[column] in known and around and row[column] not in around:
            findings.add(5034, "survey", row, column, value=row[column], suggestion=around[-1])


def _parent(findings: Findings, place: Place, questions: dict[str, Place]) -> None:
    name = place.row["parent"]
    if not name:
        return
    above = questions.get(name)
    if above is None:
        findings.add(5017, "survey", place.row, "parent", value=name, suggestion=suggestion(name, questions))
    elif above.repeat != place.repeat:
        findings.add(5036, "survey", place.row, "parent", value=name)


def _gate(findings: Findings, place: Place, questions: dict[str, Place]) -> None:
    name = place.row["gate"]
    if not name:
        return
    gates = {key: other for key, other in questions.items() if other.row["kind"] == "gate"}
    if name not in questions:
        findings.add(5018, "survey", place.row, "gate", value=name, suggestion=suggestion(name, gates))
    elif name not in gates:
        findings.add(5025, "survey", place.row, "gate", value=name, suggestion=suggestion(name, gates))
    else:
        pattern = rf"\$\{{\s*{re.escape(name)}\s*\}}\s*=\s*['\"]yes['\"]"
        if not re.search(pattern, f"{place.relevant} {place.row['relevant']}"):
            findings.add(5024, "survey", place.row, "relevant", value=name, suggestion=f"${{{name}}} = 'yes'")


def _cycles(findings: Findings, questions: dict[str, Place]) -> None:
    """Nobody is a detail of itself, over however many steps."""
    settled: set[str] = set()
    for start in questions:
        path: list[str] = []
        name = start
        while name in questions and name not in settled and name not in path:
            path.append(name)
            name = questions[name].row["parent"]
        if name in path:
            ring = path[path.index(name) :]
            findings.add(5029, "survey", questions[name].row, "parent", value=" → ".join([*ring, name]))
        settled.update(path)


def _expressions(findings: Findings, place: Place, names: set[str]) -> None:
    for column in ("relevant", "constraint", "calculation", "choice_filter"):
        text = place.row[column]
        unknown = [name for name in expressions.references(text) if name not in names]
        for name in unknown:
            hint = near(name, names)
            number, more = (5033, {"suggestion": hint}) if hint else (5050, {})
            findings.add(number, "survey", place.row, column, value=f"${{{name}}}", **more)
        if text and not unknown and column != "choice_filter" and (wrong := expressions.check(text)):
            findings.add(5039, "survey", place.row, column, value=text, what=wrong)
        if column == "relevant" and place.row["name"] in expressions.references(text):
            findings.add(5029, "survey", place.row, column, value=place.row["name"])
