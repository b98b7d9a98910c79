"""Every page is asked the same questions: the public, a stranger, a buyer, others' people, readers, keepers."""

import uuid

import pytest
from django.urls import reverse

from fairthread.base.acting import Acting
from fairthread.register import actions
from fairthread.register.models import Factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def others_manager(make_person, other_factory, people):
    """Manages another factory; known to client_as as `others_manager`."""
    people["others_manager"] = make_person("factory_manager", "factory", other_factory.pk)
    return people["others_manager"]


def one(name, factory, *more):
    return reverse(name, args=[factory.pk, *more])


def test_outsiders_find_no_page(client_as, others_manager, factory, buyer_organisation):
    mine = [one(name, factory) for name in ("factory", "factory_edit", "factory_merge", "factory_split")]
    general = [reverse(name) for name in ("factories", "factory_new", "factory_import", "factory_import_table")]
    client = client_as("stranger")
    for address in [*mine, *general, reverse("organisations"), reverse("provinces"), reverse("organisation_new")]:
        assert client.get(address).status_code == 404, address
    for role in ("buyer", "others_manager"):
        client = client_as(role)
        for address in mine:
            assert client.get(address).status_code == 404, (role, address)
    assert client_as("buyer").get(reverse("factories")).status_code == 404


def posts(factory):
    return [
        one("factory_edit", factory),
        one("factory_merge", factory),
        one("factory_split", factory),
        one("factory_status", factory),
        one("factory_name_add", factory),
        one("factory_name_remove", factory, 1),
        one("factory_buyer_add", factory),
        one("factory_buyer_remove", factory, 1),
        one("factory_unmerge", factory, uuid.uuid4()),
    ]


def test_readers_may_not_write(client_as, factory):
    for role in ("factory_worker_representative", "training_officer", "national_partner", "donor"):
        client = client_as(role)
        assert client.get(one("factory", factory)).status_code == 200, role
        for address in posts(factory):
            assert client.post(address).status_code == 403, (role, address)
    client = client_as("training_officer")
    for name in ("factory_new", "factory_import", "factory_import_agree", "organisation_new"):
        assert client.post(reverse(name)).status_code == 403, name


def test_outsiders_may_not_post(client_as, others_manager, factory):
    for role in ("stranger", "buyer", "others_manager"):
        client = client_as(role)
        for address in posts(factory):
            assert client.post(address).status_code == 404, (role, address)


def test_a_visitor_is_led_to_sign_in_whether_or_not_there_is_such_a_record(client_as, factory, buyer_organisation):
    client = client_as("public")
    general = [reverse(name) for name in ("factories", "factory_import", "organisations", "provinces", "rates")]
    for known in (factory.pk, buyer_organisation.pk, uuid.uuid4()):
        general += [reverse("factory", args=[known]), reverse("organisation", args=[known])]
    for address in general:
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}", address
    for address in posts(factory):
        assert client.post(address)["Location"].startswith("/accounts/login/"), address


def test_steps_are_not_taken_by_following_a_link(client_as, factory):
    client = client_as("programme_manager")
    for address in posts(factory)[3:]:
        assert client.get(address).status_code == 405, address


def test_what_is_confidential_stays_so_on_page_list_and_download(client_as, factory, make_factory):
    factory.union_name, factory.contacts = "Công đoàn Bí Mật", [{"name": "Nguyễn Thị Ví Dụ"}]
    factory.has_union = True
    factory.save()
    shown = client_as("enterprise_advisor").get(one("factory", factory)).content.decode()
    assert "Công đoàn Bí Mật" in shown
    assert "Nguyễn Thị Ví Dụ" in shown
    partner = client_as("donor")
    shown = partner.get(one("factory", factory)).content.decode()
    assert factory.name in shown
    assert not [word for word in ("Công đoàn Bí Mật", "Nguyễn Thị Ví Dụ", "1,000", "Apparel") if word in shown]
    for query in ("", "?format=csv"):
        answer = partner.get(reverse("factories") + query)
        text = b"".join(answer) if answer.streaming else answer.content
        assert factory.name in text.decode()
        assert "1000" not in text.decode()
        assert "1,000" not in text.decode()
    representative = client_as("factory_worker_representative").get(one("factory", factory)).content.decode()
    assert "Công đoàn Bí Mật" in representative
    assert "Nguyễn Thị Ví Dụ" not in representative


