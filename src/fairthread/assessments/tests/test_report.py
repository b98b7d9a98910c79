"""The official report: what it says, in both languages, and what must never break it."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from fairthread.assessments.report import render_pdf, render_xlsx, validate
from fairthread.assessments.report.text import covered, printable, tidy
from fairthread.assessments.report.words import WORDS, count, day, share
from fairthread.assessments.tests.report_sample import photos, sample

HOSTILE = (
    '#panic(1) $x^2$ *bold* _it_ `raw` @ref <label> = heading \\ #import "x": * [a] {b} // c /* d',
    "<script>alert('x')</script> &amp; <b>",
    "W" * 400,
    "https://example.test/" + "a/b?c=" * 60,
    "😀 👩🏽‍🏭 مرحبا بالعالم שלום 工厂 \u202eevil\u202c \x00\x07\ud800 e\u0302\u0301",
    '=HYPERLINK("http://evil","x")',
    "one\n\n\ntwo\r\nthree\t four",
)


@pytest.fixture(scope="module")
def vietnamese() -> bytes:
    content = sample("vi")
    return render_pdf(content, photos(content))


def text_of(pdf: bytes) -> str:
    """Words with single spaces: line ends of a page are not part of what it says."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def spoilt(text: str) -> dict[str, Any]:
    """A report in which people wrote the same strange text into every free field."""
    content = copy.deepcopy(sample("en"))
    keep = {"language", "number", "verify_url", "issued_at", "law_date", "started_on", "ended_on", "on", "kind",
            "result", "path", "previous"}  # fmt: skip

    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            return {k: v if k in keep else walk(v) for k, v in node.items()}
        if isinstance(node, list):
            return [walk(item) for item in node[:3]]
        return text if isinstance(node, str) else node

    return walk(content)


