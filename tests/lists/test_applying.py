"""Applying: what each row says is in the map, settled, with its source; what cannot be placed is not."""

import datetime as dt

from providers.actions import add_name, add_number, register_provider, withdraw_sector
from providers.models import PhoneNumber, Provider, SectorStatement
from supplychains.contracts.actions import withdraw_positions
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement
from tests.lists.making import GOOD, csv_of, sizes, xlsx_of

ON = dt.date(2026, 3, 31)
OFFICE = "Employment Support Office"


def test_a_position_and_a_sector_are_stated_with_their_source_and_settled(world, bring):
    provider_list = bring(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "E2E", "VCS"]))
    said = SubcontractStatement.objects.get(edition=provider_list.public_id)
    assert (said.source, said.speaks_for, said.listed, said.tier, said.tier_as_written) == (
        "list",
        "publisher",
        True,
        "1",
        "E2E",
    )
    assert (said.publisher, said.reference, said.stated_on, said.recorded_by) == (OFFICE, "row 2", ON, world.by)
    position = said.subcontract
    assert (position.prime_contract, position.tier, position.listed, position.verification) == (
        world.avenmoor_1,
        "1",
        True,
        "unverified",
    )
    provider = position.provider
    assert (provider.name, provider.sector) == ("Kinder Works", "third")
    sector = provider.sector_statements.get()
    assert (sector.as_written, sector.reference, sector.edition) == ("VCS", "row 2", provider_list.public_id)
    name = provider.names.get()
    assert (name.text, name.kind, name.source) == ("Kinder Works", "as-listed", f"{OFFICE}, 31 March 2026, row 2")


def test_a_row_points_at_everything_it_became(world, bring):
    row = bring(csv_of(GOOD)).rows.get()
    assert (row.provider, row.prime_contract) == (world.quill, world.avenmoor_1)
    assert row.statement.subcontract.provider == world.quill
    assert row.sector_statement.sector == "public"


def test_a_later_edition_that_says_the_same_says_it_anew(world, bring):
    first = bring(csv_of(GOOD))
    later = bring(csv_of(GOOD, ["", "", "", "", ""]), published_on=dt.date(2026, 6, 30))
    assert first.pk != later.pk and later.counts["unchanged"] == 0 and later.counts["subcontracts_created"] == 0
    assert world.quill.sector_statements.filter(stated_on=dt.date(2026, 6, 30)).exists()


def test_a_corrected_file_of_the_same_day_states_for_itself_all_it_says(bring):
    bring(csv_of(GOOD))
    before = sizes()
    corrected = bring(csv_of(GOOD, ["Ellan Vale", "Avenmoor Group", "Kinder Works", "", ""]))
    assert (corrected.counts["unchanged"], corrected.counts["subcontracts_created"]) == (0, 1)
    assert [after - was for after, was in zip(sizes(), before, strict=True)] == [0, 0, 1, 2, 1, 1, 1]
    assert {row.statement.edition for row in corrected.rows.all()} == {corrected.public_id}
    assert corrected.rows.get(number=2).sector_statement.edition == corrected.public_id


def test_withdrawing_one_list_takes_nothing_from_another_of_the_same_day(world, bring):
    first = bring(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "1", "VCS"]))
    bring(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "1", "VCS"], GOOD))
    withdrawal = {"by": world.by, "reason": "the wrong file"}
    withdraw_positions(statements=SubcontractStatement.objects.of_edition(first.public_id), **withdrawal)
    withdraw_sector(statements=SectorStatement.objects.filter(edition=first.public_id), **withdrawal)
    position = Subcontract.objects.get(provider__name="Kinder Works")
    assert (position.listed, position.tier, position.provider.sector) == (True, "1", "third")


def test_a_row_repeated_exactly_is_placed_and_adds_no_second_statement(bring):
    provider_list = bring(csv_of(GOOD, GOOD))
    first, second = provider_list.rows.all()
    assert first.statement == second.statement and first.sector_statement == second.sector_statement
    assert (first.is_unchanged, second.is_unchanged) == (False, True)
    assert SubcontractStatement.objects.of_edition(provider_list.public_id).count() == 1


def test_rows_that_disagree_are_both_kept_and_the_facts_disputed(bring):
    provider_list = bring(
        csv_of(
            ["Westmere", "Avenmoor Group", "Kinder Works", "1", "VCS"],
            ["Westmere", "Avenmoor Group", "Kinder Works", "2", "private"],
        )
    )
    first, second = provider_list.rows.all()
    assert first.statement != second.statement and first.statement.subcontract == second.statement.subcontract
    position = first.statement.subcontract
    assert (position.tier, position.disputed) == ("unknown", ["tier"])
    assert (first.provider.sector, first.provider.sector_verification) == ("unknown", "disputed")


