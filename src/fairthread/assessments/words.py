"""How states and history of this room read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..base import history

STATES = {
    "planned": _("Planned"),
    "in_field": _("In the factory"),
    "draft": _("Draft"),
    "quality_check": _("Quality check"),
    "comments_open": _("Open for comments"),
    "official": _("Official"),
    "superseded": _("Superseded"),
    "cancelled": _("Cancelled"),
}
TONES = {
    "planned": "quiet",
    "in_field": "accent",
    "draft": "accent",
    "quality_check": "warn",
    "comments_open": "warn",
    "official": "ok",
    "superseded": "quiet",
    "cancelled": "quiet",
}
MODES = {
    "unannounced": _("Unannounced"),
    "announced": _("Announced"),
    "joint": _("Joint with the inspectorate"),
    "virtual": _("Virtual"),
    "unknown": _("Not known"),
}
ANSWERS = {"yes": _("Yes"), "no": _("No"), "na": _("Does not apply")}
RESULTS = {
    0: ("quiet", _("Not answered")),
    1: ("ok", _("Compliant")),
    2: ("danger", _("Non-compliant")),
    3: ("quiet", _("Does not apply")),
    4: ("quiet", _("Information")),
}

history.labels("origin", {"star": _("from the former system")})
history.words(
    {
        "assessment.planned": _("planned the assessment of cycle %(cycle)s for %(on)s"),
        "assessment.assigned": _("named the team: %(people)s"),
        "assessment.rescheduled": _("moved it from %(before)s to %(after)s"),
        "assessment.cancelled": _("cancelled it: %(reason)s"),
        "assessment.started": _("began in the factory on %(on)s"),
        "assessment.left_field": _("left the factory on %(on)s"),
        "assessment.attached": _("added a file to question %(question)s"),
        "assessment.detached": _("took a file away from question %(question)s"),
        "assessment.resolved": _("chose between two answers to question %(question)s"),
        "assessment.finished_part": _("finished her or his part"),
        "assessment.submitted": _("handed it in for the quality check"),
        "assessment.returned": _("sent it back (round %(round)s; remarks: %(remarks)s)"),
        "assessment.comments_opened": _("opened it for the factory's comments until %(due)s"),
        "assessment.commented": _("commented"),
        "assessment.comments_closed": _("said that the factory has no more comments"),
        "assessment.official": _("made the report official as %(number)s"),
        "assessment.superseded": _("was followed by report %(by)s"),
        "assessment.imported": _("imported it from the former system"),
        "assessment.import_replaced": _("imported it again with other content"),
        "import.started": _("began to import %(file)s"),
        "import.ended": _("ended the import of %(file)s"),
    }
)
