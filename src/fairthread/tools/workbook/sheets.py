"""A workbook in hand, in which every cell still knows its sheet, row and column."""

from __future__ import annotations

from dataclasses import dataclass, field

EN, VI = "English (en)", "Tiếng Việt (vi)"
LANGUAGES = {"en": EN, "vi": VI}
SHEETS = ["survey", "choices", "settings", "clusters", "compliance_points"]


def letter(place: int) -> str:
    """The name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True)
class Row:
    """One row; `number` is the one that the spreadsheet shows. A missing cell is empty text."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """A sheet with its columns (name -> letter) and its rows without blank ones."""

    name: str
    columns: dict[str, str]
    rows: list[Row]


@dataclass(frozen=True)
class Workbook:
    """Our sheets by name. `others` are names of sheets that mean nothing here; `formulas` are (sheet, cell)."""

    sheets: dict[str, Sheet]
    others: list[str] = field(default_factory=list)
    formulas: list[tuple[str, str]] = field(default_factory=list)

    def rows(self, sheet: str) -> list[Row]:
        return self.sheets[sheet].rows if sheet in self.sheets else []

    @property
    def settings(self) -> Row:
        rows = self.rows("settings")
        return rows[0] if rows else Row(2, {})
