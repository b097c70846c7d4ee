"""Bringing a list into the map: staged, matched against 20,000 known organisations and applied through our actions,
beside django-import-export, which writes the subcontracts of the same list alone, in the same run on the same database:
`.venv/bin/python -m benchmarks.importing [rows]`, some minutes with 100,000.

Each import is a process of its own on a database of its own, so that its peak memory is its own too. The time is that
of the processor: on SQLite all of it is spent in the process, and other work on the machine disturbs it least.
"""

import datetime as dt
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.editions import Map, edition, invented_map
from benchmarks.layout import show

ROWS = 100_000
MIB, MOST_MIB = 1024, 1024  # ru_maxrss counts kibibytes
MODES = {  # of django-import-export: (in words, rows it is measured on, how many times faster we want to be)
    "plain": ("defaults", 2_000, ">= 5"),
    "bulk": ("bulk", 10_000, ">= 1"),
    "blind": ("bulk, inserting blindly", 10_000, "-"),
}


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), rows)


def report(folder: Path, rows: int) -> None:
    for size in {rows, rows // 10}:
        prepare(folder, size)
    ours = {kind: run(folder, rows, "ours", kind, rows) for kind in ("csv", "xlsx")}
    print(f"Importing {rows:,} rows into a map of 20,000 organisations, SQLite", flush=True)
    show(["file", "stage s", "apply s", "rows/s", "placed", "MiB at most", "roll back s"], lines_of(ours))
    print("\nBeside django-import-export, which was measured on fewer rows, none of them with an error")
    found = []
    for kind, mine in ours.items():
        for mode, (words, fewer, target) in MODES.items():
            theirs = run(folder, rows, mode, kind, min(fewer, rows))
            rates = [f"{one['rate']:,.0f}" for one in (mine, theirs)]
            found.append([kind, words, f"{fewer:,}", *rates, f"{mine['rate'] / theirs['rate']:.2f}", target])
    show(["file", "its mode", "its rows", "ours, rows/s", "its rows/s", "ours/its", "target"], found)
    tenth = run(folder, rows // 10, "ours", "csv", rows // 10)
    growth = (rows / ours["csv"]["rate"]) / (rows // 10 / tenth["rate"])
    print(f"\nTime for {rows:,} rows over that for {rows // 10:,}: {growth:.1f} (in proportion: 10)")


def lines_of(ours: dict) -> list[list[str]]:
    return [
        [
            kind,
            f"{one['stage']:.1f}",
            f"{one['apply']:.1f}",
            f"{one['rate']:,.0f}",
            f"{one['placed']:,}",
            f"{one['peak']:,.0f} (<= {MOST_MIB:,})",
            f"{one['roll_back']:.1f}",
        ]
        for kind, one in ours.items()
    ]


def prepare(folder: Path, rows: int) -> None:
    """The database with the map of an edition of so many rows, and the edition in both forms."""
    measured(folder, rows, "fill", "", rows)
    list_ = edition(rows, invented_map(rows))
    (folder / f"{rows}.csv").write_bytes(list_.csv())
    (folder / f"{rows}.xlsx").write_bytes(list_.xlsx())


def run(folder: Path, size: int, what: str, kind: str, rows: int) -> dict:
    """What a process of its own measured, on a fresh copy of the database."""
    shutil.copy(folder / f"{size}.sqlite3", folder / "fresh.sqlite3")
    return measured(folder, size, what, kind, rows, database="fresh")


def measured(folder, size, what, kind, rows, database="") -> dict:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / (database or str(size))}.sqlite3"}
    command = [sys.executable, "-m", "benchmarks.importing", "measure", folder, size, what, kind, rows]
    done = subprocess.run([*map(str, command)], env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


# ---- in the process of its own


def measure(folder: str, size: str, what: str, kind: str, rows: str) -> dict:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supplychains.settings")
    import django

    django.setup()
    if what == "fill":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        lay_out(invented_map(int(size)))
        return {}
    if what == "ours":
        return bring((Path(folder) / f"{size}.{kind}").read_bytes(), kind)
    return theirs(what, kind, int(rows), int(size))


def lay_out(known: Map) -> None:
    """Somebody, and a programme with this map."""
    from django.contrib.auth import get_user_model

    from providers.models import Identifier, Provider, ProviderName
    from providers.names import normal_form
    from supplychains.contracts.models import ContractPackageArea, PrimeContract, Programme

    get_user_model().objects.create_user("somebody")
    programme = Programme.objects.create(slug="invented", name="Invented programme", is_invented=True)
    names = [body.name for body in known.organisations]
    bodies = Provider.objects.bulk_create((Provider(name=name) for name in [*known.primes, *names]), 1000)
    ProviderName.objects.bulk_create(
        (ProviderName(provider=one, text=one.name, key=normal_form(one.name), kind="legal") for one in bodies), 1000
    )
    numbered = zip(bodies[len(known.primes) :: 4], known.organisations[::4], strict=True)  # every fourth has a number
    Identifier.objects.bulk_create(
        (Identifier(provider=one, scheme="GB-COH", value=body.company) for one, body in numbered), 1000
    )
    areas = ContractPackageArea.objects.bulk_create(
        ContractPackageArea(programme=programme, number=number, name=name)
        for number, name in enumerate(known.areas, start=1)
    )
    PrimeContract.objects.bulk_create(
        PrimeContract(area=areas[area], provider=bodies[prime]) for area, prime in known.contracts
    )


def bring(content: bytes, kind: str) -> dict:
    """Stage, apply and roll back a list through our actions."""
    from django.contrib.auth import get_user_model

    from supplychains.contracts.models import Programme
    from supplychains.lists.actions import apply_list, roll_back_list, stage_list

    by, programme = get_user_model().objects.get(), Programme.objects.get()
    given = {"file_name": f"list.{kind}", "publisher_name": "Invented office", "published_on": dt.date(2026, 3, 31)}
    staged = clock()
    provider_list = stage_list(content=content, programme=programme, by=by, coverage={"areas": "all"}, **given)
    applied = clock()
    apply_list(provider_list=provider_list, by=by, seen=provider_list.stamp)
    end, peak = clock(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    counts = provider_list.counts
    roll_back_list(provider_list=provider_list, by=by, reason="measured")
    return {
        "stage": applied - staged,
        "apply": end - applied,
        "rate": counts["rows"] / (end - staged),
        "placed": counts["placed"],
        "counts": counts,
        "peak": peak,
        "roll_back": clock() - end,
    }


def theirs(mode: str, kind: str, rows: int, size: int) -> dict:
    """The same by django-import-export."""
    from benchmarks import peer

    content = peer.content_of(kind, rows, size)
    start = clock()
    written = peer.bring(content, kind, mode)
    end = clock()
    assert written == rows, written
    return {"rate": rows / (end - start)}


def clock() -> float:
    """Seconds: of the processor where the database is part of the process, of the clock on the wall otherwise."""
    from django.db import connection

    return process_time() if connection.vendor == "sqlite" else perf_counter()


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(*sys.argv[2:])))
    else:
        main()
