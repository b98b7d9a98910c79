"""Reads are scoped to a person; a read that forgot it raises instead of leaking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from .models import Person


class UnscopedRead(RuntimeError):
    """A query of a person's records was not scoped: use `.for_person(person, verb)` or `.unscoped("why")`."""


class ScopedQuerySet(models.QuerySet):
    """Refuses to touch the database until somebody has said for whom it reads.

    What is reached from a record already in hand (`factory.statuses`, a prefetch) passes: the record was scoped.
    """

    _scoped = False

    def for_person(self, person: Person | None, verb: str = "view") -> Self:
        """The records on which the person may do `verb`; None is the public."""
        from . import matrix

        scoped = self.filter(matrix.where(person, verb, self.model))
        scoped._scoped = True
        return scoped

    def unscoped(self, why: str) -> Self:
        """For programs, not people. `why` is for the reader of the code."""
        if not why:
            raise UnscopedRead("say why")
        scoped = self._chain()  # type: ignore[attr-defined]
        scoped._scoped = True
        return scoped

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._scoped = self._scoped
        return clone

    def _guard(self) -> None:
        if not self._scoped and not self._hints.get("instance"):  # type: ignore[attr-defined]
            raise UnscopedRead(f"unscoped read of {self.model.__name__}")

    def _fetch_all(self) -> None:
        self._guard()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._guard()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._guard()
        return super().count()

    def exists(self) -> bool:
        self._guard()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._guard()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._guard()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._guard()
        return super().delete()


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """The manager of every record that people own."""
