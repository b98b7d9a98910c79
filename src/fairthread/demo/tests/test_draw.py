"""The drawn answers follow the published rates, get better, and hang together."""

from __future__ import annotations

from datetime import date
from functools import cache
from math import sqrt
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairthread import config
from fairthread.assessments import rules
from fairthread.base.text import fold
from fairthread.demo import draw, sheet, world
from fairthread.forms.instance import read_instance
from fairthread.tools.workbook import definition_of, read_workbook

ON = date(2025, 6, 2)
COPY = UUID("6f0c2a51-8f1e-4c52-9a53-1f8f5f0c7a11")


@cache
def tool():
    return definition_of(read_workbook((config.DATA / "tools" / "vn_garment_footwear.xlsx").read_bytes()))


@cache
def counted(count: int, cycle: int, seed: int = 7) -> dict[str, tuple[int, int]]:
    """Non-compliant and assessed factories by compliance point, as the rules of the house count them."""
    known, counts = tool(), {}
    for place in world.places(count):
        values = rules.settled(known, draw.draw(known, place, cycle, ON, world.Seed(seed)).answers).values
        for point in known.points:
            results = [
                rules.result_of(q, values.get(q.name, ""))
                for q in known.questions
                if q.point == point.code and q.kind == "compliance"
            ]
            worst = rules.worst(results)
            if worst in (rules.COMPLIANT, rules.NON_COMPLIANT):
                wrong, assessed = counts.get(point.code, (0, 0))
                counts[point.code] = (wrong + (worst == rules.NON_COMPLIANT), assessed + 1)
    return counts


def overall(counts) -> float:
    return sum(wrong for wrong, _ in counts.values()) / sum(assessed for _, assessed in counts.values())


def test_every_published_rate_belongs_to_a_point_of_the_tool():
    assert set(world.rates()) <= {fold(point.label_en) for point in tool().points}
    assert len(world.rates()) == 38


def test_sixty_factories_follow_the_rates_in_their_first_cycle():
    counts = counted(60, 1)
    assert len(counts) == 38
    for point in tool().points:
        if point.code in counts:
            rate, (wrong, assessed) = draw.rate(point, 1), counts[point.code]
            # Four standard deviations: with 38 points and any seed, less than one run in three hundred fails.
            assert abs(wrong - rate * assessed) <= 4 * sqrt(assessed * rate * (1 - rate)) + 0.5, point.code


def test_it_gets_better_from_cycle_to_cycle():
    first, second, third = (overall(counted(60, cycle)) for cycle in (1, 2, 3))
    assert first > second > third
    assert third / first == pytest.approx(world.factor(3), abs=0.08)


@pytest.mark.slow
@pytest.mark.parametrize("cycle", [1, 3])
def test_six_hundred_factories_follow_the_rates_closely(cycle):
    counts = counted(600, cycle, seed=11)
    for point in tool().points:
        if point.code in counts:
            rate, (wrong, assessed) = draw.rate(point, cycle), counts[point.code]
            assert abs(wrong - rate * assessed) <= 4 * sqrt(assessed * rate * (1 - rate)) + 0.5, point.code


@settings(max_examples=25, deadline=None)
@given(number=st.integers(0, 250), cycle=st.integers(1, 10), seed=st.integers(0, 10_000))
def test_an_assessment_is_complete_and_every_non_compliance_has_words(number, cycle, seed):
    known, place = tool(), world.places(number + 1)[number]
    drawn = draw.draw(known, place, cycle, ON, world.Seed(seed))
    standing = rules.settled(known, drawn.answers)
    evidence = {name: words.evidence for name, words in drawn.words.items()}
    assert standing.unfit == ()
    assert rules.missing(known, standing, evidence) == []
    assert all(words.workers is None or 0 < words.workers <= place.women + place.men for words in drawn.words.values())
    for code, wrong in drawn.points.items():
        bad = [n for n in drawn.words if known.by_name[n].point == code]
        assert bool(bad) == wrong and len(bad) <= 3


def test_the_same_seed_gives_the_same_answers_and_another_one_others():
    place = world.places(3)[2]
    first, again, other = (draw.draw(tool(), place, 1, ON, world.Seed(seed)) for seed in (7, 7, 8))
    assert first == again
    assert first.answers != other.answers


def test_two_assessors_share_the_clusters_and_their_forms_read_as_they_were_written():
    known, place = tool(), world.places(1)[0]
    drawn = draw.draw(known, place, 1, ON, world.Seed(7))
    lead, second = sheet.shares(known)
    assert not lead & second and lead | second == {cluster.code for cluster in known.clusters}
    read = {}
    for codes in (lead, second):
        names = {q.name for q in known.questions if q.cluster in codes}
        xml = sheet.instance_xml(known, drawn, names, drawn.words, COPY)
        assert f"<meta><instanceID>uuid:{COPY}</instanceID></meta>" in xml
        found = read_instance(xml, known.names)
        read.update(found.answers)
        for name, words in found.findings.items():
            said = drawn.words[name]
            assert (words.evidence, words.workers, words.cause) == (said.evidence, said.workers, said.cause)
        if "freedom_of_association" in codes:
            assert found.repeats == drawn.repeats
    assert read == drawn.answers
