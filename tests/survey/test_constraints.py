"""What the database itself refuses in the tables of the survey: a good row, then each bad one."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from supplychains.survey.models import Answer, Attempt, Callback, Case, Override, Round, Skip, Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(calls, world):
    """Makers of good rows, by table; what is passed replaces a column."""
    case = calls.case(world.ostler)
    attempt = calls.call(world.ostler, "no-answer")
    base = {
        Round: {"programme": world.programme, "number": 7, "opens_on": dt.date(2026, 3, 1), "script_version": "1"},
        Case: {"round": calls.round, "provider": world.tallis},
        Target: {"case": case, "subcontract": world.quill_2},
        Attempt: {
            "client_id": uuid.uuid4(),
            "case": case,
            "caller": calls.by,
            "outcome": calls.outcome("busy"),
            "dialled_at": calls.at(),
            "script_version": "1",
        },
        Answer: {"attempt": attempt, "question": "sector", "state": "answered", "value": "third"},
        Callback: {"attempt": attempt, "case": case, "window_start": calls.at(), "window_end": calls.at(30)},
        Skip: {"case": case, "by": calls.by, "reason": "Lunch"},
        Override: {"case": case, "disposition": "other", "reason": "Ill", "by": calls.by},
    }
    return lambda model, **changed: model.objects.create(**{**base[model], **changed})


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


GOOD = [Round, Case, Target, Attempt, Answer, Callback, Skip, Override]


@pytest.mark.parametrize("model", GOOD)
def test_a_good_row_is_kept(rows, model):
    assert rows(model).pk


@pytest.mark.parametrize("model", [Round, Case, Target, Attempt, Answer, Callback])
def test_the_same_row_twice_is_refused(rows, model):
    rows(model)
    refused(lambda: rows(model))


@pytest.mark.parametrize(
    ("model", "changed"),
    [
        (Round, {"closes_on": dt.date(2026, 2, 28)}),
        (Answer, {"value": None}),
        (Answer, {"state": "dont-know"}),
        (Skip, {"reason": ""}),
        (Override, {"reason": ""}),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(rows, model, changed):
    refused(lambda: rows(model, **changed))


def test_an_answer_not_told_carries_no_value(rows):
    assert rows(Answer, state="dont-know", value=None).pk


def test_two_questions_of_the_organisation_stand_side_by_side(rows):
    assert rows(Answer) != rows(Answer, question="recontact")


def test_a_case_is_held_by_somebody_until_some_time(rows, calls):
    assert rows(Case, holder=calls.by, lease_until=calls.at(20)).pk
    refused(lambda: rows(Case, holder=calls.by, provider=calls.world.avenmoor))
    refused(lambda: rows(Case, lease_until=calls.at(), provider=calls.world.avenmoor))


def test_a_caller_holds_one_case(rows, calls):
    rows(Case, holder=calls.by, lease_until=calls.at(20))
    refused(lambda: rows(Case, holder=calls.by, lease_until=calls.at(20), provider=calls.world.avenmoor))


def test_an_attempt_ends_after_it_starts(rows, calls):
    assert rows(Attempt, ended_at=calls.at(3)).pk
    refused(lambda: rows(Attempt, client_id=uuid.uuid4(), ended_at=calls.at(-1)))


@pytest.mark.parametrize("missing", ["voided_at", "voided_by", "voided_reason"])
def test_an_attempt_is_voided_by_somebody_for_a_reason(rows, calls, missing):
    whole = {"voided_at": calls.at(), "voided_by": calls.by, "voided_reason": "The wrong person"}
    assert rows(Attempt, **whole).pk
    part = {**whole, missing: "" if missing == "voided_reason" else None}
    refused(lambda: rows(Attempt, client_id=uuid.uuid4(), **part))


def test_a_callback_ends_after_it_starts(rows, calls):
    refused(lambda: rows(Callback, window_end=calls.at()))


def test_a_round_takes_no_setting_that_does_not_exist(calls):
    calls.round.policy = {"attempts": 4}
    calls.round.full_clean()
    calls.round.policy = {"atempts": 4}
    with pytest.raises(ValidationError, match="no setting"):
        calls.round.full_clean()


def test_every_row_says_what_it_is(rows, calls, world):
    assert str(rows(Skip)) == "Ostler Works, Round 1, Demonstration programme: Lunch"
    assert str(rows(Override)) == "Ostler Works, Round 1, Demonstration programme: Other"
    assert str(rows(Answer, state="dont-know", value=None)) == "sector: Don’t know"
    assert str(rows(Attempt)) == "Ostler Works, 10 March 2026 10:00: Busy"
    assert str(rows(Callback)) == "Ostler Works, 10 March 2026 10:00"
    assert str(rows(Target)) == "Quill College under Avenmoor Group, area 2"
    assert calls.case(world.ostler).get_absolute_url() == f"/survey/cases/{calls.case(world.ostler).pk}/"
