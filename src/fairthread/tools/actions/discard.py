"""Throw a draft away."""

from __future__ import annotations

from django.db.models import ProtectedError

from ...access import matrix
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ...forms.models import Form
from ..models import Tool, ToolVersion


@action("tool.discard", record="toolversion", verb="discard")
def discard(by: Acting, version: ToolVersion) -> None:
    """Removes a draft with its questions, and the tool when it has no other version. Its history stays.

    Problem 5043 when something already refers to the draft.
    """
    version = ToolVersion.objects.unscoped("asked of the matrix in the next line").get(pk=version.pk)
    matrix.need(by, "discard", version)
    log(by, "tool.discarded", version, version=version.version)
    tool_id, form_id = version.tool_id, version.form_id
    try:
        version.questions.update(parent=None, gate=None)
        version.delete()
        if form_id:
            Form.objects.filter(pk=form_id).delete()
    except ProtectedError as error:
        raise Problem(5043, why="in use") from error
    if not ToolVersion.objects.unscoped("is it the last one?").filter(tool_id=tool_id).exists():
        Tool.objects.unscoped("a tool without versions").filter(pk=tool_id).delete()
