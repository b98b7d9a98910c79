"""How fast history comes in and rates come out, beside what this machine can do at most.

    PYTHONPATH=src python bench/import_and_rates.py [--rows 1000000] [--answers 5000000]

Everything happens in a folder of its own that is deleted afterwards. The last column is the ceiling: the same rows
written by sqlite3 alone into one bare table, and the same bytes summed by numpy. The second column
of seconds is the processor's time, which other programs on the machine do not change. The exit code is 1 when a limit
of the issue is missed (20,000 rows/s; rates of 5 million answers in 2 s).
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench import star_file  # noqa: E402

ROWS_PER_SECOND, SECONDS = 20_000, 2.0
BEGIN, END = "2000-01-01", "2030-12-31"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--answers", type=int, default=5_000_000)
    asked.add_argument("--keep", type=Path, help="keep the database in this folder")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="fairthread-bench-") as folder:
        place = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        os.environ.update(SECRET_KEY="bench", DATA_DIR=str(place), DJANGO_SETTINGS_MODULE="fairthread.settings")
        os.environ.pop("DATABASE_URL", None)
        return measure(place, options.rows, options.answers)


def measure(place: Path, rows: int, answers: int) -> int:
    path = place / "export.csv"
    star_file.write(path, rows)
    import django

    django.setup()
    from django.core.management import call_command

    from fairthread.assessments.actions.import_star import import_star
    from fairthread.base.acting import Acting
    from fairthread.register.models import Country

    call_command("migrate", verbosity=0)
    Country.objects.get_or_create(code="VN", defaults={"name_en": "Viet Nam", "name_vi": "Việt Nam"})
    by, before = Acting.operator(), memory()
    print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB; {os.cpu_count()} processors; MB before {before}")
    print(f"{'step':<34}{'seconds':>9}{'of CPU':>8}{'per second':>13}{'peak MB':>9}{'ceiling/s':>13}{'share':>7}")
    ceiling = rows / bare_sqlite(path, place)
    ok = True
    for step, wanted in (("dry run", {"dry_run": True}), ("import", {}), ("the same file again", {})):
        start, cpu = perf_counter(), process_time()
        report = import_star(by, path, "VN", **wanted)
        took = perf_counter() - start
        line(step, took, process_time() - cpu, rows / took, ceiling)
        assert report.rows == rows and not report.rows_refused
        ok = ok and rows / took >= ROWS_PER_SECOND
    path.unlink()
    filled = fill_up(answers)
    return 0 if rates_of(filled) and ok else 1


def line(step: str, took: float, cpu: float, speed: float, ceiling: float) -> None:
    print(
        f"{step:<34}{took:>9.2f}{cpu:>8.2f}{speed:>13,.0f}{memory():>9}{ceiling:>13,.0f}{speed / ceiling:>7.0%}",
        flush=True,
    )


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory() -> int:
    """The most memory that this process has held, in MB. SQLite maps up to 256 MB of its file; that counts in."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def bare_sqlite(path: Path, place: Path) -> float:
    """Seconds to read the file with csv and write one narrow table with one index, nothing checked."""
    start = perf_counter()
    base = sqlite3.connect(place / "bare.sqlite3", isolation_level=None)
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, quest TEXT, question TEXT, value TEXT, result INTEGER)")
    base.execute("CREATE UNIQUE INDEX once ON answer (quest, question)")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        base.execute("BEGIN")
        base.executemany(
            "INSERT INTO answer (quest, question, value, result) VALUES (?, ?, ?, 1)",
            ((r[5], r[6], r[11]) for r in rows),
        )
        base.execute("COMMIT")
    base.close()
    took = perf_counter() - start
    (place / "bare.sqlite3").unlink()
    return took


def fill_up(answers: int) -> int:
    """Adds assessments (factories of their own, six cycles each) until `answers` stand in the results."""
    from fairthread.assessments.models import Assessment
    from fairthread.base import clock, identifiers
    from fairthread.base.bulk import insert_many
    from fairthread.register.models import Factory
    from fairthread.tools.models import ToolVersion

    version = ToolVersion.objects.unscoped("bench").filter(imported=True).latest("created_at")
    first = Assessment.objects.unscoped("bench").filter(tool_version=version).first()
    width = len(first.results)
    held = Assessment.objects.unscoped("bench").count()
    lacking = max(0, -(-answers // width) - held)
    draw, now = random.Random(5), clock.now()
    factories = [
        Factory(
            public_id=identifiers.make("VN"), name=f"Bench {n}", country_id="VN", status="enrolled", registered_at=now
        )
        for n in range(-(-lacking // 6))
    ]
    Factory.objects.bulk_create(factories, batch_size=1000)
    base = bytes(first.results)

    def rows():
        for number in range(lacking):
            factory, cycle = divmod(number, 6)
            day = date(2015, 1, 1) + timedelta(days=365 * cycle + draw.randrange(300))
            vector = bytes(4 if b == 4 else draw.choice((1, 1, 1, 2, 3)) for b in base)
            state = "official" if cycle == 5 else "superseded"
            whole = uuid.UUID(int=draw.getrandbits(128))
            yield (
                whole,
                factories[factory].pk,
                version.pk,
                cycle + 1,
                state,
                "unknown",
                day,
                2,
                day,
                "",
                "",
                True,
                vector,
                now,
            )

    names = (
        "id factory tool_version cycle state mode planned_on planned_days started_on report_number source_id imported"
    )
    insert_many(Assessment, [*names.split(), "results", "created_at"], rows())
    return (held + lacking) * width


def rates_of(answers: int) -> bool:
    import numpy

    from fairthread.assessments.models import Assessment
    from fairthread.base.acting import Acting
    from fairthread.measures.output import FORMATS
    from fairthread.measures.rates import rates

    vectors = list(Assessment.objects.unscoped("bench").values_list("results", flat=True))
    table = numpy.frombuffer(b"".join(vectors), dtype=numpy.uint8).reshape(len(vectors), -1)
    start = perf_counter()
    (table == 2).sum(axis=0), (table == 1).sum(axis=0)
    ceiling = answers / (perf_counter() - start)
    print(f"\n{answers:,} answers; the ceiling is numpy counting the same bytes in memory")
    slowest = 0.0
    for level in ("question", "point", "cluster"):
        for sample in ("latest", "cycle:2", "panel:6"):
            start, cpu = perf_counter(), process_time()
            made = rates(Acting.operator(), "VN", date.fromisoformat(BEGIN), date.fromisoformat(END), level, sample)
            FORMATS["json"](made, "en")
            took = perf_counter() - start
            slowest = max(slowest, took)
            line(f"rates {level} {sample}", took, process_time() - cpu, answers / took, ceiling)
    command = [sys.executable, "-m", "fairthread.cli", "rates", "--country", "VN", "--from", BEGIN, "--to", END]
    start, cpu = perf_counter(), children()
    subprocess.run([*command, "--level", "question"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    took = perf_counter() - start
    line("the whole command, with its start", took, children() - cpu, answers / took, ceiling)
    return max(slowest, took) < SECONDS


if __name__ == "__main__":
    sys.exit(main())