def test_one_sector_of_one_body_is_stated_once_however_often_it_is_listed(bring):
    bring(
        csv_of(
            ["Westmere", "Avenmoor Group", "Kinder Works", "1", "VCS"],
            ["Ellan Vale", "Avenmoor Group", "Kinder Works", "1", "VCS"],
        )
    )
    assert Provider.objects.get(name="Kinder Works").sector_statements.count() == 1


def test_words_not_understood_are_kept_noted_and_stop_nothing(bring):
    row = bring(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "gold", "CIC"])).rows.get()
    assert (row.resolution, row.statement.tier, row.statement.tier_as_written) == ("placed", "", "gold")
    assert row.sector_statement is None and row.provider.sector == "unknown"
    assert [note["code"] for note in row.notes] == ["tier-words", "sector-words"]


def test_a_spelling_is_kept_once_and_only_where_it_is_new(world, bring):
    add_name(provider=world.hope, text="Hope Trust (Westmere)")
    bring(
        csv_of(
            ["Westmere", "AVENMOOR GROUP", "The Hope Trust", "", ""],
            ["Westmere", "Avenmoor Group", "Hope Trust", "", ""],
            ["Ellan Vale", "Avenmoor Group", "The Hope Trust", "", ""],
        )
    )
    assert sorted(world.hope.names.values_list("text", flat=True)) == [
        "Hope Trust",
        "Hope Trust (Westmere)",
        "The Hope Trust",
    ]
    assert world.avenmoor.names.filter(text="AVENMOOR GROUP", kind="as-listed").count() == 1


def test_phone_numbers_are_added_once_to_whom_they_belong(world, bring):
    heading = ["Area", "Prime", "Subcontractor", "Telephone"]
    add_number(provider=world.hope, text="0161 496 0990")
    bring(
        csv_of(
            ["Westmere", "Avenmoor Group", "Hope Trust", "0161 496 0990"],
            ["Ellan Vale", "Avenmoor Group", "Hope Trust", "0161 4960991"],
            ["Westmere", "Tallis and Rowe", "Hope Trust", "(0161) 496 0991"],
            ["Westmere", "Tallis and Rowe", "Quill College", "ring us"],
            heading=heading,
        )
    )
    added = PhoneNumber.objects.get(normalised="+441614960991")
    assert (added.provider, added.text, added.source) == (world.hope, "0161 4960991", f"{OFFICE}, 31 March 2026, row 3")
    assert PhoneNumber.objects.filter(normalised="+441614960990").count() == 1
    assert world.quill.numbers.count() == 1
    line = added.history.get()
    assert (line.history_user, line.history_type) == (world.by, "+")


def test_a_number_of_two_organisations_is_a_number_of_both(bring):
    lines = (["Westmere", "Avenmoor Group", name, " 0161 496  0990 "] for name in ("Kinder Works", "Orrin Works"))
    bring(csv_of(*lines, heading=["Area", "Prime", "Subcontractor", "Telephone"]))
    numbers = PhoneNumber.objects.filter(normalised="+441614960990").order_by("pk")
    assert [(number.provider.name, number.text) for number in numbers] == [
        ("Kinder Works", "0161 496 0990"),
        ("Orrin Works", "0161 496 0990"),
    ]


