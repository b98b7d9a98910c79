"""The forms of this room's pages. They read what was typed; the actions decide whether it holds."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..access.models import Person
from ..base import clock
from ..base.problems import Problem
from . import queries, rules
from .choices import Choice, ProvinceChoice
from .models import Country, Factory, Organisation, Province, Sector
from .words import FIELDS, KINDS, NAME_KINDS, STATUSES


class Day(forms.DateField):
    """A day, picked or typed; browsers send it year-month-day."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "max": "9999-12-31"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


def _text(field: str, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=FIELDS[field], required=required, max_length=rules.LIMITS[field], help_text=hint)


def _whole(field: str, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=FIELDS[field], required=False, min_value=0, max_value=most, help_text=hint)


class Explained(forms.Form):
    """A form that shows a numbered problem beside the field that it names."""

    def explain(self, problem: Problem) -> None:
        field = str(problem.details.get("field", ""))
        text = f"{problem.sentence()} {problem.todo()} (FT-{problem.number})"
        self.add_error(field if field in self.fields else None, text)


PLACE = ("country", "province", "province_before", "address")
CONTACTS = tuple(f"contact_{place}_{key}" for place in (1, 2) for key in rules.CONTACT_FIELDS)
GROUPS: list[tuple[Any, tuple[str, ...]]] = [
    (_("Name and place"), ("name", "name_en", *PLACE)),
    (_("What it makes"), ("sector", "products", "year_began")),
    (_("Workers"), ("workers_women", "workers_men", "workers_on", "has_union", "union_name")),
    (_("Legal owner"), ("legal_owner", "legal_owner_address")),
    (_("Contacts"), CONTACTS),
    (_("Taking part"), ("terms_accepted_on", "owner", "source_id")),
]


class FactoryForm(Explained):
    """The registration form. `new` forms carry the identifier of the record, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    name = _text("name", required=True, hint=_("In the language of the country, as on the business licence."))
    name_en = _text("name_en")
    country = Choice(Country.objects.none(), label=FIELDS["country"])
    province = ProvinceChoice(
        Province.objects.none(), label=FIELDS["province"], required=False, help_text=_("As provinces are today.")
    )
    province_before = ProvinceChoice(
        Province.objects.none(),
        label=FIELDS["province_before"],
        required=False,
        help_text=_("Where the factory stood before 1 July 2025. The province of today follows from it."),
    )
    address = _text("address")
    sector = Choice(Sector.objects.none(), label=FIELDS["sector"], required=False)
    products = _text("products", hint=_("The two main ones; the larger share of sales first."))
    year_began = _whole("year_began", 9999, _("Four digits."))
    workers_women = _whole("workers_women", rules.MOST_WORKERS, _("Full-time workers."))
    workers_men = _whole("workers_men", rules.MOST_WORKERS, _("Full-time workers."))
    workers_on = Day(label=FIELDS["workers_on"], required=False)
    has_union = forms.TypedChoiceField(
        label=FIELDS["has_union"],
        required=False,
        choices=[("", _("not known")), ("yes", _("yes")), ("no", _("no"))],
        coerce=lambda text: {"yes": True, "no": False}.get(text),
        empty_value=None,
    )
    union_name = _text("union_name")
    legal_owner = _text("legal_owner", hint=_("The company or person to whom the factory belongs."))
    legal_owner_address = _text("legal_owner_address")
    contact_1_name = forms.CharField(label=_("First contact: name"), required=False, max_length=200)
    contact_1_title = forms.CharField(label=_("First contact: title"), required=False, max_length=200)
    contact_1_email = forms.EmailField(label=_("First contact: e-mail"), required=False, max_length=200)
    contact_1_phone = forms.CharField(label=_("First contact: telephone"), required=False, max_length=40)
    contact_2_name = forms.CharField(label=_("Second contact: name"), required=False, max_length=200)
    contact_2_title = forms.CharField(label=_("Second contact: title"), required=False, max_length=200)
    contact_2_email = forms.EmailField(label=_("Second contact: e-mail"), required=False, max_length=200)
    contact_2_phone = forms.CharField(label=_("Second contact: telephone"), required=False, max_length=40)
    terms_accepted_on = Day(
        label=FIELDS["terms_accepted_on"],
        required=False,
        help_text=_("Registering means accepting the programme's terms and conditions."),
    )
    owner = Choice(
        Organisation.objects.none(),
        label=FIELDS["owner"],
        required=False,
        help_text=_("People of this organisation then see the factory as its owner. Leave empty if in doubt."),
    )
    source_id = _text("source_id", hint=_("By this number an import finds the factory again."))

    def __init__(self, person: Person | None, factory: Factory | None, *args: Any, links: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        listed: dict[str, Any] = {
            "country": Country.objects.filter(provinces__isnull=False).distinct().order_by("name_en"),
            "province": queries.provinces_now(),
            "province_before": queries.provinces_before(),
            "sector": Sector.objects.order_by("name_en"),
        }
        for name, rows in listed.items():
            self._choices(name, rows)
        if links:
            self._choices("owner", queries.organisations(person).filter(kind__in=["owner", "buyer", "other"]))
        else:
            del self.fields["owner"], self.fields["source_id"]

    def _choices(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The visible fields under their headings."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in GROUPS]

    @classmethod
    def initial_of(cls, factory: Factory | None, seen: str = "") -> dict[str, Any]:
        if factory is None:
            return {"id": uuid.uuid4(), "country": "VN"}
        shown: dict[str, Any] = {name: getattr(factory, name, None) for name in cls.base_fields}
        shown["has_union"] = {True: "yes", False: "no"}.get(factory.has_union, "")  # type: ignore[arg-type]
        for place, contact in enumerate(factory.contacts[:2], start=1):
            shown |= {f"contact_{place}_{key}": contact.get(key, "") for key in rules.CONTACT_FIELDS}
        return {**shown, "id": factory.pk, "seen": seen}

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        kept = {k: v for k, v in data.items() if k not in {"id", "seen"} and not k.startswith("contact_")}
        kept["contacts"] = [{key: data.get(f"contact_{n}_{key}", "") for key in rules.CONTACT_FIELDS} for n in (1, 2)]
        return kept


class StatusForm(Explained):
    """The next step of a factory."""

    status = forms.ChoiceField(label=_("Status"))
    on = Day(label=_("From which day"))
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=300, help_text=_("Needed when a factory pauses or leaves.")
    )

    def __init__(self, factory: Factory, *args: Any, **options: Any) -> None:
        options.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **options)
        steps = rules.STEPS[factory.status]
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)
        # The present status is accepted too, so that a step sent twice is told so.
        field.choices = [(code, label) for code, label in STATUSES.items() if code in steps | {factory.status}]
        if not self.is_bound:
            field.choices = [(code, label) for code, label in STATUSES.items() if code in steps]


# Each by its own name, so that nothing here is to be translated.
LANGUAGES = [
    ("", "–"),
    ("vi", "Tiếng Việt"),
    ("en", "English"),
    ("zh-Hant", "繁體中文"),
    ("zh-Hans", "简体中文"),
    ("ko", "한국어"),
    ("ja", "日本語"),
    ("km", "ភាសាខ្មែរ"),
    ("bn", "বাংলা"),
]


class NameForm(Explained):
    """A further name."""

    text = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(NAME_KINDS.items()))
    language = forms.ChoiceField(label=_("Language"), required=False, choices=LANGUAGES)
    until = Day(label=_("Until"), required=False, help_text=_("For a former name: the last day on which it was used."))


class BuyerForm(Explained):
    """A main buyer."""

    buyer = Choice(Organisation.objects.none(), label=_("Buyer"))
    since_year = forms.IntegerField(label=_("Since which year"), required=False, min_value=1900, max_value=9999)

    def __init__(self, person: Person | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["buyer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.organisations(person).filter(kind="buyer")


class ReasonForm(Explained):
    """Why two records are one."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("How you know, for instance: same tax code, same address.")
    )


