"""Versions of how a publisher's lists are read: made one after the other, never changed, never taken away."""

import ast

import pytest
from django.contrib import admin

from supplychains.lists.parsing.instructions import Instructions
from supplychains.lists.versions import Mapping, MappingQuerySet
from tests.lists.making import GOOD, HEADING, csv_of
from tests.sources import modules
from tests.writing import statement_changes, writes

COLUMNS = ("instructions", "made_by", "made_at")
NAMES = {"Mapping", "mapping", "mappings"}


def changes(tree):
    """[(line, what, function)] where a module writes what a version says, or changes or deletes one."""
    made = [(line, column, function) for line, column, function in writes(tree, "Mapping", COLUMNS, {"mappings"})]
    touched = [hit for hit in statement_changes(tree, NAMES) if any(name in hit[1] for name in NAMES)]
    return made + touched


def test_a_version_is_written_in_one_place_and_never_changed():
    """`kept`, on the query set itself, is the only one that makes them."""
    assert {name: hits for name, tree in modules().items() if (hits := changes(tree))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "Mapping.objects.filter(pk=1).update(number=2)",
        "Mapping.objects.create(instructions={})",
        "provider_list.mapping.save()",
        "provider_list.mapping.delete()",
        "publisher.mappings.all().delete()",
        "version.instructions = {}",
        "Mapping.objects.bulk_update(some, ['instructions'])",
    ],
)
def test_a_second_writer_would_be_found(line):
    assert changes(ast.parse(line))


def test_what_only_names_a_version_is_let_be():
    assert changes(ast.parse("provider_list.mapping = Mapping.objects.kept(publisher=p, instructions=i, by=u)")) == []


def test_nobody_edits_a_version_in_the_administration(rf, django_user_model):
    request = rf.get("/")
    request.user = django_user_model(is_superuser=True, is_active=True)
    page = admin.site._registry[Mapping]
    rights = [page.has_add_permission(request), page.has_change_permission(request)]
    assert [*rights, page.has_delete_permission(request)] == [False] * 3


def test_a_list_applied_as_it_came_keeps_how_it_was_read_as_a_guess(bring, world):
    one = bring(csv_of(GOOD))
    assert one.mapping.number == 1 and one.mapping.is_guessed and one.mapping.made_by == world.by
    sheet = {"name": "", "heading_row": 1, "fields": one.was_read()[0]["fields"]}
    assert one.mapping.instructions["guessed"] == [sheet] and sheet["fields"]["sector"] == "Organisation type"
    assert one.mapping.told() == Instructions()


def test_the_next_list_guesses_anew_and_the_same_guess_is_the_same_version(bring):
    first, second = bring(csv_of(GOOD)), bring(csv_of(GOOD, GOOD))
    other = bring(csv_of([*GOOD, "Advice"], heading=[*HEADING, "Service"]))
    assert [each.mapping.number for each in (first, second, other)] == [1, 1, 2]
    assert other.rows.get().parsed["service"] == "Advice"


def test_a_guess_never_stands_before_what_somebody_told(stage, bring, world):
    told = Instructions.from_json({"values": {"tier": {"gold": "1"}}})
    publisher = stage(csv_of(GOOD)).publisher
    version = Mapping.objects.kept(publisher=publisher, instructions=told, by=world.by)
    Mapping.objects.as_guessed(publisher=publisher, sheets=[], by=world.by)
    assert Mapping.objects.newest_of(publisher) == version
    assert Mapping.objects.kept(publisher=publisher, instructions=told, by=world.by) == version


def test_a_number_taken_meanwhile_is_not_taken_twice(stage, world, monkeypatch):
    publisher = stage(csv_of(GOOD)).publisher
    aggregate, taken = MappingQuerySet.aggregate, []

    def before_another(query, **asked):
        found = aggregate(query, **asked)
        if not taken:
            taken.append(Mapping.objects.create(publisher=publisher, number=1, made_by=world.by))
        return found

    monkeypatch.setattr(MappingQuerySet, "aggregate", before_another)
    assert Mapping.objects.as_guessed(publisher=publisher, sheets=[], by=world.by).number == 2


def test_the_receipt_says_that_it_was_guessed(client, researcher, bring):
    client.force_login(researcher)
    page = client.get(bring(csv_of(GOOD)).get_absolute_url()).content.decode()
    assert "version 1, as guessed, by" in page


def test_what_says_the_same_is_the_same_version_and_what_does_not_is_a_new_one(stage, world):
    publisher = stage(csv_of(GOOD)).publisher
    told = [Instructions(), Instructions(), Instructions(delimiter=";"), Instructions()]
    made = [Mapping.objects.kept(publisher=publisher, instructions=each, by=world.by) for each in told]
    assert [each.number for each in made] == [1, 1, 2, 3]
    assert [each.instructions["delimiter"] for each in Mapping.objects.order_by("number")] == ["", ";", ""]
