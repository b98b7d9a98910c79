"""The workbook as the rows that an XForm is made of."""

from __future__ import annotations

from ...forms.xform import make_xform
from .. import rules
from ..definition import Definition
from .sheets import Workbook


def xlsform(workbook: Workbook, definition: Definition) -> str:
    """The XForm of a checked workbook. Raises problem 4010 with what pyxform says."""
    return make_xform(
        [dict(row.cells) for row in workbook.rows("survey")],
        [dict(row.cells) for row in workbook.rows("choices")],
        dict(workbook.settings.cells),
        {name: rules.calculation(definition, name) for name in definition.calculated},
    )
