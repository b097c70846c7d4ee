"""What a new round asks: only what was never told, is disputed, or was told too long ago."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.actions import open_round
from supplychains.survey.again import asked_of_position, due, good_since, months_before
from supplychains.survey.models import Target
from supplychains.survey.policy import Policy
from supplychains.survey.scope import asks, positions
from supplychains.survey.script import FACTS

TODAY = dt.date(2026, 9, 10)
POLICY = Policy()
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("fact", "told_on", "disputed", "why"),
    [
        ("tier", None, False, "missing"),
        ("tier", dt.date(2026, 9, 1), True, "disputed"),
        ("tier", dt.date(2025, 9, 10), False, ""),
        ("tier", dt.date(2025, 9, 9), False, "stale"),
        ("involvement", dt.date(2026, 6, 10), False, ""),
        ("involvement", dt.date(2026, 6, 9), False, "stale"),
        ("referral_status", dt.date(2026, 6, 9), False, "stale"),
        ("sector", dt.date(2024, 9, 10), False, ""),
        ("sector", dt.date(2024, 9, 9), False, "stale"),
    ],
)
def test_a_fact_is_asked_again_when_it_is_due(fact, told_on, disputed, why):
    assert due(fact, told_on=told_on, disputed=disputed, today=TODAY, policy=POLICY) == why


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 5, 31), 3, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 24, dt.date(2024, 1, 15)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 3, 31), 0, dt.date(2026, 3, 31)),
    ],
)
def test_months_before(day, months, before):
    assert months_before(day, months) == before


def test_who_left_is_only_asked_whether_they_are_back():
    told = {"involvement": dt.date(2026, 1, 1)}
    more = {"disputed": (), "today": TODAY, "policy": POLICY}
    assert asked_of_position(told, involvement="left", **more) == ["involvement"]
    assert asked_of_position({"involvement": TODAY}, involvement="left", **more) == []
    assert asked_of_position({}, involvement="unknown", **more) == list(FACTS)


@given(DAYS, DAYS, st.sampled_from(FACTS))
def test_what_is_good_on_a_day_was_good_before(told_on, today, fact):
    later = today + dt.timedelta(days=1)
    is_due = [bool(due(fact, told_on=told_on, disputed=False, today=d, policy=POLICY)) for d in (today, later)]
    assert is_due != [True, False]
    assert good_since(fact, today=today, policy=POLICY) <= today


# ---- rounds


@pytest.fixture
def told(calls, world):
    """Ostler Works and Quill College answered in March; the others did not. Quill College has left."""
    calls.answer_all(world.ostler)
    answers = {None: {"sector": "public"}, world.quill_2: {"part_of_it": "left"}}
    calls.call(world.quill, "answered", 5, answers=answers)
    return calls


def opened(world, on, **more):
    return open_round(programme=world.programme, opens_on=on, by=world.by, **more)


def asked(round):
    return {str(target.subcontract.provider): target.asks for target in Target.objects.filter(case__round=round)}


@pytest.mark.django_db
def test_what_was_told_lately_is_not_asked(told, world):
    round = opened(world, dt.date(2026, 4, 1))
    assert set(asked(round)) == {"Hope Trust", "Larkhill Skills"}


@pytest.mark.django_db
def test_only_what_is_stale_is_asked(told, world):
    round = opened(world, dt.date(2026, 7, 1))
    assert asked(round)["Ostler Works"] == ["involvement", "referral_status"]
    assert asked(round)["Quill College"] == ["involvement"]
    assert round.cases.get(provider=world.ostler).asks == []
    assert round.cases.get(provider=world.hope).asks == ["sector"]


@pytest.mark.django_db
def test_a_case_is_complete_with_what_was_asked(told, world, second_caller):
    from tests.survey.conftest import Calls

    july = Calls.__new__(Calls)
    july.world, july.by, july.round = world, second_caller, opened(world, dt.date(2026, 7, 1))
    answers = {world.ostler_1: {"part_of_it": "still", "delivering": "yes", "referrals": "some"}}
    july.call(world.ostler, "answered", 120 * 24 * 60, answers=answers)
    assert july.standing(world.ostler) == ("complete", True, "closed")


@pytest.mark.django_db
def test_what_is_disputed_is_asked_however_fresh(told, world):
    world.said(world.ostler_1, dt.date(2026, 3, 12), speaks_for="prime", involvement="left")
    round = opened(world, dt.date(2026, 4, 1))
    assert asked(round)["Ostler Works"] == ["involvement"]


@pytest.mark.django_db
def test_a_round_may_have_its_own_intervals(told, world):
    never = {"intervals": {"sector": 0, "tier": 0, "involvement": 0, "referral_status": 0}}
    assert asked(opened(world, dt.date(2026, 4, 1), policy=never))["Ostler Works"] == list(FACTS)


@pytest.mark.django_db
def test_its_own_calls_do_not_take_away_what_a_round_asks(told, world):
    assert set(asked(told.round)) == {"Hope Trust", "Larkhill Skills", "Ostler Works", "Quill College"}
    assert positions(told.round).count() == 6


@pytest.mark.django_db
@pytest.mark.parametrize("on", [dt.date(2026, 4, 1), dt.date(2026, 7, 1), dt.date(2027, 4, 1), dt.date(2028, 4, 1)])
def test_the_scope_asks_the_database_what_the_pure_rule_asks(told, world, on):
    """A position is in scope just where a fact of it, or the sector of its organisation, is due."""
    from supplychains.contracts.models import Subcontract
    from supplychains.survey.scope import sector_asked

    round = opened(world, on)
    everything = list(Subcontract.objects.on_map())
    facts, sectors = asks(round, everything), sector_asked(round, {s.provider_id for s in everything})
    expected = {s.pk for s in everything if facts[s.pk] or s.provider_id in sectors}
    assert set(positions(round).values_list("pk", flat=True)) == expected
