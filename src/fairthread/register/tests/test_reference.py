"""Reference lists, init and commands."""

from datetime import date

import pytest
from click.testing import CliRunner

from fairthread.base import initial
from fairthread.base.commands import program
from fairthread.base.problems import Problem
from fairthread.register import actions, commands, reference
from fairthread.register.models import Country, Factory, Organisation, Province, Sector

pytestmark = pytest.mark.django_db


def fairthread(*words):
    assert commands.init.name in program.commands
    return CliRunner().invoke(program, list(words))


def test_sixty_three_provinces_lead_to_thirty_four():
    reference.load_reference()
    before = Province.objects.filter(country="VN").exclude(successor=None)
    now = Province.objects.filter(country="VN", successor=None)
    assert (before.count(), now.count()) == (63, 34)
    assert all(province.valid_to == date(2025, 6, 30) for province in before)
    assert Province.objects.get(pk="VN-2008-74").successor.name_vi == "Hồ Chí Minh"
    assert Country.objects.get(pk="ZZ")
    assert Sector.objects.get(pk="apparel").isic4 == "14"
    ministry = Organisation.objects.unscoped("test").get(key="VN-MOLISA")
    assert (ministry.kind, ministry.valid_to, ministry.successor.key) == ("ministry", date(2025, 2, 28), "VN-MOHA")


def shape():
    tables = (Country.objects, Province.objects, Sector.objects, Organisation.objects.unscoped("test"))
    return [sorted(map(str, rows.values_list())) for rows in tables]


def test_loading_again_changes_nothing_and_keeps_what_stands_there():
    Country.objects.create(code="VN", name_en="old", name_vi="old")
    reference.load_reference()
    first = shape()
    reference.load_reference()
    assert shape() == first
    assert Country.objects.get(pk="VN").name_en == "Viet Nam"


def test_an_organisation_that_somebody_edited_stays_so(acting):
    reference.load_reference()
    body = Organisation.objects.unscoped("test").get(key="VN-MOLISA")
    actions.edit_organisation(acting("programme_manager"), body, address="12 Ngô Quyền", successor=None)
    reference.load_reference()
    body.refresh_from_db()
    assert (body.address, body.successor) == ("12 Ngô Quyền", None)


def test_successors_do_not_run_in_a_circle(acting):
    by = acting("programme_manager")
    one, two = (actions.create_organisation(by, kind="union", name_en=name) for name in "AB")
    actions.edit_organisation(by, one, successor=two)
    with pytest.raises(Problem) as refused:
        actions.edit_organisation(by, two, successor=one)
    assert refused.value.number == 3052


def test_keys_of_organisations_are_single(acting):
    by = acting("programme_manager")
    keys = [actions.create_organisation(by, kind="buyer", name_en="Sỏi & Cát").key for _ in range(2)]
    assert keys == ["soi_cat", "soi_cat_2"]
    with pytest.raises(Problem) as refused:
        actions.create_organisation(by, kind="buyer", name_en="X", key="soi_cat")
    assert refused.value.number == 3050


def test_init_runs_every_step_and_may_be_repeated():
    for _ in range(2):
        result = fairthread("init")
        assert result.exit_code == 0, result.output
        assert "34 provinces" not in result.output
        assert "130 provinces" in result.output


def test_steps_of_rooms_come_in_their_order(monkeypatch):
    monkeypatch.setattr(initial, "_steps", [])
    ran = []
    initial.initial(30, "b")(lambda: ran.append("b") or "")
    initial.initial(10, "a")(lambda: ran.append("a") or "")
    for step in initial.steps():
        step.run()
    assert ran == ["a", "b"]


def test_import_and_list_by_command(tmp_path, places, make_person):
    file = tmp_path / "t.csv"
    file.write_text("name,province,status\nMay Mười,test-hcmc,enrolled\nMay Sai,Atlantis,enrolled\n", "utf-8")
    dry = fairthread("import", "factories", str(file), "--dry-run")
    assert dry.exit_code == 1
    assert "row 3: refused May Sai" in dry.output
    assert "FT-3032" in dry.output
    assert not Factory.objects.unscoped("test").exists()
    assert "1 created" in fairthread("import", "factories", str(file)).output
    listed = fairthread("factories", "list", "--search", "muoi")
    assert "May Mười" in listed.output
    assert fairthread("factories", "list", "--search", "muoi", "--status", "left").output == ""
    stranger, leader = make_person(), make_person("team_leader", "country", "VN")
    assert fairthread("factories", "list", "--as", stranger.email).output == ""
    assert "May Mười" in fairthread("factories", "list", "--as", leader.email).output
    refused = fairthread("import", "factories", str(file), "--as", stranger.email)
    assert refused.exit_code == 2


def test_a_command_tells_a_bad_file_by_number(tmp_path):
    file = tmp_path / "t.csv"
    file.write_bytes("name\nCông ty\n".encode("cp1258"))
    result = fairthread("import", "factories", str(file))
    assert (result.exit_code, "FT-1021" in result.output) == (2, True)
