"""Which case comes next, in the calling hours, and who it is left to: the whole order, own promises, pauses."""

import datetime as dt
import random

import pytest
from django.db import connection

from supplychains.survey.actions import change_policy, mark_sent, reassign_case, skip_case
from supplychains.survey.models import Case, Pause
from supplychains.survey.pausing import pause, pause_of, resume
from supplychains.survey.policy import AT_ANY_TIME
from supplychains.survey.queue import claim_next, in_order, ready
from supplychains.survey.today import today_of
from supplychains.survey.vocabulary import CALLABLE, WorkStatus
from supplychains.survey.when import Window

pytestmark = pytest.mark.django_db
DAY = 24 * 60


def order(calls, minutes, by=None):
    at = calls.at(minutes)
    parts = in_order(ready(at=at, by=by or calls.by), at=at)
    return [case.provider.name for cases in parts for case in cases.select_related("provider")]


def seven_kinds(calls, world):
    """Eight organisations, one of each kind the queue knows; the last two are never tried."""
    from providers.actions import add_number, register_provider
    from supplychains.survey.actions import refresh_round

    change_policy(round=calls.round, by=world.by, at=calls.at(), **AT_ANY_TIME)
    names = "Sent Missed Due Convert".split()
    made = [register_provider(name=name) for name in names]
    for number, provider in enumerate(made):
        add_number(provider=provider, text=f"0161 496 070{number}")
        world.listed(provider, world.avenmoor_1, "2")
    refresh_round(round=calls.round, at=calls.at())
    sent, missed, due, convert = made
    attempt = calls.call(sent, "send-information", send_to="jo@example.org")
    mark_sent(sending=attempt.sending, by=calls.by, at=calls.at(1))
    calls.call(convert, "declined", 2)
    calls.call(world.hope, "answered", 3, answers={world.hope_1: {"part_of_it": "never"}})
    calls.call(world.ostler, "no-answer", 4)
    calls.call(missed, "call-back", 5, callback=Window(calls.at(60), calls.at(90)))
    calls.call(due, "call-back", 6, callback=Window(calls.at(8 * DAY - 30), calls.at(8 * DAY + 30)))


def test_the_whole_order(calls, world, second_caller):
    seven_kinds(calls, world)
    expected = "Due,Missed,Sent,Hope Trust,Larkhill Skills,Quill College,Ostler Works,Convert".split(",")
    assert order(calls, 8 * DAY, by=second_caller) == expected
    assert order(calls, 8 * DAY) == expected[:-1]  # who declined is not asked again by the same caller


def test_cases_are_given_in_this_order(calls, world, second_caller, django_user_model):
    seven_kinds(calls, world)
    expected = order(calls, 8 * DAY, by=second_caller)
    callers = [django_user_model.objects.create(username=f"caller {n}") for n in range(len(expected))]
    assert [claim_next(by=each, at=calls.at(8 * DAY)).provider.name for each in callers] == expected


def test_the_order_of_two_alike_is_always_the_same(calls):
    assert order(calls, 0) == order(calls, 0) == ["Hope Trust", "Larkhill Skills", "Ostler Works", "Quill College"]


def key(case, at):
    """Where a case stands in the queue by the rule, a None before everything else."""
    promised = case.promised_until
    place = case.rank if promised is None else -1 if promised >= at else 0
    long_ago = at - dt.timedelta(days=999)
    return (place, -case.priority, promised or long_ago, case.next_at or long_ago, case.pk)


@pytest.mark.parametrize("seed", range(5))
def test_any_cases_come_as_the_rule_has_it(calls, world, seed):
    from supplychains.survey.actions import open_round

    chance = random.Random(seed)
    for _ in range(3):
        open_round(programme=world.programme, opens_on=dt.date(2026, 3, 1), by=world.by, at=calls.at())
    for pk in Case.objects.values_list("pk", flat=True):
        hours = [None, -200, -30, -30, 0, 9]
        next_at, promised = (chance.choice(hours) for _ in range(2))
        Case.objects.filter(pk=pk).update(
            work_status=chance.choice(list(WorkStatus)),
            rank=1 if promised is not None else chance.choice([2, 3, 4, 5, 6]),
            priority=chance.choice([-1, 0, 0, 2]),
            next_at=None if next_at is None else calls.at(next_at),
            promised_until=None if promised is None else calls.at(promised),
        )
    due = [c for c in Case.objects.all() if c.work_status in CALLABLE and (c.next_at or calls.at()) <= calls.at()]
    parts = in_order(ready(at=calls.at(), by=calls.by), at=calls.at())
    assert [case for cases in parts for case in cases] == sorted(due, key=lambda case: key(case, calls.at()))


