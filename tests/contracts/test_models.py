"""What must never be false about the chain: each constraint, good and bad; and the words that choose rows."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from supplychains.contracts.actions import award_contract, place, withdraw_positions
from supplychains.contracts.models import (
    ContractPackageArea,
    PrimeContract,
    Programme,
    Subcontract,
    SubcontractStatement,
)


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_a_programme_ends_after_it_starts(db):
    refused(
        lambda: Programme.objects.create(slug="x", name="X", starts_on=dt.date(2026, 2, 1), ends_on=dt.date(2026, 1, 1))
    )


def test_an_area_number_and_name_stand_once_in_a_programme(world):
    make = ContractPackageArea.objects.create
    refused(lambda: make(programme=world.programme, number=1, name="Another"))
    refused(lambda: make(programme=world.programme, number=9, name="Westmere"))
    refused(lambda: make(programme=world.programme, number=0, name="Nought"))
    refused(lambda: make(programme=world.programme, number=9, name="Half placed", grid_row=1))
    other = Programme.objects.create(slug="other", name="Other")
    assert make(programme=other, number=1, name="Westmere", grid_row=1, grid_column=2).pk


def test_a_prime_may_hold_several_contracts_in_an_area_told_apart_by_reference(world):
    award_contract(area=world.westmere, prime=world.avenmoor, reference="B")
    assert world.westmere.prime_contracts.filter(provider=world.avenmoor).count() == 2
    refused(lambda: PrimeContract.objects.create(area=world.westmere, provider=world.avenmoor, reference="B"))
    dates = {"starts_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)}
    refused(lambda: award_contract(area=world.westmere, prime=world.hope, **dates))


def test_a_body_stands_once_under_a_prime_contract(world):
    refused(lambda: Subcontract.objects.create(prime_contract=world.avenmoor_1, provider=world.hope))
    assert place(provider=world.hope, prime_contract=world.avenmoor_1) == (world.hope_1, False)


def test_a_position_does_not_hang_under_itself_nor_in_a_circle(world):
    refused(lambda: Subcontract.objects.filter(pk=world.hope_1.pk).update(via=world.hope_1))
    world.larkhill_avenmoor.hang_under(world.hope_1)
    with pytest.raises(ValueError, match="already works under"):
        world.hope_1.hang_under(world.larkhill_avenmoor)
    with pytest.raises(ValueError, match="another prime contract"):
        world.ostler_1.hang_under(world.hope_1)
    world.larkhill_avenmoor.hang_under(None)
    assert world.larkhill_avenmoor.via is None


@pytest.mark.parametrize(
    ("column", "value"),
    [("tier", "3"), ("involvement", "maybe"), ("referral_status", "17"), ("verification", "sure")],
)
def test_settled_words_are_of_the_vocabulary(world, column, value):
    refused(lambda: Subcontract.objects.filter(pk=world.hope_1.pk).update(**{column: value}))


def test_a_statement_states_something_in_the_vocabulary(world):
    whole = {"subcontract": world.hope_1, "recorded_by": world.by, "stated_on": dt.date(2026, 3, 1)}
    call = {**whole, "source": "call", "speaks_for": "subcontractor"}
    make = SubcontractStatement.objects.create
    refused(lambda: make(**call))
    refused(lambda: make(tier="unknown", **call))
    refused(lambda: make(involvement="unknown", **call))
    refused(lambda: make(referral_status="12", **call))
    refused(lambda: make(listed=True, **call))
    refused(lambda: make(tier="1", **{**call, "source": "ruling"}))
    refused(lambda: make(tier="1", **{**call, "source": "list"}))
    refused(lambda: make(tier="1", withdrawn_by=world.by, **call))
    assert make(tier="1", **call).said() == ["Tier 1"]


def test_words_that_choose_positions(world):
    on_map = Subcontract.objects.on_map()
    assert set(on_map.in_area(world.westmere).tier("2")) == {world.larkhill_avenmoor, world.ostler_1}
    assert set(on_map.under(world.tallis)) == {world.larkhill_tallis, world.ostler_1}
    assert set(on_map.held_by(world.larkhill)) == {world.larkhill_avenmoor, world.larkhill_tallis}
    assert on_map.in_programme(world.programme).unverified().count() == 6
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1+2")
    assert list(on_map.checked()) == [world.hope_1]
    assert world.hope_1 in on_map.tier("1") and world.hope_1 in on_map.tier("2")


def test_a_position_with_every_statement_withdrawn_is_off_the_map_but_not_gone(world):
    withdraw_positions(statements=world.hope_1.statements.all(), by=world.by, reason="Wrong list.")
    assert world.hope_1 not in Subcontract.objects.on_map()
    world.hope_1.refresh_from_db()
    assert world.hope_1.statements.count() == 1 and not world.hope_1.listed


def test_settling_many_costs_no_more_queries_than_settling_one(world, django_assert_num_queries):
    with django_assert_num_queries(5):
        Subcontract.objects.filter(pk=world.hope_1.pk).settle()
    with django_assert_num_queries(5):
        Subcontract.objects.settle()


def test_history_keeps_what_people_edit(world):
    world.larkhill_avenmoor.hang_under(world.hope_1)
    assert [past.via_id for past in world.larkhill_avenmoor.history.all()] == [world.hope_1.pk, None]
