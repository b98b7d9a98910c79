"""What the pages of an assessment show, put together from rows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..tools.definition import QuestionDef, definition
from . import rules
from .models import Answer, AnswerChange, AnswerNote, Assessment
from .words import RESULTS, STATES

ORDER = ["planned", "in_field", "draft", "quality_check", "comments_open", "official"]
DONE = {
    "start": _("You are in the factory. The form is open."),
    "leave_field": _("Noted that the team has left the factory."),
    "reschedule": _("The new day is noted."),
    "assign": _("The team has changed."),
    "cancel": _("The assessment is cancelled."),
    "finish": _("Your part is finished."),
    "submit": _("Handed in for the quality check."),
    "open_comments": _("The factory can now read and comment for five working days."),
    "close_comments": _("Noted: no more comments."),
    "release": _("The report is official. Its documents are being prepared."),
}


def steps(record: Assessment) -> list[dict[str, Any]]:
    """The states in their order, each done, current or still to come."""
    if record.state in ("cancelled",):
        return [{"label": STATES["planned"], "state": "done"}, {"label": STATES["cancelled"], "state": "stopped"}]
    present = ORDER.index("official" if record.state == "superseded" else record.state)
    return [
        {"label": STATES[state], "state": "done" if place < present else "current" if place == present else "later"}
        for place, state in enumerate(ORDER)
    ]


def progress(record: Assessment) -> list[dict[str, Any]]:
    """Answered and to be answered per cluster."""
    known = definition(record.tool_version_id)
    values = dict(Answer.objects.filter(assessment=record, slot=0).values_list("question__name", "value"))
    counts = rules.progress(known, values)
    return [
        {"cluster": cluster, "done": counts[cluster.code][0], "all": counts[cluster.code][1]}
        for cluster in sorted(known.clusters, key=lambda c: c.order)
        if cluster.code in counts
    ]


def findings(record: Assessment, all_questions: bool) -> list[dict[str, Any]]:
    """Clusters with their findings and the factory's comments, and how many points are non-compliant of how many."""
    known = definition(record.tool_version_id)
    results = _results(record)
    rows = {f.question_id: f for f in record.findings.prefetch_related("comments__by")}
    shown = []
    for cluster, points in known.outline():
        if cluster.kind == "process":
            continue
        held = {
            p.code: rules.worst(r for q in questions if (r := _visible(q, results, all_questions)))
            for p, questions in points
        }
        found = [
            {"question": q, "finding": rows[q.pk], "summary": q.name in known.children, "point": p}
            for p, questions in points
            for q in questions
            if q.pk in rows and (all_questions or not q.national_only)
        ]
        counted = [result for result in held.values() if result in (rules.COMPLIANT, rules.NON_COMPLIANT)]
        shown.append(
            {
                "cluster": cluster,
                "findings": found,
                "wrong": counted.count(rules.NON_COMPLIANT),
                "points": len(counted),
            }
        )
    return shown


def anything(clusters: list[dict[str, Any]]) -> bool:
    """Whether this person sees a finding at all: one that she may not see must not show by an empty table."""
    return any(group["findings"] for group in clusters)


def _results(record: Assessment) -> dict[int, int]:
    return dict(Answer.objects.filter(assessment=record, slot=0).values_list("question_id", "result"))


def _visible(question: QuestionDef, results: dict[int, int], all_questions: bool) -> int:
    if question.kind != "compliance" or (question.national_only and not all_questions):
        return rules.NONE
    return results.get(question.pk or 0, rules.NONE)


def answers(record: Assessment, all_questions: bool, private: bool = False) -> list[dict[str, Any]]:
    """Every answer by cluster and point with its words. Private notes only for the team."""
    known = definition(record.tool_version_id)
    rows: dict[int, list[Answer]] = {}
    for row in Answer.objects.filter(assessment=record).select_related("by").order_by("slot"):
        rows.setdefault(row.question_id, []).append(row)
    notes = {note.question_id: note for note in AnswerNote.objects.filter(assessment=record)}
    changed = _changes(record) if all_questions else {}
    shown = []
    for cluster, points in known.outline():
        blocks: list[dict[str, Any]] = [
            {"point": point, "rows": _point(questions, rows, notes, all_questions, private)}
            for point, questions in points
        ]
        for block in blocks:
            for row in block["rows"]:
                row["changes"] = changed.get(row["question"].pk, [])
        flat = [row for block in blocks for row in block["rows"]]
        counts = {mark: sum(row[mark] for row in flat) for mark in ("answered", "wrong", "noted")}
        if flat:
            shown.append({"cluster": cluster, "points": blocks, **counts})
    return shown


def _changes(record: Assessment) -> dict[int, list[AnswerChange]]:
    """Answers that were another one before, by question, oldest first; a first answer is no change."""
    found: dict[int, list[AnswerChange]] = {}
    for change in record.changes.exclude(before="").select_related("by").order_by("at", "pk"):
        found.setdefault(change.question_id, []).append(change)
    return found


def counts(clusters: list[dict[str, Any]]) -> dict[str, int]:
    """Over the clusters of `answers`: how many answers there are, how many non-compliant, how many with a note."""
    return {mark: sum(group[mark] for group in clusters) for mark in ("answered", "wrong", "noted")}


def _point(
    questions: list[QuestionDef],
    rows: dict[int, list[Answer]],
    notes: dict[int, AnswerNote],
    all_questions: bool,
    private: bool,
) -> list[dict[str, Any]]:
    shown = []
    for q in questions:
        if q.national_only and not all_questions:
            continue
        given, note = rows.get(q.pk or 0, []), notes.get(q.pk or 0)
        result = given[0].result if given else rules.NONE
        told = note and (note.evidence or note.workers_affected is not None or (private and note.private_note))
        shown.append(
            {
                "question": q,
                "answers": given,
                "answered": bool(given),
                "result": RESULTS[result],
                "wrong": result == rules.NON_COMPLIANT,
                "note": note,
                "noted": bool(told),
                "private": private,
            }
        )
    return shown


def remarks(record: Assessment) -> list[dict[str, Any]]:
    """The reviewers' remarks of all rounds, newest first."""
    known = definition(record.tool_version_id)
    return [
        {"remark": remark, "question": known.by_pk.get(remark.question_id)}
        for remark in record.remarks.select_related("by").order_by("-round", "at")
    ]
