"""Answers of several assessors become one set, whatever the order in which they arrive."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairthread.forms.instance import FindingWords, Instance
from fairthread.forms.merge import merge

START = datetime(2026, 3, 2, tzinfo=UTC)
QUESTIONS = ["q1", "q2", "q3"]
values = st.sampled_from(["yes", "no", "na"])
words = st.builds(
    FindingWords,
    evidence=st.sampled_from(["", "door locked", "saw it"]),
    workers=st.none() | st.integers(0, 50),
    private=st.sampled_from(["", "said in private"]),
)
filled = st.builds(
    Instance,
    answers=st.dictionaries(st.sampled_from(QUESTIONS), values),
    findings=st.dictionaries(st.sampled_from(QUESTIONS), words.filter(bool)),
    repeats=st.dictionaries(
        st.just("union"), st.lists(st.dictionaries(st.just("name"), st.sampled_from("AB"), min_size=1), max_size=3)
    ),
)
several = st.lists(st.tuples(filled, st.integers(0, 9)), max_size=4).map(
    lambda given_: [
        (uuid.UUID(int=n), f"person {n}", START + timedelta(hours=hours), instance)
        for n, (instance, hours) in enumerate(given_, 1)
    ]
)
chosen = st.dictionaries(st.sampled_from(QUESTIONS), st.integers(1, 5).map(lambda n: uuid.UUID(int=n)))


@given(several, chosen, st.randoms())
def test_the_order_of_arrival_does_not_matter(instances, resolutions, random):
    shuffled = list(instances)
    random.shuffle(shuffled)
    assert merge(shuffled, resolutions) == merge(instances, resolutions)


@given(several, chosen)
def test_the_same_instance_twice_changes_nothing(instances, resolutions):
    assert merge(instances + instances, resolutions) == merge(instances, resolutions)


@given(several, chosen)
def test_nothing_is_lost(instances, resolutions):
    merged = merge(instances, resolutions)
    for identifier, _person, _at, instance in instances:
        for question, value in instance.answers.items():
            if question in merged.conflicts:
                assert question not in merged.answers
                assert (identifier, value) in [(a.instance_id, a.value) for a in merged.conflicts[question]]
            else:
                standing = merged.answers[question]
                assert standing.value == value or resolutions[question] == standing.instance_id
        for question, said in instance.findings.items():
            standing = merged.answers.get(question)
            if question not in merged.conflicts and instance.answers.get(question) in (
                None,
                standing and standing.value,
            ):
                assert said.evidence in merged.notes[question].words.evidence
                assert said.private in merged.notes[question].words.private
        for row in instance.repeats.get("union", []):
            assert row in [kept.values for kept in merged.repeats["union"]]


@given(several)
def test_answers_that_differ_wait_for_the_lead_and_answers_that_agree_do_not(instances):
    merged = merge(instances)
    for question in QUESTIONS:
        given_values = {i.answers[question] for *_rest, i in instances if question in i.answers}
        assert (question in merged.answers) == (len(given_values) == 1)
        assert (question in merged.conflicts) == (len(given_values) > 1)


@given(several, chosen)
def test_the_lead_picks_and_her_choice_stands(instances, resolutions):
    merged = merge(instances, resolutions)
    by_id = {identifier: instance for identifier, *_rest, instance in instances}
    for question in merge(instances).conflicts:
        pick = by_id.get(resolutions.get(question))
        if pick and question in pick.answers:
            assert merged.answers[question].value == pick.answers[question]
        else:
            assert question in merged.conflicts


def test_words_of_two_assessors_who_agree_are_joined():
    one = Instance({"q1": "no"}, {}, {"q1": FindingWords("Exit 2 locked", 40)})
    two = Instance({"q1": "no"}, {}, {"q1": FindingWords("Exit 3 blocked", 25, "no one checks")})
    note = merge([(uuid.UUID(int=1), "An", START, one), (uuid.UUID(int=2), "Bình", START, two)]).notes["q1"]
    assert note.words == FindingWords("Exit 2 locked\n\nExit 3 blocked", 40, "no one checks")
    assert note.people == ("An", "Bình")


def test_answers_that_follow_from_others_are_left_out():
    one, two = Instance({"parent": "no", "a": "no"}), Instance({"parent": "yes", "b": "yes"})
    merged = merge([(uuid.UUID(int=1), "An", START, one), (uuid.UUID(int=2), "Bình", START, two)], derived={"parent"})
    assert set(merged.answers) == {"a", "b"}
    assert not merged.conflicts
