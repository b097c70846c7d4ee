"""What settled itself and is opened by a person, in the world of tests/conftest.py:

row 2  Westmere    Avenmoor Group   Hope Trust   identical name, there already
row 3  Ellan Vale  Avenmoor Group   Hope Trust   identical name, there already
"""

import datetime as dt

import pytest

from providers.models import Identifier, MatchDecision, Provider
from supplychains.lists.actions import apply_list, renew_preview
from supplychains.lists.staging import entries_of, has_moved, plan_of
from supplychains.lists.who.asking import asked_of_row, who_of
from supplychains.lists.who.contesting import open_settled, stamp_of
from supplychains.lists.who.deciding import NEW, NotDecided, decide, withdraw_decision
from tests.lists.making import csv_of

ROWS = (
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"],
    ["Ellan Vale", "Avenmoor Group", "Hope Trust", "2", "VCS"],
)
JUNE = dt.date(2026, 6, 30)


@pytest.fixture
def staged(stage):
    return stage(csv_of(*ROWS))


def contested(provider_list, number=2, role="subcontractor"):
    """(the opened question of a row, what somebody saw of it)."""
    row = provider_list.rows.get(number=number)
    question = open_settled(row=row, role=role)
    who = who_of(question)
    return question, stamp_of(who.answer(asked_of_row(question, who, row)))


def say(provider_list, verdict, by, number=2, role="subcontractor", provider=None, **more):
    question, stamp = contested(provider_list, number, role)
    return decide(question=question, verdict=verdict, provider=provider, contested=stamp, by=by, **more)


def outcomes(provider_list):
    rows = provider_list.rows.order_by("pk").values_list("resolution", "provider__name", "is_new_provider", "known_by")
    return [(kind, name, by) if not new else (kind, "new", by) for kind, name, new, by in rows]


def test_opening_makes_a_question_and_changes_nothing(staged):
    before = outcomes(staged)
    question, stamp = contested(staged)
    assert (question.state, question.row_count, question.area_label) == ("settled", 1, "area 1 Westmere")
    assert stamp.startswith("here.") and outcomes(staged) == before
    assert contested(staged)[0] == question and staged.questions.count() == 1


def test_not_the_same_makes_it_another_organisation_here_and_only_here(staged, world, stage):
    say(staged, "different", world.by, provider=world.hope)
    assert outcomes(staged) == [("placed", "new", "decision"), ("placed", "Hope Trust", "here")]
    decision = MatchDecision.objects.get()
    assert (decision.scope, decision.verdict, decision.within) == ("area", "different", f"area {world.westmere.pk}")
    renew_preview(provider_list=staged, by=world.by)
    apply_list(provider_list=staged, by=world.by)
    other = Provider.objects.filter(name="Hope Trust").exclude(pk=world.hope.pk).get()
    again = stage(csv_of(*ROWS[::-1]), published_on=JUNE)
    assert list(again.rows.order_by("pk").values_list("provider", flat=True)) == [world.hope.pk, other.pk]


def test_unsure_holds_it_back(staged, world):
    say(staged, "unsure", world.by, provider=world.hope)
    assert outcomes(staged)[0] == ("doubtful", None, "unsure")
    said = staged.rows.first().explanation
    assert said == "Who “Hope Trust” is was doubted; a person decides. Somebody looked and was unsure."


@pytest.mark.parametrize("verdict", ["different", "unsure", "branch", NEW])
@pytest.mark.parametrize("scope", ["row", "area", "everywhere"])
def test_rows_follow_as_the_whole_list_would_and_withdrawing_takes_it_back(staged, world, verdict, scope):
    before = outcomes(staged)
    say(staged, verdict, world.by, provider=world.hope, scope=scope)
    staged.refresh_from_db()
    plan, counts = plan_of(staged, entries_of(staged))
    staged.counts = counts
    assert not has_moved(staged, plan, counts)
    staged.refresh_from_db()
    renew_preview(provider_list=staged, by=world.by)
    assert outcomes(staged) != before and staged.questions.exists()
    withdraw_decision(decision=MatchDecision.objects.get(), by=world.by)
    assert outcomes(staged) == before


