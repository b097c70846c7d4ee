"""The board of supervisors: what stands in each section, what can be decided there, and what it leads to.

The four organisations of the world are called in the present, in a round that calls at any hour.
"""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from providers.actions import add_number, register_provider, state_sector
from supplychains.survey.actions import catch_up, hold_case, open_call, override_case, record_attempt, refresh_round
from supplychains.survey.board.sections import SECTIONS, tables_of
from supplychains.survey.models import Attempt, Callback, Case, Lead, Outcome, Override, Sending, Skip, Target
from supplychains.survey.pausing import skip_case
from supplychains.survey.queue import claim_next, held_by
from supplychains.survey.when import Window

pytestmark = pytest.mark.django_db
BOARD = "/survey/board/"


@pytest.fixture
def supervisor(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def called(round, world, fieldworker):
    """Makes a call of the fieldworker to an organisation, some minutes from now."""

    def call(provider, outcome, minutes=0, *, by=fieldworker, **more):
        case, at = round.cases.get(provider=provider), timezone.now() + dt.timedelta(minutes=minutes)
        held = {"holder": by, "lease_until": at + dt.timedelta(minutes=20)}
        Case.objects.filter(holder=by).update(holder=None, lease_until=None)
        Case.objects.filter(pk=case.pk).update(**(held if more.pop("held", True) else {}))
        more = {"client_id": uuid.uuid4(), "note": "a note", **more}
        return record_attempt(case=case, by=by, at=at, outcome=Outcome.objects.get(key=outcome), **more)

    return call


def listed(round, key, at=None):
    """The organisations of a section, in order."""
    table = {section.key: table for section, table in tables_of([round], at=at or timezone.now())}[key]
    return [str(table.case_of(record).provider) for record in table.data]


def case_of(round, provider):
    return round.cases.get(provider=provider)


def decide(client, case, decision, **said):
    said = {f"{decision}-{name}": value for name, value in said.items() if name != "back"} | {
        name: value for name, value in said.items() if name == "back"
    }
    address = reverse("survey:decide", args=[case.pk])
    return client.post(address, {"decision": decision, **said}, follow=True).content.decode()


# ---- what stands where


def test_who_holds_what_since_when_is_shown_and_taken_back(supervisor, round, fieldworker):
    at = timezone.now() - dt.timedelta(minutes=12)
    held = claim_next(by=fieldworker, at=at)
    open_call(case=held, by=fieldworker, at=at, client_id=uuid.uuid4())
    said = supervisor.get(BOARD).content.decode()
    assert "12 minutes" in said and held.provider.name in said
    assert f"{held.provider} is free." in decide(supervisor, held, "release", back="held")
    assert held_by(fieldworker, at=timezone.now()) is None


def test_keeping_a_case_longer_does_not_begin_its_time_anew(round, fieldworker):
    from supplychains.survey.queue import extend_lease

    at = timezone.now()
    held = claim_next(by=fieldworker, at=at)
    extend_lease(case=held, by=fieldworker, at=at + dt.timedelta(minutes=10))
    held.refresh_from_db()
    assert held.held_since == at
    extend_lease(case=held, by=fieldworker, at=at + dt.timedelta(minutes=60))
    held.refresh_from_db()
    assert held.held_since == at + dt.timedelta(minutes=60)


def test_a_call_without_an_outcome_is_there_until_somebody_says_what_it_came_to(supervisor, round, world, fieldworker):
    at = timezone.now() - dt.timedelta(hours=1)
    held = claim_next(by=fieldworker, at=at)
    open_call(case=held, by=fieldworker, at=at, client_id=uuid.uuid4())
    catch_up(at=timezone.now())
    assert listed(round, "unrecorded") == [held.provider.name] and listed(round, "held") == []
    assert "Record it" in supervisor.get(BOARD).content.decode()
    no_answer = Outcome.objects.get(key="no-answer")
    record_attempt(case=held, by=world.by, at=timezone.now(), outcome=no_answer, client_id=uuid.uuid4())
    assert listed(round, "unrecorded") == []


def test_a_refusal_is_given_to_another_caller_and_to_nobody_else(supervisor, round, world, called, second_caller):
    called(world.ostler, "declined", -11 * 24 * 60)
    assert listed(round, "refusals") == ["Ostler Works"]
    html = supervisor.get(BOARD).content.decode()
    assert "a note" in html and f'value="{second_caller.pk}">second' in html
    said = decide(supervisor, case_of(round, world.ostler), "assign", to=second_caller.pk, back="refusals")
    assert "Ostler Works goes to second." in said
    Case.objects.filter(round=round).exclude(provider=world.ostler).update(work_status="closed")
    assert claim_next(by=world.by, at=timezone.now()) is None
    assert claim_next(by=second_caller, at=timezone.now()).provider == world.ostler


def test_a_missed_callback_is_listed_until_it_is_kept(round, world, called):
    start = timezone.now() - dt.timedelta(days=1)
    called(world.quill, "call-back", -3 * 24 * 60, callback=Window(start, start + dt.timedelta(hours=1)))
    assert listed(round, "missed") == ["Quill College"]
    called(world.quill, "no-answer", 0)
    assert listed(round, "missed") == [] and Callback.objects.count() == 1


def test_a_number_that_was_found_opens_the_case(supervisor, round, world, called):
    called(world.ostler, "not-in-service", number=world.ostler.numbers.get())
    assert listed(round, "numbers") == ["Ostler Works"]
    case = case_of(round, world.ostler)
    assert "“ring us” is not a phone number." in decide(supervisor, case, "number", text="ring us", back="numbers")
    assert "is known already: " in decide(supervisor, case, "number", text="0161 496 0002", back="numbers")
    assert listed(round, "numbers") == ["Ostler Works"]
    assert "0161 496 0777 is kept" in decide(supervisor, case, "number", text="0161 496 0777", back="numbers")
    assert listed(round, "numbers") == []
    assert case_of(round, world.ostler).work_status != "needs-number"


def test_information_is_sent_from_the_board(supervisor, round, world, called):
    called(world.ostler, "send-information", send_to="office@ostler.example")
    assert listed(round, "sendings") == ["Ostler Works"]
    sending = Sending.objects.get()
    assert "Marked as sent" in decide(supervisor, sending.case, "sent", sending=sending.pk, back="sendings")
    assert listed(round, "sendings") == []


def test_what_a_caller_kept_back_is_given_back(supervisor, round, world, fieldworker):
    case = case_of(round, world.hope)
    hold_case(case=case, reason="Wants a contract", by=fieldworker, at=timezone.now())
    assert listed(round, "kept") == ["Hope Trust"]
    assert "can be called again" in decide(supervisor, case, "unhold", back="kept")
    assert listed(round, "kept") == []


def test_late_saves_and_skips_are_listed(round, world, called, fieldworker):
    called(world.ostler, "no-answer", held=False)
    held = claim_next(by=fieldworker, at=timezone.now())
    skip_case(case=held, by=fieldworker, at=timezone.now(), reason="Line is bad here")
    assert listed(round, "late") == ["Ostler Works"] and listed(round, "skips") == [held.provider.name]
    assert Skip.objects.get().reason == "Line is bad here"


def test_a_chain_they_told_of_is_placed_or_dropped(supervisor, round, world, called):
    called(world.ostler, "answered", chains=[{"words": "something in the north"}, {"words": "and by the sea"}])
    first, second = Lead.objects.order_by("pk")
    assert listed(round, "leads") == ["Ostler Works"] * 2
    case = case_of(round, world.ostler)
    html = supervisor.get(reverse("survey:decide", args=[case.pk])).content.decode()
    assert "something in the north" in html and "Area 2, Avenmoor Group" in html
    assert "Choose one." in decide(supervisor, case, "place", lead=first.pk)
    said = decide(supervisor, case, "place", lead=first.pk, contract=world.avenmoor_2.pk)
    assert "Ostler Works stands under Avenmoor Group now" in said
    decide(supervisor, case, "drop", lead=second.pk, reason="Not of this programme")
    assert listed(round, "leads") == []
    assert Lead.objects.filter(dropped="Not of this programme").count() == 1


# ---- decisions


def test_an_override_has_a_reason_and_an_end(supervisor, round, world):
    case = case_of(round, world.hope)
    assert "Say why." in decide(supervisor, case, "override", disposition="other")
    assert not Override.objects.exists()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    said = decide(supervisor, case, "override", disposition="other", reason="Long illness", until=tomorrow.isoformat())
    assert "Hope Trust counts as other until" in said
    override = Override.objects.get()
    assert timezone.localdate(override.until) == tomorrow + dt.timedelta(days=1)
    assert listed(round, "overrides") == ["Hope Trust"] and case_of(round, world.hope).is_final
    decide(supervisor, case, "lift", override=override.pk, back="overrides")
    assert listed(round, "overrides") == [] and not case_of(round, world.hope).is_final


def test_a_day_that_is_over_ends_no_override(supervisor, round, world):
    case = case_of(round, world.hope)
    said = decide(supervisor, case, "override", disposition="other", reason="Ill", until="2020-01-01")
    assert "That day is over." in said and not Override.objects.exists()


def test_a_closed_case_is_opened_again_with_a_reason(supervisor, round, world, called):
    called(world.ostler, "prime-forbids")
    case = case_of(round, world.ostler)
    assert 'id="decide-reopen"' in supervisor.get(reverse("survey:decide", args=[case.pk])).content.decode()
    assert "is called again" in decide(supervisor, case, "reopen", reason="The prime agreed")
    assert not case_of(round, world.ostler).is_final


def test_a_position_is_given_up(supervisor, round, world):
    case = case_of(round, world.larkhill)
    target = Target.objects.get(case=case, subcontract=world.larkhill_tallis)
    decide(supervisor, case, "give-up", target=target.pk, reason="Sold")
    target.refresh_from_db()
    assert target.given_up == "Sold"


def test_what_is_not_of_the_case_is_not_decided(supervisor, round, world):
    override = override_case(
        case=case_of(round, world.hope), disposition="other", reason="Ill", by=world.by, at=timezone.now()
    )
    said = decide(supervisor, case_of(round, world.ostler), "lift", override=override.pk)
    assert "Select a valid choice" in said
    override.refresh_from_db()
    assert override.until is None
    address = reverse("survey:decide", args=[case_of(round, world.ostler).pk])
    assert supervisor.post(address, {"decision": "burn"}).status_code == 404


# ---- disputes


def test_both_sources_are_shown_and_a_ruling_decides(supervisor, round, world, called, administrator):
    target = Target.objects.get(case__round=round, subcontract=world.ostler_1)
    answers = {target.pk: {"part_of_it": "still", "delivering": "yes"}}
    called(world.ostler, "answered", answers=answers)
    world.said(world.ostler_1, timezone.localdate(), speaks_for="prime", involvement="left")
    assert listed(round, "disputes") == ["Ostler Works"]
    board = supervisor.get(BOARD).content.decode()
    assert "Delivering (said by themselves" in board and "Left (said by the prime" in board
    address = reverse("survey:disputes", args=[target.case_id])
    fact = f"involvement-{target.pk}"
    nothing = supervisor.post(address, {"fact": fact, f"{fact}-value": "left"})
    assert "Say why." in nothing.content.decode()
    said = {"fact": fact, f"{fact}-value": "left", f"{fact}-reason": "The contract ended in May."}
    page = supervisor.post(address, said, follow=True).content.decode()
    assert "Ruled: Area 1, Tallis and Rowe, involvement: Left." in page and "No sources differ" in page
    world.ostler_1.refresh_from_db()
    assert (world.ostler_1.involvement, world.ostler_1.disputed) == ("left", [])
    ruling = world.ostler_1.statements.get(source="ruling")
    assert (ruling.note, ruling.recorded_by) == ("The contract ended in May.", administrator)
    assert world.ostler_1.statements.live().filter(source="call").count() == 2


def test_a_sector_on_which_lists_differ_is_ruled_on(supervisor, round, world):
    state_sector(provider=world.ostler, sector="third", **world.on_list)
    world.ostler.refresh_from_db()
    assert listed(round, "disputes") == ["Ostler Works"]
    case = case_of(round, world.ostler)
    said = {"fact": "sector", "sector-value": "private", "sector-reason": "Companies House says so."}
    supervisor.post(reverse("survey:disputes", args=[case.pk]), said)
    world.ostler.refresh_from_db()
    assert world.ostler.sector == "private" and listed(round, "disputes") == []


# ---- the page


def test_an_empty_board_says_why(supervisor, round):
    html = supervisor.get(BOARD).content.decode()
    assert all(section.empty in html for section in SECTIONS)


def test_without_an_open_round_the_board_says_where_to_go(supervisor, world):
    assert "Nothing to look after" in supervisor.get(BOARD).content.decode()


def test_a_closed_round_has_a_board_of_its_own(supervisor, calls, world):
    calls.call(world.ostler, "no-answer", held=False)
    calls.round.closes_on = dt.date(2026, 3, 31)
    calls.round.save()
    page = supervisor.get(BOARD, {"round": calls.round.pk}).content.decode()
    assert "Late saves" in page and "Back-checks" in page
    assert supervisor.get(BOARD, {"round": "x'"}).status_code == 200


def test_the_board_asks_the_database_as_often_for_many_cases(supervisor, round, world, called, fieldworker):
    def grow(number):
        provider = register_provider(name=f"Organisation {number}")
        add_number(provider=provider, text=f"0161 496 0{number:03}")
        position = world.listed(provider, world.avenmoor_1, "2")
        world.said(position, timezone.localdate(), involvement="delivering")
        world.said(position, timezone.localdate(), speaks_for="prime", involvement="left")
        refresh_round(round=round)
        start = timezone.now() - dt.timedelta(days=1)
        called(provider, "call-back", -4000, callback=Window(start, start + dt.timedelta(hours=1)), held=False)
        refused = register_provider(name=f"Refuser {number}")
        add_number(provider=refused, text=f"0161 496 1{number:03}")
        world.listed(refused, world.avenmoor_1, "2")
        world.listed(register_provider(name=f"Silent {number}"), world.avenmoor_1, "2")
        refresh_round(round=round)
        called(refused, "declined", -15000, chains=[{"words": "elsewhere"}])
        override_case(case=case_of(round, world.hope), disposition="other", reason="x", by=world.by, at=timezone.now())

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert supervisor.get(BOARD).status_code == 200
        return len(queries)

    grow(100)
    asked()
    few = asked()
    for number in range(101, 107):
        grow(number)
    assert asked() == few
    assert few < 60, few
    assert Attempt.objects.count() == 14


def test_one_case_asks_the_database_as_often_for_many_calls(supervisor, round, world, called):
    address = reverse("survey:decide", args=[case_of(round, world.larkhill).pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert supervisor.get(address).status_code == 200
        return len(queries)

    called(world.larkhill, "no-answer", -9000, chains=[{"words": "elsewhere"}])
    asked()
    few = asked()
    for number in range(5):
        called(world.larkhill, "send-information", -8000 + number * 500, chains=[{"words": f"elsewhere {number}"}])
    assert asked() == few
