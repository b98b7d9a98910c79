"""Collects the words of the pages, and compiles their translations, without the gettext programs.

    python -m scripts.messages update    writes new words into src/fairthread/<room>/locale/vi/LC_MESSAGES/django.po;
                                         `update register tools` does so for these rooms only
    python -m scripts.messages missing   lists what has no translation yet; ends with 1 if there is any
    python -m scripts.messages compile   makes the .mo files that Django reads

English is the language of the source. A word that the ground floor (base) has translated is not repeated above: every
room sees it, and it reads the same everywhere.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "fairthread"
LANGUAGE = "vi"
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(["_", "gettext", "gettext_lazy", "gettext_noop"], None),
    **dict.fromkeys(["ngettext", "ngettext_lazy"], (1, 2)),
    **dict.fromkeys(["pgettext", "pgettext_lazy"], ((1, "c"), 2)),
    **dict.fromkeys(["npgettext", "npgettext_lazy"], ((1, "c"), 2, 3)),
}
HEADER = """msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
PLACES = re.compile(r"%\(\w+\)[sdif]|%[sd]|\{\w*\}")

Key = tuple[str, str]  # context or "", singular


def rooms() -> list[str]:
    """The rooms that speak, the ground floor first."""
    found = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
    return sorted(found, key=lambda room: room != "base")


def po_path(room: str) -> Path:
    return SOURCE / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def words(room: str) -> dict[Key, Any]:
    """Every text of a room, by (context, singular); the value is the text, or (singular, plural)."""
    found: dict[Key, Any] = {}
    for path in sorted((SOURCE / room).rglob("*")):
        parts = path.relative_to(SOURCE / room).parts
        if {"tests", "migrations", "locale", "static"} & set(parts) or path.suffix not in {".py", ".html", ".txt"}:
            continue
        if path.suffix != ".py" and "templates" not in parts:
            continue
        try:
            for key, text in _texts(path):
                # A text used both alone and with a plural is one entry, with the plural.
                if key not in found or isinstance(text, tuple):
                    found[key] = text
        except (SyntaxError, ValueError) as error:
            raise SystemExit(f"{path.relative_to(SOURCE)}: {error}") from error
    return found


def _texts(path: Path) -> Iterator[tuple[Key, Any]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # What templatize leaves of the markup is indented at will, which Python does not read.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    options: dict[str, Any] = {"encoding": "utf-8"}
    for _line, function, found, _comments in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], options):  # type: ignore[arg-type]
        given: list[Any] = list(found) if isinstance(found, list | tuple) else [found]
        context = given.pop(0) if "pgettext" in str(function) else ""
        if not given or not isinstance(given[0], str) or not given[0]:
            continue  # not a literal: the words stand elsewhere
        plural = "ngettext" in str(function) or "npgettext" in str(function)
        yield (context or "", given[0]), (given[0], given[1]) if plural else given[0]


def read(room: str) -> Catalog:
    """The stored translations of a room; an empty catalogue if there are none."""
    path = po_path(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as lines:
        return read_po(lines, locale=LANGUAGE)


def _key(message: Message) -> Key:
    return message.context or "", message.id[0] if isinstance(message.id, tuple | list) else message.id


def wanted(room: str) -> dict[Key, Any]:
    """The texts that the room's own file must hold."""
    below = set() if room == "base" else set(words("base"))
    return {key: text for key, text in words(room).items() if key not in below}


def update(chosen: list[str]) -> None:
    """Writes the files of all rooms, or of the chosen ones, anew: texts in order, known translations kept."""
    known: dict[Key, Message] = {}
    for room in reversed(rooms()):  # so that the ground floor's translation wins where a text has moved
        known.update({_key(message): message for message in read(room) if message.id and message.string})
    for room in chosen or rooms():
        stored = {_key(message): message for message in read(room) if message.id}
        catalog = Catalog(locale=LANGUAGE)
        for key, text in sorted(wanted(room).items()):
            old = stored.get(key)
            if old is None or not old.string:
                old = known.get(key)
            plural = isinstance(text, tuple)
            string: Any = old.string if old else ""
            if plural and isinstance(string, str):
                string = (string,)
            elif not plural and not isinstance(string, str):
                string = string[0]
            catalog.add(
                text,
                string,
                context=key[0] or None,
                flags=[flag for flag in (old.flags if old else ()) if "-" not in flag],
            )
        if len(catalog):
            _write(room, catalog)
        elif po_path(room).exists():
            po_path(room).unlink()


def _write(room: str, catalog: Catalog) -> None:
    out = io.BytesIO()
    write_po(out, catalog, width=110, no_location=True, omit_header=True, sort_output=True)
    path = po_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = HEADER + re.sub(r"(?m)^#, python(-brace)?-format\n", "", out.getvalue().decode()).strip() + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def missing() -> list[str]:
    """Lines about texts without a sure translation, or whose places for values differ."""
    lines = []
    for room in rooms():
        stored = {_key(message): message for message in read(room) if message.id}
        for key, text in sorted(wanted(room).items()):
            message = stored.get(key)
            string = message.string if message else ""
            string = string if isinstance(string, str) else (string or [""])[0]
            shown = f"{room}: {key[1]!r}" + (f" ({key[0]})" if key[0] else "")
            if message is None or not string:
                lines.append(f"{shown}: no translation")
            elif message.fuzzy:
                lines.append(f"{shown}: marked fuzzy")
            elif places(text[-1] if isinstance(text, tuple) else text) != places(string):
                lines.append(f"{shown}: the translation has other places for values: {string!r}")
    return lines


def places(text: str) -> set[str]:
    """The places for values in a text, such as %(name)s."""
    return set(PLACES.findall(text.replace("%%", "")))


def compile_stale() -> int:
    """Makes the .mo files that are older than their .po; answers how many. Safe when several run at once."""
    made = 0
    for room in rooms():
        source = po_path(room)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns):
            continue
        part = target.with_suffix(f".{os.getpid()}")
        with part.open("wb") as out:
            write_mo(out, read(room))
        part.replace(target)
        made += 1
    return made


def main(words_given: list[str]) -> int:
    match words_given:
        case ["update", *chosen] if set(chosen) <= set(rooms()):
            update(chosen)
            print("\n".join(missing()))
            return 0
        case ["compile"]:
            print(f"{compile_stale()} compiled")
            return 0
        case ["missing"]:
            lines = missing()
            print("\n".join(lines) or "Every text has its translation.")
            return 1 if lines else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
