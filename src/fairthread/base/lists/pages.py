"""The page and the download of a list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from ..text import fold
from .declare import Column, Listing
from .keyset import after, cursor, ordered

LONGEST_XLSX = 100_000
COUNTED = 5_000


def page(request: HttpRequest, listing: Listing, template: str = "base/list.html", **context: Any) -> HttpResponseBase:
    """Answers with the page of a list, or with the whole of it as CSV or XLSX (`?format=`)."""
    rows, chosen = _narrowed(request, listing)
    column, descending = _sorting(request, listing)
    rows = ordered(rows, column, descending)
    form = request.GET.get("format", "")
    if form == "csv":
        return _csv(listing, rows)
    if form == "xlsx":
        return _xlsx(listing, rows)
    # Counted only so far: nobody reads more, and the database need not walk all of a long list for it.
    total = rows.order_by()[: COUNTED + 1].count()
    place = request.GET.get("after", "")
    shown = _fetched(listing, (after(rows, column, descending, place) if place else rows)[: listing.size + 1])
    more = len(shown) > listing.size
    shown = shown[: listing.size]
    return render(
        request,
        template,
        {
            "listing": listing,
            "rows": [(row, [_cell(column_, row) for column_ in listing.columns]) for row in shown],
            "total": min(total, COUNTED),
            "more_than_total": total > COUNTED,
            "chosen": chosen,
            "q": request.GET.get("q", ""),
            "sort": ("-" if descending else "") + column,
            "next": cursor(shown[-1], column) if more else "",
            "first": not place,
            **context,
        },
    )


def _fetched(listing: Listing, wanted: Any) -> list[Any]:
    """The rows of a page. Keys first: a database that has to sort sorts keys several times faster than whole rows."""
    keys = list(wanted.values_list("pk", flat=True))
    found = {row.pk: row for row in listing.rows.filter(pk__in=keys).order_by()}
    return [found[key] for key in keys if key in found]


def _narrowed(request: HttpRequest, listing: Listing) -> tuple[Any, dict[str, str]]:
    rows, chosen = listing.rows, {}
    words = fold(request.GET.get("q", ""))[:200].replace("\x00", "")
    if listing.search:
        for word in words.split():
            rows = rows.filter(**{f"{listing.search}__contains": word})
    for filter_ in listing.filters:
        value = request.GET.get(filter_.key, "")
        if value and value in {str(choice[0]) for choice in filter_.choices}:
            rows = filter_.apply(rows, value)
            chosen[filter_.key] = value
    return rows, chosen


def _sorting(request: HttpRequest, listing: Listing) -> tuple[str, bool]:
    wanted = request.GET.get("sort", "") or listing.order
    if wanted.lstrip("-") not in {column.sort for column in listing.columns if column.sort} | {
        listing.order.lstrip("-")
    }:
        wanted = listing.order
    return wanted.lstrip("-"), wanted.startswith("-")


def _cell(column: Column, row: Any) -> dict[str, Any]:
    value = column.value(row)
    cell = {"column": column, "value": value, "link": column.link(row) if column.link else ""}
    if column.kind == "badge" and value in column.badges:
        cell["tone"], cell["label"] = column.badges[value]
    return cell


def _plain(column: Column, row: Any) -> Any:
    value = column.value(row)
    if column.kind == "badge" and value in column.badges:
        return str(column.badges[value][1])
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    return value if isinstance(value, int | float | date) or value is None else str(value)


def _csv(listing: Listing, rows: Any) -> StreamingHttpResponse:
    def lines() -> Iterator[bytes]:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([str(column.label) for column in listing.columns])
        yield b"\xef\xbb\xbf"  # lets Excel read Vietnamese
        for row in rows.iterator(chunk_size=2000):
            writer.writerow([_inert(_plain(column, row)) for column in listing.columns])
            if out.tell() > 60_000:
                yield out.getvalue().encode()
                out.seek(0)
                out.truncate()
        yield out.getvalue().encode()

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{listing.key}.csv"'
    return response


def _inert(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _xlsx(listing: Listing, rows: Any) -> HttpResponse:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(listing.columns):
        sheet.write_string(0, place, str(column.label), head)
        sheet.set_column(place, place, 22)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows[:LONGEST_XLSX].iterator(chunk_size=2000), start=1):
        for place, column in enumerate(listing.columns):
            value = _plain(column, row)
            if isinstance(value, date):
                sheet.write_datetime(line, place, value, day)  # type: ignore[arg-type]
            elif isinstance(value, int | float):
                sheet.write_number(line, place, value)
            elif value:
                sheet.write_string(line, place, value)
    book.close()
    response = HttpResponse(
        out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    response["Content-Disposition"] = f'attachment; filename="{listing.key}.xlsx"'
    return response
