"""How the verbs and states of the permission matrix read in the help."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

from ..access.roles import ROLES
from ..assessments.words import STATES as ASSESSMENT_STATES
from ..register.words import STATUSES as FACTORY_STATES

VERBS = {
    "view": pgettext_lazy("verb", "see it"),
    "see:details": pgettext_lazy("verb", "see the details"),
    "see:contacts": pgettext_lazy("verb", "see the contact persons"),
    "see:addresses": pgettext_lazy("verb", "see from which computer something was done"),
    "see:answers": pgettext_lazy("verb", "see the answers and findings"),
    "see:private": pgettext_lazy("verb", "see the assessors' private notes"),
    "see:all_questions": pgettext_lazy("verb", "see also the questions that stay with the programme"),
    "view_history": pgettext_lazy("verb", "see who did what"),
    "edit": pgettext_lazy("verb", "change it"),
    "edit_grants": pgettext_lazy("verb", "give and end roles"),
    "edit_links": pgettext_lazy("verb", "link factories and organisations"),
    "change_status": pgettext_lazy("verb", "enrol, pause or let go"),
    "merge": pgettext_lazy("verb", "merge two records of one factory"),
    "merge_factories": pgettext_lazy("verb", "merge two records of one factory"),
    "import": pgettext_lazy("verb", "import it from a file"),
    "assess": pgettext_lazy("verb", "be sent there to assess"),
    "plan_assessment": pgettext_lazy("verb", "plan an assessment"),
    "create_factory": pgettext_lazy("verb", "add a factory"),
    "create_organisation": pgettext_lazy("verb", "add an organisation"),
    "import_factories": pgettext_lazy("verb", "import factories from a file"),
    "import_assessments": pgettext_lazy("verb", "import old assessments"),
    "import_tool": pgettext_lazy("verb", "import an assessment tool"),
    "join_concepts": pgettext_lazy("verb", "declare that two questions mean the same"),
    "invite": pgettext_lazy("verb", "invite people"),
    "list_people": pgettext_lazy("verb", "see the list of people"),
    "manage_people": pgettext_lazy("verb", "manage people and roles"),
    "deactivate": pgettext_lazy("verb", "close the account"),
    "reactivate": pgettext_lazy("verb", "open the account again"),
    "give": pgettext_lazy("verb", "give it"),
    "end": pgettext_lazy("verb", "end it"),
    "accept": pgettext_lazy("verb", "accept it"),
    "withdraw": pgettext_lazy("verb", "withdraw it"),
    "see_rates": pgettext_lazy("verb", "see non-compliance rates"),
    "read_quality": pgettext_lazy("verb", "see the quality of reports"),
    "read_help": pgettext_lazy("verb", "read the help"),
    "read_law_and_tools": pgettext_lazy("verb", "read what is assessed"),
    "verify_document": pgettext_lazy("verb", "check a document"),
    "start": pgettext_lazy("verb", "begin in the factory"),
    "reschedule": pgettext_lazy("verb", "move it to another day"),
    "cancel": pgettext_lazy("verb", "cancel it"),
    "assign": pgettext_lazy("verb", "name the team"),
    "fill": pgettext_lazy("verb", "answer the questions"),
    "leave_field": pgettext_lazy("verb", "leave the factory"),
    "resolve": pgettext_lazy("verb", "choose between different answers"),
    "submit": pgettext_lazy("verb", "hand it in for the quality check"),
    "review": pgettext_lazy("verb", "check the quality"),
    "comment": pgettext_lazy("verb", "comment"),
    "close_comments": pgettext_lazy("verb", "say that there are no more comments"),
    "release": pgettext_lazy("verb", "make the report official"),
    "download_report": pgettext_lazy("verb", "download the report"),
    "activate": pgettext_lazy("verb", "put it into use"),
    "retire": pgettext_lazy("verb", "take it out of use"),
    "discard": pgettext_lazy("verb", "throw the draft away"),
}
STATES = {
    "factory": FACTORY_STATES,
    "toolversion": {
        "draft": pgettext_lazy("state", "draft"),
        "active": pgettext_lazy("state", "in use"),
        "retired": pgettext_lazy("state", "no longer in use"),
    },
    "assessment": ASSESSMENT_STATES,
    "grant": ROLES,
    "invitation": {
        "open": pgettext_lazy("state", "waiting"),
        "taken": pgettext_lazy("state", "taken up"),
        "withdrawn": pgettext_lazy("state", "withdrawn"),
    },
}
RELATIONS = {
    "scope": "",
    "assigned": pgettext_lazy("relation", "if assigned to it"),
    "own": pgettext_lazy("relation", "their own"),
}


def verb_words(verb: str) -> Any:
    return VERBS.get(verb, verb.replace("_", " ").replace("see:", "see: "))


def state_words(record: str, state: str) -> Any:
    return STATES.get(record, {}).get(state, state.replace("_", " "))
