"""Rows held back when their list was applied and decided since, in the world of tests/conftest.py:

row 2  Westmere    Avenmoor Group   Hope Trust           settled, brought in at once
row 3  Westmere    Tallis and Rowe  Larkhil Skills Ltd   to decide
row 4  Westmere    Avenmor Group    Quill College        its prime is to decide
row 5  Ellan Vale  Avenmoor Group   Ostler Wroks         to decide
"""

import datetime as dt

import pytest

from providers.models import Provider
from supplychains.contracts.models import Subcontract, SubcontractStatement
from supplychains.lists.actions import NotApplied, apply_list, roll_back_list
from supplychains.lists.models import ListClosing
from supplychains.lists.placing.coverage import WHOLE
from supplychains.lists.who.deciding import NEW, decide, withdraw_decision
from supplychains.lists.who.later import bring_in_decided, ready
from tests.lists.making import csv_of
from tests.lists.picturing import picture

ROWS = (
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"],
    ["Westmere", "Tallis and Rowe", "Larkhil Skills Ltd", "2", "VCS"],
    ["Westmere", "Avenmor Group", "Quill College", "2", "public"],
    ["Ellan Vale", "Avenmoor Group", "Ostler Wroks", "2", "private"],
)


@pytest.fixture
def applied(bring):
    return bring(csv_of(*ROWS))


def say(provider_list, text, verdict, by, provider=None):
    return decide(question=provider_list.questions.get(text=text), verdict=verdict, provider=provider, by=by)


def test_deciding_brings_nothing_in_by_itself(applied, world):
    before = picture()
    say(applied, "Larkhil Skills Ltd", "same", world.by, world.larkhill)
    row = applied.rows.get(number=3)
    assert (row.resolution, row.problem, row.statement) == ("doubtful", "decided-since", None)
    assert row.explanation == "It was decided after the list was applied, and waits to be brought in."
    assert (ready(applied), picture()) == (1, before)


def test_just_those_rows_come_in_with_the_list_as_their_source(applied, world):
    say(applied, "Larkhil Skills Ltd", "same", world.by, world.larkhill)
    say(applied, "Avenmor Group", "same", world.by, world.avenmoor)
    statements = SubcontractStatement.objects.of_edition(applied.public_id)
    assert statements.count() == 1
    assert bring_in_decided(provider_list=applied, by=world.by) == 2
    assert statements.count() == 3 and ready(applied) == 0
    new = Subcontract.objects.get(provider=world.quill, prime_contract=world.avenmoor_1)
    assert (new.listed, new.tier) == (True, "2")
    said = statements.get(subcontract=world.larkhill_tallis)
    assert (said.reference, said.publisher, said.stated_on) == (
        "row 3",
        "Employment Support Office",
        dt.date(2026, 3, 31),
    )
    assert list(applied.rows.order_by("pk").values_list("resolution", flat=True)) == [
        *["placed"] * 3,
        "doubtful",
    ]


def test_the_receipt_tells_each_time(applied, world):
    say(applied, "Larkhil Skills Ltd", "same", world.by, world.larkhill)
    bring_in_decided(provider_list=applied, by=world.by)
    say(applied, "Ostler Wroks", NEW, world.by)
    bring_in_decided(provider_list=applied, by=world.by)
    applied.refresh_from_db()
    assert [(one["by"], one["placed"], one["new_providers"]) for one in applied.times_brought_in()] == [
        ("administrator", 1, 0),
        ("administrator", 1, 1),
    ]
    counts = applied.counts
    assert (counts["rows"], counts["placed"], counts["doubtful"], counts["problems"]) == (4, 3, 1, 0)
    assert (counts["new_providers"], counts["subcontracts_created"], counts["subcontracts"]) == (1, 1, 3)


