"""Decisions on a staged list: what they do to its rows, who was quicker, and what they spare the next edition.

row 2  Westmere    Tallis and Rowe  Larkhil Skills Ltd    a misspelling: to decide
row 3  Westmere    Avenmoor Group   Larkhil Skills Ltd    the same question
row 4  Ellan Vale  Avenmoor Group   Larkhil Skills Ltd    the same name in another area
row 5  Ellan Vale  Avenmoor Group   Wendmoor Debt Advice  new
"""

import datetime as dt

import pytest

from providers.actions import register_provider
from providers.models import Identifier, MatchDecision, Provider
from supplychains.lists.actions import NotApplied, Outdated, apply_list, renew_preview, roll_back_list
from supplychains.lists.models import ListRow
from supplychains.lists.staging import entries_of, has_moved, plan_of
from supplychains.lists.who.asking import asked_of_row, who_of
from supplychains.lists.who.deciding import NEW, NotDecided, decide, withdraw_decision
from tests.lists.making import csv_of

WESTMERE = (
    ["Westmere", "Tallis and Rowe", "Larkhil Skills Ltd", "1", "VCS"],
    ["Westmere", "Avenmoor Group", "Larkhil Skills Ltd", "2", "VCS"],
)
ELLAN_VALE = (
    ["Ellan Vale", "Avenmoor Group", "Larkhil Skills Ltd", "2", "private"],
    ["Ellan Vale", "Avenmoor Group", "Wendmoor Debt Advice", "2", "VCS"],
)
LATER = {"published_on": dt.date(2026, 6, 30)}


@pytest.fixture
def staged(stage):
    return stage(csv_of(*WESTMERE, *ELLAN_VALE))


def outcomes(provider_list):
    rows = provider_list.rows.order_by("pk").values_list("resolution", "provider__name", "is_new_provider", "known_by")
    return [(kind, name, by) if not new else (kind, "new", by) for kind, name, new, by in rows]


def first(provider_list):
    return provider_list.questions.get(number=1)


def test_a_name_near_another_is_a_question_for_each_area(staged):
    assert outcomes(staged) == [
        ("doubtful", None, "alike"),
        ("doubtful", None, "alike"),
        ("doubtful", None, "alike"),
        ("placed", "new", "nobody"),
    ]
    questions = list(staged.questions.values_list("number", "text", "area_label", "row_count", "state"))
    assert questions == [
        (1, "Larkhil Skills Ltd", "area 1 Westmere", 2, "open"),
        (2, "Larkhil Skills Ltd", "area 2 Ellan Vale", 1, "open"),
    ]
    assert staged.rows.get(number=2).explanation == "“Larkhil Skills Ltd” may be Larkhill Skills; a person decides."


def test_the_same_in_an_area_places_its_rows_and_no_others(staged, world):
    rows = decide(question=first(staged), verdict="same", provider=world.larkhill, by=world.by)
    assert [row.number for row in rows] == [2, 3]
    assert outcomes(staged)[:3] == [
        ("placed", "Larkhill Skills", "decision"),
        ("placed", "Larkhill Skills", "decision"),
        ("doubtful", None, "alike"),
    ]
    decision = MatchDecision.objects.get()
    assert (decision.key, decision.scope, decision.within) == (
        "larkhil skills ltd",
        "area",
        f"area {world.westmere.pk}",
    )
    assert decision.evidence["row"] == 2 and decision.evidence["evidence"]


@pytest.mark.parametrize(("scope", "placed"), [("row", [2]), ("area", [2, 3]), ("everywhere", [2, 3, 4])])
def test_a_decision_reaches_as_far_as_was_said(staged, world, scope, placed):
    decide(question=first(staged), verdict="same", provider=world.larkhill, scope=scope, by=world.by)
    assert list(staged.rows.filter(provider=world.larkhill).values_list("number", flat=True)) == placed
    assert first(staged).state == ("open" if scope == "row" else "settled")


def test_none_of_them_is_a_new_organisation(staged, world):
    decide(question=first(staged), verdict=NEW, by=world.by)
    assert outcomes(staged)[:2] == [("placed", "new", "decision")] * 2
    assert list(MatchDecision.objects.values_list("provider", "verdict")) == [(world.larkhill.pk, "different")]


