"""The report as a tagged PDF (PDF/UA-1), drawn by typst from JSON and the templates in `typ/`."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import segno
import typst
from PIL import Image, ImageOps

from fairthread.assessments.report.content import validate
from fairthread.assessments.report.text import FONTS, printable
from fairthread.assessments.report.view import build

TEMPLATES = Path(__file__).parent / "typ"
PHOTO_SIDE = 1100
"""Longest side of a printed photo in pixels: 300 dpi at the width it gets on the page."""


def render_pdf(content: dict[str, Any], photos: Mapping[str, Path | bytes] | None = None) -> bytes:
    """Draw the report; the same content and photos give the same bytes.

    `photos` gives the file or the bytes for each `path` in the content; without it the paths are opened as files.
    A photo that cannot be read leaves a marked gap. Raises ValueError when the content is incomplete.
    """
    report = validate(content)
    view = build(report, printable)
    with TemporaryDirectory(prefix="fairthread-report-") as folder:
        root = Path(folder)
        copytree(TEMPLATES, root, dirs_exist_ok=True)
        _place_photos(view, photos, root)
        (root / "qr.svg").write_bytes(_qr(report["verify_url"]))
        (root / "data.json").write_text(json.dumps(view, ensure_ascii=False), encoding="utf-8")
        issued = datetime.fromisoformat(report["issued_at"]).replace(tzinfo=UTC)
        view_pdf = typst.compile(
            str(root / "report.typ"),
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=issued,
        )
    assert isinstance(view_pdf, bytes)
    return view_pdf


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    # Only the shipped fonts: what a machine or a typst release happens to hold must not change an official paper.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _qr(url: str) -> bytes:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=0, dark="#12303a", xmldecl=True)
    return out.getvalue()


def _place_photos(view: dict[str, Any], photos: Mapping[str, Path | bytes] | None, root: Path) -> None:
    done: dict[str, str | None] = {}
    for section in view["sections"]:
        for finding in (f for point in section["points"] for f in point["findings"]):
            for photo in finding["photos"]:
                path = photo.pop("path")
                if path not in done:
                    done[path] = _place(path, photos, root)
                photo["file"] = done[path]
                photo["alt"] = photo["caption"] or view["w"]["photo_alt"].replace("{code}", finding["code"])


def _place(path: str, photos: Mapping[str, Path | bytes] | None, root: Path) -> str | None:
    source = Path(path) if photos is None else photos.get(path)
    try:
        picture = None if source is None else _small(source)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        picture = None
    if picture is None:
        return None
    name = f"photo-{sha256(picture).hexdigest()[:16]}.jpg"
    (root / name).write_bytes(picture)
    return name


def _small(source: Path | bytes) -> bytes:
    """Upright, print-sized JPEG without metadata: a phone writes where and when a photo was taken into it."""
    with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source) as image:
        image.draft("RGB", (PHOTO_SIDE, PHOTO_SIDE))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright, mask=upright.convert("RGBA").getchannel("A"))
        out = io.BytesIO()
        flat.save(out, "JPEG", quality=80)
        return out.getvalue()
