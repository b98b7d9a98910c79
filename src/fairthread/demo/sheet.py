"""A filled form as a browser sends it, and who of two assessors fills which clusters. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID
from xml.sax.saxutils import escape

from ..tools.definition import Definition
from .draw import Drawn, Words


@dataclass(frozen=True)
class Picture:
    """A file that the form names."""

    id: UUID
    question: str
    caption: str


def shares(definition: Definition) -> tuple[set[str], set[str]]:
    """The clusters of the lead and of the second assessor, about as many questions each; the process is the lead's."""
    sizes = {cluster.code: 0 for cluster in definition.clusters}
    for question in definition.questions:
        sizes[question.cluster] += 1
    lead = {cluster.code for cluster in definition.clusters if cluster.kind == "process"}
    second: set[str] = set()
    for code in sorted(sizes.keys() - lead, key=lambda code: (-sizes[code], code)):
        smaller = min((lead, second), key=lambda part: sum(sizes[one] for one in part))
        smaller.add(code)
    return lead, second


def instance_xml(
    definition: Definition,
    drawn: Drawn,
    names: Collection[str],
    words: Mapping[str, Words],
    identifier: UUID,
    changed: Mapping[str, str] | None = None,
    pictures: Sequence[Picture] = (),
) -> str:
    """The form with the answers to the questions `names`; `changed` are answers that differ from the drawn ones.

    `identifier` names the copy, as a browser names its own.
    """
    answers = {name: drawn.answers[name] for name in names if name in drawn.answers} | dict(changed or {})
    parts = []
    for cluster, points in definition.outline():
        inside = []
        for point, questions in points:
            rows: dict[str, list[dict[str, str]]] = {}
            told = []
            for question in questions:
                if question.repeat:
                    if question.name in names and question.repeat in drawn.repeats:
                        rows[question.repeat] = drawn.repeats[question.repeat]
                elif question.name in answers:
                    told.append(_element(question.name, answers[question.name]))
            told += [_group(repeat, row) for repeat, several in rows.items() for row in several]
            if told:
                inside.append(f"<{point.code}>{''.join(told)}</{point.code}>")
        if inside:
            parts.append(f"<{cluster.code}>{''.join(inside)}</{cluster.code}>")
    parts += [_finding(name, words[name]) for name in answers if name in words]
    parts += [
        _group(
            "attachment",
            {
                "attachment_question": picture.question,
                "attachment_id": str(picture.id),
                "attachment_caption": picture.caption,
                "attachment_file": f"{picture.id}.jpg",
            },
        )
        for picture in pictures
    ]
    parts.append(f"<meta><instanceID>uuid:{identifier}</instanceID></meta>")
    return f'<data id="{escape(definition.form_id)}" version="{escape(definition.version)}">{"".join(parts)}</data>'


def _finding(name: str, words: Words) -> str:
    return _group(
        "finding",
        {
            "finding_question": name,
            "finding_evidence": words.evidence,
            "finding_workers": "" if words.workers is None else str(words.workers),
            "finding_cause": words.cause,
            "finding_private": words.private,
        },
    )


def _group(name: str, fields: Mapping[str, str]) -> str:
    return f"<{name}>{''.join(_element(key, value) for key, value in fields.items() if value)}</{name}>"


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"
