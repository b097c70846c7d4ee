"""The next call: fifty callers, each a process, and ten thousand cases on PostgreSQL, beside a bare loop that takes the
same cases in the same order with `SELECT ... FOR UPDATE SKIP LOCKED` and nothing else.

Three times: one caller alone; fifty at a pace (each asks once in three seconds, a hundred times a working caller's
pace); and fifty at once without a pause, where they wait for the machine's cores. What is in the way besides is told
by the load before, and by the milliseconds of the processor that the process of a caller needs, without the server."""

import importlib
import multiprocessing
import os
import random
import statistics
import sys
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES, CALLERS = 10_000, 50
PACE = 3.0  # seconds between two calls of one caller
RUNS = {"one alone": (1, 40, 0.0), "paced": (CALLERS, 5, PACE), "at once": (CALLERS, 5, 0.0)}
"""How many callers, how often each asks, seconds between."""
TARGET = 150  # milliseconds, the 95th percentile of the paced claims
AT = datetime.now(UTC)
LATER = AT + timedelta(days=9)
SERVER: dict = {}
FORK = multiprocessing.get_context("fork")
BARE = """
WITH next AS (SELECT id FROM survey_case WHERE round_id = %s AND place > 0 AND due_from <= %s AND holder_id IS NULL
              ORDER BY place, priority DESC, due_from, id LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE survey_case SET holder_id = %s, lease_until = %s FROM next WHERE survey_case.id = next.id
RETURNING survey_case.id
"""


def main():
    with postgres() as address:
        if not address:
            return
        set_up(address)
        show(*fill())


@contextmanager
def postgres():
    """The address of the configured server, or of one of its own; "" where there is none, which is said."""
    configured = os.environ.get("DATABASE_URL", "")
    if configured.startswith("postgres"):
        yield configured
        return
    sys.path.insert(0, str(ROOT / "tests"))
    starter = importlib.import_module("postgres")
    try:
        with starter.running() as address:
            yield address
    except starter.NoServerError as error:
        print(f"No PostgreSQL here ({error}): nothing is measured.")
        yield ""


def set_up(address):
    os.environ |= {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "supplychains.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare", verbosity=0)
    from django.test.client import ClientHandler
    from django.urls import get_resolver

    # What a server loads once, it has loaded.
    SERVER["handler"] = ClientHandler(enforce_csrf_checks=False)
    SERVER["handler"].load_middleware()
    assert get_resolver().url_patterns


