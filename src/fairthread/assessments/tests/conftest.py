"""A small tool with everything that rules must handle, and assessments in each state."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest

from fairthread.base import clock

FIRST = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
YES_NO_NA = [
    {"name": n, "en": e, "vi": v} for n, e, v in (("yes", "Yes", "Có"), ("no", "No", "Không"), ("na", "n/a", "–"))
]
# name, kind, compliant answer, parent, gate
QUESTIONS = [
    ("under_age", "compliance", "no", "", ""),
    ("paid_wrongly", "compliance", "no", "", ""),
    ("holidays_paid", "compliance", "yes", "paid_wrongly", ""),
    ("leave_paid", "compliance", "yes", "paid_wrongly", ""),
    ("chemicals", "gate", "", "", ""),
    ("labelled", "compliance", "yes", "", "chemicals"),
    ("free_union", "compliance", "yes", "", ""),
    ("accidents", "information", "", "", ""),
]


@pytest.fixture
def tool_version(places):
    from fairthread.forms.models import Form
    from fairthread.tools.models import Cluster, CompliancePoint, Question, Tool, ToolVersion

    tool = Tool.objects.create(form_id="test_tool", title_en="Test tool", title_vi="Công cụ", country=places["country"])
    form = Form.objects.create(form_id="test_tool", version="1", sha256="0" * 64, xform="<h:html/>", made_at=FIRST)
    version = ToolVersion.objects.create(
        tool=tool, version="1", state="active", content_hash="1", form=form, created_at=FIRST, languages=["vi", "en"]
    )
    cluster = Cluster.objects.create(
        version=version, code="osh", order=1, kind="national", label_en="OSH", label_vi="ATVSLĐ"
    )
    points = {
        code: CompliancePoint.objects.create(
            version=version, cluster=cluster, code=code, order=n, label_en=code, label_vi=code
        )
        for n, code in enumerate(("pay", "chem", "union", "children", "facts"))
    }
    where = ["children", "pay", "pay", "pay", "chem", "chem", "union", "facts"]
    made: dict[str, Question] = {}
    for position, (name, kind, compliant, parent, gate) in enumerate(QUESTIONS):
        made[name] = Question.objects.create(
            version=version,
            position=position,
            name=name,
            code=f"T-{position}",
            cluster=cluster,
            point=points[where[position]],
            kind=kind,
            type="integer" if name == "accidents" else "select_one yes_no_na",
            choices=[] if name == "accidents" else YES_NO_NA,
            compliant_answer=compliant,
            parent=made.get(parent),
            gate=made.get(gate),
            relevant="${chemicals} = 'yes'" if gate else "",
            label_en=name,
            label_vi=f"{name} (vi)",
            national_only=name == "free_union",
            public_issue=name == "labelled",
        )
    return version


def instance_xml(answers: dict[str, str], findings: dict[str, dict[str, str]] | None = None) -> str:
    """What a browser sends."""
    parts = [f"<{name}>{value}</{name}>" for name, value in answers.items()]
    for question, words in (findings or {}).items():
        inside = "".join(f"<finding_{key}>{value}</finding_{key}>" for key, value in words.items())
        parts.append(f"<finding><finding_question>{question}</finding_question>{inside}</finding>")
    return f'<data id="test_tool" version="1">{"".join(parts)}</data>'


COMPLETE = {
    "under_age": "no",
    "holidays_paid": "yes",
    "leave_paid": "no",
    "chemicals": "yes",
    "labelled": "no",
    "free_union": "no",
    "accidents": "3",
}
WORDS = {
    "leave_paid": {"evidence": "Nghỉ phép không được trả", "workers": "12", "private": "nguồn: công nhân tổ 3"},
    "labelled": {"evidence": "Ba thùng không nhãn"},
    "free_union": {"evidence": "Chỉ có một công đoàn"},
}


@pytest.fixture
def second_advisor(make_person):
    return make_person("enterprise_advisor", "country", "VN")


@pytest.fixture
def life(people, acting, factory, tool_version, second_advisor, settings):
    """life("official"): an assessment of the standing factory carried to a state by the people concerned."""
    from fairthread.assessments.actions import comment, field, fill, plan, release, review
    from fairthread.base.acting import Acting

    order = ["planned", "in_field", "draft", "quality_check", "comments_open", "official"]

    def carry(state: str):
        team = [people["enterprise_advisor"], second_advisor]
        with clock.at(FIRST):
            record = plan.plan(acting("team_leader"), factory, tool_version, date(2026, 3, 2), team)
            reached = order.index(state)
            if reached >= 1:
                record = field.start(acting("enterprise_advisor"), record, date(2026, 3, 2))
            if reached >= 2:
                record = field.leave_field(acting("enterprise_advisor"), record, date(2026, 3, 2))
            if reached >= 3:
                xml = instance_xml(COMPLETE, WORDS)
                fill.save_draft(acting("enterprise_advisor"), record, uuid.uuid4(), 1, xml)
                record = fill.submit(acting("enterprise_advisor"), record)
            if reached >= 4:
                record = review.open_comments(acting("team_leader"), record)
            if reached >= 5:
                comment.close_comments(Acting(people["factory_manager"], "page"), record)
                record = release.release(acting("team_leader"), record)
        return record

    return carry
