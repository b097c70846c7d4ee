"""Fifty callers in fifty processes of their own, each with its own connection, and twenty cases. Nothing is mocked."""

import multiprocessing
import os
import signal
import uuid

import pytest
from django.db import connection, connections

from supplychains.survey.actions import open_call, record_attempt
from supplychains.survey.models import Attempt, Case
from supplychains.survey.queue import claim_next
from supplychains.survey.unfinished import lapse, unfinished
from tests.survey.test_claim import shared_database

pytestmark = pytest.mark.django_db(transaction=True)
CALLERS, CASES = 50, 20
FORK = multiprocessing.get_context("fork")


def in_processes(tasks):
    """The results of the tasks, each run in a process that waits for all others to be there."""
    if connection.vendor == "postgresql":
        connections.close_all()  # a connection is not shared by two processes
    start, results = FORK.Barrier(len(tasks)), FORK.SimpleQueue()
    processes = [FORK.Process(target=_run, args=(task, start, results)) for task in tasks]
    for process in processes:
        process.start()
    told = [results.get() for _ in tasks]
    for process in processes:
        process.join(timeout=60)
    assert [error for error, _ in told if error] == []
    return [result for _, result in told]


def _run(task, start, results):
    connections["default"].connection = None  # what the parent had open stays the parent's
    try:
        connection.ensure_connection()
        start.wait(timeout=60)
        results.put(("", task()))
    except BaseException as error:  # noqa: BLE001 - told by the assertion above
        results.put((repr(error), None))
    finally:
        connections.close_all()


@pytest.fixture
def twenty(calls, world):
    """Twenty organisations of one position each, and nobody else to call."""
    from providers.actions import add_number, register_provider
    from supplychains.survey.actions import refresh_round

    for number in range(CASES - 4):
        provider = register_provider(name=f"Organisation {number:02}")
        add_number(provider=provider, text=f"0161 496 08{number:02}")
        world.listed(provider, world.avenmoor_1, "2")
    refresh_round(round=calls.round, at=calls.at())
    assert Case.objects.count() == CASES
    return calls


@pytest.fixture
def callers(django_user_model):
    return [django_user_model.objects.create(username=f"caller {n}") for n in range(CALLERS)]


def claim(calls, caller, minutes=0):
    case = claim_next(by=caller, at=calls.at(minutes))
    return case and case.pk


def test_fifty_callers_twenty_cases_and_no_case_is_served_twice(twenty, callers, tmp_path):
    with shared_database(tmp_path):
        served = in_processes([lambda caller=caller: claim(twenty, caller) for caller in callers])
    given = [pk for pk in served if pk]
    assert len(given) == len(set(given)) == CASES
    assert served.count(None) == CALLERS - CASES
    held = Case.objects.exclude(holder=None)
    assert held.count() == held.values("holder").distinct().count() == CASES


def test_fifty_callers_who_call_on_record_every_case_once(twenty, callers, tmp_path):
    """Each takes a case, records that nobody answered, and takes the next, until none is left."""
    outcome = twenty.outcome("no-answer")

    def shift(caller):
        done = []
        while (case := claim_next(by=caller, at=twenty.at())) is not None:
            record_attempt(case=case, by=caller, at=twenty.at(1), client_id=uuid.uuid4(), outcome=outcome)
            done.append(case.pk)
        return done

    with shared_database(tmp_path):
        done = in_processes([lambda caller=caller: shift(caller) for caller in callers[:12]])
    called = [pk for each in done for pk in each]
    assert len(called) == len(set(called)) == CASES
    assert Attempt.objects.count() == CASES
    assert not Attempt.objects.filter(late=True).exists()


def test_the_case_of_a_killed_process_comes_back_after_its_lease(twenty, callers, tmp_path):
    first, second = callers[:2]
    told, go_on = FORK.SimpleQueue(), FORK.Event()

    def claim_of(pk, minutes):
        """What the second caller is given where there is no other case."""
        Case.objects.exclude(pk=pk).update(priority=-1, next_at=twenty.at(999))
        return claim(twenty, second, minutes)

    def dies():
        connections["default"].connection = None
        case = claim_next(by=first, at=twenty.at())
        open_call(case=case, by=first, at=twenty.at(1), client_id=uuid.uuid4())
        told.put(case.pk)
        go_on.wait()

    with shared_database(tmp_path):
        if connection.vendor == "postgresql":
            connections.close_all()
        process = FORK.Process(target=dies)
        process.start()
        held = told.get()
        os.kill(process.pid, signal.SIGKILL)
        process.join(timeout=30)
        assert process.exitcode == -signal.SIGKILL
        before, after = (in_processes([lambda n=n: claim_of(held, n)])[0] for n in (19, 21))
        in_processes([lambda: lapse(at=twenty.at(21))])
    assert (before, after) == (None, held)
    assert unfinished(by=first).get().case_id == held


def test_the_same_attempt_posted_three_times_at_once_is_one_attempt(twenty, callers, world, tmp_path):
    case = claim_next(by=callers[0], at=twenty.at())
    target, client_id, outcome = case.targets.first().pk, uuid.uuid4(), twenty.outcome("answered")
    answers = {None: {"sector": "third"}, target: {"part_of_it": "left"}}
    call = {"case": case, "by": callers[0], "client_id": client_id, "outcome": outcome, "answers": answers}
    with shared_database(tmp_path):
        made = in_processes([lambda n=n: record_attempt(at=twenty.at(n), **call).pk for n in range(3)])
    assert len(set(made)) == 1
    attempt = Attempt.objects.get()
    assert attempt.answers.count() == 2
    assert attempt.answers.exclude(statement=None).values("statement").distinct().count() == 1
