"""Makes .venv and installs one of the locks into it: `python3 setup/environment.py run|test|dev`.

Does nothing when that lock, as it stands, is already installed. Standard library only: it runs before
anything is installed, in the project's folder.
"""

import shutil
import subprocess
import sys
from pathlib import Path

LEVELS = ("run", "test", "dev")  # each lock holds all that stands in the ones before it
VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"


def lock(level):
    """The path of a level's lock."""
    return Path("requirements", f"{level}.txt")


def stamp(level):
    """The path of the copy of a lock that says it is installed."""
    return VENV / f"installed-{level}.txt"


def runs(*command):
    """Whether a command can be started and ends well; its output is dropped."""
    try:
        return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def new_enough():
    """Whether .venv has a Python that starts and is 3.11 or later."""
    return runs(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")


def is_installed(level):
    """Whether .venv works and holds exactly this lock."""
    return stamp(level).is_file() and stamp(level).read_bytes() == lock(level).read_bytes() and new_enough()


def make_venv():
    """Make .venv anew; without pip in it where this Python has no ensurepip, as on a bare Debian."""
    for options in ((), ("--without-pip",)):
        shutil.rmtree(VENV, ignore_errors=True)
        if runs(sys.executable, "-m", "venv", *options, VENV):
            return
    shutil.rmtree(VENV, ignore_errors=True)
    sys.exit(no_pip())


def pip():
    """The start of a pip command line that installs into .venv, or None."""
    inside = (str(PYTHON), "-m", "pip")
    outside = (sys.executable, "-m", "pip", "--python", str(PYTHON))
    return next((command for command in (inside, outside) if runs(*command, "--version")), None)


def no_pip():
    """The sentence for a Python that can neither make a complete environment nor lend its own pip."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"{name} here has neither ensurepip nor pip, so .venv cannot be made: "
        f"install them (Debian, Ubuntu: apt-get install python3-venv, or {name}-venv where {name} is not the "
        "system's own) and run the same command again."
    )


def install(level):
    """Install a lock into .venv, pip's own words going to a log that is shown only on failure."""
    command = pip()
    if command is None:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(no_pip())
    print(f"Installing {lock(level)} into .venv (a minute or so, once) ...", flush=True)
    log = VENV / "install.log"
    options = ("--quiet", "--require-hashes", "--no-input", "--disable-pip-version-check")
    with log.open("w") as output:
        words = [*command, "install", *options, "-r", lock(level)]
        done = subprocess.run(words, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.stderr.write(log.read_text(errors="replace"))
        sys.exit(f"Installing {lock(level)} failed; pip's own words stand above and in {log}.")
    for lower in LEVELS[: LEVELS.index(level) + 1]:
        shutil.copyfile(lock(lower), stamp(lower))


def main(level):
    """Bring .venv to a level."""
    if is_installed(level):
        return
    if not (new_enough() and pip()):
        make_venv()
    install(level)


if __name__ == "__main__":
    main(sys.argv[1])
