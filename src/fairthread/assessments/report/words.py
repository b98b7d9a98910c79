"""The report's own words in both languages, and days, counts and shares as each language writes them.

Kept out of gettext on purpose: an issued report must read the same years later, whatever the catalogues say then.
"""

from __future__ import annotations

from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip

WORDS: dict[str, tuple[str, str]] = {
    # key: (English, Vietnamese)
    "title": ("Compliance assessment report", "Báo cáo đánh giá tuân thủ"),
    "subtitle": ("Core labour standards and national labour law",
                 "Tiêu chuẩn lao động cốt lõi và pháp luật lao động quốc gia"),
    "demo": ("Demo data", "Dữ liệu minh họa"),
    "demo_note": ("The factory, the people and every figure in this report are invented.",
                  "Nhà máy, con người và mọi số liệu trong báo cáo này đều là hư cấu."),
    "number": ("Report number", "Số báo cáo"),
    "issued": ("Issued on", "Ngày phát hành"),
    "verify": ("Verify at", "Kiểm tra tại"),
    "verify_long": ("Scan the code or open the address to check that this report is genuine and in force.",
                    "Quét mã hoặc mở địa chỉ để kiểm tra báo cáo này là thật và còn hiệu lực."),
    "qr_alt": ("QR code that opens the verification page of report {number}",
               "Mã QR mở trang kiểm tra của báo cáo {number}"),
    "contents": ("Contents", "Nội dung"),
    "page": ("Page {x} of {y}", "Trang {x}/{y}"),
    "factory": ("Factory", "Nhà máy"),
    "other_names": ("Also known as", "Tên khác"),
    "public_id": ("Public identifier", "Mã công khai"),
    "address": ("Address", "Địa chỉ"),
    "province": ("Province", "Tỉnh, thành phố"),
    "sector": ("Sector", "Ngành"),
    "workers": ("Workers", "Số người lao động"),
    "workers_split": ("{total} ({women} women, {men} men)", "{total} ({women} nữ, {men} nam)"),
    "union": ("Union at the factory", "Công đoàn cơ sở"),
    "union_yes": ("Yes", "Có"),
    "union_no": ("No", "Không có"),
    "cycle": ("Cycle", "Chu kỳ"),
    "dates": ("Days at the factory", "Thời gian đánh giá"),
    "period": ("{a} to {b}", "{a} đến {b}"),
    "person_days": ("Person-days", "Số ngày công đánh giá"),
    "mode": ("Manner of visit", "Hình thức"),
    "tool": ("Assessment tool", "Bộ công cụ"),
    "version": ("{tool}, version {version}", "{tool}, phiên bản {version}"),
    "law_date": ("Law as in force on", "Pháp luật có hiệu lực đến ngày"),
    "assessors": ("Assessors", "Đoàn đánh giá"),
    "mode_unannounced": ("Unannounced", "Không báo trước"),
    "mode_announced": ("Announced", "Có báo trước"),
    "mode_semi_announced": ("Semi-announced", "Báo trước trong một khoảng thời gian"),
    "summary": ("Summary", "Tóm tắt"),
    "fig_points": ("compliance points non-compliant", "điểm tuân thủ không đạt"),
    "fig_questions": ("questions non-compliant", "câu hỏi không tuân thủ"),
    "fig_public": ("findings on publicly reported issues", "phát hiện thuộc vấn đề công bố công khai"),
    "fig_repeat": ("findings repeated from the previous assessment", "phát hiện lặp lại từ lần đánh giá trước"),
    "of": ("of {n}", "trên {n}"),
    "picture": ("Compliance points by cluster", "Điểm tuân thủ theo nhóm"),
    "picture_note": ("Each square is one compliance point that was assessed.",
                     "Mỗi ô vuông là một điểm tuân thủ đã được đánh giá."),
    "core": ("Core labour standards", "Tiêu chuẩn lao động cốt lõi"),
    "national": ("Working conditions under national law", "Điều kiện làm việc theo pháp luật quốc gia"),
    "process": ("Process (not counted in the rates)", "Quy trình (không tính vào tỷ lệ)"),
    "cluster": ("Cluster", "Nhóm"),
    "point": ("Compliance point", "Điểm tuân thủ"),
    "points": ("Compliance points", "Điểm tuân thủ"),
    "assessed": ("Assessed", "Đã đánh giá"),
    "non_compliant": ("Non-compliant", "Không tuân thủ"),
    "compliant": ("Compliant", "Tuân thủ"),
    "not_applicable": ("Not applicable", "Không áp dụng"),
    "information_result": ("Information", "Thông tin"),
    "share": ("Share", "Tỷ lệ"),
    "n_of_m": ("{n} of {m}", "{n}/{m}"),
    "glance": ("Findings at a glance", "Danh mục phát hiện"),
    "findings": ("Findings", "Phát hiện chi tiết"),
    "finding": ("Finding", "Phát hiện"),
    "no_findings": ("No non-compliance was found.", "Không phát hiện điểm không tuân thủ nào."),
    "question": ("Question", "Câu hỏi"),
    "answer": ("Answer", "Trả lời"),
    "evidence": ("Evidence", "Bằng chứng"),
    "legal": ("Legal basis", "Căn cứ pháp lý"),
    "affected": ("Workers affected", "Lao động bị ảnh hưởng"),
    "people_short": ("Workers", "Số người"),
    "affected_share": ("{n} ({share} of all workers)", "{n} ({share} tổng số)"),
    "cause": ("Root cause", "Nguyên nhân gốc rễ"),
    "not_stated": ("Not stated", "Chưa xác định"),
    "public": ("Publicly reported issue", "Vấn đề công bố công khai"),
    "public_short": ("Public", "Công khai"),
    "repeat": ("Repeated", "Lặp lại"),
    "previous": ("Previous assessment", "Lần đánh giá trước"),
    "previous_none": ("Not assessed", "Không đánh giá"),
    "comments": ("Comment of the factory", "Ý kiến của nhà máy"),
    "no_comment": ("None received before the report was issued.", "Chưa nhận được ý kiến trước ngày phát hành."),
    "photos": ("Photos", "Ảnh"),
    "photo_alt": ("Photo for finding {code}", "Ảnh của phát hiện {code}"),
    "photo_lost": ("Photo could not be shown", "Không hiển thị được ảnh"),
    "page_short": ("Page", "Trang"),
    "cluster_line": ("{n} of {m} compliance points non-compliant", "{n}/{m} điểm tuân thủ không đạt"),
    "points_ok": ("Points found compliant", "Các điểm tuân thủ"),
    "points_na": ("Points not applicable", "Các điểm không áp dụng"),
    "information": ("Information about the factory", "Thông tin về nhà máy"),
    "item": ("Item", "Nội dung"),
    "value": ("Answer", "Trả lời"),
    "method": ("Method and limits", "Phương pháp và giới hạn"),
    "annex": ("Annex: all answers", "Phụ lục: toàn bộ câu trả lời"),
    "annex_sheet": ("Annex", "Phụ lục"),
    "cover_sheet": ("Cover", "Trang bìa"),
    "code": ("Code", "Mã"),
    "result": ("Result", "Kết quả"),
    "yes": ("Yes", "Có"),
    "no": ("No", "Không"),
    "na": ("Not applicable", "Không áp dụng"),
    "all_points": ("All clusters that count in the rates", "Tất cả các nhóm tính tỷ lệ"),
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    """All words of one language by key."""
    column = 1 if language == "vi" else 0
    return {key: both[column] for key, both in WORDS.items()}


def day(iso: str, language: str) -> str:
    """`2026-11-21` as 21/11/2026 or 21 November 2026."""
    when = date.fromisoformat(iso)
    if language == "vi":
        return f"{when:%d/%m/%Y}"
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def count(number: int | float | None, language: str) -> str:
    """1200 as 1.200 or 1,200; a dash when nobody counted."""
    if number is None:
        return "–"
    return _local(f"{number:,}" if isinstance(number, int) else f"{number:,.2f}".rstrip("0").rstrip("."), language)


def share(part: int | None, whole: int | None, language: str) -> str:
    """A percentage with one decimal, rounded here and nowhere before; a dash when there is nothing to divide by."""
    if part is None or not whole:
        return "–"
    return _local(f"{100 * part / whole:.1f}", language) + "%"


def _local(figure: str, language: str) -> str:
    return figure.translate(str.maketrans(",.", ".,")) if language == "vi" else figure
