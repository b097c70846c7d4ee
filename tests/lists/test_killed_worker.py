"""A worker that is killed while it applies a list leaves nothing of it, and another applies all: real processes, on the
database of the test."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.conf import settings as project
from django.db import connection, connections
from django.utils import timezone

from supplychains.contracts.models import SubcontractStatement
from supplychains.lists.under_way.progress import look
from supplychains.lists.under_way.queueing import apply_later
from supplychains.lists.under_way.standing import SILENCE
from tests.lists.making import csv_of, sizes
from tests.lists.queue import DATABASE

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 200
WORKER = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from supplychains.lists import applying
killed_after = sys.argv[1]
if killed_after:
    step = getattr(applying, killed_after)
    def last(writing):
        step(writing)
        os.kill(os.getpid(), signal.SIGKILL)
    applying.STEPS = tuple(last if one is step else one for one in applying.STEPS)
call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
"""


@contextmanager
def within_reach(folder):
    """The address of the test's database for other processes. SQLite in memory goes to a file, used here meanwhile."""
    said = connection.settings_dict
    if connection.vendor == "postgresql":
        yield f"postgres://{said['USER']}@{quote(said['HOST'], safe='')}:{said['PORT']}/{said['NAME']}"
        return
    path, memory = folder / "reached.sqlite3", connections["default"]
    memory.ensure_connection()
    file = sqlite3.connect(path)
    memory.connection.backup(file)
    file.close()
    connections["default"] = memory.copy()
    connections["default"].settings_dict["NAME"] = str(path)
    try:
        yield f"sqlite:///{path}"
    finally:
        connections["default"].close()
        connections["default"] = memory


def worker(address, folder, killed_after=""):
    """How a worker ends that does all that waits, or is killed after a step of applying."""
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TASKS": "database",
        "PROGRESS_CACHE_URL": f"file://{folder / 'progress'}",
    }
    command = [sys.executable, "-c", WORKER, killed_after]
    return subprocess.run(command, env=environment, cwd=project.BASE_DIR, timeout=120).returncode


def everything(provider_list):
    """What there is of the map, and what is kept of the list's rows."""
    return [*sizes(), *provider_list.rows.order_by("pk").values_list("resolution", "provider", "statement")]


@pytest.mark.parametrize("step", ["_positions", "_settle"])
def test_a_killed_worker_leaves_nothing_and_the_next_applies_all(step, stage, world, tmp_path, settings):
    settings.TASKS = DATABASE
    files = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {**settings.CACHES, "progress": {"BACKEND": files, "LOCATION": tmp_path / "progress"}}
    rows = (["Westmere", "Avenmoor Group", f"Body {n}", "1", "VCS"] for n in range(ROWS))
    provider_list = stage(csv_of(*rows))
    before = everything(provider_list)
    with within_reach(tmp_path) as address:
        apply_later(provider_list=provider_list, by=world.by, seen=provider_list.stamp)
        assert worker(address, tmp_path, step) == -signal.SIGKILL
        provider_list.refresh_from_db()
        assert provider_list.state == "staged"
        assert everything(provider_list) == before
        later = timezone.now() + SILENCE
        assert look(provider_list, later).stage == "stopped"

        apply_later(provider_list=provider_list, by=world.by, seen=provider_list.stamp, at=later)
        assert worker(address, tmp_path) == 0
        provider_list.refresh_from_db()
        assert (provider_list.state, provider_list.counts["placed"]) == ("applied", ROWS)
        assert SubcontractStatement.objects.of_edition(provider_list.public_id).count() == ROWS
