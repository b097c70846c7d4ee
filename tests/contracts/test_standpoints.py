"""A chain seen from other days, other knowledge, other sources: always the same positions, over fewer statements."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from providers.actions import state_sector, withdraw_sector
from providers.models import SectorStatement
from supplychains.contracts.actions import state_position, withdraw_positions
from supplychains.contracts.models import Subcontract, SubcontractStatement
from supplychains.contracts.records import Records
from supplychains.contracts.standpoints import Standpoint

MARCH, APRIL, MAY = (dt.date(2026, month, 12) for month in (3, 4, 5))


def known(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def seen(world, **standpoint):
    """{(organisation, prime): standing} of area 1 of the world."""
    standings = Records(Subcontract.objects.in_area(world.westmere)).at(Standpoint(**standpoint))
    return {(s.provider.name, s.prime_contract.provider.name): s for s in standings}


HOPE = ("Hope Trust", "Avenmoor Group")


def test_now_is_what_the_settled_columns_say(world):
    world.said(world.hope_1, MARCH, tier="2", involvement="delivering")
    hope = seen(world)[HOPE]
    assert (hope.tier, hope.involvement, hope.verification, hope.checked_on) == ("2", "delivering", "corrected", MARCH)
    assert [s.source for s in hope.said] == ["call", "list"] and [s.source for s in hope.listings] == ["list"]
    assert (hope.provider.sector, hope.provider.public_id) == ("third", world.hope.public_id)


def test_as_it_was_on_a_day_leaves_out_what_was_stated_for_later(world):
    world.said(world.hope_1, MARCH, tier="2")
    world.said(world.hope_1, MAY, involvement="left")
    assert seen(world, on=APRIL)[HOPE].involvement == "unknown"
    assert seen(world, on=APRIL)[HOPE].tier == "2"
    assert seen(world, on=MAY)[HOPE].involvement == "left"
    assert seen(world, on=dt.date(2026, 1, 1)) == {}  # before the list nobody was known


def test_as_we_knew_it_counts_what_was_recorded_by_then_and_not_yet_withdrawn(world):
    at = known(MARCH)
    call = state_position(
        subcontract=world.hope_1,
        source="call",
        speaks_for="subcontractor",
        stated_on=MARCH,
        by=world.by,
        at=at,
        tier="2",
    )
    SubcontractStatement.objects.exclude(pk=call.pk).update(recorded_at=known(dt.date(2026, 2, 28)))
    withdraw_positions(
        statements=SubcontractStatement.objects.filter(pk=call.pk), by=world.by, reason="misheard", at=known(APRIL)
    )
    assert seen(world)[HOPE].tier == "1"
    assert seen(world, known=known(MAY))[HOPE].tier == "1"
    assert seen(world, known=at)[HOPE].tier == "2"
    assert seen(world, known=at - dt.timedelta(seconds=1))[HOPE].tier == "1"


def test_lists_alone_and_calls_alone(world):
    world.said(world.hope_1, MARCH, tier="2")
    assert seen(world, through="listed")[HOPE].tier == "1"
    assert seen(world, through="listed")[HOPE].verification == "unverified"
    checked = seen(world, through="checked")
    assert list(checked) == [HOPE] and checked[HOPE].tier == "2"
    assert checked[HOPE].listed and checked[HOPE].verification == "corrected"  # what calls are checked against


def test_a_ruling_belongs_to_what_was_checked(world):
    said = {"source": "ruling", "speaks_for": "third-party", "stated_on": MARCH, "by": world.by, "note": "seen there"}
    state_position(subcontract=world.ostler_1, involvement="left", **said)
    ostler = seen(world, through="checked")[("Ostler Works", "Tallis and Rowe")]
    assert ostler.involvement == "left" and not ostler.is_in_chain


def test_one_list_alone(world):
    world.listed(world.quill, world.tallis_1, "1", edition="mar26", stated_on=MARCH)
    assert set(seen(world, edition="mar26")) == {("Quill College", "Tallis and Rowe")}
    assert ("Quill College", "Tallis and Rowe") not in seen(world, edition="feb26")
    editions = Records(Subcontract.objects.in_area(world.westmere)).editions
    assert [(edition, day) for edition, _, day in editions] == [("mar26", MARCH), ("feb26", dt.date(2026, 2, 28))]


def test_the_sector_is_seen_from_the_same_standpoint(world):
    call = state_sector(
        provider=world.hope,
        sector="private",
        source="call",
        speaks_for="subcontractor",
        stated_on=MAY,
        by=world.by,
    )
    assert seen(world)[HOPE].provider.sector == "private"
    assert seen(world, on=APRIL)[HOPE].provider.sector == "third"
    assert seen(world, through="listed")[HOPE].provider.sector == "third"
    withdraw_sector(statements=SectorStatement.objects.filter(pk=call.pk), by=world.by, reason="misheard")
    assert seen(world)[HOPE].provider.sector == "third"


def test_what_hangs_under_another_hangs_there_from_every_standpoint(world):
    world.larkhill_avenmoor.hang_under(world.hope_1)
    larkhill = seen(world, through="listed")[("Larkhill Skills", "Avenmoor Group")]
    assert larkhill.via is not None and larkhill.via.provider.name == "Hope Trust"


def test_a_circle_is_cut_and_breaks_nothing(world):
    """No action makes one; a hand in the database could."""
    Subcontract.objects.filter(pk=world.hope_1.pk).update(via=world.larkhill_avenmoor)
    Subcontract.objects.filter(pk=world.larkhill_avenmoor.pk).update(via=world.hope_1)
    hanging = [s.via is not None for s in seen(world).values()]
    assert sorted(hanging) == [False, False, False, True]


def test_a_position_no_list_has_any_more_and_nobody_else_speaks_of_is_in_no_chain(world):
    world.listed(world.hope, world.avenmoor_1, "", edition="mar26", stated_on=MARCH)
    assert seen(world)[HOPE].is_in_chain
    gone = {"source": "list", "speaks_for": "publisher", "publisher": "Employment Support Office", "by": world.by}
    state_position(subcontract=world.hope_1, listed=False, edition="apr26", stated_on=APRIL, **gone)
    assert not seen(world)[HOPE].is_in_chain
    world.said(world.hope_1, MAY, involvement="delivering")
    assert seen(world)[HOPE].is_in_chain


facts = st.fixed_dictionaries(
    {},
    optional={
        "tier": st.sampled_from(["1", "2", "1+2"]),
        "involvement": st.sampled_from(["delivering", "left", "never"]),
        "referral_status": st.sampled_from(["receiving", "none", "stopped"]),
    },
).filter(bool)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["subcontractor", "prime"]), facts), max_size=5))
def test_statements_seen_from_now_give_the_settled_columns(world, calls):
    """The two ways to the same standing: settled columns, and everything stated up to this moment."""
    for month, who, said in calls:
        world.said(world.hope_1, dt.date(2026, month, 20), who, **said)
    now = seen(world)
    everything = seen(world, known=timezone.now() + dt.timedelta(days=1))
    assert now == everything


@pytest.mark.parametrize("standpoint", [{}, {"through": "listed"}, {"on": MAY, "through": "checked"}])
def test_no_standpoint_asks_more_the_longer_the_chain(world, standpoint, django_assert_num_queries):
    records = Records(Subcontract.objects.in_area(world.westmere))
    with django_assert_num_queries(2 if standpoint else 1):
        records.at(Standpoint(**standpoint))
    with django_assert_num_queries(0):
        records.at(Standpoint(**standpoint))
