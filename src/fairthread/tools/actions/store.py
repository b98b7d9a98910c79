"""Writing a definition as the rows of a version. A part of the actions beside it, not an action itself."""

from __future__ import annotations

from typing import Any

from ..definition import SAME, Definition
from ..models import Cluster, CompliancePoint, Concept, Question, ToolVersion


def store(version: ToolVersion, made: Definition) -> None:
    """Clusters, points, concepts and questions, each kind in one statement."""
    clusters = Cluster.objects.bulk_create(
        Cluster(
            version=version,
            code=c.code,
            order=c.order,
            kind=c.kind,
            label_en=c.label_en or c.label_vi,
            label_vi=c.label_vi,
        )
        for c in made.clusters
    )
    by_cluster = {cluster.code: cluster for cluster in clusters}
    points = CompliancePoint.objects.bulk_create(
        CompliancePoint(
            version=version,
            cluster=by_cluster[p.cluster],
            code=p.code,
            order=p.order,
            label_en=p.label_en or p.label_vi,
            label_vi=p.label_vi,
        )
        for p in made.points
    )
    by_point = {point.code: point for point in points}
    _concepts(made)
    rows: dict[str, Question] = {}
    for question in made.questions:
        fields: dict[str, Any] = {name: getattr(question, name) for name in SAME}
        rows[question.name] = Question(
            version=version,
            cluster=by_cluster[question.cluster],
            point=by_point[question.point],
            concept_id=question.concept or None,
            tags=list(question.tags),
            legal=list(question.legal),
            choices=[{"name": name, "en": en, "vi": vi} for name, en, vi in question.choices],
            **fields,
        )
    Question.objects.bulk_create(rows.values())
    linked = []
    for question in made.questions:
        if question.parent or question.gate:
            row = rows[question.name]
            row.parent, row.gate = rows.get(question.parent), rows.get(question.gate)
            linked.append(row)
    Question.objects.bulk_update(linked, ["parent", "gate"], batch_size=100)


def _concepts(made: Definition) -> None:
    wanted = {question.concept: question for question in made.questions if question.concept}
    known = set(Concept.objects.filter(slug__in=wanted).values_list("slug", flat=True))
    Concept.objects.bulk_create(
        Concept(slug=slug, label_en=question.label_en, label_vi=question.label_vi)
        for slug, question in wanted.items()
        if slug not in known
    )
