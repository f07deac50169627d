"""Writing many rows of one table at once, given by columns, with keys known beforehand.

Django's `bulk_create` writes about 9,000 rows a second here; statements of many rows on SQLite write 70,000
and `COPY` on PostgreSQL 45,000, and an import of a province's members must not be waited for. Columns instead of
objects, because what has to be done to every value is then done to a list: most of it within the interpreter,
and once for each value that repeats.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, islice
from types import NoneType
from typing import Any

from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Columns = Mapping[str, Sequence[Any]]
"""The values of many rows of one model, a list for each attribute (`cell_id`), all of one length."""

Prepared = Sequence[Sequence[Any]]
"""The values of all columns of a model, in its fields' order, as the database takes them."""

_STATEMENT = 20_000
"""Values in one statement on SQLite, which takes 32,766."""


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


def columns_of(model: type[models.Model], items: Sequence[models.Model]) -> dict[str, list[Any]]:
    """The values of objects, but for what is computed from them."""
    return {name: [getattr(item, name) for item in items] for name in plain_attributes(model)}


def completed(model: type[models.Model], columns: Columns) -> dict[str, Sequence[Any]]:
    """The columns with those that are computed from them, such as search keys."""
    computed = {
        field.attname: [field.compute(value or "") for value in columns[field.source]]
        for field in _computed_fields(model)
        if field.source in columns and field.attname not in columns
    }
    return {**columns, **computed}


def prepared(model: type[models.Model], columns: Columns) -> Prepared:
    """Rows of which every column is given, keys included, as the database takes them; columns computed from others
    need not be given. Asks the database nothing.
    """
    given = completed(model, columns)
    database = connections[connection.alias]
    return [_prepared(field, given[field.attname], database) for field in model._meta.concrete_fields]


def insert(model: type[models.Model], rows: Prepared) -> None:
    """Inserts what `prepared` returned."""
    if not rows[0]:
        return
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    target = f"{quote(model._meta.db_table)} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Around the driver's own cursor Django does not turn its errors into Django's.
            with connection.wrap_database_errors, cursor.cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in zip(*rows, strict=True):
                    copy.write_row(row)
        else:
            _insert_by_statements(cursor, target, rows)


def _insert_by_statements(cursor: Any, target: str, rows: Prepared) -> None:
    values = chain.from_iterable(zip(*rows, strict=True))
    width, left = len(rows), len(rows[0])
    while left:
        # As many full statements as there are, then one of the rest.
        height = min(left, _STATEMENT // width)
        # SQLite's own mark: Django would look for its own and replace each.
        marks = ", ".join([f"({', '.join('?' * width)})"] * height)
        filled = (list(islice(values, height * width)) for _ in range(left // height))
        _each(cursor, f"INSERT INTO {target} VALUES {marks}", filled)  # noqa: S608
        left %= height


def insert_items(model: type[models.Model], items: Sequence[models.Model]) -> Columns:
    """Inserts objects whose primary keys are set, and returns their columns; computed attributes are set."""
    columns = completed(model, columns_of(model, items))
    insert(model, prepared(model, columns))
    for field in _computed_fields(model):
        for item, value in zip(items, columns[field.attname], strict=True):
            setattr(item, field.attname, value)
    for item in items:
        item._state.adding, item._state.db = False, connection.alias
    return columns


def change(model: type[models.Model], keys: Sequence[int], columns: Columns) -> None:
    """Writes these columns of existing rows, and those computed from them."""
    given = completed(model, columns)
    fields = [field for field in model._meta.concrete_fields if field.attname in given]
    if not keys or not fields:
        return
    database = connections[connection.alias]
    quote = connection.ops.quote_name
    pairs = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    values = [_prepared(field, given[field.attname], database) for field in fields]
    with connection.cursor() as cursor:
        _each(
            cursor,
            f"UPDATE {quote(model._meta.db_table)} SET {pairs} WHERE {quote(str(model._meta.pk.column))} = %s",  # noqa: S608
            zip(*values, keys, strict=True),
        )


def update(model: type[models.Model], items: Sequence[models.Model], names: Sequence[str]) -> None:
    """Writes the named fields of existing objects, and the columns computed from them."""
    attributes = [str(model._meta.get_field(name).attname) for name in names]  # type: ignore[union-attr]
    columns = {name: [getattr(item, name) for item in items] for name in attributes}
    change(model, [item.pk for item in items], columns)


def delete(model: type[models.Model], ids: Iterable[int]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        _each(
            cursor,
            f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(str(model._meta.pk.column))} = %s",  # noqa: S608
            ([key] for key in ids),
        )


@cache
def plain_attributes(model: type[models.Model]) -> tuple[str, ...]:
    """All attributes that are columns of their own. Raises `TypeError` for a field that makes its value when it is
    saved (a file, the moment of writing): nothing here would.
    """
    fields = [field for field in model._meta.concrete_fields if not hasattr(field, "source")]
    making = [field.name for field in fields if _makes_its_value(field)]
    if making:
        raise TypeError(f"{model.__name__} cannot be written in bulk because of {', '.join(making)}")
    return tuple(field.attname for field in fields)


def _makes_its_value(field: models.Field[Any, Any]) -> bool:
    by_clock = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return by_clock or isinstance(field, models.FileField)


@cache
def _computed_fields(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if hasattr(field, "source"))


def _prepared(
    field: models.Field[Any, Any], values: Sequence[Any], database: BaseDatabaseWrapper
) -> Sequence[Any]:
    """The values as the database takes them. Asking Django for each takes most of the time of a bulk insert."""
    kind, adapt = _direct(field, database)
    if not set(map(type, values)) <= {kind, NoneType}:
        return [field.get_db_prep_save(value, database) for value in values]
    if adapt is None:
        return values
    known = {value: value if value is None else adapt(value) for value in set(values)}
    return [known[value] for value in values]


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
    models.BinaryField: bytes,
}


class _Never:
    """The type of no value."""


def _direct(
    field: models.Field[Any, Any], database: BaseDatabaseWrapper
) -> tuple[type, Callable[[Any], Any] | None]:
    """The type whose values Django would hand on as they are, or after that one conversion; `_Never` where it would
    do more.
    """
    if type(field) is models.DateField:
        return dt.date, database.ops.adapt_datefield_value
    if isinstance(field, models.ForeignKey) and type(field) in (models.ForeignKey, models.OneToOneField):
        return _TAKEN_AS_THEY_ARE.get(type(field.target_field), _Never), None
    if hasattr(field, "source"):
        return str, None
    return _TAKEN_AS_THEY_ARE.get(type(field), _Never), None


def _each(cursor: Any, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """`executemany` over rows made one by one, which both engines take though Django's types do not say so."""
    cursor.executemany(sql, rows)
