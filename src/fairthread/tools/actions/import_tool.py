"""Import the workbook of an assessment tool as a draft version."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from ...access import matrix
from ...base import clock, files
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...forms.models import Form
from ...register.models import Country, Sector
from ..check import CheckedWorkbook, check_file
from ..definition import Definition
from ..models import Tool, ToolVersion
from ..workbook.content import content_hash
from .store import store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Imported:
    """The version, and whether it is new: the same content again changes nothing."""

    version: ToolVersion
    new: bool


def checked(content: bytes, name: str) -> CheckedWorkbook:
    """The check, against the countries and sectors that the register knows."""
    return check_file(
        content,
        name,
        frozenset(Country.objects.values_list("code", flat=True)),
        frozenset(Sector.objects.values_list("code", flat=True)),
    )


@action("tool.import", record="programme", verb="import_tool")
def import_tool(by: Acting, content: bytes, name: str) -> Imported:
    """Makes a draft version of a workbook, all of it or nothing.

    Problems: those of reading (1003, 1021 to 1025, 5049), 5041 with one part per error, 5042 when the version exists
    with other content, 5048 when the tool belongs to another country.
    """
    matrix.need(by, "import_tool", "programme")
    found = checked(content, name)
    if found.problems or found.definition is None:
        raise Problem(5041, name=files.safe_name(name), count=len(found.problems), parts=found.problems)
    made, digest = found.definition, content_hash(found.workbook)
    known = already(made, digest)
    if known:
        matrix.need(by, "view", known)
        return Imported(known, False)
    version = ToolVersion.objects.create(
        tool=tool_of(made),
        version=made.version,
        state="draft",
        content_hash=digest,
        workbook=files.keep(content, f"{made.form_id}-{made.version}.xlsx", XLSX),
        form=_form(made, found.xform),
        languages=list(made.languages),
        note_en=made.note_en,
        note_vi=made.note_vi,
        created_at=clock.now(),
    )
    # A manager of one country may not make tools of another; only now is there something to ask about.
    matrix.need(by, "import", version)
    store(version, made)
    log(by, "tool.imported", version, version=made.version, questions=len(made.questions), file=files.safe_name(name))
    return Imported(version, True)


def already(made: Definition, digest: str) -> ToolVersion | None:
    """The version that says exactly this, if it is here. Raises problems 5042 and 5048 when it cannot come in."""
    tool = Tool.objects.unscoped("a tool keeps its country").filter(form_id=made.form_id).first()
    if tool and (tool.country_id or "") != made.country:
        raise Problem(5048, form_id=made.form_id, country=tool.country_id or "ZZ")
    known = (
        ToolVersion.objects.unscoped("is this version here already?")
        .filter(tool__form_id=made.form_id, version=made.version)
        .first()
    )
    if known and known.content_hash != digest:
        raise Problem(5042, version=made.version, form_id=made.form_id)
    return known


def tool_of(made: Definition) -> Tool:
    """The tool that a definition is a version of, made when it is the first one; its names follow the newest."""
    tool = Tool.objects.unscoped("the first version makes the tool").filter(form_id=made.form_id).first()
    if tool is None:
        tool = Tool(id=uuid.uuid4(), form_id=made.form_id, country_id=made.country or None)
    elif (tool.country_id or "") != made.country:
        raise Problem(5048, form_id=made.form_id, country=tool.country_id or "ZZ")
    tool.title_en, tool.title_vi = made.title_en, made.title_vi
    tool.sectors, tool.based_on = list(made.sectors), made.based_on
    tool.save()
    return tool


def _form(made: Definition, xml: str) -> Form:
    digest = hashlib.sha256(xml.encode()).hexdigest()
    known = Form.objects.filter(sha256=digest).first()
    return known or Form.objects.create(
        form_id=made.form_id, version=made.version, sha256=digest, xform=xml, made_at=clock.now()
    )
