"""What the official report says, taken from the stored rows. Nothing national-only and no private note gets here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..base import clock, files
from ..forms.models import Attachment
from ..tools.legal import legal_words
from ..tools.models import Question
from . import rules
from .models import Answer, AnswerNote, Assessment


def photos(assessment: Assessment) -> dict[str, Path]:
    """The pictures of the report by the path that stands in its content."""
    return {str(a.pk): files.path(a.file.sha256) for a in _pictures(assessment)}


def _pictures(assessment: Assessment) -> list[Attachment]:
    rows = Attachment.objects.filter(subject=f"assessment:{assessment.pk}", removed_at=None)
    return list(rows.filter(file__media_type="image/jpeg").select_related("file").order_by("received_at"))


def content(assessment: Assessment, language: str) -> dict[str, Any]:
    """The dictionary of `docs/contributing/contracts.md`, in one language, with the wording of the tool's version."""
    with override(language):
        return _Builder(assessment, language).build()


class _Builder:
    def __init__(self, assessment: Assessment, language: str) -> None:
        self.assessment, self.language = assessment, language
        self.questions = list(
            Question.objects.filter(version_id=assessment.tool_version_id, national_only=False).select_related(
                "cluster", "point"
            )
        )
        rows = Answer.objects.filter(assessment=assessment).order_by("slot")
        self.answers: dict[int, list[Answer]] = {}
        for row in rows:
            self.answers.setdefault(row.question_id, []).append(row)
        self.notes = {note.question_id: note for note in AnswerNote.objects.filter(assessment=assessment)}
        self.findings = {
            finding.question_id: finding for finding in assessment.findings.prefetch_related("comments__by").all()
        }
        self.pictures: dict[str, list[Attachment]] = {}
        for picture in _pictures(assessment):
            self.pictures.setdefault(picture.question, []).append(picture)
        self.previous = previous_results(assessment)

    def local(self, record: Any, field: str) -> str:
        other = "en" if self.language == "vi" else "vi"
        return getattr(record, f"{field}_{self.language}") or getattr(record, f"{field}_{other}")

    def build(self) -> dict[str, Any]:
        a, factory = self.assessment, self.assessment.factory
        clusters = self.clusters()
        counted = [c for c in clusters if c["kind"] != "process"]
        return {
            "language": self.language,
            "number": a.report_number,
            "verify_url": f"{settings.BASE_URL}/verify/{a.report_number}/",
            "issued_at": str(a.official_on or clock.today()),
            "demo": settings.DEMO,
            "programme": settings.PROGRAMME_NAME,
            "law_date": str(a.law_date or a.started_on or a.planned_on),
            "factory": {
                "name": factory.name if self.language == "vi" or not factory.name_en else factory.name_en,
                "other_names": [n for n in (factory.name, factory.name_en) if n][:2],
                "public_id": factory.public_id,
                "address": factory.address,
                "province": self.local(factory.province, "name") if factory.province else "",
                "sector": self.local(factory.sector, "name") if factory.sector else "",
                "workers_total": factory.workers_total,
                "workers_women": factory.workers_women,
                "workers_men": factory.workers_men,
                "union": factory.has_union,
            },
            "assessment": {
                "cycle": a.cycle,
                "started_on": str(a.started_on),
                "ended_on": str(a.ended_on or a.started_on),
                "person_days": a.planned_days * max(1, len(a.assessors.all())),
                "tool": self.local(a.tool_version.tool, "title"),
                "tool_version": a.tool_version.version,
                "mode": a.get_mode_display(),
                "assessors": [assessor.person.name for assessor in a.assessors.select_related("person")],
            },
            "summary": self.summary(counted),
            "clusters": [
                {
                    "code": c["code"],
                    "label": c["label"],
                    "points": [{k: p[k] for k in ("code", "label", "result", "findings")} for p in c["points"]],
                }
                for c in counted
            ],
            "information": self.information(),
            "annex": self.annex(),
            "method": self.method(),
        }

    def result(self, question: Question) -> int:
        rows = self.answers.get(question.pk, [])
        return rows[0].result if rows else rules.NONE

    def clusters(self) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for q in self.questions:
            cluster = found.setdefault(
                q.cluster.code,
                {"code": q.cluster.code, "label": self.local(q.cluster, "label"), "kind": q.cluster.kind, "by": {}},
            )
            if q.kind != "compliance" or self.result(q) == rules.NONE:
                continue
            point = cluster["by"].setdefault(
                q.point.code,
                {"code": q.point.code, "label": self.local(q.point, "label"), "results": [], "findings": []},
            )
            point["results"].append(self.result(q))
            if self.result(q) == rules.NON_COMPLIANT:
                point["findings"].append(self.finding(q))
        for cluster in found.values():
            cluster["points"] = list(cluster.pop("by").values())
            for point in cluster["points"]:
                point["result"] = rules.RESULT_CODES[rules.worst(point["results"])]
        return list(found.values())

    def finding(self, q: Question) -> dict[str, Any]:
        finding, note = self.findings.get(q.pk), self.notes.get(q.pk)
        words = finding or note
        return {
            "code": q.code,
            "label": self.local(q, "label"),
            "answer": self.answers[q.pk][0].value,
            "finding": (words.evidence if words else "") or _("See the details of the questions below."),
            "legal": [legal_words(reference, self.language) for reference in q.legal],
            "workers_affected": words.workers_affected if words else None,
            "root_cause": (words.root_cause if words else "") or None,
            "public_issue": q.public_issue,
            "photos": [{"path": str(p.pk), "caption": p.caption} for p in self.pictures.get(q.name, [])],
            "comments": [
                {"by": _("Factory"), "on": str(timezone.localtime(c.at).date()), "text": c.text}
                for c in (finding.comments.all() if finding else [])
            ],
            "previous": self.previous.get(q.concept_id or "", {}).get("result"),
        }

    def summary(self, clusters: list[dict[str, Any]]) -> dict[str, Any]:
        def points(cluster: dict[str, Any], *results: str) -> int:
            return sum(p["result"] in results for p in cluster["points"])

        held = [r for c in clusters for p in c["points"] for r in p["results"] if r != rules.NOT_APPLICABLE]
        return {
            "compliance_points_assessed": sum(points(c, "compliant", "non_compliant") for c in clusters),
            "compliance_points_non_compliant": sum(points(c, "non_compliant") for c in clusters),
            "questions_assessed": len(held),
            "questions_non_compliant": held.count(rules.NON_COMPLIANT),
            "clusters": [
                {
                    "code": c["code"],
                    "label": c["label"],
                    "kind": c["kind"],
                    "points_assessed": points(c, "compliant", "non_compliant"),
                    "points_non_compliant": points(c, "non_compliant"),
                }
                for c in clusters
            ],
        }

    def information(self) -> list[dict[str, str]]:
        return [
            {"code": q.code, "label": self.local(q, "label"), "value": "; ".join(a.value for a in self.answers[q.pk])}
            for q in self.questions
            if q.kind == "information" and q.pk in self.answers
        ]

    def annex(self) -> list[dict[str, str]]:
        rows = []
        for q in self.questions:
            if q.kind == "information" and "pre_stage_2" not in q.tags or q.pk not in self.answers:
                continue
            note = self.notes.get(q.pk)
            rows.append(
                {
                    "cluster": self.local(q.cluster, "label"),
                    "point": self.local(q.point, "label"),
                    "code": q.code,
                    "label": self.local(q, "label"),
                    "answer": self.answers[q.pk][0].value,
                    "result": rules.RESULT_CODES[self.result(q)],
                    "evidence": note.evidence if note else "",
                }
            )
        return rows

    def method(self) -> list[str]:
        version = self.assessment.tool_version
        told = [
            _("Assessors read documents, look at the floor and speak with managers, workers and representatives."),
            _(
                "A compliance point is non-compliant when at least one of its questions is. Questions that do not "
                "apply to the factory are left out of every count."
            ),
            _("The factory had five working days to comment; its comments stand beside the findings."),
            _(
                "Findings describe what was seen on the days of the assessment. Sexual harassment and limits to "
                "freedom of association are known to be found less often than they happen."
            ),
        ]
        note = self.local(version, "note") if version.note_en or version.note_vi else ""
        return [*told, note] if note else told


def previous_results(assessment: Assessment) -> dict[str, dict[str, str]]:
    """Results of the factory's former official assessment by concept: {"result", "evidence", "date"}."""
    former = (
        Assessment.objects.unscoped("the same factory's former report")
        .filter(factory_id=assessment.factory_id, state__in=("official", "superseded"))
        .exclude(pk=assessment.pk)
        .order_by("-started_on", "-id")
        .only("id", "started_on")
        .first()
    )
    if former is None:
        return {}
    rows = Answer.objects.filter(assessment=former, slot=0, result__in=(1, 2, 3), question__concept__isnull=False)
    evidence = dict(AnswerNote.objects.filter(assessment=former).values_list("question_id", "evidence"))
    return {
        concept: {
            "result": rules.RESULT_CODES[result],
            "evidence": evidence.get(question, ""),
            "date": str(former.started_on),
        }
        for concept, question, result in rows.values_list("question__concept_id", "question_id", "result")
    }
