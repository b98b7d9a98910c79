"""How the codes of this room read."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from ..base import history

KINDS = {
    "compliance": gettext_lazy("Compliance question"),
    "information": gettext_lazy("Information"),
    "gate": gettext_lazy("Gate question"),
}
CLUSTER_KINDS = {
    "core": gettext_lazy("International core labour standard"),
    "national": gettext_lazy("National law"),
    "process": gettext_lazy("Process, never counted in rates"),
}
ANSWERS = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No"), "na": gettext_lazy("Not applicable")}
STATES = {
    "draft": ("warn", pgettext_lazy("tool version", "draft")),
    "active": ("ok", pgettext_lazy("tool version", "active")),
    "retired": ("quiet", pgettext_lazy("tool version", "retired")),
}
MARKS = {
    "public_issue": ("accent", gettext_lazy("Public issue")),
    "zero_tolerance": ("danger", gettext_lazy("Zero tolerance")),
    "national_only": ("quiet", gettext_lazy("National only")),
}

history.words(
    {
        "tool.imported": gettext_lazy("imported version %(version)s from the file “%(file)s”"),
        "tool.activated": gettext_lazy("activated version %(version)s"),
        "tool.retired": gettext_lazy("retired version %(version)s"),
        "tool.discarded": gettext_lazy("discarded the draft %(version)s"),
        "tool.made_from_file": gettext_lazy("made version %(version)s of the questions of an imported file"),
        "concept.joined": gettext_lazy("joined the concept %(concept)s to %(target)s"),
        "concept.parted": gettext_lazy("separated the concept %(concept)s from %(target)s"),
    }
)


def yes_no(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")
