"""The filler in a real browser, against endpoints in memory. Names read as sentences."""
# ruff: noqa: E501, E731, RET503

import re
import struct
import zlib

import pytest
from hand import Hand

pytestmark = pytest.mark.browser
GATE, PARENT, DETAILS = (
    "child_labour_p1_q1",
    "child_labour_p1_q2",
    ["child_labour_p1_q3", "child_labour_p1_q4", "child_labour_p1_q5"],
)
PLAIN = "child_labour_p1_q6"  # compliant answer: no


def png(width, height):
    rows = b"".join(b"\0" + bytes([y % 256, 90, 160]) * width for y in range(height))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def jpeg_size(data):
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    height, width = struct.unpack(">HH", data[at + 5 : at + 9])
    return width, height


def test_an_answer_is_saved_on_the_device_and_on_the_server(filler, house):
    filler.answer(PLAIN, "no").nap(0.4)
    assert f"<{PLAIN}>no</{PLAIN}>" in filler.on_device()["xml"]
    filler.phase("idle")
    assert house.mine()[PLAIN]["value"] == "no"
    assert "máy chủ" in filler.said
    assert filler.on_device()["acked"] == filler.on_device()["sequence"] == house.draft["sequence"]
    assert filler.errors == []


def test_a_reload_keeps_answers_and_words_even_before_the_server_has_them(filler, house):
    house.down = True
    filler.answer(PLAIN, "yes").write(PLAIN, "evidence", "Ba hồ sơ thiếu giấy tờ").write(PLAIN, "workers", "12").write(
        PLAIN, "private", "hỏi lại Lan"
    ).nap(0.5)
    house.down = False
    filler.page.reload()
    filler.page.wait_for_selector(".ft-app")
    assert filler.value(PLAIN) == "yes"
    assert filler.card(PLAIN).locator(".ft-finding-evidence textarea").input_value() == "Ba hồ sơ thiếu giấy tờ"
    filler.phase("idle")
    assert "<finding_workers>12</finding_workers>" in house.draft["xml"]
    assert "<finding_private>hỏi lại Lan</finding_private>" in house.draft["xml"]
    assert house.mine()[PLAIN]["evidence"] == "Ba hồ sơ thiếu giấy tờ"


def test_another_device_goes_on_where_the_first_one_stopped(filler, browser, standing):
    filler.answer(PLAIN, "no").saved()
    elsewhere = browser.new_context()
    other = Hand(elsewhere, standing[1]).open()
    assert other.value(PLAIN) == "no"
    other.answer("child_labour_p1_q7", "no").saved()
    filler.page.reload()
    filler.page.wait_for_selector(".ft-app")
    assert filler.value("child_labour_p1_q7") == "no"
    elsewhere.close()


def test_what_was_answered_without_a_connection_is_sent_when_it_returns(filler, house):
    house.down = True
    filler.answer(PLAIN, "no").phase("offline")
    assert "sẽ gửi" in filler.said
    filler.answer("child_labour_p1_q7", "no").nap(1)
    house.down = False
    filler.phase("idle", 15)
    assert {house.mine()[name]["value"] for name in (PLAIN, "child_labour_p1_q7")} == {"no"}


def test_the_form_opens_from_the_device_when_the_server_is_away(filler, house, context):
    filler.answer(PLAIN, "no").saved()
    context.route(re.compile(r"(state\.json|form\.xml|draft)$"), lambda route: route.abort())
    filler.page.reload()
    filler.page.wait_for_selector(".ft-app")
    assert filler.value(PLAIN) == "no"
    filler.answer(PLAIN, "yes").phase("offline")
    context.unroute_all()
    filler.phase("idle", 15)
    assert house.mine()[PLAIN]["value"] == "yes"


def test_leaving_the_page_sends_what_is_not_sent(filler, house):
    filler.answer(PLAIN, "no")
    filler.page.goto("about:blank")
    for _ in range(30):
        if house.draft["xml"]:
            break
        filler.nap(0.1)
    assert house.mine()[PLAIN]["value"] == "no"


