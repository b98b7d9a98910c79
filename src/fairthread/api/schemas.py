"""The shapes that programs get. Fields that the matrix hides are left out, not emptied."""

from __future__ import annotations

import uuid
from datetime import date

from ninja import Schema


class FactoryOut(Schema):
    """A factory. Everything below `status` only for those who may see details."""

    id: uuid.UUID
    public_id: str
    name: str
    name_en: str
    country: str
    province: str | None
    sector: str | None
    status: str
    address: str | None = None
    products: str | None = None
    workers_women: int | None = None
    workers_men: int | None = None
    has_union: bool | None = None


class AssessmentOut(Schema):
    """An assessment without its answers."""

    id: uuid.UUID
    factory: str
    cycle: int
    state: str
    tool: str
    tool_version: str
    started_on: date | None
    ended_on: date | None
    official_on: date | None
    report_number: str


class AnswerOut(Schema):
    """One answer in the tool's terms. `result`: compliant, non_compliant, not_applicable or information."""

    code: str
    concept: str
    slot: int
    value: str
    result: str
    evidence: str
    workers_affected: int | None


class Page(Schema):
    """Part of a list; `next` is the value of `after` for the following part, empty at the end."""

    next: str


class FactoryPage(Page):
    items: list[FactoryOut]


class AssessmentPage(Page):
    items: list[AssessmentOut]


class ProblemOut(Schema):
    """A numbered problem: what happened and what to do (Help lists all numbers)."""

    problem: dict


class IssuedOut(Schema):
    issued: bool
