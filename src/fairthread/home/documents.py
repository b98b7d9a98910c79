"""The Markdown files of `docs/`, as pages of the help.

`docs/index.md` and `docs/vi/index.md` name the documents and their order: a heading begins a section, a list item
`[title](path.md)` adds a document. Raw HTML in a document shows as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .. import config
from ..base.text import fold

DOCS = config.ROOT / "docs"
_ITEM = re.compile(r"^[-*] \[(?P<title>[^\]]+)\]\((?P<path>[\w/.-]+)\.md\)(?:: (?P<about>.+))?$")


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    name: str
    title: str
    about: str

    @property
    def language(self) -> str:
        """What the document is written in."""
        return "vi" if self.name.startswith("vi/") or self.name.endswith(".vi") else "en"

    @property
    def address(self) -> str:
        return reverse("help_page", args=[self.name])


@dataclass(frozen=True)
class Document:
    """A page of the help: its HTML without the title, and the second-level headings as (anchor, text)."""

    name: str
    title: str
    html: SafeString
    headings: tuple[tuple[str, str], ...]
    language: str


def _vi() -> bool:
    return (get_language() or "").startswith("vi")


def crumbs() -> list[tuple[str, str]]:
    return [(reverse("help"), _("Help"))]


def sections() -> list[tuple[str, list[Entry]]]:
    """The contents in the page's language: (heading, documents)."""
    return _sections("vi/" if _vi() else "")


@cache
def _sections(folder: str) -> list[tuple[str, list[Entry]]]:
    found: list[tuple[str, list[Entry]]] = []
    for line in (DOCS / folder / "index.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            found.append((line[3:].strip(), []))
        elif (item := _ITEM.match(line)) and found:
            name = (DOCS / folder / item["path"]).resolve().relative_to(DOCS).as_posix()
            found[-1][1].append(Entry(name, item["title"], item["about"] or ""))
    return found


def find(name: str) -> Document | None:
    """A document by its path without `.md`, or None. A Vietnamese reader gets `vi/<name>` where there is one."""
    plain = name.removeprefix("vi/")
    if plain.endswith((".en", ".vi")):  # made by a program in both languages, side by side
        wanted = [plain[:-2] + ("vi" if _vi() else "en"), name]
    else:
        wanted = [f"vi/{plain}", plain] if _vi() else [plain, name]
    return next((made for one in wanted if (made := _read(one))), None)


@lru_cache(maxsize=500)  # names come from addresses that anybody may make up
def _read(name: str) -> Document | None:
    # Only names like those of the contents: no dots but before a language, so that nothing can climb out.
    if len(name) > 200 or not re.fullmatch(r"[a-z0-9_-]+(/[a-z0-9_-]+)*(\.(en|vi))?", name):
        return None
    path = DOCS / f"{name}.md"
    return _made(name, path) if path.is_file() else None


def _made(name: str, path: Path) -> Document:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = reader.parse(path.read_text("utf-8"))
    title, headings, kept = name, [], []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.type == "heading_open":
            words = _plain(tokens[place + 1])
            if token.tag == "h1" and title == name:
                title, place = words, place + 3
                continue
            token.attrSet("id", anchor(words))
            if token.tag == "h2":
                headings.append((anchor(words), words))
        if token.type == "inline":
            _mend_links(token, name)
        kept.append(token)
        place += 1
    html = reader.renderer.render(kept, reader.options, {})
    html = html.replace("<table>", '<div class="table-scroll" tabindex="0"><table class="table">').replace(
        "</table>", "</table></div>"
    )
    language = "vi" if name.startswith("vi/") or name.endswith(".vi") else "en"
    safe = mark_safe(html)  # noqa: S308  (markdown-it shows raw HTML as text and drops script addresses)
    return Document(name, title, safe, tuple(headings), language)


def anchor(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")


def _plain(token: Token) -> str:
    return "".join(child.content for child in token.children or [] if child.type in {"text", "code_inline"})


def _mend_links(token: Token, name: str) -> None:
    """Links between documents become addresses of the help; links to other files of the repository become text."""
    for child in token.children or []:
        if child.type == "image":
            child.attrSet("src", "")
        if child.type != "link_open":
            continue
        address = urlsplit(str(child.attrGet("href") or ""))
        if address.scheme or address.path.startswith("/") or not address.path:
            continue
        target = (DOCS / name).parent.joinpath(address.path).resolve()
        if target.is_relative_to(DOCS) and target.suffix == ".md":
            other = target.relative_to(DOCS).with_suffix("").as_posix()
            mended = reverse("help") if other.endswith("index") else reverse("help_page", args=[other])
            child.attrSet("href", mended + (f"#{address.fragment}" if address.fragment else ""))
