"""Back-checks: which interviews are drawn, who is given them, what they do not see, and how far two callers agree."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.actions import lift_override, void_attempt
from supplychains.survey.checking.comparing import Pair, compared, whole
from supplychains.survey.checking.draw import draw
from supplychains.survey.checking.drawing import call_off, draw_checks, interviews
from supplychains.survey.checking.records import DONE, OFF, OPEN, TAKEN_BACK, checks_of
from supplychains.survey.models import BackCheck
from supplychains.survey.queue import claim_next
from supplychains.survey.sheet import sheet_of

DAY = 24 * 60


# ---- the draw, pure

CALLERS = st.dictionaries(st.integers(1, 9), st.sets(st.integers(1, 10**6), max_size=40).map(list), max_size=5)


@given(CALLERS, st.integers(1, 100), st.integers(0, 10**6))
def test_each_caller_has_that_share_drawn_rounded_up(interviews, share, seed):
    found = draw(interviews, drawn={}, share=share, seed=seed)
    assert len(set(found)) == len(found)
    for caller, ids in interviews.items():
        mine = [pk for who, pk in found if who == caller]
        assert set(mine) <= set(ids) and len(mine) == -(-share * len(ids) // 100)


@given(CALLERS, st.integers(1, 100), st.integers(0, 10**6))
def test_a_seed_draws_the_same_whatever_the_order(interviews, share, seed):
    turned = {caller: ids[::-1] for caller, ids in reversed(interviews.items())}
    assert draw(interviews, drawn={}, share=share, seed=seed) == draw(turned, drawn={}, share=share, seed=seed)


def test_what_was_drawn_before_counts():
    assert draw({1: list(range(8))}, drawn={1: 2}, share=20, seed=1) == []
    assert len(draw({1: list(range(9))}, drawn={1: 2}, share=20, seed=1)) == 1


# ---- the comparison, pure


def test_agreement_is_of_what_both_heard():
    pairs = [
        Pair("role", 1, "1", "1"),
        Pair("role", 1, "1", "2"),
        Pair("role", 1, "2", None),
        Pair("role", 1, None, "2"),
        Pair("sector", 1, "third", "third"),
    ]
    found = {line.question: line for line in compared(pairs)}
    assert (found["role"].found.pairs, found["role"].found.agree, found["role"].found.per_cent) == (2, 1, 50.0)
    assert (found["role"].once, found["sector"].once, found["delivering"].found.pairs) == (2, 0, 0)
    assert found["sector"].found.kappa is None and found["role"].words == "Q3 Role"
    assert (whole(pairs).pairs, whole(pairs).agree) == (3, 2)


# ---- drawing


@pytest.fixture
def answered(calls, world):
    """Ostler Works and Quill College answered everything to the fieldworker."""
    calls.answer_all(world.ostler)
    calls.answer_all(world.quill, 5)
    return calls


def drawn(calls, world, share=100, minutes=60):
    return draw_checks(round=calls.round, share=share, seed=7, by=world.by, at=calls.at(minutes))


def only(calls, provider):
    """Leave the queue to one case."""
    calls.round.cases.exclude(provider=provider).update(work_status="closed")


pytestmark = pytest.mark.django_db


def test_complete_interviews_are_drawn_and_how_is_kept(answered, world):
    answered.call(world.larkhill, "no-answer", 10)
    checks = drawn(answered, world)
    assert {check.case.provider for check in checks} == {world.ostler, world.quill}
    assert {(check.seed, check.share, check.by, check.first.caller) for check in checks} == {
        (7, 100, world.by, answered.by)
    }
    assert answered.standing(world.ostler) == ("complete", False, "ready")
    assert drawn(answered, world, minutes=61) == [] and interviews(answered.round) == []


def test_a_share_is_of_all_of_a_callers_interviews(answered, world):
    assert len(drawn(answered, world, share=10)) == 1
    assert drawn(answered, world, share=50, minutes=61) == []
    assert len(drawn(answered, world, share=51, minutes=62)) == 1
    with pytest.raises(ValueError, match="from 1 to 100"):
        drawn(answered, world, share=0)


def test_it_is_given_to_another_caller_only(answered, world, second_caller):
    drawn(answered, world)
    only(answered, world.ostler)
    assert claim_next(by=answered.by, at=answered.at(120)) is None
    assert claim_next(by=second_caller, at=answered.at(120)).provider == world.ostler


def test_nothing_that_was_answered_is_shown(answered, world, second_caller):
    shown = sheet_of(answered.case(world.ostler), user=second_caller, at=answered.at(30))
    assert shown.rows[0].beliefs["role"].codes and not shown.is_blind
    drawn(answered, world)
    blind = sheet_of(answered.case(world.ostler), user=second_caller, at=answered.at(61))
    assert blind.is_blind and blind.attempts == [] and blind.number == 1
    assert {belief.codes for belief in blind.rows[0].beliefs.values()} == {()}
    assert blind.sector.codes == () and blind.why[0] == "Check call."


def test_a_second_interview_ends_it_and_corrects_nothing(answered, world, second_caller):
    first = answered.case(world.ostler).attempts.get()
    drawn(answered, world)
    answers = {None: {"sector": "private"}, world.ostler_1: {"part_of_it": "still", "role": "1", "delivering": "yes"}}
    answered.call(world.ostler, "answered", 120, by=second_caller, answers=answers)
    assert answered.standing(world.ostler) == ("complete", True, "closed")
    found = {str(each.check.case.provider): each for each in checks_of(answered.round, at=answered.at(121))}
    ostler = found["Ostler Works"]
    assert (ostler.state, found["Quill College"].state, ostler.second.caller) == (DONE, OPEN, second_caller)
    heard = {pair.question: (pair.first, pair.second) for pair in ostler.pairs}
    assert heard == {
        "sector": ("third", "private"),
        "part_of_it": ("still", "still"),
        "role": ("2", "1"),
        "delivering": ("yes", "yes"),
        "referrals": ("none", None),
    }
    assert (ostler.differ, len(ostler.compared)) == (2, 4)
    both = world.ostler_1.statements.live().filter(source="call").order_by("pk")
    assert [statement.tier for statement in both] == ["2", "1"]
    assert first.answers.filter(statement=both[0]).exists()
    assert not sheet_of(answered.case(world.ostler), user=answered.by, at=answered.at(122)).is_blind


def test_the_first_caller_does_not_check_themselves(answered, world):
    drawn(answered, world)
    answered.answer_all(world.ostler, 120)
    states = {str(each.check.case.provider): each.state for each in checks_of(answered.round, at=answered.at(121))}
    assert states["Ostler Works"] == OPEN


def test_a_second_call_that_is_taken_back_leaves_it_to_be_asked(answered, world, second_caller):
    drawn(answered, world)
    second = answered.answer_all(world.ostler, 120, by=second_caller)
    void_attempt(attempt=second, by=second_caller, at=answered.at(121), reason="Wrong body")
    assert answered.standing(world.ostler) == ("complete", False, "ready")
    first = answered.case(world.quill).attempts.get()
    void_attempt(attempt=first, by=world.by, at=answered.at(122), reason="Wrong body")
    states = {str(each.check.case.provider): each.state for each in checks_of(answered.round, at=answered.at(123))}
    assert states == {"Ostler Works": OPEN, "Quill College": TAKEN_BACK}


def test_a_front_desk_and_a_callback_do_not_end_it(answered, world, second_caller):
    drawn(answered, world)
    answered.call(world.ostler, "front-desk", 120, by=second_caller)
    assert answered.standing(world.ostler)[:2] == ("complete", False)
    answered.call(world.ostler, "declined", 4 * DAY, by=second_caller)
    assert answered.standing(world.ostler)[:2] == ("complete", True)


def test_it_ends_with_the_limit_of_attempts(answered, world, second_caller):
    from supplychains.survey.actions import change_policy

    change_policy(
        round=answered.round, by=world.by, at=answered.at(50), attempts=1, working_days=1, weekdays=1, day_parts=1
    )
    drawn(answered, world)
    answered.call(world.ostler, "no-answer", 120, by=second_caller)
    assert answered.standing(world.ostler) == ("complete", True, "closed")


def test_it_is_called_off(answered, world):
    check = drawn(answered, world)[0]
    call_off(check=check, by=world.by, at=answered.at(70))
    assert answered.standing(check.case.provider) == ("complete", True, "closed")
    states = {each.check.pk: each.state for each in checks_of(answered.round, at=answered.at(71))}
    assert states[check.pk] == OFF
    lift_override(override=check.override, by=world.by, at=answered.at(80))
    check.override.refresh_from_db()
    assert check.override.until == answered.at(70)


# ---- the pages


def test_the_call_page_of_a_check_shows_no_answer(client, round, world, fieldworker, second_caller, django_user_model):
    import datetime as dt

    from supplychains.survey.models import Case
    from tests.survey.conftest import Calls

    present = Calls.__new__(Calls)
    present.world, present.by, present.round = world, fieldworker, round
    present.at = lambda minutes=0: timezone.now() + dt.timedelta(minutes=minutes - 120)
    present.answer_all(world.larkhill, note="Was very kind")
    draw_checks(round=round, share=100, seed=1, by=world.by, at=timezone.now() - dt.timedelta(minutes=5))
    case = round.cases.get(provider=world.larkhill)
    until = timezone.now() + dt.timedelta(minutes=20)
    Case.objects.filter(pk=case.pk).update(holder=second_caller, lease_until=until)
    client.force_login(second_caller)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Check call." in page and "Ask everything anew" in page
    for word in ("Was very kind", "Confirmed", "All that is known of it", "said by themselves", "data-done"):
        assert word not in page, word
    assert "Confirmed" not in client.get(reverse("survey:sheet", args=[case.pk])).content.decode()


def test_they_are_drawn_and_called_off_on_their_page(client, administrator, answered, world, second_caller):
    client.force_login(administrator)
    address = reverse("survey:checks", args=[answered.round.pk])
    assert "No interview has been drawn yet." in client.get(address).content.decode()
    assert "greater than or equal to 1" in client.post(address, {"share": "0", "seed": "1"}).content.decode()
    page = client.post(address, {"share": "100", "seed": "7"}, follow=True).content.decode()
    assert "2 interviews drawn." in page and "100 per cent, 7" in page and "No pair of answers yet" in page
    assert "None drawn" in client.post(address, {"share": "10", "seed": "7"}, follow=True).content.decode()
    check = BackCheck.objects.get(case__provider=world.quill)
    off = client.post(address, {"call_off": check.pk}, follow=True).content.decode()
    assert "Quill College is not asked again." in off and "called off" in off
    answered.answer_all(world.ostler, 60 * 24 * 365, by=second_caller)
    said = client.get(address).content.decode()
    assert "0 of 5" in said and "5 of 5" in said and "100.0" in said


def test_the_page_asks_the_database_as_often_for_many(client, administrator, calls, world, second_caller):
    client.force_login(administrator)
    address = reverse("survey:checks", args=[calls.round.pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    calls.answer_all(world.ostler)
    drawn(calls, world)
    calls.answer_all(world.ostler, 120, by=second_caller)
    asked()
    few = asked()
    for number, provider in enumerate((world.hope, world.larkhill, world.quill)):
        calls.answer_all(provider, 130 + number)
    drawn(calls, world, minutes=200)
    for number, provider in enumerate((world.hope, world.larkhill, world.quill)):
        calls.answer_all(provider, 300 + number, by=second_caller)
    assert asked() == few


def test_a_case_kept_for_its_first_caller_is_given_to_others(answered, world, second_caller):
    answered.round.cases.filter(provider=world.ostler).update(preferred_caller=answered.by)
    drawn(answered, world)
    only(answered, world.ostler)
    assert claim_next(by=second_caller, at=answered.at(120)).provider == world.ostler
