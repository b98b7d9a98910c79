"""Every write of this room."""

from .buyers import add_buyer, remove_buyer
from .change_status import change_status
from .create_factory import create_factory
from .edit_factory import edit_factory
from .import_factories import import_factories
from .merge_factories import merge_factories, remember
from .names import add_name, remove_name
from .organisations import create_organisation, edit_organisation
from .split_factory import split_factory
from .unmerge_factories import unmerge_factories

__all__ = [
    "add_buyer",
    "add_name",
    "change_status",
    "create_factory",
    "create_organisation",
    "edit_factory",
    "edit_organisation",
    "import_factories",
    "merge_factories",
    "remember",
    "remove_buyer",
    "remove_name",
    "split_factory",
    "unmerge_factories",
]
