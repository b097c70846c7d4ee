"""Who entered, who left, what changed between two states of a chain."""

from dataclasses import replace
from types import SimpleNamespace as Thing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.contracts.comparing import FACTS, Change, changes, compare, gap
from supplychains.contracts.standpoints import Organisation, Standing

LISTING, CALL = Thing(source="list", listed=True), Thing(source="call", listed=None)


def standing(pk=1, sector="third", said=(LISTING,), **values):
    body = Organisation(pk, f"o{pk}", f"Body {pk}", f"body {pk}", sector, "unverified")
    contract = Thing(pk=1, provider=Thing(pk=99))
    return Standing(pk=pk, provider=body, prime_contract=contract, said=said, listed=True, stated=True, **values)


def change(was, now, **how):
    found = compare([was] if was else [], [now] if now else [], **how)
    return found[0].change if found else None


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (None, standing(), Change.ENTERED),
        (standing(), None, Change.LEFT),
        (standing(), standing(), Change.SAME),
        (standing(tier="1"), standing(tier="2"), Change.CHANGED),
        (standing(tier="1"), standing(), Change.SAME),  # the later state does not say: no change
        (standing(), standing(tier="2"), Change.SAME),  # only come to know
        (standing(sector="third"), standing(sector="private"), Change.CHANGED),
        (standing(), standing(involvement="left"), Change.LEFT),
        (standing(involvement="left"), standing(involvement="delivering"), Change.ENTERED),
        (standing(involvement="left"), standing(involvement="never"), None),  # in the chain at neither end
        (standing(involvement="left"), None, None),
    ],
)
def test_the_change_of_one_position(was, now, expected):
    assert change(was, now) == expected


def test_whom_nobody_asked_has_not_left():
    assert change(standing(), None, is_partial=True) == Change.NOT_ASKED
    out = standing(said=(CALL,), involvement="never")
    assert change(standing(), out, is_partial=True) == Change.LEFT


def test_a_compared_standing_shows_the_later_state_and_keeps_the_earlier():
    (found,) = compare([standing(tier="1")], [standing(tier="2")])
    assert (found.tier, found.was.tier) == ("2", "1")
    (left,) = compare([standing(tier="1")], [])
    assert (left.tier, left.was.tier) == ("1", "1")
    (entered,) = compare([], [standing(tier="1")])
    assert entered.was is None


def test_changes_name_the_fact_and_both_values():
    was, now = standing(tier="1", referral_status="none"), standing(tier="1+2", referral_status="unknown")
    assert changes(was, now) == [("tier", "1", "1+2")]


def test_the_gap_counts_positions_of_either_state():
    before = [standing(1), standing(2, tier="1"), standing(3)]
    after = [standing(1), standing(2, tier="2"), standing(4)]
    told = gap(compare(before, after))
    assert (told.before, told.after) == (3, 3)
    assert (told.entered, told.left, told.changed, told.same, told.not_asked) == (1, 1, 1, 1, 0)


values = {
    "tier": ["1", "2", "1+2", "unknown"],
    "involvement": ["delivering", "left", "unknown"],
    "referral_status": ["receiving", "none", "unknown"],
    "sector": ["third", "private", "unknown"],
}
chains = st.dictionaries(
    st.integers(1, 6), st.fixed_dictionaries({name: st.sampled_from(codes) for name, codes in values.items()})
).map(lambda found: [standing(pk, **said) for pk, said in found.items()])


@given(chains, chains)
def test_going_back_undoes_every_change(before, after):
    there = {s.pk: s.change for s in compare(before, after)}
    back = {s.pk: s.change for s in compare(after, before)}
    mirror = {Change.ENTERED: Change.LEFT, Change.LEFT: Change.ENTERED}
    assert back == {pk: mirror.get(change, change) for pk, change in there.items()}


@given(chains)
def test_a_chain_is_the_same_as_itself(chain):
    assert {s.change for s in compare(chain, chain)} <= {Change.SAME}
    assert gap(compare(chain, chain)).before == sum(s.is_in_chain for s in chain)


@given(chains, chains)
def test_everybody_in_either_chain_is_counted_once(before, after):
    told = gap(compare(before, after))
    assert told.before == sum(s.is_in_chain for s in before)
    assert told.after == sum(s.is_in_chain for s in after)


def test_every_fact_is_compared():
    for fact in FACTS:
        one, other = values[fact][0], values[fact][1]
        was, now = standing(**{fact: one}), standing(**{fact: other})
        assert changes(was, now) == [(fact, one, other)]
        assert changes(was, replace(was)) == []
