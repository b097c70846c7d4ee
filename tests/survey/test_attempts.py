"""Recording a call: what is kept, what it states on the map, and what follows from it."""

import datetime as dt
import uuid

import pytest

from providers.models import PhoneNumber
from supplychains.contracts.models import SubcontractStatement
from supplychains.survey.models import Answer, Attempt, Callback
from supplychains.survey.vocabulary import SpokeTo
from supplychains.survey.when import Window

pytestmark = pytest.mark.django_db
LEFT = {"part_of_it": "left", "since": "June 2026"}


def promise(calls, start, length=30):
    return Window(calls.at(start), calls.at(start + length), "thu pm")


# ---- what it states


def test_answers_settle_the_map(calls, world):
    calls.call(
        world.larkhill,
        "answered",
        answers={
            None: {"sector": "mixed"},
            world.larkhill_avenmoor: {"part_of_it": "still", "role": "1", "delivering": "yes", "referrals": "none"},
            world.larkhill_tallis: LEFT,
        },
    )
    for each in (world.larkhill, world.larkhill_avenmoor, world.larkhill_tallis):
        each.refresh_from_db()
    assert (world.larkhill.sector, world.larkhill.sector_verification) == ("mixed", "corrected")
    avenmoor, tallis = world.larkhill_avenmoor, world.larkhill_tallis
    assert (avenmoor.tier, avenmoor.involvement, avenmoor.referral_status) == ("1", "delivering", "none")
    assert avenmoor.verification == "corrected"
    assert (tallis.involvement, tallis.verification) == ("left", "corrected")
    assert tallis.checked_on == dt.date(2026, 3, 10)
    assert tallis.statements.get(source="call").changed_about == "June 2026"


def test_a_statement_says_who_spoke_by_neither_name_nor_post(calls, world):
    calls.call(
        world.ostler, "answered", answers={world.ostler_1: LEFT}, role="operations manager", note="Jo Bright said so"
    )
    statement = world.ostler_1.statements.get(source="call")
    assert statement.reference == "10 March 2026, the organisation itself"
    assert statement.speaks_for == "subcontractor"
    assert statement.note == ""


def test_what_they_are_there_stays_with_the_attempt(calls, world):
    answers = {None: {"sector": "private"}, world.ostler_1: LEFT}
    attempt = calls.call(world.ostler, "answered", answers=answers, role="Jo Bright, 0161 496 0999")
    assert attempt.role == "Jo Bright, 0161 496 0999"
    for statement in (*world.ostler_1.statements.all(), *world.ostler.sector_statements.all()):
        assert "Jo Bright" not in statement.reference


def test_the_day_of_a_statement_is_the_day_of_the_call_in_london(calls, world):
    late_evening = dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.UTC)
    calls.call(world.ostler, "answered", 60 * 24 * 100, answers={world.ostler_1: LEFT}, dialled_at=late_evening)
    assert world.ostler_1.statements.get(source="call").stated_on == dt.date(2026, 6, 2)


def test_every_answer_is_kept_as_given_and_leads_to_its_statement(calls, world):
    answers = {
        None: {"sector": "third", "other_chains": "Also under Tallis in Ellan Vale", "recontact": "ask-prime"},
        world.ostler_1: {"part_of_it": "still", "role": "2", "delivering": "dont-know", "referrals": None},
    }
    attempt = calls.call(world.ostler, "answered", answers=answers)
    kept = {(a.target and a.target.subcontract, a.question): (a.state, a.value) for a in attempt.answers.all()}
    assert kept == {
        (None, "sector"): ("answered", "third"),
        (None, "other_chains"): ("answered", "Also under Tallis in Ellan Vale"),
        (None, "recontact"): ("answered", "ask-prime"),
        (world.ostler_1, "part_of_it"): ("answered", "still"),
        (world.ostler_1, "role"): ("answered", "2"),
        (world.ostler_1, "delivering"): ("dont-know", None),
    }
    statement = world.ostler_1.statements.get(source="call")
    assert set(statement.answers.values_list("question", flat=True)) == {"part_of_it", "role"}
    assert attempt.answers.get(question="sector").sector_statement.sector == "third"
    assert attempt.recontact == "ask-prime"
    assert attempt.script_version == calls.round.script_version