def test_filtering_does_not_tell_what_the_list_hides(client_as, make_person, people, factory, other_factory):
    from fairthread.access.models import Grant

    Grant.objects.create(
        person=people["factory_manager"],
        role="national_partner",
        scope="country",
        scope_id="VN",
        valid_from="2020-01-01",
        given_at=factory.registered_at,
    )
    client = client_as("factory_manager")
    assert other_factory.name in client.get(reverse("factories")).content.decode()
    narrowed = client.get(reverse("factories") + "?sector=apparel").content.decode()
    assert factory.name in narrowed
    assert other_factory.name not in narrowed


def test_the_list_searches_filters_and_links(client_as, factory, make_factory):
    actions.add_name(Acting.operator(), factory, "Xí nghiệp May Đông Phong", "former")
    client = client_as("team_leader")
    for query, count in [
        ("q=dong+phong", 1),
        ("q=không+có", 0),
        ("status=enrolled", 1),
        ("status=left", 0),
        ("province=test-bd", 1),
        ("province=test-hcmc", 1),
        ("sector=apparel", 1),
    ]:
        shown = client.get(f"{reverse('factories')}?{query}").content.decode()
        assert (one("factory", factory) in shown) == bool(count), query


def test_a_script_in_a_label_is_shown_as_text(client_as, make_factory):
    hostile = make_factory(name="<script>alert(1)</script>", address="<img src=x onerror=alert(1)>")
    client = client_as("programme_manager")
    for address in (
        one("factory", hostile),
        reverse("factories"),
        one("factory_edit", hostile),
        one("factory_merge", hostile),
    ):
        shown = client.get(address).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def form(**more):
    return {"id": str(uuid.uuid4()), "name": "Công ty May Mới", "country": "VN", "province": "test-hcmc", **more}