def test_a_branch_becomes_an_organisation_under_the_other(staged, world):
    decide(question=first(staged), verdict="branch", provider=world.larkhill, scope="everywhere", by=world.by)
    apply_list(provider_list=staged, by=world.by)
    branch = Provider.objects.get(name="Larkhil Skills Ltd")
    assert branch.parent == world.larkhill
    assert set(staged.rows.filter(provider=branch).values_list("number", flat=True)) == {2, 3, 4}


def test_unsure_keeps_the_rows_back_and_asks_no_more(staged, world):
    decide(question=first(staged), verdict="unsure", by=world.by)
    assert outcomes(staged)[0] == ("doubtful", None, "unsure")
    assert first(staged).state == "unsure"
    assert staged.questions.open().get().number == 2
    decide(question=first(staged), verdict="same", provider=world.larkhill, by=world.by)
    assert first(staged).state == "settled"


def test_a_list_that_takes_doubtful_names_as_new_says_so_and_may_still_be_told_better(stage, world):
    provider_list = stage(csv_of(*WESTMERE), doubtful="new")
    assert outcomes(provider_list) == [("placed", "new", "alike")] * 2
    said = provider_list.rows.first().notes[-1]["text"]
    assert said == "“Larkhil Skills Ltd” may be Larkhill Skills; taken as a new one."
    assert first(provider_list).state == "taken"
    decide(question=first(provider_list), verdict="same", provider=world.larkhill, by=world.by)
    assert outcomes(provider_list) == [("placed", "Larkhill Skills", "decision")] * 2
    assert not any(row.notes for row in provider_list.rows.all())


# ---- two people, and changing one's mind


def test_whoever_comes_second_is_told_who_was_quicker(staged, world, researcher):
    decide(question=first(staged), verdict="same", provider=world.larkhill, by=world.by)
    with pytest.raises(NotDecided, match="administrator was quicker, on .*: same organisation, Larkhill Skills"):
        decide(question=first(staged), verdict=NEW, by=researcher)
    assert MatchDecision.objects.count() == 1


def test_only_a_candidate_can_be_meant(staged, world):
    with pytest.raises(NotDecided, match="Quill College is not among"):
        decide(question=first(staged), verdict="same", provider=world.quill, by=world.by)


def test_withdrawing_brings_the_question_back_with_its_candidates(staged, world):
    decide(question=first(staged), verdict=NEW, scope="everywhere", by=world.by)
    decision = MatchDecision.objects.get()
    withdraw_decision(decision=decision, by=world.by)
    assert [kind for kind, _, _ in outcomes(staged)] == ["doubtful"] * 3 + ["placed"]
    assert decision.withdrawn_by == world.by and MatchDecision.objects.count() == 1
    assert staged.questions.open().count() == 2
    question = first(staged)
    who = who_of(question)
    assert [o.provider for o in who.answer(asked_of_row(question, who, staged.rows.first())).options] == [
        world.larkhill.pk
    ]
    with pytest.raises(NotDecided, match="administrator withdrew this decision"):
        withdraw_decision(decision=decision, by=world.by)


def test_nothing_is_decided_on_a_list_that_was_rolled_back(staged, world):
    question = first(staged)
    apply_list(provider_list=staged, by=world.by)
    roll_back_list(provider_list=staged, by=world.by, reason="The wrong file")
    with pytest.raises(NotDecided, match="rolled back"):
        decide(question=question, verdict="same", provider=world.larkhill, by=world.by)


# ---- the preview, and applying


@pytest.mark.parametrize("verdict", ["same", "different", "branch", "unsure", NEW])
@pytest.mark.parametrize("scope", ["row", "area", "everywhere"])
def test_rows_follow_exactly_as_the_whole_list_would_be_worked_out(staged, world, verdict, scope):
    decide(question=first(staged), verdict=verdict, provider=world.larkhill, scope=scope, by=world.by)
    renewed = outcomes(staged), list(staged.questions.values_list("public_id", "state"))
    staged.refresh_from_db()
    plan, counts = plan_of(staged, entries_of(staged))
    staged.counts = counts  # the figures are due; the rows must agree already
    assert not has_moved(staged, plan, counts)
    staged.refresh_from_db()
    renew_preview(provider_list=staged, by=world.by)
    assert renewed == (outcomes(staged), list(staged.questions.values_list("public_id", "state")))


