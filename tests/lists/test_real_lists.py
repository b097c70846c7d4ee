"""The real lists of fixtures/lists, to the last row."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from providers.models import Provider
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Programme, Subcontract
from supplychains.lists.actions import apply_list, roll_back_list, stage_list
from supplychains.lists.models import ProviderList
from supplychains.lists.placing.coverage import WHOLE
from supplychains.samples.work_programme import load_work_programme
from tests.lists.picturing import picture

FOLDER = Path(settings.BASE_DIR, "fixtures", "lists")
MADE = ("areas_created", "contracts_created", "subcontracts_created", "new_providers")


@pytest.fixture
def bring(db, administrator):
    programme = Programme.objects.create(slug="services", name="Services")

    def bring(day):
        provider_list = stage_list(
            content=FOLDER.joinpath(f"commissioned_rehabilitative_services_{day}.csv").read_bytes(),
            file_name="list.csv",
            programme=programme,
            publisher_name="Ministry of Justice",
            published_on=dt.date.fromisoformat(day),
            create_contracts=True,
            coverage=WHOLE,
            by=administrator,
        )
        return provider_list, apply_list(provider_list=provider_list, by=administrator)

    return bring


def on_map():
    """Areas, contracts, positions, organisations."""
    models = (ContractPackageArea, PrimeContract, Subcontract, Provider)
    return tuple(model.objects.count() for model in models)


def test_a_list_that_defines_areas_and_contracts_to_the_exact_figures(bring):
    provider_list, is_done = bring("2024-06-30")
    assert is_done and on_map() == (51, 180, 341, 129)
    assert tuple(provider_list.counts[name] for name in MADE) == (51, 180, 341, 129)
    counts = provider_list.counts
    assert (counts["rows"], counts["placed"], counts["contracts_alone"], counts["problems"]) == (394, 341, 53, 0)
    assert list(ContractPackageArea.objects.values_list("number", flat=True)) == list(range(1, 52))
    both = Provider.objects.filter(prime_contracts__isnull=False, subcontracts__isnull=False).distinct()
    assert both.count() == 14
    assert Subcontract.objects.filter(listed=True).count() == 341


def test_the_same_file_again_changes_nothing(bring):
    bring("2024-06-30")
    provider_list, is_done = bring("2024-06-30")
    assert not is_done and on_map() == (51, 180, 341, 129)
    assert ProviderList.objects.count() == 1 and provider_list.rows.count() == 394


def test_the_next_edition_adds_its_contracts_and_no_position(bring):
    bring("2024-06-30")
    provider_list, _ = bring("2025-07-31")
    assert on_map() == (51, 194, 341, 136)
    assert tuple(provider_list.counts[name] for name in MADE) == (0, 14, 0, 7)
    assert provider_list.counts["unchanged"] == 53  # contracts that are known and still have nobody under them


def test_both_editions_are_complete_and_the_second_leaves_nothing_out(bring):
    bring("2024-06-30")
    provider_list, _ = bring("2025-07-31")
    assert provider_list.covers() == "complete for the whole programme"
    assert [provider_list.counts[name] for name in ("closed", "not_closed", "overtaken")] == [0, 0, 0]


def test_rolled_back_each_leaves_the_map_as_it_was_and_applied_again_as_it_became(bring, administrator):
    before = picture()
    first, _ = bring("2024-06-30")
    with_one = picture()
    second, _ = bring("2025-07-31")
    with_both = picture()
    plan = roll_back_list(provider_list=second, by=administrator, reason="To see the first alone")
    assert picture() == with_one
    assert (plan.figures["off"], plan.figures["contracts"], plan.figures["organisations"]) == (0, 14, 7)
    bring("2025-07-31")
    assert picture() == with_both
    roll_back_list(
        provider_list=ProviderList.objects.get(state="applied", published_on=second.published_on),
        by=administrator,
        reason="x",
    )
    plan = roll_back_list(provider_list=first, by=administrator, reason="To begin anew")
    assert picture() == before
    assert (plan.figures["off"], plan.figures["areas"], plan.figures["organisations"]) == (341, 51, 129)
    bring("2024-06-30")
    assert picture() == with_one


def test_the_first_may_go_while_the_second_stays(bring, administrator):
    first, _ = bring("2024-06-30")
    bring("2025-07-31")
    positions = on_map()
    plan = roll_back_list(provider_list=first, by=administrator, reason="The second says it all")
    assert on_map() == positions and plan.figures["off"] == plan.figures["organisations"] == 0
    assert ("position", "another list names it", 341) in plan.reasons


def test_the_work_programme_places_what_can_be_placed_and_explains_the_rest(administrator):
    programme = load_work_programme(by=administrator)
    provider_list = programme.lists.get()
    counts = provider_list.counts
    assert (counts["rows"], counts["placed"], counts["problems"], counts["doubtful"]) == (51, 17, 34, 0)
    assert provider_list.problems() == [("no-area", 21), ("no-prime", 13)]
    assert Subcontract.objects.in_programme(programme).count() == 17
    kept = provider_list.rows.get(number=40)
    assert kept.raw["subcontractor_as_written"] == "Crisis"
    assert (kept.resolution, kept.explanation) == ("problem", "The row names no area.")


def test_every_listing_of_the_work_programme_keeps_its_source(administrator):
    rows = list(load_work_programme(by=administrator).lists.get().rows.select_related("statement"))
    assert len(rows) == 51 and all(row.raw["source"] for row in rows)
    assert [row.parsed.get("source_note") for row in rows] == [row.raw["source"] for row in rows]
    placed = [row for row in rows if row.resolution == "placed"]
    assert len(placed) == 17 and [row.statement.note for row in placed] == [row.raw["source"] for row in placed]
