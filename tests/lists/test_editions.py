"""Two editions compared without a database: who entered, left, stayed, moved; rates; sectors and why they drift.

earlier: 1 Hope     under prime 8 in contracts 80 (area 1) and 81 (area 2)
         2 Larkhill under prime 8 in contract 80, and under prime 9 in contract 90 (area 1)
later:   1 Hope     under prime 8 in contract 80
         2 Larkhill under prime 8 in contract 80
         3 Quill    under prime 9 in contract 90
"""

import datetime as dt
import io
from dataclasses import astuple

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.contracts.tabling import Table, as_xlsx
from supplychains.lists.comparing import churn, drift
from supplychains.lists.comparing.editions import Kind, Pair, Row, Unit, changes, comparable

HOPE, LARKHILL, QUILL = 1, 2, 3
BEFORE = [
    Row(HOPE, "Hope Trust", 8, 80, 1, "1", "third"),
    Row(HOPE, "Hope Trust", 8, 81, 2, "1", "third"),
    Row(LARKHILL, "Larkhill", 8, 80, 1, "2", "private"),
    Row(LARKHILL, "Larkhill", 9, 90, 1, "2", "private"),
]
AFTER = [
    Row(HOPE, "Hope Trust", 8, 80, 1, "1", "third"),
    Row(LARKHILL, "Larkhill", 8, 80, 1, "2", "private"),
    Row(QUILL, "Quill", 9, 90, 1, "2", "public"),
]


def counts(tally):
    return (tally.before, tally.left, tally.stayed, tally.entered, tally.after)


def kinds(before, after, unit=Unit.CONTRACT):
    """What became of the one unit that these rows are about."""
    (change,) = changes(before, after, unit)
    return set(change.kinds) - {Kind.STAYED}


def row(**said):
    return Row(
        **{"organisation": HOPE, "name": "Hope Trust", "prime": 8, "contract": 80, "area": 1, "tier": "1", **said}
    )


@pytest.mark.parametrize(
    ("unit", "expected"),
    [(Unit.ORGANISATION, (2, 0, 2, 1, 3)), (Unit.PRIME, (3, 1, 2, 1, 3)), (Unit.CONTRACT, (4, 2, 2, 1, 3))],
)
def test_the_same_two_lists_have_three_answers(unit, expected):
    assert counts(churn.tally(changes(BEFORE, AFTER, unit))) == expected


def test_who_entered_and_who_left_is_said_with_the_side_that_names_them():
    found = {(change.organisation, change.contract): change for change in changes(BEFORE, AFTER, Unit.CONTRACT)}
    assert found[HOPE, 81].kinds == (Kind.LEFT,) and found[HOPE, 81].after is None
    assert found[QUILL, 90].kinds == (Kind.ENTERED,) and found[QUILL, 90].before is None
    assert found[HOPE, 80].kinds == (Kind.STAYED, Kind.SAME)
    assert (found[HOPE, 81].prime, found[HOPE, 81].areas) == (8, (2,))


def test_a_wider_unit_has_no_contract_and_no_prime():
    assert {(c.prime, c.contract) for c in changes(BEFORE, AFTER, Unit.ORGANISATION)} == {(None, None)}
    assert {(c.prime, c.contract) for c in changes(BEFORE, AFTER, Unit.PRIME)} == {(8, None), (9, None)}
    hope = next(c for c in changes(BEFORE, AFTER, Unit.ORGANISATION) if c.organisation == HOPE)
    assert hope.areas == (1, 2)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"tier": "2"}, {Kind.TIER}),
        ({"tier": "1+2"}, {Kind.TIER}),
        ({"tier": ""}, {Kind.SAME}),  # no longer stated is no move
        ({"sector": "private"}, {Kind.SECTOR}),
        ({"sector": ""}, {Kind.SAME}),
        ({"name": "HOPE TRUST"}, {Kind.RESPELT}),
        ({"name": "The Hope Trust"}, {Kind.RESPELT}),
        ({"name": "Hope and Home"}, {Kind.RENAMED}),
        ({"name": "Hope and Home", "tier": "2", "sector": "public"}, {Kind.RENAMED, Kind.TIER, Kind.SECTOR}),
    ],
)
def test_what_became_of_one_that_stayed(said, expected):
    assert kinds([row(sector="third")], [row(**{"sector": "third", **said})]) == expected


def test_coming_to_state_a_tier_or_a_sector_is_no_change():
    assert kinds([row(tier="")], [row(tier="2", sector="third")]) == {Kind.SAME}


