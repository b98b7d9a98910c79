"""Files by their hash, outside every web root. Images are re-encoded; everything else is a download."""

from __future__ import annotations

import hashlib
import io
import uuid
from pathlib import Path, PurePosixPath

from django.conf import settings
from PIL import Image, ImageOps

from . import clock
from .models import StoredFile
from .problems import Problem

IMAGES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
DOCUMENTS = {
    "application/pdf": b"%PDF",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK\x03\x04",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": b"PK\x03\x04",
}
MAX_PIXELS = 40_000_000


def path(sha256: str) -> Path:
    """Where the bytes of a hash lie."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def safe_name(name: str) -> str:
    """The last part of a name, without anything that a file system or a header could misread."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in last).strip(". ")
    return kept[-150:] or "file"


def keep(content: bytes, name: str, media_type: str, identifier: uuid.UUID | None = None) -> StoredFile:
    """Stores bytes that the program made or has checked; the same bytes lie on disk once."""
    digest = hashlib.sha256(content).hexdigest()
    target = path(digest)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{uuid.uuid4().hex}")
        part.write_bytes(content)
        part.replace(target)
    return StoredFile.objects.create(
        id=identifier or uuid.uuid4(),
        sha256=digest,
        size=len(content),
        media_type=media_type,
        name=safe_name(name),
        stored_at=clock.now(),
    )


def receive(content: bytes, name: str, identifier: uuid.UUID | None = None) -> StoredFile:
    """Stores an upload of a person: an image is decoded and written anew, a document must look like what it is."""
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise Problem(1003, name=safe_name(name), limit=settings.UPLOAD_MAX_BYTES // 1024 // 1024)
    if content[:4] in (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"\x89PNG", b"RIFF") or content[:2] == b"\xff\xd8":
        return keep(
            _encoded_again(content, name),
            safe_name(name).rsplit(".", 1)[0] + ".jpg",
            "image/jpeg",
            identifier,
        )
    suffix = safe_name(name).rsplit(".", 1)[-1].lower()
    wanted = {"pdf": "application/pdf", "xlsx": list(DOCUMENTS)[1], "docx": list(DOCUMENTS)[2]}.get(suffix)
    if not wanted or not content.startswith(DOCUMENTS[wanted]):
        raise Problem(1004, name=safe_name(name))
    return keep(content, name, wanted, identifier)


def _encoded_again(content: bytes, name: str) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=list(IMAGES.values())) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Problem(1005, name=safe_name(name))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise Problem(1004, name=safe_name(name)) from error
    upright.thumbnail((2400, 2400))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)  # written anew: no EXIF, no place, no hidden payload
    return out.getvalue()
