"""The workbook of an assessment tool: reading it, and making a definition of it. Pure, no database."""

from .clean import xlsform
from .content import definition_of
from .read import read_workbook
from .sheets import Row, Sheet, Workbook

__all__ = ["Row", "Sheet", "Workbook", "definition_of", "read_workbook", "xlsform"]
