"""What a list claims to be complete for: one form, what it covers, and the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers.actions import add_name
from supplychains.lists.placing.claiming import claimed
from supplychains.lists.placing.coverage import WHOLE, covers, in_short, is_whole, normalise, words

PART = st.one_of(st.just("all"), st.lists(st.integers(1, 60), min_size=1))
COVERAGE = st.fixed_dictionaries(
    {},
    optional={
        "areas": PART,
        "primes": st.one_of(st.just("all"), st.lists(st.sampled_from("abc"), min_size=1)),
        "tiers": st.one_of(st.just("all"), st.lists(st.sampled_from("12"), min_size=1)),
    },
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (None, {}),
        ({}, {}),
        ({"areas": "all", "primes": "all", "tiers": "all"}, WHOLE),
        ({"areas": ["3", 1, 3]}, {"areas": [1, 3], "primes": "all", "tiers": "all"}),
        ({"tiers": ["2"]}, {"areas": "all", "primes": "all", "tiers": ["2"]}),
        ({"tiers": ["2", "1"]}, WHOLE),
        ({"primes": ["b ", "a"]}, {"areas": "all", "primes": ["a", "b"], "tiers": "all"}),
    ],
)
def test_a_coverage_has_one_form(said, kept):
    assert normalise(said) == kept


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"areas": ["x"]}, "“x” is not the number of an area."),
        ({"areas": [0]}, "“0” is not the number of an area."),
        ({"areas": [True]}, "is not the number of an area"),
        ({"areas": []}, "Name an area the list is complete for, or say all."),
        ({"primes": [""]}, "A prime is named by its public id."),
        ({"tiers": ["3"]}, "“3” is not a tier"),
        ({"tiers": "1"}, "complete for all tiers, or for those that are named"),
        ({"sectors": "all"}, "for areas, primes and tiers, and for nothing else"),
        ("all", "for areas, primes and tiers, and for nothing else"),
    ],
)
def test_what_is_none_gets_a_sentence(said, why):
    with pytest.raises(ValueError, match=why):
        normalise(said)


@pytest.mark.parametrize(
    ("coverage", "place", "is_covered"),
    [
        ({}, (1, "a", "1"), False),
        (None, (1, "a", "1"), False),
        (WHOLE, (1, "a", "unknown"), True),
        (WHOLE, (None, None, "unknown"), True),
        ({"areas": [1, 2]}, (2, "a", "unknown"), True),
        ({"areas": [1, 2]}, (3, "a", "1"), False),
        ({"primes": ["a"]}, (1, "a", "1"), True),
        ({"primes": ["a"]}, (1, "b", "1"), False),
        ({"tiers": ["1"]}, (1, "a", "1"), True),
        ({"tiers": ["1"]}, (1, "a", "2"), False),
        ({"tiers": ["1"]}, (1, "a", "1+2"), True),
        ({"tiers": ["1"]}, (1, "a", "unknown"), False),
        ({"tiers": ["1", "2"]}, (1, "a", "unknown"), True),
        ({"areas": [1], "tiers": ["2"]}, (1, "a", "1"), False),
    ],
)
def test_a_position_is_covered_where_all_three_say_so(coverage, place, is_covered):
    assert covers(normalise(coverage), *place) is is_covered


@given(said=COVERAGE, area=st.integers(1, 60), prime=st.sampled_from("abc"), tier=st.sampled_from(["1", "2", "1+2"]))
def test_the_form_stays_and_narrowing_never_covers_more(said, area, prime, tier):
    coverage = normalise(said)
    assert normalise(coverage) == coverage
    if coverage:
        for name in coverage:
            if covers(coverage, area, prime, tier):
                assert covers({**coverage, name: "all"}, area, prime, tier)
        assert not covers(coverage, area, prime, "unknown") or coverage["tiers"] == "all"


@pytest.mark.parametrize(
    ("coverage", "said", "short"),
    [
        ({}, "names some, leaves out others", "some"),
        (WHOLE, "complete for the whole programme", "all of it"),
        ({"areas": [3, 1, 2], "tiers": ["1"]}, "complete for areas 1, 2 and 3, all primes, Tier 1", "part of it"),
        ({"areas": [4], "primes": ["a", "b"]}, "complete for area 4, Avenmoor and b, all tiers", "part of it"),
    ],
)
def test_it_is_said_in_words(coverage, said, short):
    kept = normalise(coverage)
    assert (words(kept, {"a": "Avenmoor"}), in_short(kept)) == (said, short)
    assert is_whole(kept) == (short == "all of it")


# ---- checked against the programme


def test_primes_are_named_by_name_or_by_public_id(world):
    add_name(provider=world.tallis, text="T & R")
    for text in ("avenmoor group", world.avenmoor.public_id):
        assert claimed(world.programme, primes=[text])["primes"] == [world.avenmoor.public_id]
    both = claimed(world.programme, primes=["T and R", "Avenmoor Group"], areas=["2"], tiers=["1"])
    assert both == {
        "areas": [2],
        "primes": sorted([world.avenmoor.public_id, world.tallis.public_id]),
        "tiers": ["1"],
    }


def test_an_area_or_prime_the_programme_has_not_gets_a_sentence(world):
    with pytest.raises(ValueError, match="has no area 9; its areas are 1 and 2."):
        claimed(world.programme, areas=["1", "9"])
    with pytest.raises(ValueError, match="“Hope Trust” is not the name of one prime of Demonstration programme."):
        claimed(world.programme, primes=["Hope Trust"])
    assert claimed(world.programme, areas=["9"], may_be_new=True)["areas"] == [9]