def test_a_closed_gate_hides_its_questions_and_takes_them_out_of_the_denominator(filler):
    total = lambda: filler.page.evaluate("() => document.querySelector('.ft-overall progress').max")
    assert filler.card(DETAILS[0]).count() == 0
    before = total()
    filler.answer(GATE, "yes")
    filler.card(DETAILS[0]).wait_for()
    assert total() == before + 3
    filler.answer(GATE, "no")
    filler.card(DETAILS[0]).wait_for(state="detached")
    assert total() == before
    assert filler.card(GATE).get_by_text("đã đóng").is_visible()


def test_a_parent_follows_from_its_children(filler, house):
    filler.answer(GATE, "yes")
    result = filler.card(PARENT).locator(".ft-result")
    for name, value in zip(DETAILS, ("yes", "na", "yes"), strict=True):
        filler.answer(name, value)
    result.get_by_text("Tuân thủ", exact=True).wait_for()
    filler.answer(DETAILS[1], "no")
    result.get_by_text("Không tuân thủ").wait_for()
    assert filler.card(PARENT).locator("input").count() == 0
    filler.saved()
    assert house.mine()[PARENT]["value"] == "no"


def test_a_non_compliant_answer_asks_for_evidence_before_it_counts_as_done(filler):
    done = lambda: filler.page.evaluate("() => document.querySelector('.ft-overall progress').value")
    filler.answer(PLAIN, "yes").nap(0.2)
    assert filler.card(PLAIN).get_attribute("data-status") == "evidence"
    assert done() == 0
    filler.write(PLAIN, "evidence", "Có ba trường hợp").nap(0.2)
    assert done() == 1


def test_a_photo_is_made_small_kept_and_sent(filler, house):
    filler.answer(PLAIN, "yes")
    house.down = True
    filler.card(PLAIN).locator("input[type=file]").first.set_input_files(
        {"name": "IMG.png", "mimeType": "image/png", "buffer": png(2400, 1200)}
    )
    filler.card(PLAIN).locator(".ft-tile img").wait_for()
    filler.card(PLAIN).locator(".ft-tile-side input").fill("Sổ đăng ký")
    filler.nap(0.5)
    filler.page.goto("about:blank")
    house.down = False
    filler.open()
    filler.card(PLAIN).locator(".ft-tile img").wait_for()
    filler.phase("idle")
    filler.nap(1)
    (sent,) = house.files.values()
    assert jpeg_size(sent["file"]) == (1600, 800)
    assert sent["question"] == PLAIN.encode()
    assert "<attachment_caption>Sổ đăng ký</attachment_caption>" in house.draft["xml"]
    assert f"<attachment_file>{next(iter(house.files)).split('/')[1]}.jpg</attachment_file>" in house.draft["xml"]


def test_a_document_goes_as_it_is_and_can_be_taken_away(filler, house):
    filler.answer(PLAIN, "yes")
    filler.card(PLAIN).locator("input[type=file]").nth(1).set_input_files(
        {"name": "so luong.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 x"}
    )
    filler.card(PLAIN).locator(".ft-thumb-file").wait_for()
    filler.saved().nap(0.5)
    assert next(iter(house.files.values()))["file"] == b"%PDF-1.4 x"
    filler.card(PLAIN).locator(".ft-remove").click()
    filler.saved()
    assert "so luong" not in house.draft["xml"] and "<attachment_id>" not in house.draft["xml"].replace(
        "<attachment_id/>", ""
    )