def test_the_source_of_a_row_stands_with_its_statement(bring):
    heading = ["Area", "Prime", "Subcontractor", "Source"]
    row = bring(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", "Minutes of 3 May"], heading=heading)).rows.get()
    assert row.statement.note == "Minutes of 3 May"


def test_a_source_that_holds_a_contact_stays_in_the_row_alone(bring):
    heading = ["Area", "Prime", "Subcontractor", "Source"]
    written = "Odile, odile@example.org"
    row = bring(csv_of(["Westmere", "Avenmoor Group", "Kinder Works", written], heading=heading)).rows.get()
    assert (row.resolution, row.statement.note, row.raw["Source"]) == ("placed", "", written)
    assert [note["code"] for note in row.notes] == ["source"] and "source_note" not in row.parsed


def test_a_workbook_names_sheet_and_row(bring):
    provider_list = bring(xlsx_of(GOOD, sheet="Chain Feb 26", first_row=3), file_name="list.xlsx")
    row = provider_list.rows.get()
    assert (row.sheet, row.number, row.statement.reference) == ("Chain Feb 26", 4, "sheet Chain Feb 26, row 4")


def test_who_brought_it_in_stands_in_the_history(world, bring):
    provider_list = bring(csv_of(["Norhaven", "Kesterby", "Kinder Works", "", ""]), create_contracts=True)
    for model in (ContractPackageArea, PrimeContract, Subcontract, Provider):
        line = model.objects.latest("pk").history.get()
        assert (line.history_user, line.history_type) == (world.by, "+")
        assert line.history_change_reason == f"List {provider_list.public_id}"


# ---- lists that define areas and contracts


DEFINING = csv_of(
    ["Tarn", "Kesterby", "K-1", "Debt advice", "", "2026-01-01", "2027-12-31"],
    ["Ashby", "Kesterby", "K-2", "", "Kinder Works", "", ""],
    ["Ashby", "Kesterby", "K-2", "Housing", "Hope Trust", "2026-02-01", ""],
    ["Westmere", "Hope Trust", "", "", "Kesterby", "", ""],
    heading=["Area", "Prime", "Contract reference", "Service", "Subcontractor", "Start date", "End date"],
)


def test_areas_primes_and_contracts_are_made_where_the_list_defines_them(world, bring):
    provider_list = bring(DEFINING, create_contracts=True)
    counts = provider_list.counts
    assert (counts["areas_created"], counts["contracts_created"], counts["new_providers"]) == (2, 3, 2)
    assert (counts["subcontracts_created"], counts["contracts_alone"]) == (3, 1)
    areas = list(world.programme.areas.values_list("number", "name"))
    assert areas == [(1, "Westmere"), (2, "Ellan Vale"), (3, "Ashby"), (4, "Tarn")]
    contract = PrimeContract.objects.get(reference="K-1")
    assert (contract.provider.name, contract.service) == ("Kesterby", "Debt advice")
    assert (contract.starts_on, contract.ends_on) == (dt.date(2026, 1, 1), dt.date(2027, 12, 31))
    filled = PrimeContract.objects.get(reference="K-2")
    assert (filled.service, filled.starts_on, filled.ends_on) == ("Housing", dt.date(2026, 2, 1), None)
    assert filled.source == f"{OFFICE}, 31 March 2026, row 3"
    kesterby = Provider.objects.get(name="Kesterby")
    assert kesterby.prime_contracts.count() == 2 and kesterby.subcontracts.count() == 1


def test_and_not_unless_that_is_asked(stage):
    provider_list = stage(DEFINING)
    assert (provider_list.counts["problems"], provider_list.counts["areas_created"]) == (4, 0)


def test_the_numbers_a_list_gives_are_kept(world, bring):
    heading = ["Area number", "Area", "Prime", "Subcontractor"]
    bring(
        csv_of([9, "Tarn", "Kesterby", "A1"], ["", "Ashby", "Kesterby", "A1"], heading=heading),
        create_contracts=True,
    )
    assert list(world.programme.areas.filter(number__gt=2).values_list("number", "name")) == [
        (9, "Tarn"),
        (10, "Ashby"),
    ]


# ---- doubt


def test_a_row_in_doubt_is_held_back_and_brings_nothing(bring):
    for _ in range(2):
        register_provider(name="Twin Project")
    provider_list = bring(csv_of(GOOD, ["Westmere", "Avenmoor Group", "Twin Project", "", ""]))
    held = provider_list.rows.get(number=3)
    assert (held.resolution, held.provider, held.statement) == ("doubtful", None, None)
    assert (provider_list.counts["placed"], provider_list.counts["doubtful"]) == (1, 1)
    assert Provider.objects.filter(name="Twin Project", subcontracts=None).count() == 2


def test_or_is_a_new_organisation_and_the_next_edition_means_the_same_one(bring):
    for _ in range(2):
        register_provider(name="Twin Project")
    line = ["Westmere", "Avenmoor Group", "Twin Project", "", ""]
    first = bring(csv_of(line), doubtful="new")
    second = bring(csv_of(line, line), doubtful="new", published_on=dt.date(2026, 6, 30))
    assert Provider.objects.filter(name="Twin Project").count() == 3
    assert {row.provider for row in second.rows.all()} == {first.rows.get().provider}


def test_a_merged_organisation_is_known_no_more_under_its_own_name(world, bring):
    old = register_provider(name="Hop Trust")
    Provider.objects.filter(pk=old.pk).update(merged_into=world.hope)
    row = bring(csv_of(["Westmere", "Avenmoor Group", "Hop Trust", "", ""])).rows.get()
    assert row.provider != old
