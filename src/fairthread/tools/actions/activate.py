"""Make a draft the version that new assessments use."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ..models import ToolVersion
from .retire import put_away


@action("tool.activate", record="toolversion", verb="activate")
def activate(by: Acting, version: ToolVersion) -> ToolVersion:
    """Activates a draft and retires the version that was active until now. Assessments keep theirs.

    Problem 5043 when somebody else was quicker.
    """
    version = ToolVersion.objects.unscoped("asked of the matrix in the next line").get(pk=version.pk)
    matrix.need(by, "activate", version)
    former = (
        ToolVersion.objects.unscoped("exactly one version is active")
        .filter(tool_id=version.tool_id, state="active", imported=False)
        .first()
    )
    if former:
        put_away(by, former, replaced_by=version.version)
    version.state, version.activated_on = "active", clock.today()
    try:
        with transaction.atomic():
            version.save(update_fields=["state", "activated_on"])
    except IntegrityError as error:
        raise Problem(5043, why="active") from error
    log(by, "tool.activated", version, version=version.version)
    return version
