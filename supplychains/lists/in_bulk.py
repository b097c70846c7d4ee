"""Many records at once. SQLite is given few values with a statement by Django's bulk_create, so that most of the time
goes into writing statements; here one statement is made and run for every record. PostgreSQL has no such limit."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connection, models, transaction

AT_ONCE = 5_000
PLAIN: tuple[type[models.Field], ...] = (models.CharField, models.TextField, models.ForeignKey)
PLAIN += (models.AutoField, models.IntegerField, models.BooleanField)
Tell = Callable[[int], Any]


@transaction.atomic
def insert(records: Sequence[models.Model], tell: Tell | None = None):
    """Write unsaved records of one model, which get their ids. `tell` is told how many are written, as they are."""
    if not records:
        return
    model = type(records[0])
    tell = tell or (lambda done: None)
    if connection.vendor == "postgresql":
        for start in range(0, len(records), AT_ONCE):
            model._base_manager.bulk_create(records[start : start + AT_ONCE])
            tell(min(start + AT_ONCE, len(records)))
        return
    for pk, record in enumerate(records, start=_last_id(model) + 1):
        record.pk = pk
    names = [field.attname for field in model._meta.concrete_fields]
    insert_values(model, names, map(attrgetter(*names), records), tell)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def insert_values(model, names: Sequence[str], rows: Iterable[tuple], tell: Tell | None = None):
    """Write records given as tuples of values, by the names of their columns (attname). What is not named must have a
    value in the database. `tell` as in `insert`."""
    columns = ", ".join(_column(model, name) for name in names)
    places = ", ".join(["%s"] * len(names))
    _run(model, f"INSERT INTO {_table(model)} ({columns}) VALUES ({places})", names, rows, tell)


def update_values(model, names: Sequence[str], rows: Iterable[tuple], tell: Tell | None = None):
    """Change columns of records: each row has their new values, then the id."""
    columns = ", ".join(f"{_column(model, name)} = %s" for name in names)
    sql = f"UPDATE {_table(model)} SET {columns} WHERE {_column(model, model._meta.pk.attname)} = %s"
    _run(model, sql, [*names, model._meta.pk.attname], rows, tell)


def insert_with_history(records: Sequence[models.Model], *, by, at, reason: str, tell: Tell | None = None):
    """Like `insert`, for a model that has a history: it says who made them, when and why."""
    if records:
        insert(records, tell)
        _keep_history(type(records[0]), map(attrgetter(*_tracked(type(records[0]))), records), "+", at, by, reason)


@transaction.atomic
def delete_with_history(model, ids: Sequence[int], *, by, at, reason: str):
    """Delete records that nothing refers to, of a model that has a history. Django's own way writes each line of the
    history by itself, which takes hundreds of times as long."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        rows = model._base_manager.filter(pk__in=some).order_by("pk").values_list(*_tracked(model))
        _keep_history(model, list(rows), "-", at, by, reason)
        _run(model, f"DELETE FROM {_table(model)} WHERE {_column(model, 'id')} = %s", ["id"], ((pk,) for pk in some))


def _keep_history(model, rows, kind, at, by, reason):
    """Lines of the history of records, given as the values that it tracks."""
    names = [*_tracked(model), "history_date", "history_type", "history_user_id", "history_change_reason"]
    shared = (at, kind, by.pk, reason)
    insert_values(model.history.model, names, (values + shared for values in rows))


def _tracked(model):
    return [field.attname for field in model.history.model.tracked_fields]


def _run(model, sql, names, rows, tell=None):
    """Run one statement for each row. Only values that a database has no type of its own for are converted."""
    rows, done = iter(rows), 0
    special = [
        (at, _Prepared(field))
        for at, field in enumerate(map(model._meta.get_field, names))
        if not isinstance(field, PLAIN)
    ]
    with connection.cursor() as cursor:
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(sql, [_prepared(row, special) for row in some] if special else some)
            done += len(some)
            if tell:
                tell(done)


def _prepared(row, special):
    values = list(row)
    for at, prepare in special:
        values[at] = prepare(values[at])
    return values


class _Prepared(dict):
    """Values of one field as the database takes them; those that repeat, such as dates, are converted once."""

    def __init__(self, field):
        super().__init__()
        self.field = field

    def __call__(self, value):
        if isinstance(value, (dict, list)):
            return self.field.get_db_prep_save(value, connection)
        return self[value]

    def __missing__(self, value):
        self[value] = prepared = self.field.get_db_prep_save(value, connection)
        return prepared


def _last_id(model):
    """The highest id that SQLite has given out for a model; whoever writes is alone, so the next ones are free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        found = cursor.fetchone()
    return found[0] if found else 0


def _table(model):
    return connection.ops.quote_name(model._meta.db_table)


def _column(model, name):
    return connection.ops.quote_name(model._meta.get_field(name).column)