def test_a_remembered_decision_can_be_doubted(stage, world):
    rows = csv_of(["Westmere", "Tallis and Rowe", "Larkhil Skills Ltd", "1", "VCS"])
    staged = stage(rows)
    decide(question=staged.questions.get(), verdict="same", provider=world.larkhill, scope="everywhere", by=world.by)
    assert outcomes(staged) == [("placed", "Larkhill Skills", "decision")]
    say(staged, "unsure", world.by, provider=world.larkhill)
    assert outcomes(staged) == [("doubtful", None, "unsure")]
    decide(question=staged.questions.get(), verdict="same", provider=world.larkhill, by=world.by)
    assert outcomes(staged) == [("placed", "Larkhill Skills", "decision")]


def test_what_a_narrower_decision_still_says_is_withdrawn_first(stage, world):
    staged = stage(csv_of(["Westmere", "Tallis and Rowe", "Larkhil Skills Ltd", "1", "VCS"]))
    decide(question=staged.questions.get(), verdict="same", provider=world.larkhill, scope="row", by=world.by)
    with pytest.raises(NotDecided, match="narrower decision"):
        say(staged, "different", world.by, provider=world.larkhill, scope="everywhere")
    assert MatchDecision.objects.count() == 1


def test_a_number_can_be_somebody_elses(stage, world):
    Identifier.objects.create(provider=world.hope, scheme="GB-CHC", value="1000001")
    heading = ["Area", "Prime", "Subcontractor", "Charity no."]
    staged = stage(csv_of(["Westmere", "Avenmoor Group", "Hope Larkhill Skills", "1000001"], heading=heading))
    assert outcomes(staged) == [("placed", "Hope Trust", "number")]
    say(staged, "different", world.by, provider=world.hope)
    assert outcomes(staged) == [("doubtful", None, "alike")]
    assert staged.questions.get().state == "open"


def test_a_prime_can_be_contested(staged, world):
    say(staged, "different", world.by, role="prime", provider=world.avenmoor)
    row = staged.rows.get(number=2)
    assert (row.resolution, row.problem, row.prime_known_by) == ("problem", "unknown-prime", "decision")
    assert staged.rows.get(number=3).resolution == "placed"


def test_whoever_comes_second_is_told(staged, world, researcher):
    question, stamp = contested(staged)
    say(staged, "different", world.by, provider=world.hope)
    with pytest.raises(NotDecided, match="administrator was quicker"):
        decide(question=question, verdict="unsure", provider=world.hope, contested=stamp, by=researcher)


def test_what_nothing_settled_is_not_opened(stage, world):
    staged = stage(csv_of(["Westmere", "Avenmoor Group", "Wendmoor Debt Advice", "1", "VCS"]))
    assert open_settled(row=staged.rows.get()) is None
    there = stage(csv_of(["Tarn", "Avenmoor Group", "Hope Trust", "1", "VCS"]), create_contracts=True)
    assert open_settled(row=there.rows.get()) is None  # its area is not on the map yet


# ---- the page


def test_the_settled_lane_opens_a_row_and_the_page_takes_the_answer(client, administrator, staged, world):
    client.force_login(administrator)
    address = f"/lists/{staged.public_id}/who/"
    lane = client.get(f"{address}?lane=settled").content.decode()
    row = staged.rows.get(number=2)
    assert f'name="row" value="{row.pk}"' in lane and "Not right?" in lane
    opened = client.post(f"{address}contest/", {"row": row.pk, "role": "subcontractor"}, follow=True)
    html = opened.content.decode()
    assert "This settled itself" in html and "Not the same" in html and "Same organisation as" not in html
    question, stamp = contested(staged)
    said = {"question": question.public_id, "contested": stamp, "do": f"different:{world.hope.public_id}"}
    told = client.post(f"{address}answer/", said, follow=True).content.decode()
    assert "Not the same, Hope Trust, for “Hope Trust”; 1 row followed." in told
    assert "was quicker" in client.post(f"{address}answer/", said, follow=True).content.decode()


@pytest.mark.parametrize(("row", "status"), [("", 404), ("x", 404), ("0", 404), ("9" * 30, 404)])
def test_a_row_that_is_none_is_not_opened(client, administrator, staged, row, status):
    client.force_login(administrator)
    assert client.post(f"/lists/{staged.public_id}/who/contest/", {"row": row}).status_code == status


def test_a_researcher_opens_nothing(client, researcher, staged):
    client.force_login(researcher)
    assert "Not right?" not in client.get(f"/lists/{staged.public_id}/who/?lane=settled").content.decode()
    assert client.post(f"/lists/{staged.public_id}/who/contest/").status_code == 403
