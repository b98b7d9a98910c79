"""History reads like a sentence, in the language of the page."""

from __future__ import annotations

from django.utils.translation import override

from fairthread.base.history import in_words, origin_in_words, words
from fairthread.base.models import HistoryEntry


def test_days_are_written_as_people_of_the_language_write_them():
    words({"test.moved": "moved it from %(before)s to %(after)s"})
    entry = HistoryEntry(name="test.moved", data={"before": "2026-03-02", "after": "2026-13-45 or so"})
    with override("en"):
        assert in_words(entry) == "moved it from 2 Mar 2026 to 2026-13-45 or so"
    with override("vi"):
        assert in_words(entry) == "moved it from 02/03/2026 to 2026-13-45 or so"


def test_a_day_that_does_not_exist_stays_as_it_came():
    words({"test.odd": "on %(on)s"})
    assert in_words(HistoryEntry(name="test.odd", data={"on": "2026-02-31"})) == "on 2026-02-31"


def test_a_row_of_a_file_is_named_in_words():
    with override("en"):
        assert origin_in_words("Tệp, 3.csv, 2") == "from Tệp, 3.csv, row 2"
        assert origin_in_words("fairthread demo") == "from fairthread demo"
    with override("vi"):
        assert origin_in_words("f2.csv, 2") == "từ f2.csv, dòng 2"
