"""Backup and restore: one tar with the database, the stored files and a manifest with their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from . import clock, dumps
from .health import known_migrations
from .problems import Problem

FORM = 1
DATABASE, MANIFEST = "database", "manifest.json"
PIECE = 1024 * 1024


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder beside the data, so that a move into place is a rename."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.DATA_DIR) as folder:
        yield Path(folder)


def _hash(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as content:
        while piece := content.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def make(target: Path) -> dict[str, Any]:
    """Writes a backup and gives back its manifest. Problems 1104, 1110, 1111, 1115."""
    if target.exists():
        raise Problem(1110, name=target)
    try:
        applied = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
    except DatabaseError as error:
        raise Problem(1104, why=str(error).strip()) from error
    part = target.with_name(target.name + ".part")
    manifest: dict[str, Any] = {
        "form": FORM,
        "version": version("fairthread"),
        "made_at": clock.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": applied,
        "entries": [],
    }
    try:
        with _scratch() as folder, tarfile.open(part, "w:gz", compresslevel=1) as tar:
            copy = folder / DATABASE
            dumps.dump(copy)
            # Database first: files are only ever added, so every file that this copy names is there by now.
            for name, path in [(DATABASE, copy), *_files()]:
                tar.add(path, name, recursive=False)
                manifest["entries"].append({"name": name, "size": path.stat().st_size, "sha256": _hash(path)})
            listing = folder / MANIFEST
            listing.write_text(json.dumps(manifest, indent=1))
            tar.add(listing, MANIFEST)
        part.chmod(0o600)
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _files() -> list[tuple[str, Path]]:
    folder = Path(settings.MEDIA_ROOT)
    found = sorted(path for path in folder.rglob("*") if path.is_file() and "." not in path.name)
    return [(f"files/{path.relative_to(folder).as_posix()}", path) for path in found]


def restore(source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Brings a backup back and gives back its manifest. Problems 1104 and 1111 to 1116."""
    if not replace:
        _need_empty()
    with _scratch() as folder:
        manifest = _unpack(source, folder)
        if manifest["database"] != connection.vendor:
            raise Problem(1114, found=manifest["database"], here=connection.vendor)
        if set(manifest["migrations"]) - known_migrations():
            raise Problem(1116, version=manifest["version"])
        dumps.load(folder / DATABASE)
        _swap_files(folder)
    return manifest


def _need_empty() -> None:
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        raise Problem(1104, why=str(error).strip()) from error
    if tables:
        raise Problem(1113, what=f"a database with {len(tables)} tables")
    if _files():
        raise Problem(1113, what=f"{len(_files())} files in {settings.MEDIA_ROOT}")


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Every entry into `folder`, compared with the manifest. Names are checked, so nothing lands elsewhere."""
    hashes: dict[str, str] = {}
    try:
        with tarfile.open(source, "r:*") as tar:
            for member in tar:
                if not member.isreg() or not _expected(member.name):
                    raise Problem(1112, name=source, what=f"it holds {member.name!r}")
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                content = tar.extractfile(member)
                assert content is not None  # noqa: S101  a regular file has content
                with content, target.open("wb") as out:
                    shutil.copyfileobj(content, out, PIECE)
                hashes[member.name] = _hash(target)
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        listed = {entry["name"]: entry["sha256"] for entry in manifest["entries"]}
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise Problem(1112, name=source, what=str(error)) from error
    if manifest.get("form") != FORM:
        raise Problem(1112, name=source, what=f"its form is {manifest.get('form')}")
    hashes.pop(MANIFEST, None)
    if wrong := sorted(name for name in listed | hashes if listed.get(name) != hashes.get(name)):
        raise Problem(1112, name=source, what=f"{wrong[0]} is missing or was changed")
    return manifest


def _expected(name: str) -> bool:
    parts = name.split("/")
    return name in {DATABASE, MANIFEST} or (
        len(parts) == 3 and parts[0] == "files" and all(part.isalnum() and part.isascii() for part in parts[1:])
    )


def _swap_files(folder: Path) -> None:
    """The files that came instead of those that were here."""
    came, here = folder / "files", Path(settings.MEDIA_ROOT)
    came.mkdir(exist_ok=True)
    here.parent.mkdir(parents=True, exist_ok=True)
    if here.exists():
        here.rename(folder / "files-before")
    came.rename(here)
