"""An import that is killed, or runs twice at once, leaves all of it once or nothing: real processes on real files."""

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from providers.models import Provider
from supplychains.contracts.models import SubcontractStatement
from supplychains.lists.actions import apply_list, stage_list
from supplychains.lists.models import ProviderList
from tests.lists.making import csv_of

LIST = Path(settings.BASE_DIR, "fixtures", "lists", "commissioned_rehabilitative_services_2024-06-30.csv")
TABLES = {
    "contracts_contractpackagearea": 51,
    "contracts_primecontract": 180,
    "contracts_subcontract": 341,
    "contracts_subcontractstatement": 341,
    "contracts_historicalsubcontract": 341,
    "providers_provider": 129,
    "providers_providername": 129,
}
IMPORT = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from supplychains.lists import applying
killed_after = sys.argv[2]
if killed_after:
    step = getattr(applying, killed_after)
    def last(writing):
        step(writing)
        os.kill(os.getpid(), signal.SIGKILL)
    applying.STEPS = tuple(last if one is step else one for one in applying.STEPS)
call_command("import_list", sys.argv[1], programme="services", publisher="A", published_on="2024-06-30",
             create_contracts=True, apply=True)
"""
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from supplychains.contracts.models import Programme
Programme.objects.create(slug="services", name="Services")
"""


@pytest.fixture
def database(tmp_path):
    """A file of SQLite with the tables and one programme."""
    path = tmp_path / "killed.sqlite3"
    assert process(path, PREPARE).wait(120) == 0
    return path


def process(path, program, *args):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", program, *args]
    return subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)


def sizes(path):
    file = sqlite3.connect(path)
    try:
        return {table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    finally:
        file.close()


@pytest.mark.parametrize("step", ["_subcontracts", "_settle"])
def test_a_killed_import_leaves_nothing_and_can_be_started_again(database, step):
    assert process(database, IMPORT, LIST, step).wait(120) == -signal.SIGKILL
    assert sizes(database) == dict.fromkeys(TABLES, 0)
    assert process(database, IMPORT, LIST, "").wait(120) == 0
    assert sizes(database) == TABLES


def test_two_at_once_import_it_once(database):
    both = [process(database, IMPORT, LIST, "") for _ in range(2)]
    assert [one.wait(120) for one in both] == [0, 0]
    assert sizes(database) == TABLES


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_apply_a_list_once(world):
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: SQLite lets one writer in at a time, which the test above shows")
    provider_list = stage_list(
        content=csv_of(*(["Westmere", "Avenmoor Group", f"Body {n}", "1", "VCS"] for n in range(50))),
        file_name="a.csv",
        programme=world.programme,
        publisher_name="A",
        published_on=dt.date(2026, 3, 31),
        by=world.by,
    )
    start, done = threading.Barrier(3), []

    def one():
        start.wait(20)
        done.append(apply_list(provider_list=ProviderList.objects.get(pk=provider_list.pk), by=world.by))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(done) == [False, False, True]
    assert Provider.objects.filter(name__startswith="Body").count() == 50
    assert SubcontractStatement.objects.of_edition(provider_list.public_id).count() == 50
