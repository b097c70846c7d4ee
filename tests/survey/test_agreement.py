"""Agreement and kappa against numbers worked by hand, and where there is no kappa."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.agreement import agreement

PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")))


def pairs(table):
    """Pairs out of {(one, other): how many}."""
    return [pair for pair, number in table.items() for _ in range(number)]


def test_kappa_of_a_table_worked_by_hand():
    """Of 50: 20 both yes, 15 both no. Observed .70; by chance .5 x .6 + .5 x .4 = .50; kappa .20 / .50."""
    found = agreement(pairs({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}))
    assert (found.pairs, found.agree, found.per_cent, found.kappa) == (50, 35, 70.0, 0.4)


def test_kappa_of_three_codes_worked_by_hand():
    """Of 10: observed 7. By chance (5x4 + 3x4 + 2x2) / 100 = .36; kappa .34 / .64 = .53."""
    found = agreement(pairs({("1", "1"): 3, ("1", "2"): 2, ("2", "2"): 2, ("2", "1"): 1, ("3", "3"): 2}))
    assert (found.agree, found.kappa) == (7, 0.53)


def test_worse_than_chance_is_below_zero():
    assert agreement(pairs({("y", "n"): 5, ("n", "y"): 5})).kappa == -1.0


def test_one_who_always_says_the_same_agrees_by_chance_alone():
    """As a list does, which says of everybody it names that they are in the chain."""
    found = agreement(pairs({(True, True): 8, (True, False): 2}))
    assert (found.per_cent, found.kappa) == (80.0, 0.0)
    assert str(found.kappa) == "0.0"


@pytest.mark.parametrize("told", [[], [("y", "y")], [("y", "y")] * 7])
def test_no_kappa_without_pairs_and_where_chance_agrees_throughout(told):
    found = agreement(told)
    assert found.kappa is None
    assert found.per_cent == (100.0 if told else None)


@given(PAIRS)
def test_kappa_is_a_number_from_minus_one_to_one_whoever_is_named_first(told):
    found, turned = agreement(told), agreement([(other, one) for one, other in told])
    assert found == turned
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert found.kappa != 1 or found.agree == found.pairs


@given(PAIRS.filter(lambda told: len({one for one, _ in told}) > 1))
def test_two_who_agree_throughout_have_a_kappa_of_one(told):
    assert agreement([(one, one) for one, _ in told]).kappa == 1.0
