"""What only a position has: being listed, and lists that name somebody who is not there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.settling import Claim
from supplychains.contracts.settling import Position, settle

DAYS = [date(2026, month, 1) for month in range(1, 7)]


def claim(n, source, speaks_for, day, edition="", publisher="", withdrawn=None, **values):
    return Claim(
        id=n,
        source=source,
        speaks_for=speaks_for,
        stated_on=DAYS[day],
        recorded_at=datetime(2026, day + 1, 1, 9, tzinfo=UTC),
        values=values,
        publisher=publisher,
        edition=edition,
        withdrawn_at=withdrawn,
    )


def on_list(n, day, edition, publisher="Office", listed=True, **values):
    return claim(n, "list", "publisher", day, edition, publisher, listed=listed, **values)


def said(n, day, speaks_for="subcontractor", **values):
    return claim(n, "call", speaks_for, day, **values)


def test_no_claim_is_an_empty_position():
    assert settle([]) == Position()


def test_a_listed_position_is_unverified():
    assert settle([on_list(1, 0, "a", tier="1")]) == Position(tier="1", listed=True, stated=True)


def test_a_call_that_agrees_confirms():
    position = settle([on_list(1, 0, "a", tier="1"), said(2, 1, tier="1", involvement="delivering")])
    assert (position.verification, position.checked_on, position.involvement) == ("confirmed", DAYS[1], "delivering")


@pytest.mark.parametrize("involvement", ["left", "never", "bid-only"])
def test_a_list_that_names_somebody_who_is_not_there_is_corrected(involvement):
    assert settle([on_list(1, 0, "a"), said(2, 1, involvement=involvement)]).verification == "corrected"


def test_in_the_chain_without_delivering_does_not_contradict_the_list():
    assert settle([on_list(1, 0, "a"), said(2, 1, involvement="not-delivering")]).verification == "confirmed"


def test_a_position_no_list_has_is_found_by_calling():
    assert settle([said(1, 1, tier="2", involvement="delivering")]).verification == "unlisted"


def test_one_disputed_fact_makes_the_position_disputed_and_is_named():
    position = settle([said(1, 1, tier="2", involvement="left"), said(2, 1, "prime", involvement="delivering")])
    assert (position.verification, position.disputed, position.involvement) == ("disputed", ("involvement",), "left")


def test_a_later_edition_without_it_takes_it_off_the_list_and_says_nothing_more():
    gone = settle([on_list(1, 0, "a", tier="1"), on_list(2, 1, "b", listed=False)])
    assert (gone.listed, gone.tier, gone.involvement) == (False, "1", "unknown")


def test_another_publisher_keeps_it_listed():
    claims = [on_list(1, 0, "a"), on_list(2, 1, "b", listed=False), on_list(3, 0, "c", publisher="Prime")]
    assert settle(claims).listed


def test_one_row_of_an_edition_is_enough_to_be_listed():
    assert settle([on_list(1, 0, "a", tier="1"), on_list(2, 0, "a", tier="1")]).listed


def test_as_it_was_before_the_call():
    claims = [on_list(1, 0, "a", tier="1"), said(2, 3, tier="2")]
    assert (settle(claims, on=DAYS[2]).tier, settle(claims).tier) == ("1", "2")


def test_a_withdrawn_call_leaves_what_the_list_says():
    wrong = claim(2, "call", "subcontractor", 1, tier="2", withdrawn=datetime(2026, 3, 1, tzinfo=UTC))
    assert settle([on_list(1, 0, "a", tier="1"), wrong]) == settle([on_list(1, 0, "a", tier="1")])


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "tier": st.sampled_from(["1", "2", "1+2"]),
        "involvement": st.sampled_from(["delivering", "left", "never"]),
        "referral_status": st.sampled_from(["receiving", "none"]),
    },
)
ANY_CLAIM = st.one_of(
    st.builds(
        lambda day, edition, listed, facts: ("list", day, edition, {**facts, "listed": listed}),
        st.integers(0, 5),
        st.sampled_from(["a", "b"]),
        st.booleans(),
        FACTS,
    ),
    st.builds(
        lambda day, who, facts: (who, day, "", facts),
        st.integers(0, 5),
        st.sampled_from(["prime", "subcontractor"]),
        FACTS,
    ),
)


def made(rows):
    return [
        on_list(n, day, edition, **values) if who == "list" else said(n, day, who, **values)
        for n, (who, day, edition, values) in enumerate(rows)
    ]


@given(st.lists(ANY_CLAIM, max_size=7), st.randoms())
def test_order_never_matters(rows, random):
    claims = made(rows)
    shuffled = claims[:]
    random.shuffle(shuffled)
    assert settle(claims) == settle(shuffled)


@given(st.lists(ANY_CLAIM, max_size=7))
def test_checked_means_somebody_concerned_spoke(rows):
    position = settle(made(rows))
    assert (position.checked_on is not None) == any(who != "list" for who, *_ in rows)
    assert position.stated == bool(rows)
    if position.verification == "disputed":
        assert position.disputed


# ---- sources differ, and both are kept


def kept_both(n, day, speaks_for="subcontractor", **values):
    return replace(said(n, day, speaks_for, **values), differs=tuple(values))


def test_what_was_kept_beside_a_list_is_disputed_and_nothing_else_of_it_is():
    position = settle(
        [on_list(1, 0, "a", tier="1"), replace(said(2, 1, tier="2", involvement="delivering"), differs=("tier",))]
    )
    assert (position.verification, position.disputed) == ("disputed", ("tier",))


def test_a_newer_word_of_the_same_end_or_a_ruling_decides_it():
    both = [on_list(1, 0, "a", tier="1"), kept_both(2, 1, tier="2")]
    assert settle([*both, said(3, 2, tier="2")]).disputed == ()
    assert settle([*both, claim(3, "ruling", "third-party", 2, tier="1")]).disputed == ()


def test_a_word_of_the_other_end_does_not_decide_it():
    both = [on_list(1, 0, "a", tier="1"), kept_both(2, 1, tier="2")]
    assert settle([*both, said(3, 2, "prime", tier="2")]).disputed == ("tier",)


@given(
    st.lists(st.tuples(st.sampled_from(["subcontractor", "prime"]), st.sampled_from("12"), st.booleans()), max_size=6)
)
def test_it_is_disputed_if_and_only_if_the_newest_word_of_an_end_was_kept_beside_others_or_the_ends_differ(words):
    claims = [(kept_both if both else said)(n, n % 6, end, tier=tier) for n, (end, tier, both) in enumerate(words)]
    last = {end: (tier, both) for end, tier, both in words}
    expected = len({tier for tier, _ in last.values()}) > 1 or any(both for _, both in last.values())
    assert bool(settle(reversed(claims)).disputed) == expected
