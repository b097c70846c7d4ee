"""The report of callers: their figures and the mix of cases beside them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from supplychains.survey.callers.records import calls_of, report_of
from supplychains.survey.callers.report import KINDS, Call, Line, kind_of, lines
from supplychains.survey.checking.drawing import draw_checks
from supplychains.survey.when import Window

CALL = st.builds(
    Call,
    caller=st.integers(1, 4),
    is_out=st.booleans(),
    kind=st.sampled_from(list(KINDS)),
    is_contact=st.booleans(),
    is_interview=st.booleans(),
    is_refusal=st.booleans(),
    minutes=st.none() | st.floats(0, 90),
    answers=st.integers(0, 20),
    unknown=st.just(0),
)


@given(st.lists(CALL, max_size=40))
def test_the_lines_of_callers_add_up_and_no_share_is_above_its_base(calls):
    found = lines(calls)
    assert sum(len(line.calls) for line in found.values()) == len(calls)
    for line in [*found.values(), Line(tuple(calls))]:
        for share in (line.contact_rate, line.completion, line.refusals, line.unknown, *line.mix):
            assert 0 <= share.part <= share.base and (share.per_cent is None) == (share.base == 0)
        assert sum(share.part for share in line.mix) == len(line.out)


@pytest.mark.parametrize(
    ("number", "keeps", "last", "kind"),
    [
        (0, False, "", "first"),
        (2, False, "", "retry"),
        (1, True, "callback", "callback"),
        (1, True, "convert", "callback"),
        (3, False, "convert", "convert"),
        (1, False, "targets", "retry"),
    ],
)
def test_what_a_call_was(number, keeps, last, kind):
    assert kind_of(number=number, keeps_callback=keeps, last_word=last) == kind


def test_a_call_that_asks_again_is_a_back_check():
    assert kind_of(number=1, keeps_callback=False, last_word="targets", is_check=True) == "check"


# ---- from calls


@pytest.fixture
def called(calls, world, second_caller):
    """The fieldworker: no answer at Hope, a callback agreed with Quill, declined by Ostler, an interview with Larkhill
    of 8 minutes with one "don't know". The second caller: converts Ostler, keeps the callback of Quill; Hope calls."""
    day = 24 * 60
    calls.call(world.hope, "no-answer", 0)
    calls.call(world.quill, "call-back", 10, callback=Window(calls.at(day), calls.at(day + 60)))
    calls.call(world.ostler, "declined", 20)
    answers = {world.larkhill_tallis: {"part_of_it": "still", "role": "dont-know", "delivering": "yes"}}
    calls.call(world.larkhill, "answered", 40, answers=answers, dialled_at=calls.at(30), ended_at=calls.at(38))
    calls.call(world.quill, "answered", day + 10, by=second_caller, answers={world.quill_2: {"part_of_it": "left"}})
    calls.call(world.hope, "answered", day + 20, by=second_caller, direction="in", held=False)
    calls.call(world.ostler, "answered", 8 * day, by=second_caller, answers={world.ostler_1: {"part_of_it": "left"}})
    calls.call(world.hope, "line-fault", 8 * day + 1, by=second_caller)
    return calls


pytestmark = pytest.mark.django_db


def test_each_caller_has_their_figures_with_bases(called):
    by_caller, (_, together, _) = report_of(called.round, at=called.at(9 * 24 * 60))
    (first, one, _), (second, other, _) = by_caller
    assert (first, second) == ("fieldworker", "second")
    assert [(s.part, s.base) for s in (one.contact_rate, one.completion, one.refusals)] == [(3, 4), (1, 3), (1, 3)]
    assert (one.length.minutes, one.length.base) == (8.0, 1)
    assert (one.unknown.part, one.unknown.base) == (1, 3)
    assert [share.part for share in one.mix] == [4, 0, 0, 0, 0]
    assert [share.part for share in other.mix] == [0, 1, 1, 0, 0]
    assert (other.inbound, len(other.out), len(together.out)) == (1, 2, 6)
    assert one.contact_rate.is_few


def test_what_was_asked_again_counts_for_whoever_asked_first(calls, world, second_caller):
    calls.answer_all(world.ostler)
    draw_checks(round=calls.round, share=100, seed=1, by=world.by, at=calls.at(10))
    calls.answer_all(world.ostler, 60, by=second_caller)
    (_, _, agreed), (_, line, nothing) = report_of(calls.round, at=calls.at(61))[0]
    assert (agreed.agree, agreed.pairs, nothing.pairs) == (5, 5, 0)
    assert [share.part for share in line.mix] == [0, 0, 0, 1, 0]


def test_a_call_taken_back_is_nobodys(called, world):
    from supplychains.survey.actions import void_attempt

    attempt = called.case(world.ostler).attempts.first()
    void_attempt(attempt=attempt, by=world.by, at=called.at(9 * 24 * 60), reason="Wrong body")
    assert len(calls_of(called.round)) == 6
    kinds = [call.kind for call in calls_of(called.round)]
    assert kinds.count("convert") == 0


def test_the_page_marks_small_numbers_and_asks_as_often_for_many(client, administrator, called, world, second_caller):
    client.force_login(administrator)
    address = reverse("survey:callers", args=[called.round.pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        return len(queries), response.content.decode()

    asked()
    few, said = asked()
    assert "3 of 4" in said and '<span class="tag">few</span>' in said and "All callers" in said
    for number in range(12):
        called.call(world.hope, "no-answer", (10 + number) * 24 * 60, by=second_caller)
    assert asked()[0] == few


def test_a_round_without_calls_says_so(client, administrator, calls):
    client.force_login(administrator)
    page = client.get(reverse("survey:callers", args=[calls.round.pk])).content.decode()
    assert "No call yet" in page
