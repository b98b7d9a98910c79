"""What can be done with tools; one module per verb."""

from .activate import activate
from .discard import discard
from .import_tool import Imported, import_tool
from .join_concepts import join_concepts, part_concept
from .make_imported_version import ImportedQuestion, make_imported_version
from .retire import retire

__all__ = [
    "Imported",
    "ImportedQuestion",
    "activate",
    "discard",
    "import_tool",
    "join_concepts",
    "make_imported_version",
    "part_concept",
    "retire",
]