def test_rolling_back_takes_all_of_it(world, bring):
    before = picture()
    applied = bring(csv_of(*ROWS))
    say(applied, "Ostler Wroks", NEW, world.by)
    say(applied, "Avenmor Group", "same", world.by, world.avenmoor)
    bring_in_decided(provider_list=applied, by=world.by)
    assert Provider.objects.standing().filter(name="Ostler Wroks").exists()
    plan = roll_back_list(provider_list=applied, by=world.by, reason="The wrong file")
    assert picture() == before
    assert {(one.kind, one.reasons) for one in plan.kept} == {("position", ("another list names it",))}


def test_without_a_decision_nothing_is_changed(applied, world):
    with pytest.raises(NotApplied, match="No row that was held back is decided"):
        bring_in_decided(provider_list=applied, by=world.by)
    say(applied, "Ostler Wroks", "unsure", world.by)
    with pytest.raises(NotApplied):
        bring_in_decided(provider_list=applied, by=world.by)
    assert applied.brought_in_later == []


def test_a_decision_withdrawn_before_is_none(applied, world):
    say(applied, "Larkhil Skills Ltd", "same", world.by, world.larkhill)
    withdraw_decision(decision=world.larkhill.match_decisions.get(), by=world.by)
    row = applied.rows.get(number=3)
    assert (ready(applied), row.resolution, row.problem) == (0, "doubtful", "which-organisation")


def test_a_staged_or_rolled_back_list_brings_nothing_in_later(stage, world):
    staged = stage(csv_of(*ROWS))
    with pytest.raises(NotApplied, match="not in the map"):
        bring_in_decided(provider_list=staged, by=world.by)


def test_rows_in_the_map_stay_as_they_are(applied, world):
    decided = applied.rows.get(number=2)
    say(applied, "Larkhil Skills Ltd", "same", world.by, world.larkhill)
    bring_in_decided(provider_list=applied, by=world.by)
    again = applied.rows.get(number=2)
    assert (again.statement_id, again.provider_id) == (decided.statement_id, decided.provider_id)
    assert not apply_list(provider_list=applied, by=world.by)


# ---- what it closes


@pytest.fixture
def complete(bring):
    """Two editions of one publisher, the later one complete and with a name nobody recognises."""
    bring(csv_of(["Westmere", "Tallis and Rowe", "Larkhill Skills", "1", "VCS"], *ROWS[:1]))
    rows = (["Westmere", "Tallis and Rowe", "Larkhil Skills", "1", "VCS"], *ROWS[:1])
    return bring(csv_of(*rows), published_on=dt.date(2026, 6, 30), coverage=WHOLE)


def own(world):
    return SubcontractStatement.objects.live().filter(subcontract=world.larkhill_tallis, listed=False)


def spell(complete, world):
    """Make the question about another name, so that the row held back is not about the position."""
    return complete.questions.get(text="Larkhil Skills")


def test_a_position_spared_is_listed_where_the_row_was_about_it(complete, world):
    decide(question=spell(complete, world), verdict="same", provider=world.larkhill, by=world.by)
    bring_in_decided(provider_list=complete, by=world.by)
    assert not own(world).exists()
    assert not ListClosing.objects.filter(provider_list=complete, is_spared=True).exists()
    assert complete.counts["not_closed"] == 0


# ---- the page


def test_the_page_takes_decisions_and_brings_them_in(client, administrator, applied, world):
    client.force_login(administrator)
    address = f"/lists/{applied.public_id}/who/"
    assert "Decide on them here, then bring them in." in client.get(address).content.decode()
    question = applied.questions.get(text="Larkhil Skills Ltd")
    said = {"question": question.public_id, "do": f"same:{world.larkhill.public_id}"}
    html = client.post(f"{address}answer/", said, follow=True).content.decode()
    assert "1 row was decided since the list was applied, and waits to be brought in." in html
    receipt = client.post(f"{address}later/", follow=True).content.decode()
    assert "1 row decided since brought in." in receipt and "1 row decided since</dd>" in receipt
    assert "No row that was held back is decided" in client.post(f"{address}later/", follow=True).content.decode()


def test_a_researcher_brings_nothing_in(client, researcher, applied):
    client.force_login(researcher)
    assert client.post(f"/lists/{applied.public_id}/who/later/").status_code == 403
