"""One visit acted out step by step, each through the action that its person would use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from ..access.models import Person
from ..assessments.actions import attach, comment, fill, plan, release, review
from ..assessments.actions import field as in_field
from ..assessments.models import Assessment, Finding
from ..base import clock
from ..register.models import Factory
from ..tools.definition import Definition
from ..tools.models import ToolVersion
from . import pictures, sheet, world
from .draw import Drawn, draw
from .people import Cast, by
from .timeline import DAY, Visit, moment
from .world import Seed

Step = tuple[datetime, Callable[[], object]]
PICTURES = {0: 2, 1: 1}  # at most so many by how many cycles ago


@dataclass
class Stage:
    """What all visits share."""

    cast: Cast
    version: ToolVersion
    definition: Definition
    seed: Seed
    newest: int  # the newest cycle

    def __post_init__(self) -> None:
        self.parts = [
            {q.name for q in self.definition.questions if q.cluster in codes} for codes in sheet.shares(self.definition)
        ]


@dataclass
class Life:
    """An assessment of a factory from its plan to where it stands today."""

    stage: Stage
    visit: Visit
    factory: Factory
    assessment: Assessment = field(init=False)
    drawn: Drawn = field(init=False)
    taken: list[list[sheet.Picture]] = field(default_factory=lambda: [[], []])

    def __post_init__(self) -> None:
        self.place, self.seed = self.visit.place, self.stage.seed
        self.team = self.stage.cast.team(self.place, self.visit.cycle)
        self.chance = self.seed.random(self.place.key, self.visit.cycle, "life")
        self.words = world.read("words")

    def steps(self) -> Iterator[Step]:
        """(moment, what happens then), up to the state of the visit."""
        visit = self.visit
        if visit.cancelled:
            yield moment(visit.cancelled, 9), self.plan
            yield moment(visit.cancelled + 4 * DAY, 15), self.cancel
        yield moment(visit.planned, 9.5), self.plan
        if visit.reached("in_field"):
            yield moment(visit.start, 8), self.enter
        if visit.state == "in_field":
            yield moment(visit.start, 16.5), self.fill
        if visit.reached("draft"):
            yield moment(visit.end, 16), self.fill
            yield moment(visit.end, 17), self.leave
        if visit.reached("quality_check") or (visit.state == "draft" and visit.returned):
            yield moment(visit.submitted, 10), self.submit
            if visit.returned:
                yield moment(visit.returned, 14), self.send_back
        if visit.reached("quality_check") and visit.returned:
            yield moment(visit.returned + DAY, 9), self.correct
            yield moment(visit.returned + DAY, 10), self.submit
        if visit.reached("comments_open"):
            yield moment(visit.opened, 15), self.open_comments
            if self.place.key in self.stage.cast.factory:
                yield moment(visit.opened, 17), self.comment
        if visit.reached("official"):
            if visit.closed and self.place.key in self.stage.cast.factory:
                yield moment(visit.closed, 8), self.close
                yield moment(visit.closed, 10), self.release
            else:
                yield moment(visit.released, 10), self.release

    @property
    def lead(self) -> Person:
        return self.team[0]

    def plan(self) -> None:
        planner = self.stage.cast.leader(self.place)
        self.assessment = plan.plan(planner, self.factory, self.stage.version, self.visit.start, self.team)

    def cancel(self) -> None:
        reason = self.chance.choice(self.words["cancelled"])["vi"]
        plan.cancel(self.stage.cast.leader(self.place), self.assessment, reason)

    def enter(self) -> None:
        self.assessment = in_field.start(by(self.lead), self.assessment)

    def leave(self) -> None:
        self.assessment = in_field.leave_field(by(self.lead), self.assessment)

    def fill(self) -> None:
        """Both assessors send what they have; in the field it is half of it, and here and there they differ."""
        visit, stage = self.visit, self.stage
        self.drawn = draw(stage.definition, self.place, visit.cycle, visit.start, self.seed)
        self._photograph(PICTURES.get(stage.newest - visit.cycle, 0))
        differ = self._differences() if visit.reached("draft") else {}
        for number, person in enumerate(self.team):
            with clock.at(clock.now() + timedelta(minutes=11 * number)):
                self._save(number, person, 1, differ if number else {})
        for question in differ:
            if visit.state != "draft" or visit.returned:  # one that is still at the desk waits for the lead
                fill.resolve(by(self.lead), self.assessment, question, self._copy(0))

    def submit(self) -> None:
        self.assessment = fill.submit(by(self.lead), self.assessment)

    def send_back(self) -> None:
        remarks = world.read("remarks")["reviewer_remarks"]
        wrong = sorted(self.drawn.words)
        told = [(self.chance.choice(wrong), self.chance.choice(remarks)["vi"]) for _ in range(2 if wrong else 0)]
        self.assessment = review.send_back(
            self.stage.cast.leader(self.place), self.assessment, told or [("", remarks[0]["vi"])]
        )

    def correct(self) -> None:
        """The lead says more about one of her findings."""
        mine = sorted(name for name in self.drawn.words if name in self.stage.parts[0])
        if mine:
            name = self.chance.choice(mine)
            words = self.drawn.words[name]
            more = self.words["corrected"][self.place.language]
            self.drawn.words[name] = replace(words, evidence=f"{words.evidence} {more}")
            self._save(0, self.lead, 2, {})

    def open_comments(self) -> None:
        self.assessment = review.open_comments(self.stage.cast.leader(self.place), self.assessment)

    def comment(self) -> None:
        """The manager says something to two findings and the representative to the whole report."""
        manager, speaker = self.stage.cast.factory[self.place.key]
        texts = {row["id"]: row for row in world.read("remarks")["factory_comments"]}
        rows = Finding.objects.filter(assessment=self.assessment, question__national_only=False)
        found = sorted(rows.select_related("question"), key=lambda finding: finding.question.position)
        fits = self.words["fits"]
        found.sort(key=lambda finding: finding.question.item not in fits)
        for finding in found[:2]:
            said = texts[self.chance.choice(fits.get(finding.question.item, self.words["otherwise"]))]
            comment.comment(by(manager), self.assessment, said[manager.language], finding)
        text = texts[self.chance.choice(self.words["whole"])]
        comment.comment(by(speaker), self.assessment, text[speaker.language])

    def close(self) -> None:
        self.assessment = comment.close_comments(by(self.stage.cast.factory[self.place.key][0]), self.assessment)

    def release(self) -> None:
        self.assessment = release.release(self.stage.cast.leader(self.place), self.assessment)

    def _copy(self, number: int) -> UUID:
        return self.seed.uuid(self.place.key, self.visit.cycle, "copy", number)

    def _save(self, number: int, person: Person, sequence: int, differ: dict[str, str]) -> None:
        names = self.stage.parts[number]
        if self.visit.state == "in_field":  # the first day: every other cluster
            clusters = [cluster.code for cluster in self.stage.definition.clusters][::2]
            names = {name for name in names if self.stage.definition.by_name[name].cluster in clusters}
        words = self.drawn.words
        copy, taken = self._copy(number), self.taken[number]
        xml = sheet.instance_xml(self.stage.definition, self.drawn, names, words, copy, differ, taken)
        device = f"demo tablet {number + 1}"
        fill.save_draft(by(person), self.assessment, copy, sequence, xml, device, clock.now())

    def _differences(self) -> dict[str, str]:
        """Answers of the second assessor to questions of the lead that differ from hers, in one visit of ten."""
        alone = self.visit.state == "draft" and not self.visit.returned
        if not alone and self.chance.random() > 0.1:
            return {}
        known = self.stage.definition
        questions = [
            name
            for name in sorted(self.stage.parts[0])
            if (question := known.by_name[name]).kind == "compliance"
            and name not in known.calculated
            and not (question.gate or question.zero_tolerance or question.national_only)
            and self.drawn.answers.get(name) in ("yes", "no")
        ]
        chosen = self.chance.sample(questions, 2)
        return {name: {"yes": "no", "no": "yes"}[self.drawn.answers[name]] for name in chosen}

    def _photograph(self, most: int) -> None:
        """A picture each for some findings at points that can be seen."""
        by_name = self.stage.definition.by_name
        scenes = self.words["scenes"]
        seen = [name for name in sorted(self.drawn.words) if by_name[name].item in scenes]
        for name in self.chance.sample(seen, min(most, len(seen))):
            number = 0 if name in self.stage.parts[0] else 1
            scene = scenes[by_name[name].item]
            caption = self.words["captions"][scene][self.place.language]
            made = sheet.Picture(self.seed.uuid(self.place.key, self.visit.cycle, name), name, caption)
            content = pictures.picture(scene, self.chance.randrange(pictures.VARIANTS))
            person = by(self.team[number])
            attach.attach(person, self.assessment, name, made.id, content, f"{scene}.jpg", caption)
            self.taken[number].append(made)
