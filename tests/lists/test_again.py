"""A list a second time, a map that moved, a failure in the middle, and what it all costs."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from providers.models import PhoneNumber
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Programme, Subcontract
from supplychains.lists import applying
from supplychains.lists.actions import apply_list, roll_back_list
from supplychains.lists.models import ListFile, ListRow, ProviderList, Publisher
from tests.lists.making import MAP, SHORT, csv_of, sizes

LISTS = (Publisher, ProviderList, ListFile, ListRow)
DEFINING = csv_of(
    ["Tarn", "Kesterby", "K-1", "Kinder Works", "0161 496 0990"],
    ["Ashby", "Kesterby", "K-2", "Hope Trust", ""],
    heading=["Area", "Prime", "Contract reference", "Subcontractor", "Telephone"],
)


def test_applying_twice_is_done_once(world, stage):
    provider_list = stage(SHORT)
    assert apply_list(provider_list=provider_list, by=world.by) is True
    before = sizes(), provider_list.counts, provider_list.applied_at
    assert apply_list(provider_list=provider_list, by=world.by) is False
    assert before == (sizes(), provider_list.counts, provider_list.applied_at)


def test_the_same_file_again_comes_back_as_the_list_it_was(world, bring, stage):
    provider_list = bring(SHORT)
    before = sizes(*MAP, *LISTS)
    again = stage(SHORT, published_on=dt.date(2027, 1, 1), title="Another title")
    assert (again.pk, again.state, again.published_on, again.title) == (
        provider_list.pk,
        "applied",
        dt.date(2026, 3, 31),
        "",
    )
    assert sizes(*MAP, *LISTS) == before


def test_the_same_file_for_another_programme_is_another_list(stage, bring):
    provider_list = bring(SHORT)
    other = Programme.objects.create(slug="other", name="Other")
    assert stage(SHORT, programme=other).pk != provider_list.pk


def test_what_was_rolled_back_is_not_applied_again_but_its_file_may_come_anew(world, bring, stage):
    provider_list = bring(SHORT)
    roll_back_list(provider_list=provider_list, by=world.by, reason="the wrong file")
    with pytest.raises(ValueError, match="rolled back"):
        apply_list(provider_list=provider_list, by=world.by)
    assert stage(SHORT).pk != provider_list.pk


def test_the_map_is_asked_again_when_a_list_is_applied(world, stage):
    provider_list = stage(SHORT)
    area = ContractPackageArea.objects.create(programme=world.programme, number=3, name="Norhaven")
    PrimeContract.objects.create(area=area, provider=world.avenmoor)
    apply_list(provider_list=provider_list, by=world.by)
    assert provider_list.counts["placed"] == 2
    assert provider_list.rows.get(number=3).resolution == "placed"
    assert Subcontract.objects.in_area(area).get().provider == world.hope


@pytest.mark.parametrize("step", ["_areas", "_names", "_contracts", "_positions", "_numbers", "_rows", "_settle"])
def test_a_failure_in_the_middle_leaves_nothing(world, stage, monkeypatch, step):
    provider_list = stage(DEFINING, create_contracts=True)
    before = sizes()
    monkeypatch.setattr(applying, "STEPS", before_failing(applying.STEPS, getattr(applying, step)))
    with pytest.raises(IntegrityError):
        apply_list(provider_list=provider_list, by=world.by)
    provider_list.refresh_from_db()
    assert (sizes(), provider_list.state) == (before, "staged")
    assert not provider_list.rows.exclude(statement=None).exists()


def before_failing(steps, last):
    """The steps up to `last`, then one that fails."""

    def fail(writing):
        raise IntegrityError("in the middle")

    return (*steps[: steps.index(last) + 1], fail)


def test_positions_are_settled_before_organisations(stage, world):
    provider_list = stage(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "1", "VCS"]))
    with CaptureQueriesContext(connection) as asked:
        apply_list(provider_list=provider_list, by=world.by)
    updates = [query["sql"].split('"')[1] for query in asked if query["sql"].startswith("UPDATE")]
    settled = [table for table in updates if table != "lists_providerlist"]
    assert settled == ["contracts_subcontract", "providers_provider"]


# ---- how much is asked


def test_the_questions_asked_do_not_grow_with_the_rows(stage, world):
    def lines(start, number):
        names = [f"Body {n}" for n in range(start, start + number)]
        return csv_of(*(["Westmere", "Avenmoor Group", name, "1", "VCS"] for name in names))

    def asked_for(start, number):
        with CaptureQueriesContext(connection) as asked:
            day = dt.date(2026, 1, 1) + dt.timedelta(days=start)
            apply_list(provider_list=stage(lines(start, number), published_on=day), by=world.by)
        return len(asked)

    asked_for(0, 1)  # the first list of a publisher makes the publisher, and has no edition before it
    assert asked_for(50, 5) == asked_for(100, 40) < 166


def test_nor_with_the_phone_numbers_in_it(stage, world):
    heading = ["Area", "Prime", "Subcontractor", "Telephone"]

    def asked_for(start, number):
        bodies = range(start, start + number)
        lines = (["Westmere", "Avenmoor Group", f"Body {n}", f"0161 496 {n:04}"] for n in bodies)
        provider_list = stage(csv_of(*lines, heading=heading))
        with CaptureQueriesContext(connection) as asked:
            apply_list(provider_list=provider_list, by=world.by)
        assert PhoneNumber.objects.filter(provider__name__startswith="Body").count() == start - 100 + number
        return len([query for query in asked if "phonenumber" in query["sql"]])

    assert asked_for(100, 5) == asked_for(105, 50) <= 4  # which are there, SQLite's last id, the new, their history
