"""The documentation of a tool, made of its definition: every item by cluster and compliance point."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it import MarkdownIt

from .definition import ClusterDef, Definition, PointDef, QuestionDef
from .words import ANSWERS, CLUSTER_KINDS, KINDS, MARKS

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")


def markdown(definition: Definition, language: str) -> str:
    """The whole tool as Markdown in one language; a text that is missing in it comes in the other one."""
    with override(language):
        return "\n".join(_lines(definition, language)).rstrip() + "\n"


def html(text: str) -> str:
    """Markdown as HTML; markup inside the text stays text."""
    return str(MarkdownIt("commonmark", {"html": False}).render(text))


def _lines(definition: Definition, language: str) -> Iterator[str]:
    items = len({question.item or question.code for question in definition.questions})
    yield f"# {_plain(_in(definition, 'title', language))} ({_plain(definition.version)})"
    yield ""
    if note := _in(definition, "note", language):
        yield f"{_plain(note)}\n"
    compliance = sum(question.kind == "compliance" for question in definition.questions)
    yield _(
        "Items: %(items)d. Clusters: %(clusters)d. Compliance points: %(points)d. "
        "Questions: %(all)d, of which %(count)d decide about compliance."
    ) % {
        "items": items,
        "clusters": len(definition.clusters),
        "points": len(definition.points),
        "count": compliance,
        "all": len(definition.questions),
    }
    yield ""
    for cluster, points in definition.outline():
        yield from _cluster(definition, cluster, points, language)


def _cluster(
    definition: Definition, cluster: ClusterDef, points: list[tuple[PointDef, list[QuestionDef]]], language: str
) -> Iterator[str]:
    yield f"## {cluster.order}. {_plain(_in(cluster, 'label', language))}"
    yield f"\n*{CLUSTER_KINDS.get(cluster.kind, cluster.kind)}*\n"
    for point, questions in points:
        yield f"### {_plain(_in(point, 'label', language))}\n"
        for question in questions:
            yield from _question(definition, question, language)
        yield ""


def _question(definition: Definition, question: QuestionDef, language: str) -> Iterator[str]:
    marks = [str(label) for field, (_tone, label) in MARKS.items() if getattr(question, field)]
    yield f"- **{_plain(question.code)}** {_plain(_in(question, 'label', language))}"
    kind = str(KINDS.get(question.kind, question.kind))
    if question.compliant_answer:
        kind += "; " + _("compliant: %(answer)s") % {"answer": ANSWERS[question.compliant_answer]}
    yield f"  - {kind}" + (f" ({', '.join(marks)})" if marks else "")
    for name, sentence in (("parent", _("Detail of %(code)s")), ("gate", _("Asked only if %(code)s is answered yes"))):
        above = definition.by_name.get(getattr(question, name))
        if above:
            yield f"  - {sentence % {'code': _plain(above.code)}}"
    if question.name in definition.calculated:
        yield "  - " + _("Follows from its details; nobody answers it by hand")
    if question.legal:
        yield f"  - {_('Legal references')}: {_plain('; '.join(question.legal))}"
    if evidence := _in(question, "evidence", language):
        yield f"  - {_('What to look for')}: {_plain(evidence)}"
    if question.country_option:
        yield f"  - {_('Country option')}: {_plain(question.country_option)}"


def _in(record: object, field: str, language: str) -> str:
    other = "en" if language == "vi" else "vi"
    return getattr(record, f"{field}_{language}", "") or getattr(record, f"{field}_{other}", "")


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
