"""The report as a workbook for people who count: the same words and numbers as the PDF, no macros, no live formulas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from fairthread.assessments.report.content import ReportContent, validate
from fairthread.assessments.report.text import tidy
from fairthread.assessments.report.view import build

CELL_LIMIT = 32_767
"""Characters Excel keeps in one cell."""

ACCENT, TINT, DANGER, HAIR = "#0F5C63", "#EAF2F2", "#B3261E", "#C9D4D5"
Row = Sequence[str | int | None]


def render_xlsx(content: dict[str, Any]) -> bytes:
    """Sheets Cover, Summary, Findings and Annex, named in the report's language; the same content gives the same bytes.

    Texts are written as texts whatever they begin with. Raises ValueError when the content is incomplete.
    """
    report = validate(content)
    out = io.BytesIO()
    book = _Book(out, report)
    book.cover()
    book.summary()
    book.findings()
    book.annex()
    book.file.close()
    return out.getvalue()


class _Book:
    def __init__(self, out: io.BytesIO, report: ReportContent) -> None:
        self.report = report
        self.view = build(report, tidy)
        self.w = self.view["w"]
        live = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
        self.file = xlsxwriter.Workbook(out, {"in_memory": True} | dict.fromkeys(live, False))
        issued = datetime.fromisoformat(report["issued_at"])
        self.file.set_properties(
            {"title": self.view["subject"][:255], "author": self.view["programme"][:255], "created": issued}
        )
        base = {"font_name": "Noto Sans", "font_size": 10, "valign": "top", "text_wrap": True}
        self.plain = self._format(base)
        self.strong = self._format(base, bold=True)
        self.danger = self._format(base, bold=True, font_color=DANGER)
        self.label = self._format(base, bold=True, font_color=ACCENT)
        self.number = self._format(base, num_format="#,##0", align="right")
        self.percent = self._format(base, num_format="0.0%", align="right")
        self.title = self._format(base, bold=True, font_size=18, font_color=ACCENT, text_wrap=False)
        self.head = self._format(base, bold=True, font_color="#FFFFFF", bg_color=ACCENT, valign="vcenter")
        self.file.formats[0].set_font_name("Noto Sans")

    def _format(self, base: dict[str, Any], **more: Any) -> Format:
        return self.file.add_format(base | more)

    def _sheet(self, name: str, widths: Sequence[int], landscape: bool = True) -> Worksheet:
        sheet = self.file.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)  # A4
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        number = self.view["number"].replace("&", "&&")[:60]
        demo = f"  {self.w['demo']}" if self.view["demo"] else ""
        sheet.set_footer(f"&L{number}{demo}&R&P / &N")
        return sheet

    def _text(self, sheet: Worksheet, row: int, column: int, text: object, style: Format | None = None) -> None:
        words = str(text if text is not None else "")
        if len(words) > CELL_LIMIT:
            words = words[: CELL_LIMIT - 2] + " …"
        sheet.write_string(row, column, words, style or self.plain)

    def _table(self, sheet: Worksheet, top: int, head: Sequence[str], rows: Sequence[Row]) -> int:
        """A header that stays in view and on every printed page, with a filter; gives the row after the last."""
        for column, word in enumerate(head):
            self._text(sheet, top, column, word, self.head)
        for at, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(at, column, value, self.number)
                else:
                    self._text(sheet, at, column, value, self.danger if value == self.w["non_compliant"] else None)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        sheet.autofilter(top, 0, top + max(len(rows), 1), len(head) - 1)
        return top + 1 + len(rows)

    def cover(self) -> None:
        view, w = self.view, self.w
        sheet = self._sheet(w["cover_sheet"], (28, 90), landscape=False)
        self._text(sheet, 0, 0, w["title"], self.title)
        self._text(sheet, 1, 0, view["programme"], self.label)
        if view["demo"]:
            self._text(sheet, 2, 0, w["demo"], self.danger)
            self._text(sheet, 2, 1, w["demo_note"], self.danger)
        pairs = [(w["factory"], view["factory"]), (w["address"], view["place"])]
        pairs += [(f["label"], f["value"]) for f in view["facts"]]
        pairs += [
            (w["number"], view["number"]),
            (w["issued"], view["issued"]),
            (w["verify"], view["verify_url"]),
        ]
        at = 4
        for label, value in pairs:
            self._text(sheet, at, 0, label, self.label)
            self._text(sheet, at, 1, value, self.strong if label == w["factory"] else None)
            at += 1
        for order, paragraph in enumerate(view["method"]):
            self._text(sheet, at + 1 + order, 0, w["method"] if order == 0 else "", self.label)
            self._text(sheet, at + 1 + order, 1, paragraph)

    def summary(self) -> None:
        view, w = self.view, self.w
        sheet = self._sheet(w["summary"], (46, 18, 18, 14, 18))
        head = (w["cluster"], w["non_compliant"], w["compliant"], w["assessed"], w["share"])
        counts = sorted(
            self.report["summary"]["clusters"], key=lambda c: ("core", "national", "process").index(c["kind"])
        )
        rows: list[Row] = [
            (
                tidy(c["label"]),
                c["points_non_compliant"],
                c["points_assessed"] - c["points_non_compliant"],
                c["points_assessed"],
            )
            for c in counts
        ]
        after = self._table(sheet, 0, head, rows)
        for at, row in enumerate(rows, start=1):
            bad, assessed = row[1], row[3]
            if isinstance(bad, int) and isinstance(assessed, int) and assessed:
                sheet.write_number(at, 4, bad / assessed, self.percent)
            else:
                self._text(sheet, at, 4, "–")
        self._chart(sheet, head, after)
        at = after + 1
        for figure in view["figures"]:
            self._text(sheet, at, 0, figure["label"], self.label)
            self._text(sheet, at, 1, f"{figure['value']} {figure['of']}", self.strong)
            self._text(sheet, at, 2, figure["share"])
            at += 1
        at += 18  # below the chart
        for item in view["information"]:
            self._text(sheet, at, 0, f"{item['code']}  {item['label']}")
            self._text(sheet, at, 1, item["value"], self.strong)
            at += 1

    def _chart(self, sheet: Worksheet, head: Sequence[str], after: int) -> None:
        chart = self.file.add_chart({"type": "bar", "subtype": "stacked"})
        fills = ({"color": DANGER}, {"color": TINT})
        for column, fill in enumerate(fills, start=1):
            chart.add_series({
                "name": head[column],
                "categories": [sheet.get_name(), 1, 0, after - 1, 0],
                "values": [sheet.get_name(), 1, column, after - 1, column],
                "fill": fill, "border": {"color": ACCENT}, "gap": 45,
            })  # fmt: skip
        chart.set_title({"name": self.w["picture"], "name_font": {"size": 11, "color": ACCENT}})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": HAIR}}, "num_format": "0"})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 780, "height": 330})
        description = f"{self.w['picture']}: {self.w['n_of_m'].format(n=self.w['non_compliant'], m=self.w['assessed'])}"
        sheet.insert_chart(after + 5, 0, chart, {"description": description})

    def findings(self) -> None:
        w = self.w
        head = ("cluster", "point", "code", "question", "answer", "evidence", "legal", "affected", "cause", "public",
                "previous", "comments", "photos")  # fmt: skip
        sheet = self._sheet(w["findings"][:31], (22, 24, 13, 40, 10, 60, 26, 12, 34, 12, 16, 44, 28))
        rows: list[Row] = [
            (s["label"], p["label"], f["code"], f["label"], f["answer"], f["finding"], "; ".join(f["legal"]),
             f["workers_number"], f["cause"], w["yes"] if f["public"] else w["no"], f["previous"],
             "\n".join(f"{c['by']}, {c['on']}: {c['text']}" for c in f["comments"]),
             "\n".join(photo["caption"] for photo in f["photos"]))
            for s in self.view["sections"] for p in s["points"] for f in p["findings"]
        ]  # fmt: skip
        self._table(sheet, 0, [w[key] for key in head], rows)

    def annex(self) -> None:
        w = self.w
        head = ("cluster", "point", "code", "question", "answer", "result", "evidence")
        sheet = self._sheet(w["annex_sheet"], (24, 28, 14, 60, 16, 18, 60))
        rows: list[Row] = [
            (g["label"], p["label"], r["code"], r["label"], r["answer"], r["result"], r["evidence"])
            for g in self.view["annex"] for p in g["points"] for r in p["rows"]
        ]  # fmt: skip
        self._table(sheet, 0, [w[key] for key in head], rows)