def test_still_in_it_confirms_nothing_until_another_fact_is_told(calls, world):
    calls.call(world.ostler, "answered", answers={world.ostler_1: {"part_of_it": "still"}})
    world.ostler_1.refresh_from_db()
    assert (world.ostler_1.involvement, world.ostler_1.verification) == ("unknown", "unverified")
    assert Answer.objects.get(question="part_of_it").value == "still"

    calls.call(world.ostler, "answered", 9000, answers={world.ostler_1: {"role": "2"}})
    world.ostler_1.refresh_from_db()
    assert (world.ostler_1.involvement, world.ostler_1.verification) == ("unknown", "confirmed")


def test_a_front_desk_is_heard_and_states_nothing(calls, world):
    attempt = calls.call(world.ostler, "front-desk", answers={world.ostler_1: LEFT})
    assert attempt.answers.count() == 2
    assert not world.ostler_1.statements.filter(source="call").exists()
    assert calls.case(world.ostler).disposition == "reached-no-answer"


def test_what_another_body_said_is_kept_and_states_nothing(calls, world):
    calls.call(
        world.ostler,
        "answered",
        answers={None: {"right_organisation": "other", "sector": "public"}, world.ostler_1: LEFT},
    )
    world.ostler.refresh_from_db()
    assert world.ostler.sector == "private"
    assert calls.target(world.ostler_1).settled == []


# ---- once, late, or not at all


def test_posted_three_times_it_is_one_attempt(calls, world):
    client_id = uuid.uuid4()
    first, second, third = (
        calls.call(
            world.ostler, "answered", minutes, client_id=client_id, answers={world.ostler_1: LEFT}, held=not minutes
        )
        for minutes in (0, 1, 2)
    )
    assert first == second == third
    assert Attempt.objects.count() == 1
    assert SubcontractStatement.objects.filter(source="call").count() == 1


def test_whoever_lost_the_case_is_heard_and_marked_late(calls, world, second_caller):
    from supplychains.survey.queue import extend_lease

    case = calls.case(world.ostler)
    assert extend_lease(case=case, by=second_caller, at=calls.at())
    attempt = calls.call(world.ostler, "answered", 1, answers={world.ostler_1: LEFT}, held=False)
    world.ostler_1.refresh_from_db()
    case.refresh_from_db()
    assert attempt.late
    assert world.ostler_1.involvement == "left"
    assert case.holder == second_caller


def test_in_time_it_is_not_late_and_the_case_is_given_back(calls, world):
    assert not calls.call(world.ostler, "no-answer").late
    assert calls.case(world.ostler).holder is None


@pytest.mark.parametrize(
    ("outcome", "more", "sentence"),
    [
        ("front-desk", {"note": " "}, "“Front desk only” needs a note."),
        ("call-back", {}, "“Asked us to call back” needs a day and a time."),
        ("answered", {"answers": {None: {"sector": "tall"}}}, "“tall” is no answer"),
    ],
)
def test_what_the_policy_or_the_script_does_not_allow_keeps_nothing(calls, world, outcome, more, sentence):
    with pytest.raises(ValueError, match=sentence):
        calls.call(world.ostler, outcome, **more)
    assert not Attempt.objects.exists()


def test_a_position_of_another_case_is_refused(calls, world):
    with pytest.raises(ValueError, match="Ostler Works is not asked about position"):
        calls.call(world.ostler, "answered", answers={world.quill_2: LEFT})
    assert not Answer.objects.exists()


def test_a_clock_that_runs_ahead_does_not_date_a_call_in_the_future(calls, world):
    attempt = calls.call(world.ostler, "no-answer", dialled_at=calls.at(90), ended_at=calls.at(-5))
    assert attempt.dialled_at == attempt.ended_at == calls.at()


# ---- what follows


