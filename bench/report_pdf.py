"""How long one official report takes: PYTHONPATH=src python bench/report_pdf.py [rounds]"""

from __future__ import annotations

import io
import sys
from statistics import median
from time import perf_counter

from pypdf import PdfReader

from fairthread.assessments.report import render_pdf, render_xlsx
from fairthread.assessments.tests.report_sample import photos, sample

LIMIT_SECONDS = 5.0


def main(rounds: int) -> int:
    """Print a table; the exit code is 1 when a PDF took longer than the limit."""
    slowest = 0.0
    heads = ("language", "rows", "photos", "pages", "PDF kB", "first s", "median s", "XLSX kB", "XLSX s")
    print(" ".join(f"{head:>8}" for head in heads))
    for language in ("vi", "en"):
        content = sample(language)
        pictures = photos(content)
        times = []
        for _ in range(rounds):
            start = perf_counter()
            pdf = render_pdf(content, pictures)
            times.append(perf_counter() - start)
        start = perf_counter()
        book = render_xlsx(content)
        took = perf_counter() - start
        pages = len(PdfReader(io.BytesIO(pdf)).pages)
        slowest = max(slowest, *times)
        figures = [f"{n:8.0f}" for n in (len(content["annex"]), len(pictures), pages, len(pdf) / 1000)]
        figures += [f"{times[0]:8.2f}", f"{median(times):8.2f}", f"{len(book) / 1000:8.0f}", f"{took:8.2f}"]
        print(f"{language:>8}", *figures)
    return int(slowest > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