def test_the_figures_are_held_to_what_was_decided_since(staged, world):
    seen = staged.stamp
    decide(question=first(staged), verdict="same", provider=world.larkhill, by=world.by)
    staged.refresh_from_db()
    assert (staged.counts["placed"], staged.counts["doubtful"], staged.counts["decided_since"]) == (3, 1, 1)
    with pytest.raises(Outdated, match="Somebody decided who is meant since this list was staged"):
        apply_list(provider_list=staged, by=world.by, seen=seen)
    renew_preview(provider_list=staged, by=world.by)
    assert "decided_since" not in staged.counts
    assert apply_list(provider_list=staged, by=world.by, seen=staged.stamp)


def test_the_next_edition_asks_nothing_again(staged, world, stage):
    decide(question=first(staged), verdict="same", provider=world.larkhill, scope="everywhere", by=world.by)
    apply_list(provider_list=staged, by=world.by)
    again = stage(csv_of(*WESTMERE, *ELLAN_VALE, WESTMERE[0]), **LATER)
    assert {(kind, name) for kind, name, _ in outcomes(again)} == {
        ("placed", "Larkhill Skills"),
        ("placed", "Wendmoor Debt Advice"),
    }
    assert not again.questions.held().exists()


def test_nor_where_the_first_edition_was_never_applied(staged, world, stage):
    decide(question=first(staged), verdict=NEW, scope="everywhere", by=world.by)
    again = stage(csv_of(*WESTMERE, WESTMERE[0]), **LATER)
    assert outcomes(again) == [("placed", "new", "decision")] * 3


def test_a_decision_in_one_area_leaves_the_other_to_ask(staged, world, stage):
    decide(question=first(staged), verdict="same", provider=world.larkhill, by=world.by)
    apply_list(provider_list=staged, by=world.by)
    again = stage(csv_of(*WESTMERE, *ELLAN_VALE, WESTMERE[0]), **LATER)
    assert [by for _, _, by in outcomes(again)] == ["decision", "decision", "elsewhere", "here", "decision"]


def test_the_prime_itself_is_no_subcontractor_of_its_own(stage, world):
    provider_list = stage(csv_of(["Westmere", "Tallis and Rowe", "Tallis & Roe Ltd", "1", "VCS"]))
    decide(question=first(provider_list), verdict="same", provider=world.tallis, by=world.by)
    row = provider_list.rows.get()
    assert (row.resolution, row.problem) == ("problem", "own-subcontractor")
    with pytest.raises(NotApplied):
        apply_list(provider_list=provider_list, by=world.by)


# ---- what the map knows


def test_a_charity_number_settles_a_name_that_comes_near_only(stage, world):
    Identifier.objects.create(provider=world.hope, scheme="GB-CHC", value="1000001")
    heading = ["Area", "Prime", "Subcontractor", "Charity no."]
    provider_list = stage(csv_of(["Westmere", "Avenmoor Group", "Hope in Westmere", "1000001"], heading=heading))
    assert outcomes(provider_list) == [("placed", "Hope Trust", "number")]


def test_an_organisation_registered_since_is_asked_about_when_the_preview_is_renewed(stage, world):
    provider_list = stage(csv_of(ELLAN_VALE[1]))
    register_provider(name="Wendmoor Debt Advise")
    renew_preview(provider_list=provider_list, by=world.by)
    assert outcomes(provider_list) == [("doubtful", None, "alike")]


def test_while_the_names_stand_still_the_register_is_not_asked_again(staged, world, monkeypatch):
    monkeypatch.setattr("supplychains.lists.who.asking.Register", None)
    before = outcomes(staged)
    renew_preview(provider_list=staged, by=world.by)
    assert outcomes(staged) == before


def test_a_name_decided_on_keeps_its_address_when_the_list_is_staged_again(staged, stage):
    before = dict(staged.questions.values_list("public_id", "pk"))
    again = stage(csv_of(*WESTMERE, *ELLAN_VALE))
    assert dict(again.questions.values_list("public_id", "pk")) == before
    assert ListRow.objects.exclude(question=None).count() == 3
