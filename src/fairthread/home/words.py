"""How the verbs and states of the permission matrix read in the help."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy as _

from ..assessments.words import STATES as ASSESSMENT_STATES

VERBS = {
    "view": _("verb", "see it"),
    "see:details": _("verb", "see the details"),
    "see:contacts": _("verb", "see the contact persons"),
    "see:answers": _("verb", "see the answers and findings"),
    "see:private": _("verb", "see the assessors' private notes"),
    "see:all_questions": _("verb", "see also the questions that stay with the programme"),
    "view_history": _("verb", "see who did what"),
    "edit": _("verb", "change it"),
    "edit_grants": _("verb", "give and end roles"),
    "edit_links": _("verb", "link factories and organisations"),
    "change_status": _("verb", "enrol, pause or let go"),
    "merge": _("verb", "merge two records of one factory"),
    "merge_factories": _("verb", "merge two records of one factory"),
    "plan_assessment": _("verb", "plan an assessment"),
    "create_factory": _("verb", "add a factory"),
    "create_organisation": _("verb", "add an organisation"),
    "import_factories": _("verb", "import factories from a file"),
    "import_assessments": _("verb", "import old assessments"),
    "import_tool": _("verb", "import an assessment tool"),
    "join_concepts": _("verb", "declare that two questions mean the same"),
    "invite": _("verb", "invite people"),
    "list_people": _("verb", "see the list of people"),
    "manage_people": _("verb", "manage people and roles"),
    "deactivate": _("verb", "close the account"),
    "reactivate": _("verb", "open the account again"),
    "give": _("verb", "give it"),
    "end": _("verb", "end it"),
    "accept": _("verb", "accept it"),
    "withdraw": _("verb", "withdraw it"),
    "see_rates": _("verb", "see non-compliance rates"),
    "read_quality": _("verb", "see the quality of reports"),
    "read_help": _("verb", "read the help"),
    "read_law_and_tools": _("verb", "read what is assessed"),
    "verify_document": _("verb", "check a document"),
    "start": _("verb", "begin in the factory"),
    "reschedule": _("verb", "move it to another day"),
    "cancel": _("verb", "cancel it"),
    "assign": _("verb", "name the team"),
    "fill": _("verb", "answer the questions"),
    "leave_field": _("verb", "leave the factory"),
    "resolve": _("verb", "choose between different answers"),
    "submit": _("verb", "hand it in for the quality check"),
    "review": _("verb", "check the quality"),
    "comment": _("verb", "comment"),
    "close_comments": _("verb", "say that there are no more comments"),
    "release": _("verb", "make the report official"),
    "download_report": _("verb", "download the report"),
    "activate": _("verb", "put it into use"),
    "retire": _("verb", "take it out of use"),
    "discard": _("verb", "throw the draft away"),
}
STATES = {
    "factory": {
        "applied": _("state", "applied"),
        "enrolled": _("state", "enrolled"),
        "paused": _("state", "paused"),
        "left": _("state", "left"),
    },
    "toolversion": {
        "draft": _("state", "draft"),
        "active": _("state", "in use"),
        "retired": _("state", "no longer in use"),
    },
    "assessment": ASSESSMENT_STATES,
}
RELATIONS = {
    "scope": "",
    "assigned": _("relation", "if assigned to it"),
    "own": _("relation", "their own"),
}


def verb_words(verb: str) -> Any:
    return VERBS.get(verb, verb.replace("_", " ").replace("see:", "see: "))


def state_words(record: str, state: str) -> Any:
    return STATES.get(record, {}).get(state, state.replace("_", " "))
