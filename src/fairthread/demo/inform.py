"""The answers that are no judgement: workforce, unions, agreements, management systems. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from ..tools.definition import Definition, QuestionDef
from . import world
from .world import Place, Seed


@dataclass
class Said:
    answers: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def inform(definition: Definition, place: Place, cycle: int, on: date, seed: Seed) -> Said:
    """Answers to gates and information questions, consistent with the record of the factory."""
    lasting, now = seed.random(place.key, "facts"), seed.random(place.key, "facts", cycle)
    agreement = bool(place.row["union"]) and lasting.random() < 0.75
    known = _numbers(place, lasting, now, agreement, cycle)
    said = Said()
    rows = _rows(place, agreement, on)
    for question in definition.questions:
        if question.kind == "compliance":
            continue
        if question.repeat:
            for row in rows.get(question.repeat, ()):
                value = row.get(question.name) or _text(question.name, place, lasting)
                if value:
                    said.repeats.setdefault(question.repeat, [{}])[0][question.name] = value
        elif value := known.get(question.name) or _text(question.name, place, now) or _guess(question, cycle, now):
            said.answers[question.name] = value
    return said


def _numbers(place: Place, lasting: Random, now: Random, agreement: bool, cycle: int) -> dict[str, str]:
    total, men = place.women + place.men, place.men
    fixed, leaders = int(total * (0.2 + 0.5 * lasting.random())), max(3, total // 35)
    foreign = leaders // 4 if place.row["parent"] else 0
    share = men / total
    numbers = {
        "unions_active": int(place.row["union"]),
        "union_member_share": 70 + lasting.randrange(30) if place.row["union"] else 0,
        "cbas_in_effect": int(agreement),
        "strikes_since_last_visit": 0,
        "workers_total": total,
        "workers_men": men,
        "migrant_workers_total": foreign,
        "migrant_workers_men": foreign // 2,
        "worker_type_total": fixed,
        "worker_type_men": int(fixed * share),
        "supervisors_total": leaders,
        "supervisors_men": int(leaders * min(0.6, share * 1.6)),
        "supervisors_migrant": foreign // 2,
        "workers_disabled_total": total // 250,
        "workers_disabled_men": total // 700,
        "work_accidents_12_months": int(total / 400 * world.factor(cycle) * (0.5 + now.random())),
        "osh_committee_employer_women": 2,
        "osh_committee_employer_men": 2,
        "osh_committee_worker_women": 3,
        "osh_committee_worker_men": 1,
        "osh_committee_union_members": 2 * int(place.row["union"]),
        "person_days_spent": 4,
    }
    gates = {
        "cba_in_effect": agreement,
        "chemicals_used": True,
        "accommodation_provided": lasting.random() < 0.15,
        "production_subcontractors": lasting.random() < 0.2,
        "business_licence_valid": True,
        "labour_ministry_notices": now.random() < 0.15,
        "non_production_contractors": lasting.random() < 0.7,
        "access_granted": True,
    }
    return {name: str(value) for name, value in numbers.items()} | {
        name: "yes" if value else "no" for name, value in gates.items()
    }


def _rows(place: Place, agreement: bool, on: date) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    if place.row["union"]:
        union = {
            "union_members_women": str(int(place.women * 0.85)),
            "union_members_men": str(int(place.men * 0.8)),
            "union_leaders_women": "5",
            "union_leaders_men": "2",
            "union_affiliated": "yes",
        }
        rows["unions"] = [union]
    if agreement:
        first = date(on.year - 1, 1 + place.number % 12, 1)
        rows["cbas"] = [
            {
                "cba_workforce_share": "100",
                "cba_start": first.isoformat(),
                "cba_end": date(first.year + 3, first.month, 1).isoformat(),
            }
        ]
    return rows


def _text(name: str, place: Place, chance: Random) -> str:
    texts = world.read("words")["answers"].get(name)
    return texts[chance.randrange(len(texts))][place.language] if texts else ""


def _guess(question: QuestionDef, cycle: int, now: Random) -> str:
    """Management systems get better from cycle to cycle; questions before stage 2 mostly have the good answer."""
    if not question.type.startswith("select_one"):
        return ""
    if question.compliant_answer:
        good = question.compliant_answer
        return good if now.random() < 0.9 else {"yes": "no", "no": "yes"}[good]
    return "yes" if now.random() > 0.55 * world.factor(cycle) else "no"
