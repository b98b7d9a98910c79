"""An assessment through every state, by the people concerned; refused steps say why."""

from __future__ import annotations

import uuid
from datetime import UTC, date

import pytest
from django.core import mail

from fairthread.assessments import rules
from fairthread.assessments.actions import comment, field, fill, plan, release, review
from fairthread.assessments.models import Assessment
from fairthread.base import clock, history
from fairthread.base.problems import Problem
from fairthread.forms.models import Instance

from .conftest import COMPLETE, FIRST, WORDS, instance_xml

pytestmark = pytest.mark.django_db


def refused(number, function, *args, **kwargs):
    with pytest.raises(Problem) as problem:
        function(*args, **kwargs)
    assert problem.value.number == number, problem.value
    assert problem.value.sentence("vi") and problem.value.todo("en")
    return problem.value


def test_planned_is_hidden_from_the_factory_in_every_list_count_and_mail(
    life, people, client_as, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        record = life("planned")
    for role in ("factory_manager", "factory_worker_representative", "buyer", "donor", "stranger", "training_officer"):
        assert not Assessment.objects.for_person(people[role]).exists()
        assert client_as(role).get(f"/assessments/{record.pk}/").status_code == 404
    assert {to for message in mail.outbox for to in message.to} == {
        assessor.person.email for assessor in record.assessors.select_related("person")
    }
    assert all(record.factory.name not in message.body + message.subject for message in mail.outbox)


def test_every_step_writes_history_and_the_state(life):
    record = life("official")
    names = [entry.name for entry in history.of(record)]
    assert names == [
        "assessment.official",
        "assessment.comments_closed",
        "assessment.comments_opened",
        "assessment.submitted",
        "assessment.left_field",
        "assessment.started",
        "assessment.assigned",
        "assessment.planned",
    ]
    assert history.broken_links(record) == []
    assert record.state == "official" and record.report_number == "FT-VN-2026-000001"


def test_a_step_taken_twice_is_told_so(life, acting):
    record = life("in_field")
    refused(6011, field.start, acting("enterprise_advisor"), record, date(2026, 3, 2))


def test_a_day_in_the_future_is_refused(life, acting):
    record = life("planned")
    with clock.at(FIRST):
        refused(6009, field.start, acting("enterprise_advisor"), record, date(2026, 3, 3))


def test_planning_is_refused_for_a_merged_factory_a_running_assessment_and_a_foreign_assessor(
    life, acting, people, factory, make_factory, make_person, tool_version
):
    life("planned")
    day, team = date(2026, 3, 9), [people["enterprise_advisor"]]
    with clock.at(FIRST):
        refused(6002, plan.plan, acting("team_leader"), factory, tool_version, day, team)
        gone = make_factory(merged_into=factory)
        refused(6001, plan.plan, acting("team_leader"), gone, tool_version, day, team)
        fresh = make_factory()
        stranger = make_person("enterprise_advisor", "country", "KH")
        refused(6008, plan.plan, acting("team_leader"), fresh, tool_version, day, [stranger])
        refused(6007, plan.plan, acting("team_leader"), fresh, tool_version, day, team * 2)
        refused(6006, plan.plan, acting("team_leader"), fresh, tool_version, date(2031, 1, 1), team)
        refused(2001, plan.plan, acting("stranger"), fresh, tool_version, day, team)


def test_submitting_names_everything_that_lacks(life, acting):
    record = life("draft")
    xml = instance_xml({"under_age": "no", "leave_paid": "no", "labelled": "maybe", "chemicals": "yes"})
    fill.save_draft(acting("enterprise_advisor"), record, uuid.uuid4(), 1, xml)
    problem = refused(6015, fill.submit, acting("enterprise_advisor"), record)
    told = {(part.number, part.details["question"]) for part in problem.parts}
    assert told == {(6016, "T-2"), (6017, "T-3"), (6027, "T-5"), (6016, "T-6")}


def test_gates_parents_and_polarity(life):
    record = life("official")
    results = dict(record.answers.values_list("question__name", "result"))
    assert results == {
        "under_age": rules.COMPLIANT,
        "paid_wrongly": rules.NON_COMPLIANT,  # follows from its child
        "holidays_paid": rules.COMPLIANT,
        "leave_paid": rules.NON_COMPLIANT,
        "chemicals": rules.INFORMATION,
        "labelled": rules.NON_COMPLIANT,
        "free_union": rules.NON_COMPLIANT,
        "accidents": rules.INFORMATION,
    }
    assert bytes(record.results) == bytes([1, 2, 1, 2, 4, 2, 2, 4])


def test_a_closed_gate_takes_its_children_out(life, acting):
    record = life("draft")
    answers = {**COMPLETE, "chemicals": "no"}
    fill.save_draft(acting("enterprise_advisor"), record, uuid.uuid4(), 1, instance_xml(answers, WORDS))
    assert record.answers.get(question__name="labelled").result == rules.NOT_APPLICABLE


def test_the_reviewer_sends_back_and_the_round_is_history(life, acting):
    record = life("quality_check")
    refused(6020, review.send_back, acting("team_leader"), record, [("labelled", " ")])
    record = review.send_back(acting("team_leader"), record, [("labelled", "Ảnh nhãn?"), ("", "Xem lại tổng thể")])
    assert record.state == "draft"
    assert sorted(r.round for r in record.remarks.all()) == [1, 1]
    record = fill.submit(acting("enterprise_advisor"), record)
    assert all(remark.settled_at for remark in record.remarks.all())
    assert record.state == "quality_check"


def test_an_assessor_does_not_review_the_own_work(life, people, acting, make_person):
    from fairthread.access.models import Grant

    record = life("quality_check")
    Grant.objects.create(
        person=people["enterprise_advisor"], role="team_leader", scope="country", scope_id="VN",
        valid_from=date(2020, 1, 1), given_at=FIRST,
    )  # fmt: skip
    del people["enterprise_advisor"].__dict__["active_grants"]
    refused(6021, review.open_comments, acting("enterprise_advisor"), record)


def test_five_working_days_and_the_holidays_of_the_country(people, life, acting):
    record = life("quality_check")
    from datetime import datetime

    with clock.at(datetime(2026, 4, 28, 3, 0, tzinfo=UTC)):  # before 30 April and 1 May
        record = review.open_comments(acting("team_leader"), record)
    days = [date(2026, 4, 29), date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 7)]
    assert record.comments_due in (days[-1], date(2026, 5, 6))  # Saturday works or not by the calendar's rest days
    with clock.at(datetime(2026, 5, 5, 3, 0, tzinfo=UTC)):
        refused(6025, release.release, acting("team_leader"), record)
        finding = record.findings.get(question__name="labelled")
        comment.comment(acting("factory_manager"), record, "Đã dán nhãn", finding)
        hidden = record.findings.get(question__name="free_union")
        refused(2001, comment.comment, acting("factory_manager"), record, "?", hidden)
    with clock.at(datetime(2026, 5, 20, 3, 0, tzinfo=UTC)):
        refused(6022, comment.comment, acting("factory_manager"), record, "muộn", finding)
        record = release.release(acting("team_leader"), record)
    assert finding.comments.get().text == "Đã dán nhãn"


