"""Positions and organisations as rows: typed facts, sources without names of people, and cells that run nowhere.

Contract A, prime Avenmoor:  Hope, Tier 1, listed, confirmed --- Quill, Tier 2, left
Contract B, prime Tallis:    Avenmoor, Tier 2
"""

import csv
import datetime as dt
import io
from dataclasses import replace
from types import SimpleNamespace as Thing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychains.contracts.comparing import Change
from supplychains.contracts.export import (
    ORGANISATION,
    POSITION,
    as_csv,
    ended_on,
    harmless,
    organisation_rows,
    organisations_csv,
    position_row,
    positions_csv,
)
from supplychains.contracts.standpoints import Organisation, Standing
from supplychains.contracts.vocabulary import OUTSIDE, Involvement

AREA = Thing(number=1, name="Westmere", programme=Thing(slug="demonstration"))


def organisation(pk, name, sector="third"):
    return Organisation(pk, f"id-{pk}", name, name.casefold(), sector, "unverified")


def statement(day, source="list", involvement="", **more):
    told = {"publisher": "Office", "reference": "row 3", "listed": source == "list" or None, **more}
    return Thing(stated_on=dt.date(2026, 1, day), source=source, involvement=involvement, **told)


HOPE, QUILL, AVENMOOR, TALLIS = (organisation(n, name) for n, name in enumerate("Hope Quill Avenmoor Tallis".split()))
A = Thing(pk=1, provider=AVENMOOR, reference="A", service="Advice", area=AREA)
B = Thing(pk=2, provider=TALLIS, reference="", service="", area=AREA)
SPOKEN = statement(20, "call", "delivering", publisher="", reference="Odile Marchbank")
UNDER_A = Standing(
    pk=1,
    provider=HOPE,
    prime_contract=A,
    tier="1",
    listed=True,
    involvement="delivering",
    checked_on=dt.date(2026, 1, 20),
    said=(SPOKEN, statement(2)),
)
UNDER_HOPE = Standing(
    pk=2,
    provider=QUILL,
    prime_contract=A,
    tier="2",
    via=UNDER_A,
    involvement="left",
    said=(statement(9, "web", "left"),),
)
UNDER_B = Standing(pk=3, provider=AVENMOOR, prime_contract=B, tier="2", listed=True, said=(statement(2),))


def test_a_row_has_the_facts_of_a_position_with_their_types():
    row = position_row(UNDER_A)
    assert list(row) == POSITION
    assert (row["listed"], row["checked_on"], row["position"]) == (True, dt.date(2026, 1, 20), 1)
    assert (row["first_stated_on"], row["ended_on"]) == (dt.date(2026, 1, 2), None)
    assert position_row(UNDER_HOPE)["under"] == "Hope"


def test_sources_are_cited_and_nobody_who_spoke_is_named():
    assert position_row(UNDER_A)["sources"] == "call, 2026-01-20; Office, 2026-01-02, row 3"
    assert position_row(UNDER_A)["listed_in"] == "Office, 2026-01-02, row 3"
    assert "Odile" not in positions_csv([UNDER_A])


def test_a_change_says_what_changed():
    was = Standing(pk=1, provider=HOPE, prime_contract=A, tier="2", involvement="delivering")
    now = replace(was, tier="1", change=Change.CHANGED, was=was)
    assert (position_row(now)["change"], position_row(now)["changed"]) == ("changed", "tier: 2 to 1")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ([(3, "left"), (9, "left")], 3),
        ([(1, "left"), (5, "delivering"), (9, "never")], 9),
        ([(4, "left"), (6, "delivering")], 4),
        ([(2, "")], None),
    ],
)
def test_a_position_ended_when_sources_first_put_it_outside_for_good(said, day):
    statements = tuple(statement(on, "call", word) for on, word in reversed(said))
    found = ended_on(Standing(pk=1, provider=HOPE, prime_contract=A, involvement="left", said=statements))
    assert found == (day and dt.date(2026, 1, day))


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(list(Involvement)))), st.sampled_from(list(Involvement)))
def test_an_end_is_the_day_of_a_word_and_only_outside_the_chain(said, settled):
    statements = tuple(statement(on, "call", word) for on, word in sorted(said, reverse=True))
    found = ended_on(Standing(pk=1, provider=HOPE, prime_contract=A, involvement=settled, said=statements))
    days = [s.stated_on for s in statements if s.involvement in OUTSIDE]
    assert found in days if settled in OUTSIDE and days else found is None


def test_organisations_are_everybody_with_a_position_or_a_contract():
    rows = organisation_rows([UNDER_A, UNDER_HOPE, UNDER_B], [A, B])
    assert [(row["organisation"], row["role"]) for row in rows] == [
        ("Avenmoor", "prime and subcontractor"),
        ("Hope", "subcontractor"),
        ("Quill", "subcontractor"),
        ("Tallis", "prime"),
    ]
    assert [(row["buyers"], row["tiers"], row["sector"]) for row in rows] == [
        ("Tallis", "2", "third"),
        ("Avenmoor", "1", "third"),
        ("Hope", "2", "third"),
        ("", "", ""),
    ]
    assert organisations_csv([], []).strip() == ",".join(ORGANISATION)


def test_a_csv_writes_dates_and_booleans_as_words():
    assert as_csv(["a", "b", "c", "d"], [{"a": True, "b": None, "c": dt.date(2026, 1, 2), "d": 3}]) == (
        "a,b,c,d\r\nyes,,2026-01-02,3\r\n"
    )


@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text or cell == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_every_text_comes_back_from_a_csv(texts):
    rows = [{"a": text} for text in texts]
    back = list(csv.DictReader(io.StringIO(as_csv(["a"], rows), newline="")))
    assert [row["a"].removeprefix("'") for row in back] == [text.removeprefix("'") for text in texts] or "" in texts
