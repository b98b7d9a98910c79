"""Which questions of two versions may mean the same although their concepts differ. A person decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ..base.text import fold
from .definition import Definition, QuestionDef

LIKELY = 72  # of 100; below it people found more noise than help in the shipped tools


@dataclass(frozen=True)
class Suggestion:
    """`score` is how alike the wordings are, from 0 to 100. `turned`: the compliant answer is the other one."""

    old: QuestionDef
    new: QuestionDef
    score: int

    @property
    def turned(self) -> bool:
        return bool(
            self.old.compliant_answer
            and self.new.compliant_answer
            and self.old.compliant_answer != self.new.compliant_answer
        )


def suggest(
    old: Definition, new: Definition, roots: Mapping[str, str] | None = None, least: int = LIKELY
) -> list[Suggestion]:
    """Pairs of questions that stand in one version only, most alike first, each question at most once."""
    same_as = roots or {}
    here = {same_as.get(question.concept, question.concept) for question in old.questions}
    there = {same_as.get(question.concept, question.concept) for question in new.questions}
    olds = _only(old, there, same_as)
    news = _only(new, here, same_as)
    if not olds or not news:
        return []
    best: dict[tuple[int, int], float] = {}
    for language in ("label_en", "label_vi"):
        scores = process.cdist(
            [fold(getattr(question, language)) for question in olds],
            [fold(getattr(question, language)) for question in news],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=least,
        )
        for i, row in enumerate(scores):
            for j, score in enumerate(row):
                if score and getattr(olds[i], language) and getattr(news[j], language):
                    best[i, j] = max(best.get((i, j), 0), float(score))
    found: list[Suggestion] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for (i, j), score in sorted(best.items(), key=lambda pair: (-pair[1], pair[0])):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            found.append(Suggestion(olds[i], news[j], round(score)))
    return found


def _only(definition: Definition, elsewhere: Collection[str], same_as: Mapping[str, str]) -> list[QuestionDef]:
    return [
        question
        for question in definition.questions
        if question.concept and same_as.get(question.concept, question.concept) not in elsewhere
    ]