def test_another_spelling_beside_the_old_one_is_no_new_name():
    assert kinds([row()], [row(), row(name="Hope and Home")]) == {Kind.RESPELT}


def test_both_tiers_are_both_however_they_are_written():
    assert kinds([row(tier="1+2")], [row(tier="1"), row(tier="2")]) == {Kind.SAME}


def test_an_organisation_that_takes_a_position_at_another_tier_has_moved_as_an_organisation_only():
    later = [row(), row(contract=81, tier="2")]
    assert kinds([row()], later, Unit.ORGANISATION) == {Kind.TIER}
    assert [c.kinds for c in changes([row()], later, Unit.CONTRACT)] == [(Kind.STAYED, Kind.SAME), (Kind.ENTERED,)]


def test_a_changed_sector_is_the_organisations_and_shows_in_each_of_its_positions():
    after = [one._replace(sector="public") for one in BEFORE]
    found = changes(BEFORE, after, Unit.CONTRACT)
    assert len(found) == 4 and all(Kind.SECTOR in change.kinds for change in found)


# ---- what cannot be compared


def test_what_the_other_edition_neither_names_nor_covers_is_left_out_and_counted():
    found = comparable(BEFORE, AFTER, covers_after=lambda row: row.prime == 8)
    assert [one.contract for one in found.before] == [80, 81, 80] and found.apart_before == 1
    assert found.after == AFTER and found.apart_after == 0


def test_what_both_name_is_compared_whatever_is_covered():
    found = comparable(BEFORE, AFTER, covers_before=lambda row: False, covers_after=lambda row: False)
    assert counts(churn.tally(changes(found.before, found.after, Unit.CONTRACT))) == (2, 0, 2, 0, 2)
    assert (found.apart_before, found.apart_after) == (2, 1)


# ---- by prime, by area, rates


def test_by_prime_and_by_area():
    pairs, positions = changes(BEFORE, AFTER, Unit.PRIME), changes(BEFORE, AFTER, Unit.CONTRACT)
    assert {prime: counts(t) for prime, t in churn.by_prime(pairs).items()} == {8: (2, 0, 2, 0, 2), 9: (1, 1, 0, 1, 1)}
    assert {prime: counts(t) for prime, t in churn.by_prime(positions).items()} == {
        8: (3, 1, 2, 0, 2),
        9: (1, 1, 0, 1, 1),
    }
    assert {n: counts(t) for n, t in churn.by_area(positions).items()} == {1: (3, 1, 2, 1, 3), 2: (1, 1, 0, 0, 0)}


def test_rates_have_a_numerator_a_denominator_and_a_unit():
    entry, left, turnover = churn.rates(churn.tally(changes(BEFORE, AFTER, Unit.CONTRACT)), Unit.CONTRACT)
    assert (entry.part, entry.whole, entry.value) == (1, 4, 0.25)
    assert (left.part, left.whole, left.value) == (2, 4, 0.5)
    assert (turnover.part, turnover.whole, turnover.value) == (3, 7, 3 / 7)
    assert {rate.unit for rate in (entry, left, turnover)} == {Unit.CONTRACT}


def test_nothing_to_divide_by_gives_no_rate():
    assert [rate.value for rate in churn.rates(churn.Tally(), Unit.PRIME)] == [None, None, None]
    entry, left, turnover = churn.rates(churn.Tally(entered=3), Unit.PRIME)
    assert (entry.value, left.value, turnover.value) == (None, None, 1.0)


# ---- sectors


def test_the_matrix_counts_organisations_that_are_on_both():
    before = [row(sector="third"), row(organisation=2, sector="third"), row(organisation=3, sector="private")]
    after = [row(sector="private"), row(organisation=2, sector="third"), row(organisation=2, sector="public")]
    found = drift.matrix(changes(before, after, Unit.ORGANISATION))
    assert found.cells == {("third", "private"): 1, ("third", "differ"): 1}
    assert found.columns == ["private", "third", "differ"] and found.total == 2
    assert found.row("third") == [1, 0, 1] and found.sums() == [1, 0, 1]