def test_the_language_changes_at_a_touch_and_nothing_is_lost(filler):
    filler.answer(PLAIN, "yes").write(PLAIN, "evidence", "đang viết")
    assert "phát hiện" in filler.card(PLAIN).inner_text()
    filler.page.locator(".ft-lang input[value=en]").check(force=True)
    filler.card(PLAIN).get_by_text("Did the assessor find").wait_for()
    assert filler.page.locator("html").get_attribute("lang") == "en"
    assert filler.value(PLAIN) == "yes"
    assert filler.card(PLAIN).locator(".ft-finding-evidence textarea").input_value() == "đang viết"
    assert "Bằng chứng" not in filler.page.locator(".ft-app").inner_text()


def test_a_second_tab_only_reads_until_it_takes_over(filler, context, standing, house):
    filler.answer(PLAIN, "no").saved()
    second = Hand(context, standing[1]).open()
    assert second.page.get_by_text("đang mở ở một thẻ khác").is_visible()
    assert second.card(PLAIN).locator("input[value=yes]").is_disabled()
    assert second.value(PLAIN) == "no"
    second.page.get_by_role("button", name="Chuyển sang điền ở đây").click()
    second.page.wait_for_function(
        "() => !document.querySelector('.ft-notice-warn') && document.querySelector('.ft-app')", timeout=15_000
    )
    second.answer("child_labour_p1_q7", "no").saved()
    assert filler.page.get_by_text("đang tiếp tục ở một thẻ khác").is_visible()
    assert filler.card(PLAIN).locator("input[value=yes]").is_disabled()
    assert house.mine()[PLAIN]["value"] == "no"


def test_different_answers_are_shown_side_by_side_and_the_lead_decides(filler, house):
    house.lan_says(PLAIN, "yes", "Lan thấy một trường hợp")
    filler.answer(PLAIN, "no").saved()
    box = filler.card(PLAIN).locator(".ft-conflict")
    assert (
        "Tôi: Không" in box.inner_text()
        and "Lan: Có" in box.inner_text()
        and "Lan thấy một trường hợp" in box.inner_text()
    )
    assert filler.page.locator(".ft-list-conflict").is_visible()
    box.get_by_role("button", name="Chọn câu trả lời này").nth(1).click()
    box.wait_for(state="detached")
    assert house.chosen == {PLAIN: "lan-1"}
    assert filler.card(PLAIN).get_by_text("Trưởng đoàn đã quyết định").is_visible()


def test_the_other_assessors_answer_stands_beside_mine_and_can_be_taken_over(house, context, standing):
    house.lan_says(PLAIN, "no")
    filler = Hand(context, standing[1]).open()
    assert "Lan: Không" in filler.card(PLAIN).inner_text()
    assert filler.card(PLAIN).get_attribute("data-status") == "done"
    filler.card(PLAIN).get_by_role("button", name="Trả lời giống vậy").click()
    filler.saved()
    assert house.mine()[PLAIN]["value"] == "no"


def test_only_the_lead_may_decide(house, context, standing):
    house.lead = False
    house.lan_says(PLAIN, "yes")
    filler = Hand(context, standing[1]).open()
    filler.answer(PLAIN, "no").saved()
    assert filler.card(PLAIN).locator(".ft-conflict button").count() == 0
    assert filler.card(PLAIN).get_by_text("Trưởng đoàn đánh giá quyết định").is_visible()


def test_a_refused_draft_shows_the_numbered_problem_and_keeps_what_was_written(filler, house):
    house.problem = {"problem": {"number": 6012, "title": "Bản nháp khác mới hơn", "detail": "", "todo": ""}}
    filler.answer(PLAIN, "no").phase("refused")
    assert filler.page.get_by_text("Lỗi 6012: Bản nháp khác mới hơn", exact=True).is_visible()
    filler.answer("child_labour_p1_q7", "no").nap(0.4)
    assert "<child_labour_p1_q7>no<" in filler.on_device()["xml"]
    house.problem = None
    filler.page.get_by_role("button", name="Giữ nội dung trên máy này").click()
    filler.phase("idle")
    assert house.mine()["child_labour_p1_q7"]["value"] == "no"


