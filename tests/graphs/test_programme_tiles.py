"""The tile map: places, gaps, depths, and what stands nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.graphs.programmes.area_figures import ALL, BY_KEY, around
from supplychains.graphs.programmes.steps import DEPTHS, bounds, depth
from supplychains.graphs.programmes.tiles import MOST, arrange, key_of_numbers, key_of_shares, tile

from .bought import CONTRACTS, CORRAN, ELLAN_VALE, POSITIONS, WESTMERE, area


def tiles(*places):
    return [tile(area(n, f"Area {n}", row, column), 1, 2, 2) for n, (row, column) in enumerate(places, start=1)]


def numbers(found):
    return [[one and one.area.number for one in row] for row in found.rows]


@pytest.mark.parametrize(
    ("part", "scale", "expected"),
    [(0, 10, 0), (1, 10, 1), (2, 10, 1), (3, 10, 2), (9, 10, 5), (10, 10, 5), (0, 0, 0), (1, 1, 5), (1, 1000, 1)],
)
def test_a_fifth_more_is_a_depth_more(part, scale, expected):
    assert depth(part, scale) == expected


@pytest.mark.parametrize(("part", "scale"), [(-1, 5), (6, 5), (1, 0)])
def test_a_part_beyond_its_scale_is_refused(part, scale):
    with pytest.raises(ValueError, match="is not between"):
        depth(part, scale)


@given(st.integers(1, 10**6), st.data())
def test_more_is_never_paler(scale, data):
    less = data.draw(st.integers(0, scale))
    more = data.draw(st.integers(less, scale))
    assert 0 <= depth(less, scale) <= depth(more, scale) <= DEPTHS
    assert (depth(less, scale) == 0) == (less == 0)


@given(st.integers(0, 5000))
def test_the_legend_says_the_depth_of_every_number(most):
    told = [(n, step) for step, low, high in bounds(most) for n in range(low, high + 1)]
    assert told == [(n, depth(n, most)) for n in range(1, most + 1)]


def test_legends_are_words():
    assert key_of_shares()[:2] == [(0, "none"), (1, "over 0 to 20 %")] and key_of_shares()[-1] == (
        5,
        "over 80 to 100 %",
    )
    assert key_of_numbers(3) == [(0, "none"), (2, "1"), (4, "2"), (5, "3")]
    assert key_of_numbers(18)[1:3] == [(1, "1 to 3"), (2, "4 to 7")]
    assert key_of_numbers(0) == [(0, "none")]


def test_tiles_stand_at_their_places_without_empty_edges():
    assert numbers(arrange(tiles((5, 7), (6, 6), (8, 7)))) == [[None, 1], [2, None], [None, None], [None, 3]]


def test_nothing_makes_no_rows():
    assert arrange([]).rows == [] and arrange(tiles((None, None))).rows == []


def test_what_has_no_place_is_listed_with_the_reason():
    found = arrange(tiles((0, 0), (None, None), (0, 0), (0, MOST), (0, MOST - 1)))
    assert [len(row) for row in found.rows] == [MOST]
    assert [(one.area.number, why) for one, why in found.unplaced] == [
        (2, "no place yet"),
        (3, "area 1 stands at the same place"),
        (4, f"its place is more than {MOST} rows or columns from the first"),
    ]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)) | st.just((None, None)), max_size=30))
def test_every_tile_is_on_the_map_or_listed_once(places):
    found = arrange(tiles(*places))
    shown = [one.area.number for row in found.rows for one in row if one]
    assert sorted(shown + [one.area.number for one, _ in found.unplaced]) == list(range(1, len(places) + 1))
    assert len({len(row) for row in found.rows}) <= 1 and len(found.rows) <= MOST


def test_a_tile_of_nothing_has_no_depth():
    assert tile(WESTMERE, 0, 0, 0).depth is None
    assert tile(WESTMERE, 0, 3, 3).depth == 0


def of(key, place):
    held = [c for c in CONTRACTS if c.area is place]
    placed = [p for p in POSITIONS if p.prime_contract.area is place]
    return BY_KEY[key].count(held, placed, around(CONTRACTS, POSITIONS))


@pytest.mark.parametrize(
    ("key", "westmere", "ellan_vale", "corran"),
    [
        ("organisations", (2, 3), (2, 3), (0, 3)),
        ("checked", (2, 2), (1, 2), (0, 0)),
        ("third", (2, 2), (1, 1), (0, 0)),
        ("primes", (2, 3), (2, 3), (0, 3)),
        ("contracts", (2, 4), (2, 4), (0, 4)),
        ("shared", (1, 2), (0, 2), (0, 0)),
        ("elsewhere", (1, 2), (1, 2), (0, 0)),
        ("delivering", (1, 3), (1, 2), (0, 0)),
        ("referrals", (1, 3), (0, 2), (0, 0)),
    ],
)
def test_each_figure_of_an_area_is_a_part_of_a_whole(key, westmere, ellan_vale, corran):
    assert [of(key, place) for place in (WESTMERE, ELLAN_VALE, CORRAN)] == [westmere, ellan_vale, corran]


def test_every_figure_is_explained_in_a_sentence():
    assert len(BY_KEY) == len(ALL)
    assert all(figure.explained.endswith(".") and figure.unit and figure.title for figure in ALL)
