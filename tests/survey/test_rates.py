"""Rates against a worked example, the order AAPOR's formulas imply, and empty denominators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.rates import FORMULAS, response_rates

COUNT = st.integers(0, 500)
COUNTS = st.fixed_dictionaries(dict.fromkeys(("I", "P", "R", "NC", "O", "U", "NE"), COUNT))


def test_an_invented_list_of_89_gives_the_six_response_rates():
    rates = response_rates(I=52, P=6, R=9, NC=7, O=1, U=5, NE=9)

    assert [rates[f"RR{n}"] for n in range(1, 7)] == [65.0, 72.5, 65.4, 73.0, 69.3, 77.3]
    assert rates["e"] == 89.3


def test_the_other_rates_of_the_same_list():
    rates = response_rates(I=52, P=6, R=9, NC=7, O=1, U=5, NE=9)

    assert [rates[f"COOP{n}"] for n in range(1, 5)] == [76.5, 85.3, 77.6, 86.6]
    assert [rates[f"REF{n}"] for n in range(1, 4)] == [11.3, 11.3, 12.0]
    assert [rates[f"CON{n}"] for n in range(1, 4)] == [85.0, 85.6, 90.7]


def test_non_deliverers_counted_as_not_eligible_move_the_rate_by_more_than_six_points():
    as_interviews = response_rates(I=52, R=6, NC=10, U=4, NE=8)
    as_ineligible = response_rates(I=39, R=6, NC=10, U=4, NE=21)

    assert (as_interviews["RR1"], as_interviews["RR3"], as_interviews["RR5"]) == (72.2, 72.6, 76.5)
    assert (as_ineligible["RR1"], as_ineligible["RR3"], as_ineligible["RR5"]) == (66.1, 67.4, 70.9)


def test_a_share_given_by_hand_replaces_the_usual_e():
    assert response_rates(I=5, U=5, e=0)["RR3"] == 100.0
    assert response_rates(I=5, U=5, e=1)["RR3"] == 50.0


def test_nothing_called_gives_no_rate_and_no_error():
    assert set(response_rates().values()) == {None}


def test_only_unknowns_give_a_rate_only_where_they_are_all_counted():
    rates = response_rates(U=4)

    assert rates["RR1"] == 0.0
    assert rates["RR3"] is None
    assert rates["RR5"] is None


def test_only_not_eligible_gives_no_rate_but_an_e_of_zero():
    rates = response_rates(NE=3)

    assert rates["e"] == 0.0
    assert {rate for name, rate in rates.items() if name != "e"} == {None}


@pytest.mark.parametrize("counts", [{"I": -1}, {"NE": -1}, {"I": 1, "e": 1.2}, {"I": 1, "e": -0.1}])
def test_impossible_figures_are_refused(counts):
    with pytest.raises(ValueError, match="cannot be below zero|from 0 to 1"):
        response_rates(**counts)


def test_every_rate_has_its_formula_beside_it():
    assert set(FORMULAS) == set(response_rates())


@given(COUNTS)
def test_leaving_out_unknowns_never_lowers_a_response_rate(counts):
    rates = response_rates(**counts)
    for low, middle, high in [
        ("RR1", "RR3", "RR5"),
        ("RR2", "RR4", "RR6"),
        ("CON1", "CON2", "CON3"),
        ("REF1", "REF2", "REF3"),
    ]:
        given_rates = [rates[name] for name in (low, middle, high) if rates[name] is not None]
        assert given_rates == sorted(given_rates)


@given(COUNTS)
def test_every_rate_is_a_share_and_counting_partials_never_lowers_it(counts):
    rates = response_rates(**counts)
    assert all(rate is None or 0 <= rate <= 100 for rate in rates.values())
    for full, with_partials in [("RR1", "RR2"), ("RR3", "RR4"), ("RR5", "RR6"), ("COOP1", "COOP2"), ("COOP3", "COOP4")]:
        assert rates[full] is None or rates[full] <= rates[with_partials]
