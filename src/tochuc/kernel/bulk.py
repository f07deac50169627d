"""Writing many rows of one table at once, with keys known beforehand.

Django's `bulk_create` writes about 9,000 rows a second here; `executemany` on SQLite 68,000 and `COPY` on
PostgreSQL 45,000, and an import of a province's members must not be waited for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

M = TypeVar("M", bound=models.Model)


def allocate_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Primary keys that nobody else will get; to be called within the transaction that writes them."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        # SQLite: the transaction holds the only write lock, so nobody can take the same keys.
        quoted = connection.ops.quote_name(table)
        cursor.execute(
            f"SELECT max(coalesce((SELECT max({column}) FROM {quoted}), 0), "  # noqa: S608 (names of our own models)
            "coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0))",
            [table],
        )
        start = int(cursor.fetchone()[0]) + 1
    return range(start, start + count)


def insert(model: type[models.Model], objects: Sequence[models.Model]) -> None:
    """Inserts objects whose primary keys are set; computed columns (`pre_save`) are filled on the way."""
    if not objects:
        return
    fields = model._meta.concrete_fields
    _write(model, [str(field.column) for field in fields], _prepared(fields, objects))


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts rows of values that the database takes as they are, for the fields named; all others must have none."""
    _write(model, [str(model._meta.get_field(name).column) for name in names], rows)  # type: ignore[union-attr]


def new(model: type[M], values: Mapping[str, Any]) -> M:
    """An unsaved object, as `model(**values)` makes it, in a third of the time: Django takes values by position
    much faster than by name. Related objects may be given by their field's name.
    """
    kept = dict(values)
    related = {name: kept.pop(name) for name in _relations(model) if name in kept}
    item = model(*[kept.get(name, default) for name, default in _defaults(model)])
    for name, target in related.items():
        setattr(item, name, target)
    return item


@cache
def _defaults(model: type[models.Model]) -> tuple[tuple[str, Any], ...]:
    """Attribute and default of every concrete field. Raises `TypeError` for a default that is made anew each time."""
    fields = model._meta.concrete_fields
    if any(field.has_default() and callable(field.default) for field in fields):
        raise TypeError(f"{model.__name__} has a default that is computed; make its objects by name")
    return tuple((field.attname, field.get_default()) for field in fields)


@cache
def _relations(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.name for field in model._meta.concrete_fields if field.is_relation)


def _prepared(
    fields: Sequence[models.Field[Any, Any]], objects: Iterable[models.Model]
) -> Iterable[list[Any]]:
    # Not the proxy `connection`, which looks itself up at each use: ten times a row that is a tenth of the time.
    database = connections[connection.alias]
    plans = [
        (field.attname, *_direct(field, database), field.pre_save, field.get_db_prep_save) for field in fields
    ]
    for item in objects:
        row: list[Any] = []
        for name, kind, adapt, pre_save, prepare in plans:
            value = getattr(item, name)
            if type(value) is kind:
                row.append(adapt(value) if adapt else value)
            elif value is None and kind is not _Never:
                row.append(None)
            else:
                row.append(prepare(pre_save(item, True), database))
        yield row
        item._state.adding = False
        item._state.db = database.alias


class _Never:
    """The type of no value."""


_TAKEN_AS_THEY_ARE: dict[type[models.Field[Any, Any]], type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.IntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.BigIntegerField: int,
    models.PositiveBigIntegerField: int,
    models.BigAutoField: int,
}


def _direct(
    field: models.Field[Any, Any], database: BaseDatabaseWrapper
) -> tuple[type, Callable[[Any], Any] | None]:
    """The type whose values Django would hand on as they are, or after that one conversion; `_Never` where it would
    do more. Asking Django for each value takes most of the time of a bulk insert.
    """
    if type(field) is models.DateField and not (field.auto_now or field.auto_now_add):
        return dt.date, database.ops.adapt_datefield_value
    if isinstance(field, models.ForeignKey) and type(field) in (models.ForeignKey, models.OneToOneField):
        return _TAKEN_AS_THEY_ARE.get(type(field.target_field), _Never), None
    return _TAKEN_AS_THEY_ARE.get(type(field), _Never), None


def _write(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    target = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Around the driver's own cursor Django does not turn its errors into Django's.
            with connection.wrap_database_errors, cursor.cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            _each(cursor, f"INSERT INTO {target} VALUES ({marks})", rows)  # noqa: S608


def update(model: type[models.Model], objects: Sequence[models.Model], names: Sequence[str]) -> None:
    """Writes the named fields of existing objects, and the columns computed from them."""
    fields = [model._meta.get_field(name) for name in names]
    computed = [f for f in model._meta.concrete_fields if getattr(f, "source", None) in names]
    chosen: list[Any] = [*fields, *computed]
    if not objects or not chosen:
        return
    quote = connection.ops.quote_name
    pairs = ", ".join(f"{quote(field.column)} = %s" for field in chosen)
    pk = model._meta.pk
    rows = (
        [*(f.get_db_prep_save(f.pre_save(item, False), connection) for f in chosen), item.pk]
        for item in objects
    )
    with connection.cursor() as cursor:
        _each(
            cursor,
            f"UPDATE {quote(model._meta.db_table)} SET {pairs} WHERE {quote(str(pk.column))} = %s",  # noqa: S608
            rows,
        )


def delete(model: type[models.Model], ids: Iterable[int]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        _each(
            cursor,
            f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(str(model._meta.pk.column))} = %s",  # noqa: S608
            ([key] for key in ids),
        )


def _each(cursor: Any, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """`executemany` over rows made one by one, which both engines take though Django's types do not say so."""
    cursor.executemany(sql, rows)
