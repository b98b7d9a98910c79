"""Tables that people send are read whole or refused with a number."""

import io
import zipfile

import pytest
import xlsxwriter

from fairthread.base import spreadsheets
from fairthread.base.problems import Problem

TEXT = "tên,số\nMay Đức Giang,1200\n\nMay Mười,\n"


def rows(content, name="t.csv", **limits):
    return list(spreadsheets.read_rows(content, name, **limits))


def number_of(content, name="t.csv", **limits):
    with pytest.raises(Problem) as refused:
        rows(content, name, **limits)
    return refused.value.number


def workbook(*table, formula=""):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("one")
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    if formula:
        sheet.write_formula("B2", formula)
    book.close()
    return out.getvalue()


def changed(content, part, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, change(old.read(member)) if member == part else old.read(member))
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_in_the_encodings_that_can_be_told(encoding):
    assert rows(TEXT.encode(encoding)) == [
        (2, {"tên": "May Đức Giang", "số": "1200"}),
        (4, {"tên": "May Mười", "số": ""}),
    ]


@pytest.mark.parametrize("encoding", ["cp1258", "latin-1", "cp1252"])
def test_other_encodings_are_refused_with_the_line(encoding):
    content = b"name,n\nplain,1\n" + "Công ty,2\n".encode(encoding, "replace")
    with pytest.raises(Problem) as refused:
        rows(content)
    assert (refused.value.number, refused.value.details["row"]) == (1021, 3)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_that_of_the_head(separator):
    assert rows(f"a{separator}b\n1{separator}2\n".encode()) == [(2, {"a": "1", "b": "2"})]


def test_decomposed_letters_are_composed():
    assert rows("a\nMười\n".encode())[0][1]["a"] == "Mười"


def test_xlsx_numbers_and_empty_cells():
    assert rows(workbook(["a", "b"], ["May Đức Giang", 1200], [], ["x", 1.5]), "t.xlsx") == [
        (2, {"a": "May Đức Giang", "b": "1200"}),
        (4, {"a": "x", "b": "1.5"}),
    ]


def test_read_sheets_gives_every_sheet():
    assert spreadsheets.read_sheets(workbook(["a"], ["b"])) == {"one": [["a"], ["b"]]}


def test_a_formula_is_refused_with_its_cell():
    content = workbook(["a", "b"], ["x", 1], formula='=HYPERLINK("http://example.org")')
    assert number_of(content, "t.xlsx") == 1027
    assert rows(content, "t.xlsx", formulas=True)


def test_a_file_over_the_limit(settings):
    settings.UPLOAD_MAX_BYTES = 10
    assert number_of(TEXT.encode()) == 1003


def test_a_zip_bomb():
    bomb = changed(workbook(["a"], [1]), "xl/worksheets/sheet1.xml", lambda part: part + b" " * 30_000_000)
    assert len(bomb) < 100_000
    assert number_of(bomb, "t.xlsx") == 1022


def test_a_size_that_lies_reaches_no_reader():
    bomb = bytearray(changed(workbook(["a"], [1]), "xl/styles.xml", lambda part: part + b" " * 30_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as packed:
        size = packed.getinfo("xl/styles.xml").file_size
    lied = bytes(bomb).replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert number_of(lied, "t.xlsx") == 1023


def test_xml_entities():
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    hostile = changed(workbook(["a"], [1]), "xl/worksheets/sheet1.xml", lambda part: declared + part)
    assert number_of(hostile, "t.xlsx") == 1023


@pytest.mark.parametrize("place", [b"XFD1048576", b"A1048576", b"XFD1"])
def test_one_cell_in_the_far_corner(place):
    far = changed(
        workbook(["a"], [1]), "xl/worksheets/sheet1.xml", lambda part: part.replace(b'"A2"', b'"' + place + b'"')
    )
    assert number_of(far, "t.xlsx") == 1025


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", workbook(["a"], [1])[:900]])
def test_a_damaged_workbook(content):
    assert number_of(content, "t.xlsx") == 1023


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"a\x00b,c\n"])
def test_neither_csv_nor_xlsx(content):
    assert number_of(content) == 1020


@pytest.mark.parametrize("content", [b"", b"a,a\n1,2\n", b"a,,b\n1,2,3\n", b"\n1\n"])
def test_a_head_that_names_no_columns(content):
    assert number_of(content) == 1024


@pytest.mark.parametrize("content", [b"a,b\n1,2,3\n", b'a,b\n"1,2\n', b'a\n"x"y\n'])
def test_rows_that_cannot_be_read(content):
    assert number_of(content) == 1026


def test_too_many_rows():
    assert number_of(b"a\n" + b"1\n" * 11, longest=10) == 1025


def test_a_path_in_the_name_is_cut_off():
    with pytest.raises(Problem) as refused:
        rows(b"", "../../etc/passwd.csv")
    assert refused.value.details["name"] == "passwd.csv"
