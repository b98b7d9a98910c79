"""Writing very many new rows at once, for actions that import history.

Django's `bulk_create` builds an object per row; here tuples go straight to `executemany` (SQLite) or `COPY`
(PostgreSQL). Only for new rows of models without signals; the caller is an action with its own check and log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

AT_ONCE = 10_000
# What these hold goes to both databases as it is.
_PLAIN = (models.IntegerField, models.CharField, models.TextField, models.BooleanField)


def insert_many(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Inserts rows of values in the order of `names` (field names or `x_id`) and gives back their number.

    Every column without a default in the database must be named. Constraints hold as always: a row that breaks one
    raises IntegrityError and the transaction of the action is undone.
    """
    fields = [_field(model, name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    table = quote(model._meta.db_table)
    change = [_converter(field) for field in fields]
    wanted = [(place, convert) for place, convert in enumerate(change) if convert is not None]
    prepared = _prepared(rows, wanted) if wanted else iter(rows)
    count = 0
    if connection.vendor == "postgresql":
        # COPY goes past Django's cursor, so its errors are turned into Django's here.
        statement = f"COPY {table} ({columns}) FROM STDIN"
        with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in prepared:
                copy.write_row(row)
                count += 1
        return count
    statement = f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    with connection.cursor() as cursor:
        while batch := list(islice(prepared, AT_ONCE)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def _field(model: type[models.Model], name: str) -> Any:
    for field in model._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    raise ValueError(f"{model.__name__} has no column {name}")


def _converter(field: Any) -> Callable[[Any], Any] | None:
    target = field.target_field if field.is_relation else field
    if isinstance(target, _PLAIN):
        return None
    if connection.vendor == "postgresql" and not isinstance(target, models.JSONField):
        return None
    last: list[Any] = [None, None]

    def convert(value: Any) -> Any:
        # The same key stands in hundreds of rows one after the other.
        if value is not last[0]:
            last[0], last[1] = value, target.get_db_prep_save(value, connection)
        return last[1]

    return convert


def _prepared(rows: Iterable[Sequence[Any]], wanted: list[tuple[int, Callable[[Any], Any]]]) -> Any:
    for row in rows:
        values = list(row)
        for place, convert in wanted:
            values[place] = convert(values[place])
        yield values