def sheets_of(workbook: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def test_vietnamese_words_come_out_of_the_pdf_with_their_diacritics(vietnamese: bytes) -> None:
    text = text_of(vietnamese)
    for words in ("Báo cáo đánh giá tuân thủ", "Công ty TNHH May mặc Xuân Thuỷ Nguyên", "Căn cứ pháp lý",
                  "Nguyên nhân gốc rễ", "Ý kiến của nhà máy", "Phụ lục: toàn bộ câu trả lời", "Không tuân thủ",
                  "Lối thoát hiểm có mở và không khoá trong giờ làm việc không?", "tiếng ồn ≥ 87 dBA"):  # fmt: skip
        assert words in text


def test_days_and_numbers_follow_the_language(vietnamese: bytes) -> None:
    text, english = text_of(vietnamese), text_of(render_pdf(sample("en"), {}))
    assert "21/11/2026" in text and "1.200 (950 nữ, 250 nam)" in text and "Trang 2/" in text
    assert "21 November 2026" in english and "1,200 (950 women, 250 men)" in english and "Page 2 of " in english
    assert "Compliance points by cluster" in english and "Verify at fairthread.example" in english
    assert (count(1234567, "vi"), count(4.5, "vi"), count(None, "en")) == ("1.234.567", "4,5", "–")
    assert (share(31, 220, "vi"), share(31, 220, "en"), share(0, 0, "en")) == ("14,1%", "14.1%", "–")
    assert (day("2026-01-05", "vi"), day("2026-01-05", "en")) == ("05/01/2026", "5 January 2026")


def test_the_pdf_says_it_is_accessible(vietnamese: bytes) -> None:
    reader = PdfReader(io.BytesIO(vietnamese))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert re.search(rb"pdfuaid:part[>=\"' ]*1", root["/Metadata"].get_data())
    assert reader.metadata is not None and "FT-VN-2026-000123" in (reader.metadata.title or "")


def test_the_same_content_gives_the_same_bytes(vietnamese: bytes) -> None:
    content = sample("vi")
    assert render_pdf(content, photos(content)) == vietnamese
    assert render_xlsx(content) == render_xlsx(sample("vi"))


def test_every_answer_is_in_the_annex_of_both(vietnamese: bytes) -> None:
    content = sample("vi")
    text = text_of(vietnamese)
    annex = text[text.rindex("Phụ lục: toàn bộ câu trả lời") :]
    rows = sheets_of(render_xlsx(content))["Phụ lục"][1:]
    assert len(content["annex"]) >= 245
    assert [row[2] for row in rows] == [row["code"] for row in content["annex"]]
    assert not [row["code"] for row in content["annex"] if row["code"] not in annex]


def test_every_finding_is_in_both(vietnamese: bytes) -> None:
    text, rows = text_of(vietnamese), sheets_of(render_xlsx(sample("vi")))["Phát hiện chi tiết"][1:]
    findings = [f for c in sample("vi")["clusters"] for p in c["points"] for f in p["findings"]]
    assert len(findings) == len(rows) == 31
    for finding in findings:
        assert finding["finding"].split(".")[0] in text
    assert rows[0][7] == "" and rows[1][7] == 14


def test_photos_are_shown_once_each_and_lose_their_metadata(vietnamese: bytes) -> None:
    content = sample("vi")
    wanted = sum(len(f["photos"]) for c in content["clusters"] for p in c["points"] for f in p["findings"])
    shown = [image for page in PdfReader(io.BytesIO(vietnamese)).pages for image in page.images]
    assert len(shown) == wanted == 9
    assert b"Phone that tells" in photos(content)["OSH-EP-01-0.jpg"]
    assert not [image for image in shown if b"Phone that tells" in image.data]


def test_a_photo_that_cannot_be_read_leaves_a_marked_gap() -> None:
    content = sample("vi")
    paths = list(photos(content))
    text = text_of(render_pdf(content, {paths[0]: b"not a picture"}))
    assert text.count("Không hiển thị được ảnh") == len(paths)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_strange_texts_are_shown_and_never_obeyed(text: str, language: str) -> None:
    content = spoilt(text) | {"language": language}
    shown = re.sub(r"\s", "", text_of(render_pdf(content, {})))
    assert re.sub(r"\s", "", printable(text)).replace("\u200b", "")[:60] in shown
    render_xlsx(content)


def test_everything_the_fonts_claim_can_be_printed() -> None:
    content = sample("en")
    content["method"] = ["".join(map(chr, sorted(covered())))]
    assert render_pdf(content, {}).startswith(b"%PDF")


def test_a_very_long_finding_runs_over_pages() -> None:
    content = sample("en")
    finding = next(f for c in content["clusters"] for p in c["points"] for f in p["findings"])
    finding["finding"] = "\n".join(f"Line {i} of a long story about doors." for i in range(300)) + " The end."
    text = text_of(render_pdf(content, {}))
    assert "Line 0 of" in text and "Line 299 of" in text and "The end." in text


def test_text_is_tidied_without_losing_words() -> None:
    assert tidy("Tie\u0302\u0301ng  Vie\u0323\u0302t\x00\u202e") == "Tiếng  Việt"
    assert printable("đo ≥ 85 → ✓ 😀 工厂") == "đo ≥ 85 → ✓ [grinning face] \ufffd"
    assert "\u200b" in printable("a" * 60) and printable("a" * 60).replace("\u200b", "") == "a" * 60


def test_cells_that_look_like_formulas_stay_text() -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "http://evil.test", "{=1}"):
        book = render_xlsx(spoilt(text))
        assert any(text in row for rows in sheets_of(book).values() for row in rows)
        with zipfile.ZipFile(io.BytesIO(book)) as parts:
            cells = b"".join(parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/"))
        assert b"<f>" not in cells and b"<hyperlink" not in cells


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("number",), "number is missing"),
        (("factory", "name"), "factory.name is missing"),
        (("summary", "clusters", 2, "label"), "summary.clusters[2].label is missing"),
        (("annex", 7, "result"), "annex[7].result is missing"),
        (
            ("clusters", 0, "points", 2, "findings", 0, "legal"),
            "clusters[0].points[2].findings[0].legal is missing",
        ),
    ],
)
def test_what_is_missing_is_named(path: tuple[Any, ...], name: str) -> None:
    content = sample("en")
    node: Any = content
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    for use in (validate, render_pdf, render_xlsx):
        with pytest.raises(ValueError, match=re.escape(name)):
            use(content)


def test_wrong_kinds_are_named_together() -> None:
    content = sample("en") | {"issued_at": "21/11/2026", "demo": "yes", "language": "fr", "annex": None}
    with pytest.raises(
        ValueError, match="language is not one of en, vi; issued_at is not a day .*demo is not bool; annex"
    ):
        validate(content)
    with pytest.raises(ValueError, match="content is not a dictionary"):
        validate([])


def test_counts_that_cannot_be_true_are_refused() -> None:
    content = sample("en")
    content["summary"]["questions_non_compliant"] = 9999
    with pytest.raises(ValueError, match="questions_non_compliant"):
        render_pdf(content, {})


def test_demo_data_is_marked_on_every_page_and_real_data_on_none(vietnamese: bytes) -> None:
    assert all("Dữ liệu minh họa" in page.extract_text() for page in PdfReader(io.BytesIO(vietnamese)).pages)
    assert "Dữ liệu minh họa" not in text_of(render_pdf(sample("vi") | {"demo": False}, {}))


def test_a_report_without_findings_or_information_still_reads() -> None:
    content = sample("en")
    for cluster in content["clusters"]:
        for point in cluster["points"]:
            point["findings"], point["result"] = [], "compliant"
    content |= {"information": [], "method": [], "annex": []}
    assert "No non-compliance was found." in text_of(render_pdf(content, {}))
    render_xlsx(content)


def test_the_words_exist_in_both_languages() -> None:
    for key, (english, vietnamese) in WORDS.items():
        assert english and vietnamese, key
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", vietnamese)), key
