"""The commands around the software: locks, Makefile, set-up, and the two-database run of the suite."""

import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LEVELS = ("run", "test", "dev")
COMMANDS = {
    "demo": "manage.py demo",
    "run": "gunicorn supplychains.wsgi",
    "test": "tests/run.py",
    "lint": "ruff check",
    "bench": "benchmarks/",
    "lock": "setup/lock.py",
    "clean": "rm -rf .venv",
}


def load(path):
    """The module in a file of the project, imported on its own."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def locked(level):
    """The packages of a lock, as {(name, version)}; one name may have a version for each Python."""
    text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", text, re.MULTILINE))


def wanted(level):
    """The names that pyproject.toml asks for at a level."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = project["optional-dependencies"]
    lists = {"run": project["dependencies"], "test": extra["test"], "dev": extra["dev"]}
    return {re.match(r"[A-Za-z0-9-]+", text)[0].lower() for text in lists[level]}


def without_make(**changes):
    """The environment as outside of make, changed."""
    inherited = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "ARGS", "PORT", "SERVE")
    return {**{name: value for name, value in os.environ.items() if name not in inherited}, **changes}


def script(folder, name, text):
    """An executable shell script in a folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


# ---- locks


@pytest.mark.parametrize("level", LEVELS)
def test_a_lock_holds_no_address_and_a_hash_for_every_package(level):
    text = (ROOT / "requirements" / f"{level}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.MULTILINE), "an option of pip"
    packages = re.findall(r"^[a-z].*\n(.*)", text, re.MULTILINE)
    assert len(packages) == len(locked(level)) > 10
    assert all(line.startswith("    --hash=sha256:") for line in packages)


@pytest.mark.parametrize("level", LEVELS)
def test_a_lock_has_what_the_project_asks_for(level):
    assert wanted(level) <= {name for name, _ in locked(level)}


@pytest.mark.parametrize(("lower", "higher"), [("run", "test"), ("test", "dev")])
def test_a_higher_lock_holds_the_lower_one_unchanged(lower, higher):
    assert locked(lower) <= locked(higher)


def test_a_machine_with_its_own_index_does_not_change_the_locks():
    lock = load(ROOT / "setup" / "lock.py")
    environment = {"UV_EXTRA_INDEX_URL": "x", "PIP_FIND_LINKS": "y", "HOME": "z"}
    assert lock.bare_environment(environment) == {"HOME": "z"}


# ---- commands


@pytest.mark.parametrize(("target", "command"), COMMANDS.items())
def test_make_knows_its_commands(target, command):
    words = ["make", "-n", target]
    done = subprocess.run(words, cwd=ROOT, env=without_make(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert command in done.stdout


def test_continuous_integration_calls_exactly_make_test():
    path = ROOT / ".ci" / "run"
    commands = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("exec ")]
    assert commands == ["exec make test"]
    assert os.access(path, os.X_OK)


def test_the_newest_python_that_runs_is_taken(tmp_path):
    script(tmp_path, "python3.13", "exit 127  # a stand-in whose version is not chosen")
    script(tmp_path, "python3.12", f'exec "{sys.executable}" "$@"')
    done = subprocess.run(
        ["/bin/sh", ROOT / "setup" / "python.sh"], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "python3.12\n")


def test_a_python_that_is_too_old_gets_one_sentence(tmp_path):
    script(tmp_path, "python3", 'case "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac')
    for name in ("python3.11", "python3.12", "python3.13"):
        script(tmp_path, name, "exit 127")
    done = subprocess.run(
        ["/bin/sh", ROOT / "setup" / "python.sh"],
        env=without_make(PATH=f"{tmp_path}:{os.environ['PATH']}"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Python 3.11 or later is needed, but python3 here is 3.9.2: install a newer one")
    assert done.stderr.count("\n") == 1


def test_a_python_without_ensurepip_and_pip_gets_one_sentence_and_leaves_nothing(tmp_path, monkeypatch):
    environment = load(ROOT / "setup" / "environment.py")
    monkeypatch.chdir(tmp_path)

    def begun(*words):
        """As on such a system: the folder is begun, nothing is in it, and no pip is found anywhere."""
        if "venv" in words:
            Path(".venv").mkdir()
        return "--without-pip" in words

    monkeypatch.setattr(environment, "runs", begun)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        environment.main("run")
    assert not Path(".venv").exists()


def test_a_changed_lock_is_installed_again(tmp_path, monkeypatch):
    environment = load(ROOT / "setup" / "environment.py")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(environment, "runs", lambda *words: True)
    Path("requirements").mkdir()
    Path(".venv").mkdir()
    for path in (environment.lock("run"), environment.stamp("run")):
        path.write_text("django==5.2\n")
    assert environment.is_installed("run")
    environment.lock("run").write_text("django==5.3\n")
    assert not environment.is_installed("run")


def test_a_taken_port_gets_one_sentence_that_names_another():
    port = load(ROOT / "setup" / "port.py")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        assert port.fault(str(number)).startswith(f"Port {number} is taken: ")
    assert port.fault(str(number)) is None
    assert port.fault("http").startswith("PORT is a number from 1 to 65535")


# ---- two databases


def test_postgres_goes_with_a_starter_that_is_killed():
    show = 'echo "$DATABASE_URL"; exec sleep 30'
    words = [sys.executable, ROOT / "tests" / "postgres.py", "sh", "-c", show]
    starter = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        address = re.search(r"@(.*)/postgres$", starter.stdout.readline().strip())
        if not address:
            pytest.skip("no PostgreSQL starts here")
        folder = Path(address[1].replace("%2F", "/"))
        assert list(folder.glob(".s.PGSQL.*")), "the server is up"
        starter.kill()
        end = time.monotonic() + 10
        while folder.exists() and time.monotonic() < end:
            time.sleep(0.05)
        assert not folder.exists()
    finally:
        os.killpg(starter.pid, signal.SIGKILL)
        starter.communicate()


def test_what_a_run_left_out_is_said_with_its_reason(tmp_path, monkeypatch, capfd):
    monkeypatch.syspath_prepend(ROOT / "tests")
    run = load(ROOT / "tests" / "run.py")
    (tmp_path / "test_three.py").write_text(
        "import pytest\n"
        "def test_passes(): pass\n"
        "@pytest.mark.xfail(reason='known')\n"
        "def test_fails_as_expected(): assert False\n"
        "@pytest.mark.skip(reason='no Chromium')\n"
        "def test_of_a_browser(): pass\n"
        "@pytest.mark.skip(reason='only on PostgreSQL')\n"
        "def test_of_one_database(): pass\n"
        "def test_fails(): assert False\n"
    )
    result = run.suite("SQLite", "", ["-c", os.devnull, "--rootdir", str(tmp_path), "-p", "no:django", str(tmp_path)])
    assert result["code"] == 1
    assert result["counts"] == "SQLite: 2 passed, 1 failed, 2 skipped"
    assert result["left_out"] == ["1 test on SQLite (no Chromium)"]
    assert "1 failed, 1 passed, 2 skipped, 1 xfailed" in capfd.readouterr().out


@pytest.mark.parametrize(("ci", "left_out", "fails"), [("true", ["x"], True), ("true", [], False), ("", ["x"], False)])
def test_only_continuous_integration_refuses_what_was_left_out(ci, left_out, fails, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tests")
    monkeypatch.setenv("CI", ci)
    assert load(ROOT / "tests" / "run.py").refused(left_out) is fails


def test_the_settings_of_an_installation_do_not_reach_the_suite(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "tests")
    monkeypatch.setenv("DATABASE_URL", "postgres://production")
    monkeypatch.setenv("SUPPLYCHAINS_DEMO", "1")
    environment = load(ROOT / "tests" / "run.py").environment
    assert not {"DATABASE_URL", "SUPPLYCHAINS_DEMO"} & environment("").keys()
    assert environment("postgres://other")["DATABASE_URL"] == "postgres://other"
