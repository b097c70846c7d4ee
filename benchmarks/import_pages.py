"""The pages of a long import: how soon each is there at the first visit and later, beside the page of an upload, which
is almost empty, in the same run; and how many questions it asks the database.

`.venv/bin/python -m benchmarks.import_pages [rows]`; with 100,000 some minutes go by before, while two editions are
applied and a third is staged, of which nine rows in ten say what the edition before says."""

import datetime as dt
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time

from benchmarks.editions import edition, invented_map
from benchmarks.layout import show

ROWS = 100_000
TARGET = 300  # milliseconds
TIMES = 5
HEAD = 4  # lines of an edition before its rows
DAYS = [dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30)]
WHOLE = {"areas": "all"}


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        took: dict[str, float] = {}
        first, second, third = bring_in(rows, took)
        visits = pages(first, second, third)
        client = logged_in()
        floor = statistics.median(visited(client, "/lists/upload/")[0] for _ in range(TIMES + 1))
        lines = [measured(client, words, address, floor) for words, address in visits.items()]
    print(f"Pages of an import of {rows:,} rows, SQLite (an almost empty page: {floor:.0f} ms)")
    show(["page", "first ms", "again ms", "of the empty one", "questions"], lines)
    print("\nSeconds of the processor, and how much of it goes into keeping what pages show")
    show(["step", "s", "of it for pages"], shares(took))


def set_up(folder: Path):
    """A database of its own and a person who may do everything."""
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder / 'import_pages.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "supplychains.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare", verbosity=0)
    from django.contrib.auth import get_user_model

    get_user_model().objects.create_superuser("somebody")


def bring_in(rows: int, took: dict[str, float]) -> list:
    """Two applied editions and a staged one, the first without an error; `took` gets the seconds."""
    from django.contrib.auth import get_user_model

    from supplychains.contracts.models import Programme
    from supplychains.lists import actions

    by = get_user_model().objects.get()
    programme = Programme.objects.create(slug="invented", name="Invented programme", is_invented=True)
    clocked(took)
    brought = []
    for day, content in zip(DAYS, contents(rows), strict=True):
        said = {"programme": programme, "publisher_name": "Office", "published_on": day, "coverage": WHOLE, "by": by}
        name, makes = f"{day}.csv", day == DAYS[0]
        start = process_time()
        one = actions.stage_list(content=content, file_name=name, create_contracts=makes, **said)
        took["stage"] = process_time() - start
        if day != DAYS[-1]:
            start = process_time()
            actions.apply_list(provider_list=one, by=by, seen=one.stamp)
            took["apply"] = process_time() - start
        brought.append(one)
    return brought


def contents(rows: int):
    """The files of three editions."""
    known, rng = invented_map(rows), random.Random("pages")
    before = edition(rows, known, 1, share=0)
    yield before.csv()
    for seed in (2, 3):
        fresh = edition(rows, known, seed)
        kept = [line for line in before.lines[HEAD:] if rng.random() < 0.9]
        fresh.lines = [*fresh.lines[:HEAD], *kept, *(line for line in fresh.lines[HEAD:] if rng.random() < 0.1)]
        before = fresh
        yield fresh.csv()


def clocked(took: dict[str, float]):
    """Count the seconds of what is kept for pages, of the last list that is staged and applied."""
    from supplychains.lists import actions, applying, staging

    def clock(function, into):
        def run(*given):
            start = process_time()
            function(*given)
            took[into] = process_time() - start

        return run

    staging.keep_preview = clock(staging.keep_preview, "staged pages")
    actions.keep_comparison = clock(actions.keep_comparison, "comparison")
    last = [clock(step, step.__name__) for step in (applying.remember, *applying.WHAT_PAGES_SHOW)]
    steps = [step for step in applying.STEPS if step not in (applying.remember, *applying.WHAT_PAGES_SHOW)]
    settle = steps.pop()
    applying.STEPS = (*steps, last[0], settle, *last[1:])


def shares(took: dict[str, float]) -> list[list[str]]:
    pages = {"stage": took["staged pages"], "apply": took["comparison"]}
    pages["apply"] += sum(took.get(name, 0) for name in ("remember", "keep_changes", "_checks"))
    return [
        [step, f"{took[step]:.1f}", f"{part:.1f} ({100 * part / took[step]:.0f} %)"] for step, part in pages.items()
    ]


def pages(first, second, third) -> dict[str, str]:
    """{page in words: its address}."""
    of, done = third.get_absolute_url(), second.get_absolute_url()
    pair = f"/lists/compare/?first={first.public_id}&second={second.public_id}"
    return {
        "preview": of,
        "preview, page 500": f"{of}?lane=placed&page=500",
        "preview, left out": f"{of}?lane=closing",
        "checks": f"{of}checks/",
        "checks, one code": f"{of}checks/?code=spellings&page=2",
        "who is this?": f"{of}who/",
        "who, settled, page 500": f"{of}who/?lane=settled&page=500",
        "what changes": f"{of}what-changes/",
        "what changes, one kind and area": f"{of}what-changes/?kind=gone&area=2",
        "what changes, unchanged, page 500": f"{of}what-changes/?kind=same&page=500",
        "against the edition before": f"{of}what-changes/?against=edition",
        "receipt": done,
        "what changed": f"{done}what-changes/",
        "comparison": pair,
        "comparison, by sector": f"{pair}&part=sectors",
        "comparison, every change, page 50": f"{pair}&part=changes&page=50",
    }


def logged_in():
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get())
    visited(client, "/lists/upload/")
    return client


def visited(client, address) -> tuple[float, int]:
    """(milliseconds of the processor, questions asked): on SQLite all of it is spent here, and other work on the
    machine disturbs it least."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        start = process_time()
        answer = client.get(address, secure=True)
        took = (process_time() - start) * 1000
    assert answer.status_code == 200, (address, answer)
    return took, len(asked)


def measured(client, words, address, floor) -> list[str]:
    first, questions = visited(client, address)
    again = statistics.median(visited(client, address)[0] for _ in range(TIMES))
    return [words, f"{first:.0f} (<= {TARGET})", f"{again:.0f}", f"{again / floor:.1f}", str(questions)]


if __name__ == "__main__":
    main()