class Numbers(forms.TypedMultipleChoiceField):
    """Choices that the action checks, so that a form sent twice is the same step and no mistake."""

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal()


class Identifiers(forms.TypedMultipleChoiceField):
    """The same for records of other rooms."""

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) == 36


class SplitForm(Explained):
    """What the new record takes along."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(label=_("Name of the new record"), max_length=200)
    names = Numbers(label=_("Names that go along"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    assessments = Identifiers(
        label=_("Assessments that go along"), required=False, coerce=str, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, factory: Factory, movable: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        listed: dict[str, Any] = {"names": list(factory.names.values_list("pk", "text")), "assessments": movable}
        for name, choices in listed.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
            if not choices and not self.is_bound:
                del self.fields[name]


class ImportForm(forms.Form):
    """The upload."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("XLSX, or CSV saved as UTF-8. Nothing is written before you have seen what would happen."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class OrganisationForm(Explained):
    """An organisation."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=FIELDS["kind"], choices=list(KINDS.items()))
    name_en = forms.CharField(label=FIELDS["name_en"], max_length=200)
    name_vi = forms.CharField(label=FIELDS["name_vi"], max_length=200, required=False)
    short_name = forms.CharField(label=FIELDS["short_name"], max_length=60, required=False)
    country = Choice(Country.objects.order_by("name_en"), label=FIELDS["country"], required=False)
    address = forms.CharField(label=FIELDS["address"], max_length=300, required=False)
    valid_from = Day(label=FIELDS["valid_from"], required=False)
    valid_to = Day(label=FIELDS["valid_to"], required=False, help_text=_("Empty: it still exists."))
    successor = Choice(Organisation.objects.none(), label=FIELDS["successor"], required=False)
    source = forms.CharField(label=FIELDS["source"], max_length=2000, required=False)

    def __init__(self, person: Person | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["successor"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = queries.organisations(person)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "id"}
