"""What this room tells the matrix."""

from django.utils.translation import gettext_lazy as _

from ..access.registry import Record, register
from .models import Tool, ToolVersion

TOOL = register(Record("tool", Tool, _("an assessment tool"), paths={"country": ("country_id",)}))
TOOL_VERSION = register(
    Record(
        "toolversion",
        ToolVersion,
        _("a version of a tool"),
        state="state",
        states=("draft", "active", "retired"),
        paths={"country": ("tool__country_id",)},
    )
)