@pytest.mark.parametrize(
    ("before", "after", "beside", "cause"),
    [
        (("third",), ("private",), {}, "recoded"),
        (("third",), ("private",), {"called": "private"}, "recoded"),
        (("third",), ("private",), {"called": "third"}, "call"),
        (("third",), ("private",), {"others": frozenset(["third"])}, "sources"),
        (("third",), ("private",), {"others": frozenset(["private"])}, "recoded"),
        (("third", "public"), ("private",), {}, "sources"),
        (("third",), ("private", "public"), {}, "sources"),
        (("third",), ("private", "public"), {"called": "public"}, "sources"),
        (("third",), ("private", "public"), {"called": "mixed", "others": frozenset(["third"])}, "call"),
    ],
)
def test_why_a_sector_drifted(before, after, beside, cause):
    assert drift.cause_of(before, after, drift.Beside(**beside)) == cause


def test_only_those_that_drifted_have_a_cause():
    before = [row(sector="third"), row(organisation=2, sector="third"), row(organisation=3)]
    after = [row(sector="private"), row(organisation=2, sector="third"), row(organisation=3, sector="third")]
    assert drift.causes(changes(before, after, Unit.ORGANISATION), {}) == {HOPE: "recoded"}


# ---- whatever the lists say

ROWS = st.lists(
    st.builds(
        Row,
        organisation=st.integers(1, 4),
        name=st.sampled_from(["Hope", "HOPE", "Home", "The Hope Ltd"]),
        prime=st.just(8),
        contract=st.integers(80, 82),
        area=st.just(1),
        tier=st.sampled_from(["", "1", "2", "1+2"]),
        sector=st.sampled_from(["", "third", "private"]),
    ).map(lambda one: one._replace(prime=one.contract // 81 + 7, area=one.contract - 79)),
    max_size=12,
)


@given(ROWS, ROWS, st.sampled_from(list(Unit)))
def test_the_counts_add_up(before, after, unit):
    found = changes(before, after, unit)
    tally = churn.tally(found)
    assert tally == churn.tally_of(Pair(before, after, unit).kinds())
    keys = [{change[:3] for change in changes(rows, [], unit)} for rows in (before, after)]
    assert (tally.before, tally.after) == (len(keys[0]), len(keys[1]))
    assert (tally.left, tally.entered) == (len(keys[0] - keys[1]), len(keys[1] - keys[0]))
    assert tally.same <= tally.stayed <= tally.same + tally.tier + tally.sector + tally.renamed + tally.respelt


@given(ROWS, ROWS, st.sampled_from(list(Unit)))
def test_every_sector_balances(before, after, unit):
    found = changes(before, after, unit)
    lines = churn.by_sector(found)
    for line in lines.values():
        assert line.after == line.before - line.left - line.went + line.entered + line.came
    sums = [sum(part) for part in zip(*map(astuple, lines.values()), strict=True)] or [0] * 6
    tally = churn.tally(found)
    assert (sums[0], sums[1], sums[3], sums[5]) == (tally.before, tally.left, tally.entered, tally.after)
    assert sums[2] == sums[4]


@given(ROWS, ROWS, st.sampled_from(list(Unit)))
def test_turned_round_who_left_entered(before, after, unit):
    there, back = (churn.tally(changes(*pair, unit)) for pair in ((before, after), (after, before)))
    assert (there.left, there.entered) == (back.entered, back.left)
    stayed = [(one.tier, one.sector, one.renamed, one.respelt, one.same) for one in (there, back)]
    assert stayed[0] == stayed[1]


@given(ROWS, st.sampled_from(list(Unit)))
def test_against_itself_nothing_changes(rows, unit):
    tally = churn.tally(changes(rows, rows, unit))
    assert tally.same == tally.before == tally.after


@given(ROWS, ROWS)
def test_by_prime_and_by_area_add_up_to_the_whole(before, after):
    found = changes(before, after, Unit.CONTRACT)
    for lines in (churn.by_prime(found), churn.by_area(found)):
        assert sum(line.before for line in lines.values()) == churn.tally(found).before


def test_a_workbook_holds_texts_as_texts_and_is_the_same_every_time():
    facts = {"name": "=1+1\x0b", "on": dt.date(2026, 3, 1), "n": 2, "yes": True, "none": None}
    table = Table("changes", list(facts), [facts])
    made = [as_xlsx([table], title="Two editions", on=dt.date(2026, 3, 1)) for _ in range(2)]
    assert made[0] == made[1]
    sheet = openpyxl.load_workbook(io.BytesIO(made[0]))["changes"]
    assert [cell.value for cell in sheet[2]] == ["=1+1", dt.datetime(2026, 3, 1), 2, True, None]
    assert sheet["A2"].data_type == "s"
