"""Reading what a browser sends."""

from __future__ import annotations

import pytest

from fairthread.base.problems import Problem
from fairthread.forms.instance import LARGEST, LONGEST, FindingWords, read_instance

NAMES = {"a": "", "b": "", "union_name": "union", "finding": ""}


def doc(inside: str) -> str:
    return f'<data xmlns:jr="http://openrosa.org/javarosa" id="t" version="1">{inside}</data>'


def test_answers_are_found_at_any_depth_and_empty_ones_left_out():
    found = read_instance(doc("<cl><p><a> yes </a><b/></p></cl><other>x</other>"), NAMES)
    assert found.answers == {"a": "yes"}
    assert (found.form_id, found.version) == ("t", "1")


def test_rows_of_a_repeat_keep_their_order_and_the_template_is_passed_over():
    found = read_instance(
        doc(
            '<union jr:template=""><union_name>T</union_name></union>'
            "<union><g><union_name>A</union_name></g></union><union><union_name/></union>"
            "<union><union_name>B</union_name></union>"
        ),
        NAMES,
    )
    assert found.repeats == {"union": [{"union_name": "A"}, {"union_name": "B"}]}
    assert found.answers == {}


def test_findings_and_attachments_are_read():
    identifier = "6f0c1c1e-0000-4000-8000-000000000001"
    found = read_instance(
        doc(
            "<finding><finding_question>a</finding_question><finding_evidence>Locked door</finding_evidence>"
            "<finding_workers>40</finding_workers></finding>"
            "<finding><finding_question>a</finding_question><finding_workers>x</finding_workers>"
            "<finding_private>told by a worker</finding_private></finding><finding/>"
            f"<attachment><attachment_question>a</attachment_question><attachment_id>{identifier}</attachment_id></attachment>"
            "<attachment><attachment_question>a</attachment_question><attachment_id>../x</attachment_id></attachment>"
        ),
        NAMES,
    )
    assert found.findings == {"a": FindingWords("Locked door", 40, "", "told by a worker")}
    assert [str(ref.id) for ref in found.attachments] == [identifier]


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "not xml",
        "<data>",
        "<data>\x00</data>",
        "<data>\ud800</data>",
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><data><a>&e;</a></data>',
        '<!DOCTYPE d [<!ENTITY e "ha"><!ENTITY f "&e;&e;">]><data><a>&f;</a></data>',
        '<?xml version="1.0" encoding="UTF-16"?><data/>',
        "<data>" + "<x>" * 5000 + "</x>" * 5000 + "</data>",
    ],
)
def test_a_hostile_or_broken_instance_is_a_numbered_problem(xml):
    with pytest.raises(Problem) as problem:
        read_instance(xml, NAMES)
    assert problem.value.number == 4001
    assert problem.value.todo("vi")


def test_a_huge_instance_or_answer_is_refused():
    with pytest.raises(Problem) as problem:
        read_instance(doc("x" * LARGEST), NAMES)
    assert problem.value.number == 4002
    with pytest.raises(Problem) as problem:
        read_instance(doc(f"<a>{'x' * (LONGEST + 1)}</a>"), NAMES)
    assert problem.value.number == 4003
    with pytest.raises(Problem) as problem:
        read_instance(doc("<union><union_name>A</union_name></union>" * 2100), NAMES)
    assert problem.value.number == 4002
