"""Every word of every page has its Vietnamese, with the same places for values."""

from __future__ import annotations

from scripts import messages


def test_nothing_is_untranslated_and_places_for_values_agree():
    assert messages.missing() == []


def test_templates_and_python_are_both_read():
    words = messages.words("base")
    assert ("", "Sign out") in words  # from a template
    assert ("", "on a page") in words  # from Python
    assert words["", "%(shown)s entry"] == ("%(shown)s entry", "%(shown)s entries")
    assert ("filter", "All") in words


def test_update_keeps_what_has_been_translated(tmp_path, monkeypatch):
    room = tmp_path / "lobby"
    (room / "templates").mkdir(parents=True)
    (tmp_path / "base").mkdir()
    for name in ("lobby", "base"):
        (tmp_path / name / "__init__.py").touch()
    page = room / "templates" / "page.html"
    page.write_text('{% translate "Hello" %} {% blocktranslate %}Dear {{ name }}{% endblocktranslate %}')
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    messages.update([])
    assert [line.split(": ")[1] for line in messages.missing()] == ["'Dear %(name)s'", "'Hello'"]
    po = messages.po_path("lobby")
    po.write_text(po.read_text().replace('msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "Xin chào"'))
    page.write_text('{% translate "Hello" %} {% translate "New" %}')
    messages.update([])
    assert "Xin chào" in po.read_text()
    assert "Dear" not in po.read_text()
    assert messages.compile_stale() == 1
    assert messages.compile_stale() == 0


def test_a_lost_place_for_a_value_is_found(tmp_path, monkeypatch):
    room = tmp_path / "lobby"
    room.mkdir()
    (room / "__init__.py").touch()
    (room / "pages.py").write_text('_("%(count)s workers")')
    monkeypatch.setattr(messages, "SOURCE", tmp_path)
    messages.update([])
    po = messages.po_path("lobby")
    po.write_text(po.read_text().replace('workers"\nmsgstr ""', 'workers"\nmsgstr "%(so)s người"'))
    assert "other places" in messages.missing()[0]
