"""Compiles requirements/*.txt from pyproject.toml: `python setup/lock.py [--upgrade]`.

One universal lock for each level, for every Python from 3.11 on, with the hash of every public file. The
settings of the machine it runs on are kept out, so that no private index or address gets in.
"""

import os
import subprocess
import sys
from pathlib import Path

LOCKS = {  # level: options that make it, each compiled on top of the one before
    "run": (),
    "test": ("--extra", "test", "-c", "requirements/run.txt"),
    "dev": ("--extra", "test", "--extra", "dev", "-c", "requirements/test.txt"),
}
UNIVERSAL = "--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header".split()


def bare_environment(environment):
    """A copy of an environment without what could lead uv to other packages or put addresses into a lock."""
    return {name: value for name, value in environment.items() if not name.startswith(("UV_", "PIP_"))}


def main(options):
    """Compile all locks; exits with a sentence if one fails or holds an address."""
    for level, own in LOCKS.items():
        path = Path("requirements", f"{level}.txt")
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-config"]
        words = [*command, *UNIVERSAL, *own, *options, "-o", path]
        done = subprocess.run(words, env=bare_environment(os.environ))
        if done.returncode:
            sys.exit(f"{path} was not compiled; uv's own words stand above.")
        if "://" in path.read_text(encoding="utf-8"):
            sys.exit(f"{path} holds an address, which a lock must not.")
        print(f"{path} is in step with pyproject.toml")


if __name__ == "__main__":
    main(sys.argv[1:])
