"""Say that two concepts mean the same, so that answers of different versions can be compared."""

from __future__ import annotations

from ...access import matrix
from ...base.acting import Acting
from ...base.actions import action
from ...base.history import log
from ...base.problems import Problem
from ..models import Concept, Question


def find(slug: str) -> Concept:
    concept = Concept.objects.filter(pk=slug).first()
    if concept is None:
        raise Problem(5045, slug=slug)
    return concept


@action("concept.join", record="programme", verb="join_concepts")
def join_concepts(by: Acting, concept: Concept, target: Concept) -> Concept:
    """Lets `concept` count as `target`, with everything that was joined to it before.

    Problem 5044 when they are joined already, or both stand in one version and so cannot mean the same.
    """
    matrix.need(by, "join_concepts", "programme")
    target = target.joined_to or target
    mine = [concept, *concept.joined.all()]
    theirs = [target, *target.joined.all()]
    versions = set(Question.objects.filter(concept__in=mine).values_list("version_id", flat=True))
    if (
        concept == target
        or concept.joined_to_id is not None
        or Question.objects.filter(concept__in=theirs, version_id__in=versions).exists()
    ):
        raise Problem(5044, first=concept.slug, second=target.slug)
    for one in mine:
        one.joined_to = target
        one.save(update_fields=["joined_to"])
    log(by, "concept.joined", concept, concept=concept.slug, target=target.slug)
    return concept


@action("concept.part", record="programme", verb="join_concepts")
def part_concept(by: Acting, concept: Concept) -> Concept:
    """Takes a joining back."""
    matrix.need(by, "join_concepts", "programme")
    former = concept.joined_to_id
    if former:
        concept.joined_to = None
        concept.save(update_fields=["joined_to"])
        log(by, "concept.parted", concept, concept=concept.slug, target=former)
    return concept