def test_a_promise_is_made_and_kept(calls, world):
    calls.call(world.ostler, "call-back", callback=promise(calls, 120))
    assert calls.standing(world.ostler) == ("reached-no-answer", False, "scheduled")
    assert calls.case(world.ostler).next_at == calls.at(120)
    assert Callback.objects.get().as_given == "thu pm"

    kept = calls.call(world.ostler, "no-answer", 130)
    assert Callback.objects.get().done_by == kept
    assert calls.case(world.ostler).work_status == "waiting"


def test_silence_before_the_promised_time_does_not_use_it_up(calls, world):
    calls.call(world.ostler, "call-back", callback=promise(calls, 120))
    calls.call(world.ostler, "no-answer", 30)
    assert Callback.objects.to_keep().count() == 1
    assert calls.case(world.ostler).work_status == "scheduled"


def test_a_new_promise_takes_the_place_of_the_old_one(calls, world):
    calls.call(world.ostler, "call-back", callback=promise(calls, 120))
    calls.call(world.ostler, "call-back", 10, callback=promise(calls, 240))
    assert Callback.objects.to_keep().get().window_start == calls.at(240)


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        (["answered"], "works"),
        (["no-answer"], "no-answer"),
        (["voicemail", "no-answer"], "works"),
        (["busy"], "untried"),
        (["not-in-service"], "dead"),
        (["answered", "wrong-organisation"], "wrong"),
        (["line-fault"], "untried"),
    ],
)
def test_a_number_is_left_in_the_state_the_call_showed(calls, world, outcomes, state):
    number = PhoneNumber.objects.get(provider=world.ostler)
    for minutes, outcome in enumerate(outcomes):
        calls.call(world.ostler, outcome, minutes, number=number)
    number.refresh_from_db()
    assert number.state == state


def test_without_a_number_that_works_the_case_waits_for_one(calls, world):
    number = PhoneNumber.objects.get(provider=world.ostler)
    calls.call(world.ostler, "not-in-service", number=number)
    assert calls.case(world.ostler).work_status == "needs-number"

    calls.call(world.ostler, "wrong-organisation", 1, new_number="0161 496 0500")
    assert PhoneNumber.objects.get(text="0161 496 0500").source == "call, 10 March 2026, the front desk"
    assert calls.case(world.ostler).work_status == "ready"


def test_a_number_of_another_organisation_is_refused(calls, world):
    with pytest.raises(ValueError, match="is not a number of Ostler Works"):
        calls.call(world.ostler, "no-answer", number=PhoneNumber.objects.get(provider=world.hope))


def test_declined_for_good_closes_the_organisation_everywhere(calls, world):
    calls.call(world.ostler, "declined-for-good", role="director")
    world.ostler.refresh_from_db()
    assert world.ostler.do_not_contact_reason == "Declined for good, 10 March 2026, the organisation itself"
    assert calls.standing(world.ostler) == ("refused", True, "closed")
    assert world.ostler.history.first().history_user == calls.by


def test_whom_the_prime_forbids_is_closed_but_not_off_the_calls(calls, world):
    calls.call(world.ostler, "prime-forbids")
    world.ostler.refresh_from_db()
    assert not world.ostler.do_not_contact
    assert calls.standing(world.ostler) == ("refused-by-prime", True, "closed")


@pytest.mark.parametrize(
    ("outcome", "consent"),
    [("answered", "given"), ("call-back", "later"), ("declined", "refused"), ("no-answer", "not-asked")],
)
def test_the_outcome_tells_whether_they_agreed_to_be_asked(calls, world, outcome, consent):
    callback = promise(calls, 60) if outcome == "call-back" else None
    assert calls.call(world.ostler, outcome, callback=callback).consent == consent


def test_who_spoke_is_of_the_outcome_unless_it_is_said(calls, world):
    assert calls.call(world.ostler, "answered").spoke_to == SpokeTo.INFORMANT
    assert calls.call(world.ostler, "answered", 1, spoke_to="front-desk").spoke_to == SpokeTo.FRONT_DESK


def test_they_called_us_is_never_late(calls, world):
    attempt = calls.call(world.ostler, "answered", answers={world.ostler_1: LEFT}, held=False, direction="in")
    assert not attempt.late
