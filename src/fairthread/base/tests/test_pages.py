"""Problem pages stand by themselves."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from fairthread.base import pages

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_says_what_to_do(client):
    answer = client.get("/nothing/here/", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "FT-1001" in page
    assert "To your home page" in page


def test_a_problem_page_leads_back_to_the_page_before_but_never_elsewhere(client):
    page = client.get("/nothing/", headers={"Referer": "http://testserver/help/?a=1"}).content.decode()
    assert 'href="/help/?a=1"' in page
    page = client.get("/nothing/", headers={"Referer": "http://evil.example/x"}).content.decode()
    assert "evil" not in page


def test_when_even_the_page_breaks_there_are_plain_words(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no database")

    monkeypatch.setattr(pages, "answer", fail)
    answer = pages.broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "FT-1006" in answer.content.decode()