def test_a_refusal_says_number_reason_and_remedy_in_sight_and_part_by_part(filler, house):
    part = {"number": 4003, "title": "Nội dung quá dài", "detail": {"question": "?"}, "todo": "Hãy rút gọn"}
    house.problem = {
        "problem": {
            "number": 6019,
            "title": "Không đọc được dữ liệu: xml",
            "detail": {"what": "xml"},
            "todo": "Hãy tải lại trang",
            "parts": [part],
        }
    }
    filler.answer(PLAIN, "no").phase("refused")
    assert "Lỗi 6019: Không đọc được dữ liệu: xml Hãy tải lại trang" in filler.said
    assert filler.page.get_by_text("Lỗi 4003: Nội dung quá dài Hãy rút gọn").is_visible()


def test_a_draft_without_a_name_of_its_own_is_saved_under_the_one_the_server_knows(filler, house):
    filler.answer(PLAIN, "no").saved()
    known = house.draft["instance_id"]
    house.draft["xml"] = re.sub(r"<(\w+:)?meta>.*</(\w+:)?meta>", "", house.draft["xml"])
    house.draft["sequence"] += 1
    filler.page.reload()
    filler.page.wait_for_selector(".ft-app")
    filler.answer(PLAIN, "yes").saved()
    assert house.draft["instance_id"] == known and house.mine()[PLAIN]["value"] == "yes"


def test_a_refused_file_says_why_at_the_file_and_can_be_taken_away(filler, house):
    house.file_problem = {
        "problem": {"number": 1004, "title": "Tệp không mở được", "detail": {}, "todo": "Hãy lưu lại"}
    }
    filler.answer(PLAIN, "yes")
    picker = filler.card(PLAIN).locator("input[type=file]").nth(1)
    assert picker.get_attribute("accept") == "image/*,.pdf,.xlsx,.docx"
    picker.set_input_files({"name": "so.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 x"})
    filler.card(PLAIN).get_by_text("Lỗi 1004: Tệp không mở được Hãy lưu lại").wait_for()
    filler.phase("idle")
    assert "không nhận 1 tệp" in filler.said and "đang chờ" not in filler.said
    filler.card(PLAIN).locator(".ft-remove").click()
    filler.saved()
    assert "Đã lưu trên máy chủ" in filler.said and filler.card(PLAIN).locator(".ft-tile").count() == 0


def test_giving_way_to_the_servers_draft_sets_mine_aside(filler, house, browser, standing):
    filler.answer(PLAIN, "no").saved()
    elsewhere = browser.new_context()
    Hand(elsewhere, standing[1]).open().answer(PLAIN, "yes").saved().answer("child_labour_p1_q7", "no").saved()
    elsewhere.close()
    filler.answer("child_labour_p2_q7", "no").phase("refused")
    filler.page.get_by_role("button", name="Dùng bản nháp trên máy chủ").click()
    filler.page.get_by_text("vẫn được giữ").wait_for()
    assert filler.value(PLAIN) == "yes"
    filler.page.get_by_role("button", name="Dùng bản đó thay thế").click()
    filler.page.locator("#q-child_labour_p2_q7 input[value=no]:checked").wait_for(state="attached")
    filler.phase("idle")
    assert filler.value(PLAIN) == "no" and house.mine()["child_labour_p2_q7"]["value"] == "no"
    assert (
        filler.page.evaluate("""() => new Promise((done) => { const o = indexedDB.open('fairthread-filler', 1); o.onsuccess = () => {
        const all = o.result.transaction('copies').objectStore('copies').getAll(); all.onsuccess = () => done(all.result.length); }; })""")
        == 2
    )


def test_search_ignores_marks_and_reaches_other_clusters(filler):
    filler.page.locator("#ft-search").fill("tien luong")
    filler.page.locator("#c-compensation").wait_for()
    assert filler.page.locator("#c-child_labour").count() == 0
    filler.page.locator("#ft-search").fill("OS-1-06")
    filler.card("osh_p1_q6").wait_for()
    assert filler.page.locator(".ft-q").count() == 1


