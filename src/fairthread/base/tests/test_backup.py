"""What was backed up comes back whole, or nothing is touched. On SQLite and, where that is tested, PostgreSQL."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import uuid

import pytest

from .programs import django, environment, fairthread

CONTENT = b"evidence"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
# Writes one file through the front door, or says what is there.
ADD = "from fairthread.base.files import keep; keep(b'evidence', 'a.pdf', 'application/pdf')"
COUNT = "from fairthread.base.models import StoredFile; print([f.sha256 for f in StoredFile.objects.all()])"


class Place:
    """A data folder and a database of their own."""

    def __init__(self, folder, url: str | None) -> None:
        self.folder = folder
        self.env = environment(folder, **({"DATABASE_URL": url} if url else {}))

    def run(self, *words: object, good: bool = True):
        done = fairthread(*words, env=self.env)
        assert (done.returncode == 0) == good, done.stdout + done.stderr
        return done

    def prepare(self) -> None:
        django("migrate", "-v0", env=self.env)

    def python(self, line: str) -> str:
        return django("shell", "-v0", "-c", line, env=self.env)


@pytest.fixture(scope="module")
def new_place(tmp_path_factory):
    """Makes empty places, on PostgreSQL if the tests run there."""
    given = os.environ.get("DATABASE_URL", "")
    names: list[str] = []

    def make() -> Place:
        folder = tmp_path_factory.mktemp("place")
        if not given.startswith("postgres"):
            return Place(folder, None)
        names.append(f"backup_{uuid.uuid4().hex}")
        _ask(given, f"CREATE DATABASE {names[-1]} TEMPLATE template0")
        return Place(folder, given.rpartition("/")[0] + "/" + names[-1])

    yield make
    for name in names:
        _ask(given, f"DROP DATABASE {name} WITH (FORCE)")


def _ask(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="module")
def full(new_place):
    """A place with a database and one stored file."""
    place = new_place()
    place.prepare()
    place.python(ADD)
    return place


@pytest.fixture(scope="module")
def made(full, tmp_path_factory):
    """Its backup."""
    file = tmp_path_factory.mktemp("made") / "fair.tar.gz"
    assert "the database and 1 files" in full.run("backup", file).stdout
    return file


def test_what_was_backed_up_comes_back(full, made, new_place):
    other = new_place()
    other.run("restore", made)
    assert other.python(COUNT) == full.python(COUNT) == f"['{DIGEST}']\n"
    assert (other.folder / "files" / DIGEST[:2] / DIGEST).read_bytes() == CONTENT
    assert "tables: up to date" in other.run("check").stdout
    other.python(ADD)  # the restored database can be written, its number series go on


def test_a_place_in_use_is_replaced_only_when_asked(made, new_place):
    other = new_place()
    other.prepare()
    other.python(ADD.replace("evidence", "something else"))
    refused = other.run("restore", made, good=False)
    assert refused.stderr.startswith("FT-1113: ")
    assert DIGEST not in other.python(COUNT)
    other.run("restore", made, "--replace")
    assert other.python(COUNT) == f"['{DIGEST}']\n"
    kept = [path.name for path in (other.folder / "files").rglob("*") if path.is_file()]
    assert kept == [DIGEST]


def test_a_backup_never_overwrites(full, made):
    before = made.read_bytes()
    assert full.run("backup", made, good=False).stderr.startswith("FT-1110: ")
    assert made.read_bytes() == before


def test_only_its_owner_may_read_a_backup(made):
    assert made.stat().st_mode & 0o077 == 0


def _changed(made, target, change):
    """A copy of the backup whose entries went through `change(name, content)`; None leaves one out."""
    with tarfile.open(made) as source, tarfile.open(target, "w:gz") as out:
        for member in source:
            name, content = member.name, source.extractfile(member).read()
            if (changed := change(name, content)) is not None:
                info = tarfile.TarInfo(changed[0])
                info.size = len(changed[1])
                out.addfile(info, io.BytesIO(changed[1]))
    return target


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: (
            name,
            content.replace(b"evidence", b"evidencE") if name.startswith("files") else content,
        ),
        lambda name, content: None if name.startswith("files") else (name, content),
        lambda name, content: None if name == "manifest.json" else (name, content),
        lambda name, content: ("files/../../escaped" if name.startswith("files") else name, content),
    ],
    ids=["changed", "missing", "no manifest", "climbing name"],
)
def test_a_damaged_backup_changes_nothing(made, new_place, tmp_path, change):
    other = new_place()
    damaged = _changed(made, tmp_path / "damaged.tar.gz", change)
    assert other.run("restore", damaged, good=False).stderr.startswith("FT-1112: ")
    assert not (other.folder / "fairthread.sqlite3").exists() or other.run("restore", made)
    assert not list(tmp_path.parent.rglob("escaped"))


def test_half_a_backup_is_refused(made, new_place, tmp_path):
    half = tmp_path / "half.tar.gz"
    half.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    assert new_place().run("restore", half, good=False).stderr.startswith("FT-1112: ")


def test_a_backup_of_a_newer_version_is_refused(made, new_place, tmp_path):
    def newer(name, content):
        if name == "manifest.json":
            manifest = json.loads(content)
            manifest["migrations"].append("base.9999_later")
            content = json.dumps(manifest).encode()
        return name, content

    file = _changed(made, tmp_path / "newer.tar.gz", newer)
    assert new_place().run("restore", file, good=False).stderr.startswith("FT-1116: ")


def test_a_backup_of_the_other_kind_of_database_is_refused(made, new_place, tmp_path):
    def other_kind(name, content):
        return name, content.replace(b'"sqlite"', b'"oracle"').replace(b'"postgresql"', b'"oracle"') if name == (
            "manifest.json"
        ) else content

    file = _changed(made, tmp_path / "other.tar.gz", other_kind)
    assert new_place().run("restore", file, good=False).stderr.startswith("FT-1114: ")


@pytest.mark.skipif(not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="PostgreSQL's programs")
def test_a_missing_program_is_named(full, tmp_path):
    env = {**full.env, "PATH": str(tmp_path)}
    done = fairthread("backup", tmp_path / "b.tar.gz", env=env)
    assert done.stderr.startswith("FT-1111: The program pg_dump")
    assert not shutil.os.path.exists(tmp_path / "b.tar.gz.part")
