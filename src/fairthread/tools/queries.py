"""Reads of this room, for its own pages and for other rooms."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from ..access import matrix
from ..access.models import Person
from ..base.acting import Acting
from ..base.problems import Problem
from .models import Concept, Question, Tool, ToolVersion


def versions(by: Acting | Person | None) -> QuerySet[ToolVersion]:
    """The versions that she, or a command, may see, with their tools; newest first."""
    return (
        ToolVersion.objects.unscoped("narrowed by the matrix in the next line")
        .filter(matrix.where(by, "view", ToolVersion))
        .select_related("tool", "tool__country")
        .order_by("tool__title_en", "-created_at", "pk")
    )


def version(by: Acting | Person | None, version_id: uuid.UUID | str) -> ToolVersion:
    """One version, or problem 2001."""
    found = versions(by).filter(pk=version_id).first()
    if found is None:
        raise Problem(2001)
    return found


def tools(by: Acting | Person | None) -> QuerySet[Tool]:
    """The tools of which she may see at least one version."""
    return (
        Tool.objects.unscoped("narrowed by the matrix in the next lines")
        .filter(matrix.where(by, "view", Tool))
        .filter(pk__in=versions(by).order_by().values("tool_id"))
        .select_related("country")
        .order_by("title_en", "pk")
    )


def active_versions(by: Acting | Person | None, country: str = "", sector: str = "") -> list[ToolVersion]:
    """What a new assessment may use: active versions with a form, those of the country and sector first."""
    found = list(versions(by).filter(state="active", imported=False, form__isnull=False))
    usable = [one for one in found if not country or one.tool.country_id in (country, None)]

    def fit(one: ToolVersion) -> tuple[bool, bool, str]:
        return one.tool.country_id != (country or None), sector not in one.tool.sectors, one.tool.title_en

    return sorted(usable, key=fit)


def root_concepts(slugs: Iterable[str]) -> dict[str, str]:
    """Each concept with the one that it counts as: itself, or the one it was joined to."""
    rows = Concept.objects.filter(slug__in=list(slugs)).values_list("slug", "joined_to_id")
    return {slug: joined or slug for slug, joined in rows}


def questions_of_concept(slug: str) -> QuerySet[Question]:
    """The questions of all versions that a concept stands for, joined concepts included."""
    root = Concept.objects.filter(slug=slug).values_list("joined_to_id", flat=True).first() or slug
    family = Concept.objects.filter(joined_to_id=root).values_list("slug", flat=True)
    return Question.objects.filter(concept_id__in=[root, *family]).select_related("version", "version__tool")


def find_version(by: Acting, text: str) -> ToolVersion:
    """The version that a command names: an identifier, `form_id` (its active or newest one) or `form_id@version`."""
    seen = versions(by)
    try:
        found = seen.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        form_id, _mark, number = text.partition("@")
        rows = list(seen.filter(tool__form_id=form_id))
        if number:
            rows = [row for row in rows if row.version == number]
        found = next((row for row in rows if row.state == "active"), rows[0] if rows else None)
    if found is None:
        raise Problem(5046, what=text)
    return found
