"""Take a version out of use."""

from __future__ import annotations

from ...access import matrix
from ...base import clock
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ..models import ToolVersion


@action("tool.retire", record="toolversion", verb="retire")
def retire(by: Acting, version: ToolVersion) -> ToolVersion:
    """No new assessment can use it; those that were made with it keep it, and it stays readable."""
    version = ToolVersion.objects.unscoped("asked of the matrix in the next line").get(pk=version.pk)
    matrix.need(by, "retire", version)
    put_away(by, version)
    return version


def put_away(by: Acting, version: ToolVersion, replaced_by: str = "") -> None:
    """The step itself, also a part of activating the next version."""
    version.state, version.retired_on = "retired", clock.today()
    version.save(update_fields=["state", "retired_on"])
    log(by, "tool.retired", version, version=version.version, replaced_by=replaced_by)