def fill():
    """A round over ten thousand organisations, a quarter of them called before: (its id, the ids of the callers)."""
    from django.contrib.auth.models import Group, User
    from django.db import connection

    from supplychains.survey.actions import open_round
    from supplychains.survey.policy import AT_ANY_TIME

    by = User.objects.create_user("somebody")
    callers = [User.objects.create_user(f"caller {n}") for n in range(CALLERS)]
    Group.objects.get(name="fieldworker").user_set.set(callers)
    programme = on_the_map(by)
    opens_on = AT.date() - timedelta(days=30)
    opened = open_round(programme=programme, opens_on=opens_on, policy=AT_ANY_TIME, by=by, at=AT)
    call_before(list(opened.cases.order_by("pk")[: CASES // 4]), callers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as the server itself does after a while
    return opened.pk, [caller.pk for caller in callers]


def on_the_map(by):
    """A programme with a chain of all the organisations, each listed and with a number."""
    from providers.models import PhoneNumber, Provider
    from supplychains.contracts import actions as chain
    from supplychains.contracts.models import Subcontract

    programme, _ = chain.define_programme(slug="invented", name="Invented programme")
    area, _ = chain.define_area(programme=programme, number=1, name="Everywhere")
    bodies = Provider.objects.bulk_create(Provider(name=f"Organisation {n}") for n in range(CASES + 1))
    contract, _ = chain.award_contract(area=area, prime=bodies[0])
    PhoneNumber.objects.bulk_create(
        PhoneNumber(provider=body, text="0161 496 0000", normalised="+441614960000") for body in bodies[1:]
    )
    held = Subcontract.objects.bulk_create(Subcontract(provider=body, prime_contract=contract) for body in bodies[1:])
    said = [(position, {"listed": True}) for position in held]
    shared = {"source": "list", "speaks_for": "publisher", "publisher": "Office", "edition": "one"}
    chain.state_positions(positions=said, stated_on=date(2026, 2, 28), by=by, **shared)
    return programme


def call_before(cases, callers):
    """Of every ten, one declined, one was promised a call (every second is missed), and eight did not answer."""
    from supplychains.survey.models import Attempt, Callback, Case, Outcome
    from supplychains.survey.standing import refresh

    outcome = {each.key: each for each in Outcome.objects.all()}
    keys = ["declined", "call-back", *["no-answer"] * 8]
    attempts = Attempt.objects.bulk_create(
        Attempt(
            client_id=uuid.uuid4(),
            case=case,
            caller=callers[n % CALLERS],
            outcome=outcome[keys[n % 10]],
            dialled_at=AT - timedelta(days=10),
            entered_at=AT - timedelta(days=10),
        )
        for n, case in enumerate(cases)
    )
    Callback.objects.bulk_create(
        Callback(
            attempt=attempt,
            case=attempt.case,
            window_start=AT - timedelta(hours=3),
            window_end=AT + timedelta(hours=6 if n % 2 else -1),
        )
        for n, attempt in enumerate(each for each in attempts if each.outcome.needs_callback)
    )
    refresh(Case.objects.filter(pk__in=[case.pk for case in cases]), at=AT)


def show(round_id, callers):
    from benchmarks.layout import show as table

    load, lines = os.getloadavg()[0], []
    for name, (number, times, pause) in RUNS.items():
        bare = measured(take_bare, round_id, callers[:number], times, pause)
        for what, take in (("the claim", take_ours), ("the page asked for it", take_page)):
            found = measured(take, round_id, callers[:number], times, pause)
            ratios = [f"{at(found, share) / at(bare, share):.1f}" for share in (0.5, 0.95)]
            target = f" (<= {TARGET})" if (name, take) == ("paced", take_ours) else ""
            lines.append([name, what, f"{at(found, 0.5):.1f}", f"{at(found, 0.95):.1f}{target}", *ratios, busy(found)])
        lines.append([name, "bare loop", f"{at(bare, 0.5):.1f}", f"{at(bare, 0.95):.1f}", "", "", busy(bare)])
    print(
        f"The next call with {CASES:,} cases on PostgreSQL, {CALLERS} callers but where one is alone; milliseconds; "
        f"before it {load:.1f} programs were busy on {os.cpu_count()} cores"
    )
    table(["callers", "what", "median", "p95", "of bare, median", "p95", "processor"], lines)


def at(found, share):
    return statistics.quantiles([needed for needed, _ in found], n=100)[round(share * 100) - 1]


def busy(found):
    return f"{statistics.median(processor for _, processor in found):.1f}"


def measured(take, round_id, callers, times, pause):
    """(milliseconds, those of the processor) of every claim, each caller in a process; no case was given twice."""
    from django.db import connections

    from supplychains.survey.models import Case

    Case.objects.exclude(holder=None).update(holder=None, lease_until=None)
    connections.close_all()
    start, told = FORK.Barrier(len(callers)), FORK.SimpleQueue()
    work = [FORK.Process(target=run, args=(take, round_id, pk, times, pause, start, told)) for pk in callers]
    for process in work:
        process.start()
    found = [told.get() for _ in work]
    for process in work:
        process.join()
    taken = [pk for pks, _ in found for pk in pks]
    assert len(taken) == len(set(taken)) == len(callers) * times, "a case was given twice, or none was"
    return [needed for _, each in found for needed in each]


def run(take, round_id, caller, times, pause, start, told):
    found = [], []
    try:
        found = claims(take, round_id, caller, times, pause, start)
    finally:
        told.put(found)


def claims(take, round_id, caller, times, pause, start):
    """(ids of the cases a caller was given one after the other, what each took)."""
    from django.contrib.auth.models import User
    from django.test import Client

    from supplychains.survey.models import Case

    user, client, taken, needed = User.objects.get(pk=caller), Client(headers={"host": "localhost"}), [], []
    client.handler = SERVER["handler"]
    client.force_login(user)
    start.wait(timeout=60)
    time.sleep(random.Random(caller).uniform(0, pause))
    for _ in range(times):
        begun, busy_before = time.perf_counter(), time.process_time()
        take(round_id, user, client)
        needed.append(((time.perf_counter() - begun) * 1000, (time.process_time() - busy_before) * 1000))
        taken.append(Case.objects.get(holder=user).pk)
        # Nobody answered, so it is not given again in this run.
        done = {"work_status": "waiting", "rank": 5, "next_at": LATER, "promised_until": None}
        Case.objects.filter(pk=taken[-1]).update(holder=None, lease_until=None, **done)
        time.sleep(max(0.0, pause - needed[-1][0] / 1000))
    return taken, needed


def take_ours(_, user, __):
    from supplychains.survey.queue import claim_next

    claim_next(by=user, at=AT)


def take_page(_, __, client):
    """All of it as a browser asks: the log-in, who may, what changed meanwhile, and the claim."""
    assert client.post("/survey/next/").status_code == 302


def take_bare(round_id, user, _):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE, [round_id, AT, user.pk, AT + timedelta(minutes=20)])


if __name__ == "__main__":
    main()
