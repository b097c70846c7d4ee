"""Two connections that write about the same organisation wait for each other in turn, and never for ever."""

import threading
import uuid

import pytest
from django.db import connection, connections, transaction

from providers.actions import register_provider
from supplychains.contracts.actions import award_contract
from supplychains.contracts.models import Subcontract
from supplychains.survey.actions import open_round, record_attempt, refresh_round, void_attempt
from supplychains.survey.models import Attempt, Case

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def locks_of_rows():
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: SQLite lets one writer in at a time")


def waits():
    """Whether another connection waits for a lock of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None


def beside(task, first, then):
    """Hold what `first` takes until `task`, on a connection of its own, waits for it; then do `then`, and let go."""
    errors = []

    def run():
        try:
            task()
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            errors.append(error)
        finally:
            connections.close_all()

    thread, pause = threading.Thread(target=run), threading.Event()
    with transaction.atomic():
        first()
        thread.start()
        for _ in range(200):
            if waits() or not thread.is_alive():
                break
            pause.wait(0.05)
        assert waits() or errors, "nothing was waited for, so nothing is shown"
        then()
    thread.join(30)
    assert errors == []
    assert not thread.is_alive()


def lock(rows):
    list(rows.order_by("pk").select_for_update())


def test_a_call_and_an_import_that_settle_the_same_positions(calls, world):
    """The import settles in the order of the ids; a case has its positions in the order of areas and primes."""
    first, contract = world.ostler_1, award_contract(area=world.westmere, prime=register_provider(name="Abbot Works"))
    last = world.listed(world.ostler, contract[0], "2")
    refresh_round(round=calls.round, at=calls.at())
    case, positions = calls.case(world.ostler), Subcontract.objects.filter(provider=world.ostler)
    assert [target.subcontract for target in case.targets.all()] == [last, first]
    answers = {target.pk: {"part_of_it": "left"} for target in case.targets.all()}
    call = {"case": case, "by": calls.by, "at": calls.at(), "client_id": uuid.uuid4(), "answers": answers}
    beside(
        lambda: record_attempt(outcome=calls.outcome("answered"), **call),
        lambda: positions.filter(pk=first.pk).settle(),
        lambda: positions.filter(pk=last.pk).settle(),
    )
    assert set(positions.values_list("involvement", flat=True)) == {"left"}


@pytest.mark.parametrize("does", ["record", "void"])
def test_two_rounds_with_the_same_organisation(calls, world, does):
    second = open_round(programme=world.programme, opens_on=calls.round.opens_on, by=world.by, at=calls.at())
    earlier, later = calls.case(world.ostler), second.cases.get(provider=world.ostler)
    assert earlier.pk < later.pk
    call = {"case": later, "by": calls.by, "at": calls.at(), "outcome": calls.outcome("no-answer")}
    attempt = record_attempt(client_id=uuid.uuid4(), **call)
    tasks = {
        "record": lambda: record_attempt(client_id=uuid.uuid4(), **call),
        "void": lambda: void_attempt(attempt=attempt, by=calls.by, at=calls.at(1), reason="The wrong person"),
    }
    beside(
        tasks[does],
        lambda: lock(Case.objects.filter(pk=earlier.pk)),
        lambda: lock(Case.objects.filter(pk=later.pk)),
    )
    assert Attempt.objects.live().count() == (2 if does == "record" else 0)
