"""Checking a workbook before anything is made of it: every error with sheet, row and column, and a suggestion."""

from .run import CheckedWorkbook, check, check_file

__all__ = ["CheckedWorkbook", "check", "check_file"]
