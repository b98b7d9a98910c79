"""One assessment with the shipped Viet Nam tool, from planning to the official report, as the people concerned."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PICTURE = Path(__file__).parent / "label.jpg"
FACTORY = "Công ty TNHH May Hành Trình"
EVIDENCE = "Hai lối thoát hiểm ở chuyền 5 bị khóa trong giờ làm việc"
COMMENT = "Nhà máy đã mở khóa hai cửa ngay trong ngày"


class Visitor:
    """A person with a browser of her own."""

    def __init__(self, browser: Any, site: Any, language: str) -> None:
        self.site, self.errors = site, []
        self.context = browser.new_context(
            base_url=site.url, viewport={"width": 1280, "height": 900}, accept_downloads=True
        )
        self.context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def step_in(self, role: str, name: str = "") -> str:
        """Becomes a demo person of a role (by the value of demo_role, through the page that everybody uses)."""
        self.page.goto("/demo/")
        card = self.page.locator(".card", has=self.page.locator("h3", has_text=re.compile(f"^{role}$")))
        button = card.get_by_role("button", name=name, exact=True) if name else card.get_by_role("button").first
        told = button.inner_text().strip()
        button.click()
        self.page.wait_for_url(lambda url: "/demo/" not in url)
        return told

    def press(self, text: str) -> None:
        self.page.get_by_role("button", name=text, exact=True).first.click()
        self.page.wait_for_load_state()

    def confirm(self, summary: str, button: str | None = None) -> None:
        """Opens a step that asks first, and takes it."""
        box = self.page.locator(
            "details.confirm", has=self.page.locator("summary", has_text=re.compile(f"^{re.escape(summary)}$"))
        )
        box.locator("summary").first.click()
        box.get_by_role("button", name=button or summary).first.click()
        self.page.wait_for_load_state()
        told = self.page.locator("main").inner_text()
        assert "FT-6" not in told, told


@pytest.fixture
def visitor(browser, site):
    made: list[Visitor] = []

    def make(language: str = "en") -> Visitor:
        made.append(Visitor(browser, site, language))
        return made[-1]

    yield make
    for one in made:
        assert not one.errors, one.errors
        one.context.close()


def mails(site: Any, to: str) -> str:
    """The text of the mails to an address, once the worker has sent them."""
    import email
    import time

    for _ in range(100):
        found = []
        for path in sorted((Path(site.env["DATA_DIR"]) / "mail").glob("*")):
            for part in path.read_bytes().split(b"-" * 79):
                message = email.message_from_bytes(part.strip())
                if to in str(message["To"]):
                    found.append(message.get_payload(decode=True).decode())
        if found:
            return "\n".join(found)
        time.sleep(0.2)
    raise AssertionError(f"no mail to {to}")


def new_factory(manager: Visitor) -> tuple[str, str]:
    """The programme manager registers and enrols a factory; its address and public identifier."""
    page = manager.page
    page.goto("/factories/new/")
    page.locator("[name=name]").fill(FACTORY)
    page.locator("[name=name_en]").fill("Journey Garment Co., Ltd.")
    page.locator("[name=country]").select_option("VN")
    page.locator("[name=province]").select_option("VN-2025-01")
    page.locator("[name=sector]").select_option("apparel")
    page.locator("[name=workers_women]").fill("900")
    page.locator("[name=workers_men]").fill("150")
    page.locator("main form button.btn--primary").click()
    page.wait_for_url(re.compile(r"/factories/[0-9a-f-]{36}/$"))
    address = page.url
    page.goto(f"{address}status/") if page.locator("form[action$='/status/']").count() == 0 else None
    if page.locator("details summary", has_text="Change the status").count():
        page.locator("details summary", has_text="Change the status").click()
    page.locator("[name=status]").select_option("enrolled")
    page.locator("form:has([name=status]) button.btn--primary").click()
    page.wait_for_load_state()
    page.goto(address)
    identifier = re.search(r"VN-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", page.content())
    assert identifier
    return address, identifier.group()


def invite_manager(manager: Visitor, guest: Visitor, identifier: str) -> None:
    """A factory manager takes up an invitation that came by mail."""
    page = manager.page
    page.goto("/people/invite/")
    page.locator("[name=email]").fill("giamdoc@hanhtrinh.example.org")
    page.locator("[name=name]").fill("Đặng Thị Hành")
    page.locator("main select[name=language]").select_option("vi")
    page.locator("[name=role]").select_option("factory_manager")
    page.locator("[name=factory]").fill(identifier)
    page.locator("main form button.btn--primary").click()
    page.wait_for_load_state()
    link = re.search(r"https?://\S+(/invitation/\S+)", mails(manager.site, "giamdoc@hanhtrinh.example.org"))
    assert link
    guest.page.goto(link.group(1))
    for field in guest.page.locator("input[type=password]").all():
        field.fill("mật khẩu rất dài 2026")
    guest.page.locator("main form button.btn--primary").first.click()
    guest.page.wait_for_load_state()
    if "/accounts/login" in guest.page.url:
        guest.page.locator("[name=login]").fill("giamdoc@hanhtrinh.example.org")
        guest.page.locator("[name=password]").fill("mật khẩu rất dài 2026")
        guest.page.locator("main form button.btn--primary").first.click()
        guest.page.wait_for_load_state()


def fill(assessor: Visitor, assessment: str, wrong: dict[str, str], only: set[str] | None = None) -> None:
    """Answers everything compliantly except `wrong` (question: evidence); `only` limits it to some questions."""
    page = assessor.page
    page.goto(f"{assessment}fill/")
    page.wait_for_selector(".ft-app")
    questions = page.evaluate("async () => (await (await fetch('state.json')).json()).questions")
    clusters = page.locator(".ft-nav button")
    for place in range(clusters.count()):
        clusters.nth(place).click()
        for _ in range(3):  # gates open further questions
            # By identifier: an answered card is no longer open, so the places in the list move.
            # What the other assessor answered counts as done, so chosen questions are taken in any state.
            wanted = "article.ft-q[data-status=open]" if only is None else "article.ft-q"
            still_open = page.locator(wanted).evaluate_all("all => all.map(one => one.id)")
            for card, name in ((page.locator(f"#{one}"), one.removeprefix("q-")) for one in still_open):
                if name not in questions or (only is not None and name not in only):
                    continue
                facts = questions[name]
                value = facts["compliant"] or "yes"
                if name in wrong:
                    value = {"yes": "no", "no": "yes"}[facts["compliant"]]
                choice = card.locator(f"input[value={value}]")
                if choice.count():
                    choice.first.check(force=True)
                elif card.locator(".ft-q-answer input").count():
                    card.locator(".ft-q-answer input").first.fill("150")
                if name in wrong:
                    card.locator(".ft-finding-evidence .ft-field").fill(wrong[name])
    page.locator(".ft-save[data-phase=idle]").wait_for(timeout=20_000)


def test_an_assessment_from_plan_to_official_report(visitor, site, tmp_path):
    manager, leader, lead, second, guest = (visitor(c) for c in ("en", "en", "vi", "vi", "vi"))
    manager.step_in("Programme manager")
    leader.step_in("Team leader")
    factory, identifier = new_factory(manager)
    invite_manager(manager, guest, identifier)

    # Plan, hidden from the factory.
    page = leader.page
    page.goto(f"{factory}plan/")
    names = [
        option.inner_text() for option in page.locator("[name=lead] option").all() if option.get_attribute("value")
    ]
    page.locator("[name=planned_on]").fill(
        page.evaluate("() => new Date().toLocaleDateString('sv', {timeZone: 'Asia/Ho_Chi_Minh'})")
    )
    page.locator("[name=lead]").select_option(label=names[0])
    page.locator("[name=second]").select_option(label=names[1])
    page.locator("main form button.btn--primary").click()
    page.wait_for_url(re.compile(r"/assessments/[0-9a-f-]{36}/$"))
    assessment = page.url
    guest.page.goto("/assessments/")
    assert FACTORY not in guest.page.locator("main").inner_text()
    assert guest.page.goto(assessment).status == 404

    # In the factory: two people, one difference, one picture.
    role = "Cán bộ tư vấn"
    lead.step_in(role, names[0])
    lead.page.goto(assessment)
    lead.confirm("Bắt đầu tại nhà máy")
    second.step_in(role, names[1])
    state = lead.page.evaluate(f"async () => (await (await fetch('{assessment}fill/state.json')).json()).questions")
    locked_exits = next(
        name for name, facts in state.items() if facts["code"].startswith("OSH-EP") and facts["public_issue"]
    )
    doubtful = next(
        name for name, facts in state.items() if facts["cluster"] == "working_time" or facts["code"].startswith("WT-RH")
    )
    fill(lead, assessment, {}, only={doubtful})
    fill(second, assessment, {doubtful: "Bảng chấm công không khớp"}, only={doubtful})
    fill(lead, assessment, {locked_exits: EVIDENCE})
    form = lead.page
    clusters = form.locator(".ft-nav button")
    for place in range(clusters.count()):
        clusters.nth(place).click()
        if form.locator(f"#q-{locked_exits}").count():
            break
    form.locator(f"#q-{locked_exits} input[type=file]").first.set_input_files(PICTURE)
    form.locator(f"#q-{locked_exits} .ft-tile img").first.wait_for()
    form.locator(".ft-save[data-phase=idle]").wait_for(timeout=20_000)
    form.reload()
    form.wait_for_selector(".ft-app")
    told = form.evaluate("async () => (await (await fetch('state.json')).json())")
    assert told["answers"][locked_exits]["evidence"] == EVIDENCE
    assert [conflict["question"] for conflict in told["conflicts"]] == [doubtful]
    mine = next(a for a in told["conflicts"][0]["answers"] if a["instance_id"] == told["me"]["instance_id"])
    resolved = form.evaluate(
        """async ([question, answer]) => (await fetch('resolve', {method: 'POST', headers: {
            'Content-Type': 'application/json', 'X-CSRFToken': document.cookie.match(/csrftoken=([^;]+)/)[1]},
            body: JSON.stringify({question, answer_from: answer})})).status""",
        [doubtful, mine["instance_id"]],
    )
    assert resolved == 200

    # Back at the desk; the reviewer sends it back once.
    lead.page.goto(assessment)
    lead.confirm("Nhóm đã rời nhà máy")
    lead.confirm("Gửi rà soát chất lượng")
    page.goto(f"{assessment}review/")
    page.locator("#remark-all").fill("Please look at the exits once more.")
    leader.press("Send back with remarks")
    lead.page.goto(assessment)
    assert "Please look at the exits once more." in lead.page.locator("main").inner_text()
    lead.confirm("Gửi rà soát chất lượng")
    page.goto(assessment)
    leader.confirm("Open for the factory's comments")

    # The factory reads, comments, and has no more to say.
    guest.page.goto("/")
    assert FACTORY in guest.page.locator("main").inner_text()
    guest.page.goto(assessment)
    finding = guest.page.locator("article.finding", has_text=EVIDENCE)
    finding.locator("summary").click()
    finding.locator("textarea").fill(COMMENT)
    finding.get_by_role("button", name="Gửi ý kiến").click()
    guest.page.wait_for_load_state()
    guest.confirm("Chúng tôi không còn ý kiến")
    page.goto(assessment)
    leader.confirm("Make it official")

    # The official report in both languages, and the check that anyone can make.
    for language, words in (("vi", "Không tuân thủ"), ("en", "Non-compliant")):
        path = download(guest, assessment, language, tmp_path)
        text = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
        flat = " ".join(text.split())
        assert words.casefold() in flat.casefold() and identifier in flat
        assert "lối thoát hiểm ở chuyền 5" in flat and "mở khóa hai cửa" in flat
    number = re.search(r"FT-VN-\d{4}-\d{6}", guest.page.content())
    assert number
    anyone = visitor("vi")
    anyone.page.goto(f"/verify/{number.group()}/")
    anyone.page.locator("#file").set_input_files(path)
    anyone.page.locator("[data-answer=yes]").wait_for(state="visible")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in anyone.page.locator("main").inner_text()
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(path.read_bytes() + b" ")
    anyone.page.locator("#file").set_input_files(forged)
    anyone.page.locator("[data-answer=no]").wait_for(state="visible")


def download(reader: Visitor, assessment: str, language: str, folder: Path) -> Path:
    """Waits until the worker has issued the document, and takes it."""
    for _ in range(60):
        reader.page.goto(assessment)
        link = reader.page.locator(f"a[href$='/report/{language}.pdf']")
        if link.count():
            break
        reader.page.wait_for_timeout(500)
    with reader.page.expect_download() as waiting:
        link.first.click()
    path = folder / f"{language}.pdf"
    waiting.value.save_as(path)
    return path
