"""Lists read well: head, cells, empty states, pager and downloads."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils.translation import override

from fairthread.base.acting import Acting
from fairthread.base.lists import Column, Filter, Listing, page
from fairthread.register.models import Factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def show(db):
    """show("?q=x"): the list of factories as a page."""

    def answer(query="", **changes):
        listing = Listing(
            key="factories",
            title="Factories",
            rows=Factory.objects.unscoped("a test of the list"),
            columns=[
                Column("name", "Name", lambda f: f.name, sort="name", link=lambda f: f"/f/{f.pk}"),
                Column("women", "Women", lambda f: f.workers_women, kind="number"),
                Column("at", "Since", lambda f: f.registered_at, kind="date", phone=False),
                Column("status", "Status", lambda f: f.status, kind="badge", badges={"enrolled": ("ok", "Enrolled")}),
            ],
            order="name",
            search="search_text",
            filters=[Filter("s", "Status", [("enrolled", "Enrolled")], lambda rows, value: rows.filter(status=value))],
            empty="Add the first one.",
            **changes,
        )
        request = RequestFactory().get(f"/list/{query}")
        request.user, request.acting = AnonymousUser(), Acting(None, "page")
        with override("en"):
            return page(request, listing).content.decode()

    return answer


def test_cells_are_written_by_their_kind(show, make_factory):
    made = make_factory(workers_women=1234)
    text = show()
    assert f'<a href="/f/{made.pk}">{made.name}</a></th>' in text
    assert '<td data-label="Women" class="num">1,234</td>' in text
    assert '<td data-label="Since" class="date not-phone">2 Mar 2026</td>' in text
    assert '<span class="badge badge--ok">Enrolled</span>' in text


def test_the_head_says_how_the_list_is_sorted_and_turns_it_round(show, make_factory):
    make_factory()
    assert 'aria-sort="ascending"><a href="?sort=-name">' in show()
    assert 'aria-sort="descending"><a href="?sort=name">' in show("?sort=-name")


def test_a_search_without_a_match_differs_from_an_empty_list(show, make_factory):
    assert "Add the first one." in show()
    make_factory()
    text = show("?q=nowhere")
    assert "Nothing matches." in text
    assert "Add the first one." not in text


def test_the_pager_keeps_search_and_filter(show, make_factory):
    for _ in range(3):
        make_factory()
    text = show("?q=thu&s=enrolled", size=2)
    assert "3 matches" in text
    assert 'rel="next" href="?q=thu&amp;s=enrolled&amp;after=' in text
    assert 'href="?q=thu&amp;s=enrolled&amp;format=csv"' in text


def test_names_are_never_markup(show, make_factory):
    make_factory(name="<b>x</b>")
    assert "<b>x</b>" not in show()
