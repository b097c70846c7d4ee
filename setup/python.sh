#!/bin/sh
# Prints the Python that makes .venv: the one named by PYTHON, otherwise the newest usual name that is 3.11 or later.
# Where there is none, prints one sentence on the error channel and fails.

if [ -n "$PYTHON" ]; then
    set -- "$PYTHON"
else
    set -- python3.13 python3.12 python3.11 python3
fi

for candidate; do
    # Running it, not finding it: a version manager's stand-in is on the path even where its version is not chosen.
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        printf '%s\n' "$candidate"
        exit 0
    fi
done

version=$("$candidate" -c 'import platform; print(platform.python_version())' 2>/dev/null)
if [ -n "$version" ]; then
    fault="$candidate here is $version"
else
    fault="$candidate does not run here"
fi
cat >&2 <<END
Python 3.11 or later is needed, but $fault: install a newer one (Debian, Ubuntu: apt-get install python3.11 python3.11-venv), or name one, as in "make demo PYTHON=/opt/python3.12/bin/python3".
END
exit 1
