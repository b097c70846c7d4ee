"""What sources say of a position, and what the map then shows."""

import datetime as dt


def test_a_call_corrects_what_the_list_says(world):
    world.hope_1.refresh_from_db()
    assert (world.hope_1.tier, world.hope_1.listed, world.hope_1.verification) == ("1", True, "unverified")
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="2", involvement="delivering", referral_status="none")
    assert (world.hope_1.tier, world.hope_1.verification) == ("2", "corrected")
    assert (world.hope_1.referral_status, world.hope_1.checked_on) == ("none", dt.date(2026, 3, 12))


def test_the_prime_says_otherwise_and_both_stay_visible(world):
    world.said(world.hope_1, dt.date(2026, 3, 12), involvement="left")
    world.said(world.hope_1, dt.date(2026, 3, 20), speaks_for="prime", involvement="delivering")
    assert (world.hope_1.involvement, world.hope_1.verification) == ("left", "disputed")
    assert world.hope_1.disputed == ["involvement"]
    assert world.hope_1.statements.live().count() == 3


def test_tier_belongs_to_the_relation(world):
    world.larkhill_avenmoor.refresh_from_db()
    world.larkhill_tallis.refresh_from_db()
    assert (world.larkhill_avenmoor.tier, world.larkhill_tallis.tier) == ("2", "1")
