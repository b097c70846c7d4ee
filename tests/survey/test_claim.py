"""Twelve callers ask for the next case at the same moment, each over a connection of their own. There are six cases."""

import sqlite3
import threading
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from supplychains.survey.models import Case
from supplychains.survey.queue import claim_next

pytestmark = pytest.mark.django_db(transaction=True)
CALLERS = 12


@contextmanager
def shared_database(folder):
    """A database that several connections can open. SQLite in memory is copied to a file for them, and back."""
    settings = connection.settings_dict
    if connection.vendor != "sqlite" or "memory" not in str(settings["NAME"]):
        yield
        return
    connection.ensure_connection()
    name, path = settings["NAME"], str(folder / "shared.sqlite3")
    copy = sqlite3.connect(path)
    connection.connection.backup(copy)
    settings["NAME"] = path
    try:
        yield
    finally:
        settings["NAME"] = name
        copy.backup(connection.connection)
        copy.close()


def at_once(tasks):
    """The results of the tasks, each run in a thread that waits for all others to be there."""
    start, results, errors = threading.Barrier(len(tasks)), [], []

    def run(task):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            results.append(task())
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    return results


@pytest.fixture
def six_cases(calls, world):
    from providers.actions import add_number, register_provider
    from supplychains.survey.actions import refresh_round

    for number in range(2):
        provider = register_provider(name=f"Organisation {number}")
        add_number(provider=provider, text=f"0161 496 060{number}")
        world.listed(provider, world.avenmoor_1, "2")
    refresh_round(round=calls.round, at=calls.at())
    assert Case.objects.count() == 6
    return calls


def test_no_case_is_served_twice(six_cases, django_user_model, tmp_path):
    callers = [django_user_model.objects.create_user(f"caller {n}") for n in range(CALLERS)]
    tasks = [lambda caller=caller: claim_next(by=caller, at=six_cases.at()) for caller in callers]
    with shared_database(tmp_path):
        served = [case.pk for case in at_once(tasks) if case]
    assert sorted(served) == sorted(Case.objects.values_list("pk", flat=True))
    assert Case.objects.exclude(holder=None).count() == 6


def test_one_caller_on_several_pages_is_given_one_case(six_cases, tmp_path):
    tasks = [lambda: claim_next(by=six_cases.by, at=six_cases.at())] * 6
    with shared_database(tmp_path):
        served = {case.pk for case in at_once(tasks)}
    assert len(served) == 1
    assert Case.objects.exclude(holder=None).count() == 1


def test_one_attempt_posted_at_the_same_moment_is_one_attempt(six_cases, world, tmp_path):
    import uuid

    from supplychains.survey.actions import record_attempt
    from supplychains.survey.models import Attempt

    case = claim_next(by=six_cases.by, at=six_cases.at())
    call = {"case": case, "by": six_cases.by, "at": six_cases.at(1), "client_id": uuid.uuid4()}
    outcome = six_cases.outcome("no-answer")
    with shared_database(tmp_path):
        attempts = at_once([lambda: record_attempt(outcome=outcome, **call)] * 4)
    assert len({attempt.pk for attempt in attempts}) == 1
    assert Attempt.objects.count() == 1
