"""Drafts, submissions and attachments."""

from __future__ import annotations

import io
import uuid

import pytest
from lxml import etree
from PIL import Image

from fairthread.base.problems import Problem
from fairthread.forms import queries
from fairthread.forms.actions.add_attachment import add_attachment, remove_attachment
from fairthread.forms.actions.keep_submission import keep_submission
from fairthread.forms.actions.save_instance import save_instance
from fairthread.forms.models import Form, Instance, Submission

from .. import xform

SUBJECT = "assessment:1"
MINE = uuid.UUID(int=7)


@pytest.fixture
def form(db):
    from fairthread.base import clock

    return Form.objects.create(form_id="t", version="1", sha256="0" * 64, xform="<x/>", made_at=clock.now())


@pytest.fixture
def save(form, people, acting):
    def run(sequence, xml, identifier=MINE, role="enterprise_advisor", subject=SUBJECT):
        return save_instance(acting(role), form, subject, people[role], identifier, sequence, xml, "browser 1")

    return run


def test_a_draft_takes_few_statements(save, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):  # with the savepoint of the first time
        save(1, "<a/>")
    with django_assert_max_num_queries(2):
        saved = save(2, "<b/>")
    assert saved.changed
    assert saved.before == "<a/>"


def test_sending_the_same_again_changes_nothing(save):
    save(1, "<a/>")
    assert save(1, "<a/>").changed is False
    assert Instance.objects.get().sequence == 1


@pytest.mark.parametrize("sequence", [1, 2])
def test_older_content_never_overwrites_newer(save, sequence):
    save(2, "<b/>")
    with pytest.raises(Problem) as problem:
        save(sequence, "<old/>")
    assert problem.value.number == 4005
    assert problem.value.status == 409
    assert Instance.objects.get().xml == "<b/>"


def test_one_person_fills_a_form_once_and_nobody_writes_into_the_copy_of_another(save):
    save(1, "<a/>")
    with pytest.raises(Problem) as problem:
        save(1, "<a/>", identifier=uuid.UUID(int=8))
    assert problem.value.number == 4006
    with pytest.raises(Problem) as problem:
        save(2, "<a/>", role="team_leader")
    assert problem.value.number == 4007
    with pytest.raises(Problem) as problem:
        save(2, "<a/>", subject="assessment:2")
    assert problem.value.number == 4007


def test_a_finished_instance_is_kept_as_it_was(save, acting):
    saved = save(1, "<a/>").instance
    first = keep_submission(acting("enterprise_advisor"), saved)
    assert keep_submission(acting("enterprise_advisor"), saved) == first
    assert saved.finished_at
    again = save(2, "<b/>").instance
    assert again.finished_at is None
    keep_submission(acting("enterprise_advisor"), again)
    assert [kept.xml for kept in Submission.objects.order_by("received_at")] == ["<a/>", "<b/>"]
    assert [one.person.name for one in queries.instances_of(SUBJECT)] == [saved.person.name]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(out, "PNG")
    return out.getvalue()


def test_an_attachment_sent_twice_is_there_once(people, acting):
    def send(role, subject=SUBJECT):
        return add_attachment(
            acting(role), subject, "q", people[role], uuid.UUID(int=9), picture(), "../../etc/pass.png", "Exit"
        )

    made, new = send("enterprise_advisor")
    assert new
    assert made.file.name == "pass.jpg"
    assert send("enterprise_advisor") == (made, False)
    with pytest.raises(Problem) as problem:
        send("team_leader")
    assert problem.value.number == 4007
    remove_attachment(acting("enterprise_advisor"), made)
    assert not queries.attachments_of(SUBJECT)


def test_a_script_that_calls_itself_a_picture_is_refused(people, acting):
    with pytest.raises(Problem) as problem:
        add_attachment(
            acting("enterprise_advisor"),
            SUBJECT,
            "q",
            people["enterprise_advisor"],
            uuid.UUID(int=9),
            b"<svg onload='x'/>",
            "a.png",
        )
    assert problem.value.number == 1004
    assert not queries.attachments_of(SUBJECT)


LABELS = {f"label::{xform.EN}": "Text", f"label::{xform.VI}": "Chữ"}
CHOICES = [{"list_name": "yes_no", "name": name, **LABELS} for name in ("yes", "no")]
SETTINGS = {"form_title": "T", "form_id": "t", "version": "1", "default_language": xform.VI}


def test_a_form_is_the_same_text_each_time_and_carries_the_two_repeats():
    survey = [
        {"type": "select_one yes_no", "name": "p", **LABELS, "kind": "compliance", "required": "yes"},
        {"type": "select_one yes_no", "name": "c", **LABELS, "parent": "p"},
    ]
    made = [xform.make_xform(survey, CHOICES, SETTINGS, {"p": "if(${c} = 'no', 'no', '')"}) for _time in range(2)]
    assert made[0] == made[1]
    binds = {bind.get("nodeset"): bind for bind in etree.fromstring(made[0].encode()).iter("{*}bind")}
    assert binds["/data/p"].get("readonly") == "true()"
    assert binds["/data/p"].get("required") is None
    assert binds["/data/p"].get("calculate") == "if( /data/c  = 'no', 'no', '')"
    assert 'nodeset="/data/finding"' in made[0]
    assert 'nodeset="/data/attachment"' in made[0]
    assert "yes_no_na" in made[0]
    assert "compliance" not in made[0]


def test_what_pyxform_refuses_is_a_numbered_problem():
    with pytest.raises(Problem) as problem:
        xform.make_xform([{"type": "select_one nowhere", "name": "p", **LABELS}], CHOICES, SETTINGS)
    assert problem.value.number == 4010


def test_markup_in_a_label_stays_text():
    survey = [{"type": "text", "name": "t", **LABELS, f"label::{xform.EN}": "<script>alert(1)</script>"}]
    assert "<script" not in xform.make_xform(survey, CHOICES, SETTINGS)
