"""People, their roles with scope and dates, and invitations."""

from __future__ import annotations

import uuid
from datetime import date
from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from ..base import clock
from .scoping import ScopedManager


class PersonManager(BaseUserManager["Person"]):
    """Used by sign-in only; everything else reads through `Person.people`."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, email: str | None) -> Person:
        return self.get(email=(email or "").lower())


class Person(AbstractBaseUser):
    """Somebody who may sign in. Workers are never stored as people unless they represent others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    search_text = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=5, default="vi", choices=[("vi", "Tiếng Việt"), ("en", "English")])
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    demo_role = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()

    objects = PersonManager()
    people = ScopedManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        default_manager_name = "objects"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name

    @cached_property
    def active_grants(self) -> list[Grant]:
        """The grants that hold today; read once per request."""
        return list(self.grants.filter(Grant.holding(clock.today())).order_by("given_at"))

    @property
    def roles(self) -> list[str]:
        return list(dict.fromkeys(grant.role for grant in self.active_grants))

    # Asked by Django's own parts; our rights come from the matrix alone.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, label: str) -> bool:
        return False

    is_staff = False
    is_superuser = False


class Grant(models.Model):
    """A role that a person holds, over what, and from when to when (both days included).

    `ended_at` ends it at once, whatever the days say. `in_…` repeat in which country and province its place lies, so
    that a country's team leader finds the people of her country (see `places.around`).
    """

    SCOPES = ["programme", "country", "province", "organisation", "factory"]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40)
    scope = models.CharField(max_length=20, choices=[(s, s) for s in SCOPES])
    scope_id = models.CharField(max_length=40, blank=True)
    scope_name = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    in_country = models.CharField(max_length=2, blank=True)
    in_province = models.CharField(max_length=20, blank=True)
    in_province_before = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="grant_dates",
            ),
            models.CheckConstraint(condition=Q(scope="programme") | ~Q(scope_id=""), name="grant_scope_named"),
        ]
        indexes = [models.Index(fields=["scope", "scope_id"], name="grant_scope")]

    def __str__(self) -> str:
        return f"{self.role} {self.scope}:{self.scope_id}"

    @staticmethod
    def holding(on: date) -> Q:
        return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on)) & Q(ended_at__isnull=True)

    def holds(self, on: date) -> bool:
        """The same for a grant in hand."""
        return self.valid_from <= on and (self.valid_to is None or self.valid_to >= on) and self.ended_at is None


class Invitation(models.Model):
    """A link by e-mail with which somebody takes up a role. The token itself is not stored, only its hash."""

    STATES = ["open", "taken", "withdrawn"]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="vi")
    role = models.CharField(max_length=40)
    scope = models.CharField(max_length=20)
    scope_id = models.CharField(max_length=40, blank=True)
    scope_name = models.CharField(max_length=200, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    in_country = models.CharField(max_length=2, blank=True)
    in_province = models.CharField(max_length=20, blank=True)
    in_province_before = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default="open", choices=[(s, s) for s in STATES])
    token_hash = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="invitation_token"),
        ]

    def __str__(self) -> str:
        return self.email
