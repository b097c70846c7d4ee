"""Runs the whole suite on SQLite, then all of it that touches a database on PostgreSQL: `python tests/run.py [PYTEST
OPTIONS]`.

PostgreSQL is the one at TEST_DATABASE_URL, otherwise a throw-away one (see postgres.py). What was left out is
said at the end, and with CI=true it is a failure; except for a test that belongs to one database, which skips
itself with a reason that starts with "only on". Standard library only.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import postgres

ONE_DATABASE = "only on"
CORES = ("-n", "auto", "--dist", "loadfile")  # the tests of one file share what is made once for them
SETTINGS = ("DATABASE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "SUPPLYCHAINS_DEMO")


def main(options):
    """Run both; returns 0 if nothing failed and, with CI=true, nothing was left out."""
    runs, left_out = [suite("SQLite", "", options)], []
    try:
        with postgres_address() as address:
            runs.append(suite("PostgreSQL", address, options))
    except postgres.NoServerError as error:
        left_out.append(f"the run on PostgreSQL ({error}; or set TEST_DATABASE_URL)")
    left_out += [text for run in runs for text in run["left_out"]]
    print()
    for run in runs:
        print(run["counts"])
    for text in left_out:
        print(f"skipped: {text}")
    if any(run["code"] for run in runs):
        return 1
    return int(refused(left_out))


def refused(left_out):
    """Whether what was left out fails the whole, as it does with CI=true; says so."""
    fails = bool(left_out) and os.environ.get("CI", "").lower() in ("1", "true")
    if fails:
        print("failed: with CI=true nothing may be skipped")
    return fails


@contextmanager
def postgres_address():
    """The address of the PostgreSQL to test on, as DATABASE_URL takes it."""
    address = os.environ.get("TEST_DATABASE_URL")
    if address:
        yield address
    else:
        with postgres.running() as address:
            yield address


def suite(database, address, options):
    """Run pytest on one database: its exit code, its counts in one line, and texts on what it left out."""
    print(f"\nThe suite on {database}:", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *CORES, *options]
        code = subprocess.run(command, env=environment(address), stdin=subprocess.DEVNULL).returncode
        cases = list(ElementTree.parse(report).iter("testcase")) if report.exists() else []
    skips = Counter(skip.get("message") for case in cases if (skip := skipped(case)) is not None)
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    passed = len(cases) - failed - skips.total()
    return {
        "code": code,
        "counts": f"{database}: {passed} passed, {failed} failed, {skips.total()} skipped",
        "left_out": [
            f"{count} {'test' if count == 1 else 'tests'} on {database} ({reason})"
            for reason, count in skips.items()
            if not reason.startswith(ONE_DATABASE)
        ],
    }


def skipped(case):
    """The element that says a test was skipped; None for one that ran, also if it failed as expected."""
    found = case.find("skipped")
    return None if found is None or found.get("type") == "pytest.xfail" else found


def environment(address):
    """The environment of a run: without an installation's settings, and with DATABASE_URL if there is one."""
    variables = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**variables, "DATABASE_URL": address, "DATABASE_TESTS_ONLY": "1"} if address else variables


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
