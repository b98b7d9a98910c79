"""Factories from a table: columns, reading of a row, matching, and the plan that a dry run shows."""

from .planning import Plan, Row, make_plan

__all__ = ["Plan", "Row", "make_plan"]
