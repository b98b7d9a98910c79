"""Reading one filled form, as the browser sends it, without trusting it.

Pure: no database. What a form calls a question is the local name of its element; groups only hold others.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from ..base.problems import Problem

LARGEST = 2 * 1024 * 1024  # bytes of one instance; a full assessment with words stays below 300 kB
LONGEST = 20_000  # characters of one answer or note
MOST_ROWS = 2_000  # of each: rows of repeats, findings, attachments
MOST_WORKERS = 1_000_000
_TEMPLATE = "{http://openrosa.org/javarosa}template"


@dataclass(frozen=True)
class FindingWords:
    """What an assessor wrote to a question. `workers` is how many workers it affects, None where not said."""

    evidence: str = ""
    workers: int | None = None
    cause: str = ""
    private: str = ""

    def __bool__(self) -> bool:
        return bool(self.evidence or self.cause or self.private or self.workers is not None)


@dataclass(frozen=True)
class AttachmentRef:
    """A file that the form names; the file itself comes on its own."""

    question: str
    id: uuid.UUID
    caption: str = ""
    file: str = ""


@dataclass(frozen=True)
class Instance:
    """The answers of one person. Empty answers are left out; `repeats` keeps rows in the order of the form."""

    answers: dict[str, str] = field(default_factory=dict)
    repeats: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    findings: dict[str, FindingWords] = field(default_factory=dict)
    attachments: list[AttachmentRef] = field(default_factory=list)
    form_id: str = ""
    version: str = ""


def read_instance(xml: str, names: Mapping[str, str]) -> Instance:
    """The answers in an instance. `names` maps the name of each question to its repeat, "" outside repeats.

    Elements with other names are passed over. Raises problems 4001 (unreadable), 4002 and 4003 (too large).
    """
    root = _parsed(xml)
    found = Instance(form_id=root.get("id", ""), version=root.get("version", ""))
    rows: dict[etree._Element, dict[str, str]] = {}
    words = 0
    for element in root.iterdescendants(tag=etree.Element):
        name = _name(element)
        if name == "finding" and len(element):
            _finding(_fields(element), found)
            words += 1
        elif name == "attachment" and len(element):
            _attachment(_fields(element), found)
        elif name in names and not len(element) and (text := _text(element)) and not _in_template(element):
            if not names[name]:
                found.answers.setdefault(name, text)
            elif (holder := _holder(element, names[name])) is not None:
                if holder not in rows:
                    found.repeats.setdefault(names[name], []).append(rows.setdefault(holder, {}))
                rows[holder].setdefault(name, text)
        if len(rows) > MOST_ROWS or len(found.attachments) > MOST_ROWS or words > MOST_ROWS:
            raise Problem(4002, limit=LARGEST // 1024 // 1024)
    return found


def _parsed(xml: str) -> etree._Element:
    try:
        content = xml.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Problem(4001, what="UTF-8") from error
    if len(content) > LARGEST:
        raise Problem(4002, limit=LARGEST // 1024 // 1024)
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise Problem(4001, what="DOCTYPE")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem(4001, what=str(error)[:120]) from error
    if root is None:
        raise Problem(4001, what="")
    return root


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _text(element: etree._Element) -> str:
    text = (element.text or "").strip()
    if len(text) > LONGEST:
        raise Problem(4003, question=_name(element), limit=LONGEST)
    return text


def _in_template(element: etree._Element) -> bool:
    return any(up.get(_TEMPLATE) is not None for up in element.iterancestors())


def _holder(element: etree._Element, repeat: str) -> etree._Element | None:
    return next((up for up in element.iterancestors() if _name(up) == repeat), None)


def _fields(element: etree._Element) -> dict[str, str]:
    if element.get(_TEMPLATE) is not None:
        return {}
    return {_name(child): text for child in element if (text := _text(child))}


def _finding(fields: dict[str, str], found: Instance) -> None:
    question = fields.get("finding_question", "")
    workers = fields.get("finding_workers", "")
    words = FindingWords(
        fields.get("finding_evidence", ""),
        min(int(workers), MOST_WORKERS) if workers.isascii() and workers.isdigit() and len(workers) < 10 else None,
        fields.get("finding_cause", ""),
        fields.get("finding_private", ""),
    )
    if question and words:
        before = found.findings.get(question)
        found.findings[question] = joined([before, words]) if before else words


def joined(several: Sequence[FindingWords]) -> FindingWords:
    """The words of several, each text once; of the numbers of workers the largest."""
    counts = [words.workers for words in several if words.workers is not None]
    return FindingWords(
        _once(words.evidence for words in several),
        max(counts) if counts else None,
        _once(words.cause for words in several),
        _once(words.private for words in several),
    )


def _once(texts: Iterable[str]) -> str:
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def _attachment(fields: dict[str, str], found: Instance) -> None:
    try:
        identifier = uuid.UUID(fields.get("attachment_id", ""))
    except ValueError:
        return
    question = fields.get("attachment_question", "")
    if question and all(known.id != identifier for known in found.attachments):
        found.attachments.append(
            AttachmentRef(question, identifier, fields.get("attachment_caption", ""), fields.get("attachment_file", ""))
        )
