"""What the call page says is believed of a position, and whose word it is."""

import datetime as dt

import pytest

from supplychains.survey.sheet import sheet_of

pytestmark = pytest.mark.django_db


def row(calls, subcontract):
    sheet = sheet_of(calls.case(subcontract.provider), user=calls.by, at=calls.at())
    return next(row for row in sheet.rows if row.target.subcontract == subcontract)


def test_a_position_on_a_list_alone(calls, world):
    found = row(calls, world.ostler_1)
    assert (found.label, found.listed_as, found.tier, found.source, found.age) == (
        "Area 1, Tallis and Rowe",
        "Tier 2",
        "2",
        "Employment Support Office, Feb 2026",
        "10 days",
    )
    part = found.beliefs["part_of_it"]
    assert (part.codes, part.words, part.source) == (
        ("still",),
        "Part of it",
        "Employment Support Office, 28 February 2026",
    )
    assert found.beliefs["delivering"].codes == found.beliefs["referrals"].codes == ()


def test_whose_word_it_is_goes_with_the_value_that_is_shown(calls, world):
    world.said(world.ostler_1, dt.date(2026, 3, 5), involvement="left")
    world.said(world.ostler_1, dt.date(2026, 3, 8), speaks_for="prime", involvement="delivering")
    found = row(calls, world.ostler_1)
    assert found.beliefs["part_of_it"].words == "Left"
    assert found.beliefs["part_of_it"].source == "said by themselves, 5 March 2026"
    assert found.beliefs["role"].source == "Employment Support Office, 28 February 2026"
    assert found.age == "2 days"


def test_a_position_no_list_has_and_no_tier_is_known_of(calls, world):
    from supplychains.contracts.actions import place
    from supplychains.survey.actions import refresh_round

    found_by_calling, _ = place(provider=world.ostler, prime_contract=world.avenmoor_2)
    world.said(found_by_calling, dt.date(2026, 3, 9), involvement="delivering")
    refresh_round(round=calls.round, at=calls.at())
    found = row(calls, found_by_calling)
    assert (found.listed_as, found.tier, found.source, found.age) == ("", "unknown", "No list", "1 day")


def test_a_tier_is_shown_as_the_list_wrote_it(calls, world):
    world.listed(
        world.ostler, world.tallis_1, "1", tier_as_written="End to end", edition="mar26", stated_on=dt.date(2026, 3, 1)
    )
    assert row(calls, world.ostler_1).listed_as == "End to end"


def test_two_contracts_of_one_prime_in_one_area_are_told_apart(calls, world):
    from supplychains.contracts.actions import award_contract
    from supplychains.survey.actions import refresh_round

    second, _ = award_contract(area=world.westmere, prime=world.tallis, reference="T2")
    also = world.listed(world.ostler, second, "2")
    refresh_round(round=calls.round, at=calls.at())
    assert row(calls, also).label == "Area 1, Tallis and Rowe, T2"


def test_the_sector_that_is_believed_and_whose_word_it_is(calls, world):
    sheet = sheet_of(calls.case(world.ostler), user=calls.by, at=calls.at())
    assert sheet.sector.codes == ("private",)
    assert sheet.sector.source == "Employment Support Office, 28 February 2026"