def test_a_new_report_supersedes_the_former(life, factory):
    first, second = life("official"), None
    second = life("official")
    first = Assessment.objects.unscoped("test").get(pk=first.pk)
    assert (first.state, second.state, second.cycle) == ("superseded", "official", 2)


def test_two_assessors_who_differ_make_a_conflict_that_the_lead_resolves(life, acting, second_advisor):
    from fairthread.base.acting import Acting

    record, mine, other = life("draft"), uuid.uuid4(), uuid.uuid4()
    second = Acting(second_advisor, "page")
    fill.save_draft(acting("enterprise_advisor"), record, mine, 1, instance_xml(COMPLETE, WORDS))
    kept = fill.save_draft(second, record, other, 1, instance_xml({"under_age": "yes", "chemicals": "yes"}))
    assert set(kept.standing.conflicts) == {"under_age"}
    assert not record.answers.filter(question__name="under_age").exists()
    problem = refused(6015, fill.submit, acting("enterprise_advisor"), record)
    assert [part.number for part in problem.parts if part.details["question"] == "T-0"] == [6018]
    refused(6012, fill.resolve, second, record, "under_age", other)
    fill.resolve(acting("enterprise_advisor"), record, "under_age", other)
    assert record.answers.get(question__name="under_age").value == "yes"
    assert Instance.objects.filter(subject=f"assessment:{record.pk}").count() == 2


def test_taking_in_a_draft_needs_few_statements(life, client_as, django_assert_max_num_queries):
    record, client = life("in_field"), client_as("enterprise_advisor")
    identifier = str(uuid.uuid4())

    def put(sequence, answers):
        body = {"instance_id": identifier, "sequence": sequence, "xml": instance_xml(answers), "device": "d"}
        return client.put(f"/assessments/{record.pk}/fill/draft", body, content_type="application/json")

    assert put(1, {"under_age": "no"}).status_code == 200
    with django_assert_max_num_queries(15):
        assert put(2, {"under_age": "yes", "chemicals": "no"}).status_code == 200
    with django_assert_max_num_queries(15):
        answer = put(2, {"under_age": "yes", "chemicals": "no"})
    assert answer.json()["answers"]["under_age"]["value"] == "yes"
    again = put(2, {"under_age": "no"})
    assert again.status_code == 409 and again.json()["problem"]["number"] == 4005
