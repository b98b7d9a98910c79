"""Reads of this room, always scoped to a person."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from ..access import matrix
from ..access.models import Person
from ..base.problems import Problem
from ..forms.models import Attachment, Instance
from ..forms.queries import attachments_of, instances_of
from ..tools.definition import Definition, definition
from ..tools.legal import legal_words
from .merging import Standing, subject
from .models import Assessment
from .report_content import previous_results


def assessments(person: Person | None) -> QuerySet[Assessment]:
    """The assessments that a person may see, with what lists show."""
    rows = Assessment.objects.for_person(person, "view").defer("results", "factory__search_text")
    return rows.select_related("factory__province", "factory__sector", "tool_version__tool")


def assessment(person: Person | None, identifier: Any) -> Assessment:
    """One assessment, or problem 2001 ("not found") to those who may not see it."""
    found = assessments(person).prefetch_related("assessors__person").filter(pk=identifier).first()
    if found is None:
        raise Problem(2001)
    return found


def attachment(person: Person | None, record: Assessment, identifier: Any) -> Attachment:
    """A file of an assessment, for those who may read its answers; of national-only questions for its team alone."""
    found = attachments_of(subject(record)).filter(pk=identifier).first()
    if found is None or not matrix.may(person, "see:answers", record):
        raise Problem(2001)
    question = definition(record.tool_version_id).by_name.get(found.question)
    if question is None or (question.national_only and not matrix.may(person, "see:all_questions", record)):
        raise Problem(2001)
    return found


def filler_state(person: Person, record: Assessment, standing: Standing, instances: list[Instance]) -> dict[str, Any]:
    """What the filler needs to begin (`state.json` in docs/contributing/contracts.md)."""
    known = definition(record.tool_version_id)
    mine = next((i for i in instances if i.person_id == person.pk), None)
    previous = previous_results(record)
    return {
        "assessment": {
            "id": str(record.pk),
            "factory": record.factory.name,
            "state": record.state,
            "tool": record.tool_version.tool.title_vi or record.tool_version.tool.title_en,
            "tool_version": record.tool_version.version,
            "lead": any(a.lead and a.person_id == person.pk for a in record.assessors.all()),
            "may_fill": matrix.may(person, "fill", record),
        },
        "me": {
            "id": str(person.pk),
            "instance_id": str(mine.pk) if mine else None,
            "sequence": mine.sequence if mine else 0,
            "xml": mine.xml if mine else None,
            "name": person.name,
            "finished": bool(mine and mine.finished_at),
        },
        "others": [
            {"name": i.person.name, "instance_id": str(i.pk), "saved_at": i.saved_at}
            for i in instances
            if i is not mine
        ],
        "clusters": _clusters(known),
        "questions": {q.name: _question(q, previous) for q in known.questions},
        **standing_state(standing),
        "attachments": [
            {"id": str(a.pk), "question": a.question, "caption": a.caption, "name": a.file.name, "by": a.person.name}
            for a in attachments_of(subject(record))
        ],
        "remarks": [
            {
                "question": known.by_pk[r.question_id].name if r.question_id in known.by_pk else None,
                "text": r.text,
                "by": r.by.name,
                "at": r.at,
            }
            for r in record.remarks.filter(settled_at=None).select_related("by").order_by("at")
        ],
        "problems": {"required_evidence": True},
    }


def standing_state(standing: Standing) -> dict[str, Any]:
    """The merged answers and conflicts, as `state.json` and the answer to a save carry them."""
    given, evidence = standing.merged.answers, standing.evidence
    return {
        "answers": {
            name: {
                "value": value,
                "by": given[name].person.name if name in given and given[name].value == value else "",
                "instance_id": str(given[name].instance_id) if name in given else None,
                "at": given[name].at if name in given else None,
                "evidence": evidence.get(name, ""),
            }
            for name, value in standing.values.items()
        },
        "conflicts": [
            {
                "question": name,
                "answers": [
                    {
                        "value": answer.value,
                        "by": answer.person.name,
                        "instance_id": str(answer.instance_id),
                        "at": answer.at,
                        "evidence": answer.words.evidence,
                    }
                    for answer in answers
                ],
            }
            for name, answers in standing.conflicts.items()
        ],
    }


def _clusters(known: Definition) -> list[dict[str, Any]]:
    return [
        {
            "code": cluster.code,
            "label": {"en": cluster.label_en, "vi": cluster.label_vi},
            "points": [
                {"code": point.code, "label": {"en": point.label_en, "vi": point.label_vi}}
                for point in known.points
                if point.cluster == cluster.code
            ],
        }
        for cluster in known.clusters
    ]


def _question(question: Any, previous: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {
        "code": question.code,
        "cluster": question.cluster,
        "point": question.point,
        "kind": question.kind,
        "compliant": question.compliant_answer or None,
        "parent": question.parent or None,
        "gate": question.gate or None,
        "legal": {code: [legal_words(one, code) for one in question.legal] for code in ("en", "vi")},
        "evidence": {"en": question.evidence_en, "vi": question.evidence_vi},
        "public_issue": question.public_issue,
        "zero_tolerance": question.zero_tolerance,
        "national_only": question.national_only,
        "previous": previous.get(question.concept or ""),
    }


def copies(record: Assessment) -> list[Instance]:
    """Every assessor's copy."""
    return list(instances_of(subject(record)))