def test_only_open_questions_stay_until_the_cluster_is_left(filler):
    filler.answer(PLAIN, "no")
    filler.page.locator(".ft-switch input").check(force=True)
    filler.card(PLAIN).wait_for(state="detached")
    filler.answer("child_labour_p1_q7", "no").nap(0.3)
    assert filler.card("child_labour_p1_q7").is_visible()
    filler.page.locator(".ft-nav button").nth(1).click()
    filler.page.locator("#c-discrimination").wait_for()
    filler.page.locator(".ft-nav button").nth(0).click()
    filler.page.locator("#c-child_labour").wait_for()
    assert filler.card("child_labour_p1_q7").count() == 0


def test_a_remark_is_listed_at_the_top_and_shown_at_its_question(house, context, standing):
    house.remarks = [
        {"question": "osh_p2_q6", "text": "Xin ghi rõ số người", "by": "Minh", "at": "2026-11-20T09:15:00+00:00"}
    ]
    filler = Hand(context, standing[1]).open()
    filler.page.locator(".ft-list-remark button").click()
    filler.card("osh_p2_q6").wait_for()
    assert filler.card("osh_p2_q6").locator(".ft-remark").is_visible()
    assert filler.page.evaluate("() => document.activeElement.id") == "q-osh_p2_q6"


def test_a_repeating_group_takes_entries(filler, house):
    filler.page.locator(".ft-nav button").nth(3).click()
    repeat = filler.page.locator(".ft-repeat")
    repeat.get_by_role("button", name="Thêm").click()
    repeat.locator("textarea").nth(1).fill("Công đoàn cơ sở")
    repeat.locator("input").nth(1).fill("40")
    filler.saved()
    assert "<union_name>Công đoàn cơ sở</union_name><union_members>40</union_members>" in house.draft["xml"]


def test_finishing_says_what_is_missing(filler):
    filler.page.get_by_role("button", name="Tôi đã hoàn thành").click()
    filler.page.get_by_text("Lỗi 6015").wait_for()
    assert filler.page.locator(".ft-finish .ft-link").count() > 5


def test_the_keyboard_alone_is_enough(filler, house):
    filler.card(PLAIN).locator("input[value=yes]").focus()
    filler.page.keyboard.press("ArrowRight")
    assert filler.value(PLAIN) == "no"
    filler.page.keyboard.press("/")
    assert filler.page.evaluate("() => document.activeElement.id") == "ft-search"


def test_measures(filler, house, bundle, capsys):
    import gzip

    size = len(gzip.compress(bundle.read_bytes(), 9))
    filler.page.reload()
    filler.page.wait_for_selector(".ft-app")
    usable = filler.page.evaluate("() => performance.getEntriesByName('filler-usable')[0].startTime")
    per_answer = filler.page.evaluate("""async () => {
        const inputs = [...document.querySelectorAll('.ft-q input[type=radio][value=no], .ft-q input[type=radio][value=yes]')];
        const times = [];
        for (const one of inputs) {
          const start = performance.now();
          one.click();
          await new Promise((done) => queueMicrotask(() => queueMicrotask(() => queueMicrotask(done))));
          document.body.offsetHeight;
          times.push(performance.now() - start);
          await new Promise((done) => setTimeout(done, 30));
        }
        times.sort((a, b) => a - b);
        return [times.length, times[times.length >> 1], times.at(-1)];
      }""")
    with capsys.disabled():
        print(
            f"\n{len(house.questions)} questions, XForm {len(house.form) // 1000} kB: usable after {usable:.0f} ms; bundle {size / 1000:.1f} kB gzip; "
            f"per answer incl. saving on the device and layout: median {per_answer[1]:.1f} ms, worst {per_answer[2]:.1f} ms ({per_answer[0]} answers)"
        )
    assert size < 300_000
    assert usable < 10_000
