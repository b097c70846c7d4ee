"""What an edition closes, pure: never more than it covers, nothing that it or a newer one names, nothing in doubt."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.lists.parsing import Entry
from supplychains.lists.placing.closing import Edition, Spot, Word, closings, held_by, is_held, left_out, newest_words
from supplychains.lists.placing.coverage import WHOLE, normalise

MARCH, JUNE, SEPTEMBER = dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30)
SPOT = Spot(area=11, number=1, prime="avenmoor", keys=frozenset({"hope trust"}))
LISTED = Word(True, "march", MARCH, "1")


def closed_by(edition, word=LISTED, spot=SPOT, named=()):
    return [(one.edition, one.spared) for one in closings(edition, {7: word}, {7: spot}, named)]


def june(coverage=WHOLE, **more):
    return Edition("june", JUNE, None, normalise(coverage), **more)


def test_a_position_an_edition_leaves_out_closes():
    assert closed_by(june()) == [("june", False)]


@pytest.mark.parametrize(
    ("edition", "word", "named"),
    [
        (june({}), LISTED, ()),
        (june({"areas": [2]}), LISTED, ()),
        (june({"tiers": ["2"]}), LISTED, ()),
        (june({"tiers": ["1"]}), Word(True, "march", MARCH), ()),
        (june(), LISTED, (7,)),
        (june(), Word(False, "march", MARCH), ()),
        (june(), Word(True, "june", JUNE), ()),
        (june(), Word(True, "september", SEPTEMBER), ()),
    ],
)
def test_and_not_where_it_is_not_covered_named_closed_already_or_newer(edition, word, named):
    assert closed_by(edition, word, named=named) == []


@pytest.mark.parametrize(("area", "is_spared"), [(11, True), (None, True), (12, False)])
def test_what_a_row_in_doubt_may_be_about_is_spared(area, is_spared):
    held = held_by([(Entry("", 2, {}, {"subcontractor": "The Hope Trust"}), area)])
    assert is_held(held, SPOT) is is_spared
    assert closed_by(june(held=held)) == [("june", is_spared)]


def test_rows_without_a_name_are_about_nobody():
    assert held_by([(Entry("", 2, {}, {}), 11)]) == frozenset()


def test_the_newest_word_is_that_of_the_newest_edition():
    rows = [
        (1, "march", MARCH, True, "1"),
        (1, "june", JUNE, False, ""),
        (2, "march", MARCH, True, "1"),
        (2, "march", MARCH, True, "2"),
        (3, "march", MARCH, True, ""),
        (3, "march", MARCH, True, "2"),
        (4, "june", JUNE, True, "2"),
        (4, "june", JUNE, False, ""),
    ]
    assert newest_words(rows) == {
        1: Word(False, "june", JUNE, "unknown"),
        2: Word(True, "march", MARCH, "unknown"),
        3: Word(True, "march", MARCH, "2"),
        4: Word(True, "june", JUNE, "2"),
    }


def test_what_comes_in_late_is_closed_by_the_oldest_later_edition_complete_there():
    at = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    later = [
        Edition("september", SEPTEMBER, at, WHOLE),
        Edition("june", JUNE, at, WHOLE),
        Edition("before", dt.date(2026, 1, 1), at, WHOLE),
    ]
    found = left_out(7, LISTED, SPOT, later)
    assert (found.edition, found.stated_on, found.last) == ("june", JUNE, LISTED)
    assert left_out(7, Word(False, "march", MARCH), SPOT, later) is None
    assert left_out(7, LISTED, SPOT, later[2:]) is None
    in_doubt = Edition("june", JUNE, at, WHOLE, frozenset({("hope trust", 11)}))
    assert left_out(7, LISTED, SPOT, [later[0], in_doubt]).edition == "september"


@given(
    words=st.dictionaries(
        st.integers(1, 9),
        st.builds(
            Word,
            st.booleans(),
            st.sampled_from(["march", "june", "september"]),
            st.sampled_from([MARCH, JUNE, SEPTEMBER]),
            st.sampled_from(["1", "2", "1+2", "unknown"]),
        ),
    ),
    named=st.sets(st.integers(1, 9)),
    areas=st.sampled_from(["all", [1], [2]]),
)
def test_only_what_is_listed_covered_older_and_left_out_closes(words, named, areas):
    spots = {position: Spot(10 + position % 2, 1 + position % 2, "a", frozenset()) for position in words}
    found = closings(june({"areas": areas}), words, spots, named)
    assert {one.position for one in found} == {
        position
        for position, word in words.items()
        if word.listed
        and word.edition != "june"
        and word.stated_on <= JUNE
        and position not in named
        and (areas == "all" or spots[position].number in areas)
    }