def test_the_database_keeps_the_place_in_the_queue_itself(calls, world):
    cases = Case.objects.filter(provider=world.quill)
    for status in WorkStatus:
        cases.update(work_status=status, rank=5, next_at=None)
        assert (cases.get().place, cases.get().due_from.year) == (5 if status in CALLABLE else 0, 1970)
    cases.update(next_at=calls.at(7))
    assert cases.get().due_from == calls.at(7)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL: SQLite sorts the cases of a round")
def test_what_is_not_promised_is_read_from_the_index_in_its_order(calls):
    """No plan sorts it, whatever is asked of each case beside."""
    with connection.cursor() as cursor:  # it reads so few cases one after the other, if it may
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
    _, rest = in_order(ready(at=calls.at(), by=calls.by), at=calls.at())
    plan = rest.select_related("round", "provider")[:1].explain()
    assert "Index Scan using case_in_queue" in plan
    assert "Sort Key: survey_case" not in plan


# ---- hours


@pytest.mark.parametrize(
    ("moment", "serves"),
    [
        (dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 3, 10, 17, 0, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 3, 14, 10, 0, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 4, 3, 10, 0, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 3, 30, 8, 0, tzinfo=dt.UTC), True),
    ],
)
def test_outside_the_calling_hours_nobody_is_given_a_case(calls, moment, serves):
    assert bool(claim_next(by=calls.by, at=moment)) == serves


def test_when_nobody_calls_the_day_says_when_calls_are_made_again(calls):
    saturday = dt.datetime(2026, 3, 14, 10, 0, tzinfo=dt.UTC)
    why = today_of(calls.by, at=saturday).why_nothing
    assert why == "No calls are made now. Calling starts again Monday 16 March at 9:00."


def test_a_callback_on_a_bank_holiday_is_refused_and_nothing_is_kept(calls, world):
    good_friday = dt.datetime(2026, 4, 3, 10, 0, tzinfo=dt.UTC)
    window = Window(good_friday, good_friday + dt.timedelta(minutes=30))
    with pytest.raises(ValueError, match="Friday 3 April 2026 is Good Friday, when no calls are made"):
        calls.call(world.ostler, "call-back", callback=window)
    assert not calls.case(world.ostler).attempts.exists()


def test_a_callback_in_the_past_is_refused_unless_it_was_to_come_when_they_were_called(calls, world):
    window = Window(calls.at(60), calls.at(90))
    with pytest.raises(ValueError, match="Tuesday 10 March 2026, 11:00 to 11:30 is over."):
        calls.call(world.ostler, "call-back", 120, callback=window)
    calls.call(world.ostler, "call-back", 120, callback=window, dialled_at=calls.at())
    assert calls.standing(world.ostler)[2] == "missed"


# ---- promises one made oneself


def test_only_me_until_then_anyone(calls, world, second_caller):
    window = Window(calls.at(60), calls.at(90))
    calls.call(world.ostler, "call-back", callback=window, only_me_until=calls.at(75))
    assert order(calls, 70)[0] == "Ostler Works"
    assert "Ostler Works" not in order(calls, 70, by=second_caller)
    assert order(calls, 76, by=second_caller)[0] == "Ostler Works"


def test_what_is_assigned_to_somebody_is_given_to_them_alone(calls, world, second_caller):
    reassign_case(case=calls.case(world.quill), to=second_caller, by=world.by, at=calls.at())
    assert "Quill College" not in order(calls, 1)
    assert "Quill College" in order(calls, 1, by=second_caller)
    reassign_case(case=calls.case(world.quill), to=None, by=world.by, at=calls.at(2))
    assert "Quill College" in order(calls, 3)


def test_a_case_that_is_assigned_is_taken_from_whoever_holds_it(calls, world, second_caller):
    held = claim_next(by=calls.by, at=calls.at())
    reassign_case(case=held, to=second_caller, by=world.by, at=calls.at(1))
    held.refresh_from_db()
    assert (held.holder, held.preferred_caller) == (None, second_caller)


# ---- pauses


def test_putting_a_case_back_pauses_and_serves_no_other(calls):
    case = claim_next(by=calls.by, at=calls.at())
    skip_case(case=case, by=calls.by, at=calls.at(1), reason="No quiet room")
    assert (pause_of(calls.by).reason, pause_of(calls.by).since) == ("No quiet room", calls.at(1))
    assert not Case.objects.filter(holder=calls.by).exists()


def test_asking_for_the_next_call_ends_the_pause(calls):
    pause(by=calls.by, at=calls.at(), reason="Lunch")
    assert claim_next(by=calls.by, at=calls.at(30))
    assert pause_of(calls.by) is None
    assert Pause.objects.get().ended_at == calls.at(30)


def test_one_pauses_once_and_may_come_back_without_a_call(calls):
    assert pause(by=calls.by, at=calls.at()) == pause(by=calls.by, at=calls.at(5))
    resume(by=calls.by, at=calls.at(10))
    assert pause_of(calls.by) is None
    assert not Case.objects.filter(holder=calls.by).exists()