def test_a_factory_is_entered_once_even_when_sent_twice(client_as, people, places):
    client, sent = client_as("enterprise_advisor"), form()
    first, second = (client.post(reverse("factory_new"), sent) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Factory.objects.unscoped("test").filter(name="Công ty May Mới").count() == 1


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(client_as, people, places):
    answer = client_as("enterprise_advisor").post(reverse("factory_new"), form(year_began="1500"))
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "FT-3004" in shown
    assert "Công ty May Mới" in shown


def test_an_edit_shows_what_is_there_and_saves(client_as, factory):
    client = client_as("programme_manager")
    page = client.get(one("factory_edit", factory))
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent["address"] = "Lô 7"
    assert client.post(one("factory_edit", factory), sent).status_code == 302
    factory.refresh_from_db()
    assert (factory.address, factory.workers_women) == ("Lô 7", 800)
    again = client.post(one("factory_edit", factory), {**sent, "address": "Lô 8"})
    assert again.status_code == 400
    assert "FT-3011" in again.content.decode()


def test_the_factory_edits_its_form_without_the_links(client_as, factory):
    shown = client_as("factory_manager").get(one("factory_edit", factory)).content.decode()
    assert 'name="products"' in shown
    assert 'name="owner"' not in shown
    assert 'name="source_id"' not in shown


def test_status_names_and_buyers_from_the_page(client_as, factory, buyer_organisation):
    client = client_as("programme_manager")
    for name, sent in [
        ("factory_status", {"status": "paused", "on": "2026-01-01", "reason": "Ít đơn hàng"}),
        ("factory_name_add", {"text": "Tên khác", "kind": "other"}),
        ("factory_buyer_add", {"buyer": buyer_organisation.pk, "since_year": 2013}),
    ]:
        assert client.post(one(name, factory), sent).status_code == 302, name
        twice = client.post(one(name, factory), sent)
        assert twice.status_code == 400, name
        assert "FT-30" in twice.content.decode()
    shown = client.get(one("factory", factory)).content.decode()
    for text in ("Ít đơn hàng", "Tên khác", "Northwind Apparel"):
        assert text in shown
    for name, pk in [
        ("factory_name_remove", factory.names.get().pk),
        ("factory_buyer_remove", factory.buyers.get().pk),
    ]:
        assert client.post(one(name, factory, pk)).status_code == 302
        assert client.post(one(name, factory, pk)).status_code == 302


def test_history_reads_as_sentences_with_before_and_after(client_as, acting, factory):
    actions.edit_factory(acting("team_leader"), factory, address="Lô 9")
    shown = client_as("programme_manager").get(one("factory", factory) + "?tab=history").content.decode()
    assert "changed the record" in shown
    assert "Lô 9" in shown
    assert "127.0.0.1" in shown
    hidden = client_as("factory_worker_representative").get(one("factory", factory) + "?tab=history").content.decode()
    assert "changed the record" not in hidden


def test_merging_and_undoing_on_the_page(client_as, factory, other_factory):
    client = client_as("programme_manager")
    address = one("factory_merge", factory)
    assert other_factory.name in client.get(address + "?q=thu+nghiem").content.decode()
    assert other_factory.public_id in client.get(f"{address}?other={other_factory.pk}").content.decode()
    sent = {"other": other_factory.pk, "reason": "Cùng mã số thuế"}
    assert client.post(address, {**sent, "reason": ""}).status_code == 400
    assert client.post(address, sent).status_code == 302
    led = client.get(one("factory", other_factory), follow=True)
    assert led.redirect_chain == [(one("factory", factory), 302)]
    assert "was merged into this record" in led.content.decode()
    assert client.post(one("factory_edit", other_factory), form()).status_code == 409
    merge = factory.merges_kept.get()
    assert client.post(one("factory_unmerge", factory, merge.pk)).status_code == 302
    assert client.post(one("factory_unmerge", factory, merge.pk)).status_code == 409
    assert client.get(one("factory", other_factory)).status_code == 200


def test_people_of_a_merged_record_are_led_to_the_one_that_stands(
    client_as, others_manager, acting, factory, other_factory
):
    actions.merge_factories(acting("programme_manager"), factory, other_factory, "x")
    answer = client_as("others_manager").get(one("factory", other_factory))
    assert (answer.status_code, answer.url) == (302, one("factory", factory))


def test_splitting_on_the_page(client_as, acting, factory):
    name = actions.add_name(acting("programme_manager"), factory, "Xưởng Hai")
    client = client_as("programme_manager")
    sent = {"id": uuid.uuid4(), "name": "Xưởng Hai", "names": [name.pk], "reason": "Hai nơi"}
    first, second = (client.post(one("factory_split", factory), sent) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url


def test_an_identifier_that_is_none(client_as, people):
    client = client_as("programme_manager")
    assert client.get(reverse("factory", args=[uuid.uuid4()])).status_code == 404
    assert client.get("/factories/not-a-uuid/").status_code == 404


def test_organisations_are_entered_and_changed_by_the_manager_only(client_as, people, buyer_organisation):
    sent = {"id": uuid.uuid4(), "kind": "union", "name_en": "Union of Tailors", "name_vi": "Công đoàn Thợ May"}
    client = client_as("programme_manager")
    made = client.post(reverse("organisation_new"), sent)
    assert made.status_code == 302
    assert client.post(reverse("organisation_new"), sent).url == made.url
    assert (
        client.post(made.url + "edit/", {**sent, "valid_from": "2020-01-01", "valid_to": "2019-01-01"}).status_code
        == 400
    )
    assert client.post(made.url + "edit/", {**sent, "short_name": "UT"}).status_code == 302
    assert "UT" in client.get(made.url + "?tab=history").content.decode()
    leader = client_as("team_leader")
    assert leader.get(made.url).status_code == 404  # of no country: beyond a leader of one country
    assert client_as("donor").get(made.url).status_code == 200
    assert client_as("donor").post(made.url + "edit/", sent).status_code == 403
    assert client_as("buyer").get(made.url).status_code == 404
    assert client_as("buyer").get(reverse("organisation", args=[buyer_organisation.pk])).status_code == 200
    assert client_as("factory_manager").get(made.url).status_code == 404
    assert "Union of Tailors" in client.get(reverse("organisations") + "?q=tho+may").content.decode()


def test_provinces_show_what_each_was_formed_of(client_as, people, places):
    shown = client_as("donor").get(reverse("provinces")).content.decode()
    assert "Binh Duong" in shown
    assert "Ho Chi Minh City" in shown


def test_rooms_above_add_sections(client_as, factory, monkeypatch):
    from fairthread.register import sections

    monkeypatch.setattr(sections, "_known", [])

    @sections.factory_section(20)
    def later(request, shown):
        return "register/_history.html", {"entries": []}

    @sections.factory_section(10)
    def nothing(request, shown):
        return None

    assert "Nothing has happened yet." in client_as("programme_manager").get(one("factory", factory)).content.decode()


def test_pages_in_vietnamese_have_no_english_heading(client_as, factory):
    client = client_as("programme_manager")
    client.cookies["django_language"] = "vi"
    assert client.get(one("factory", factory)).status_code == 200
    for name in ("factories", "factory_new", "factory_import", "organisations", "provinces"):
        assert client.get(reverse(name)).status_code == 200, name
