"""Settling many rows at once: alike rows are written together, in parts that a condition can hold."""

from providers import statements
from providers.actions import register_provider
from providers.models import Provider


def test_settling_more_than_one_condition_holds_settles_everybody(world, monkeypatch):
    monkeypatch.setattr(statements, "AT_ONCE", 2)
    Provider.objects.update(sector="mixed")
    Provider.objects.all().settle()
    settled = dict(Provider.objects.values_list("name", "sector"))
    assert settled["Hope Trust"] == settled["Larkhill Skills"] == "third"
    assert (settled["Ostler Works"], settled["Quill College"], settled["Avenmoor Group"]) == (
        "private",
        "public",
        "unknown",
    )


def test_rows_that_settle_alike_are_written_together(world, django_assert_num_queries):
    for n in range(20):
        register_provider(name=f"Body {n}")
    Provider.objects.update(sector="mixed")
    with django_assert_num_queries(9):  # ids, rows, claims, one update for each of four sectors, and a savepoint's two
        Provider.objects.all().settle()
