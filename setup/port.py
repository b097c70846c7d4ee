"""Says in one sentence why a port of 127.0.0.1 cannot be served on: `python3 setup/port.py PORT`.

Asked before anything long is done. Standard library only.
"""

import errno
import socket
import sys


def fault(port):
    """One sentence on why nothing can be served on a port (text, as typed); None if it is free."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT is a number from 1 to 65535, and not {port!r}: run it again as in make demo PORT=8001."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            return refusal(int(port), error)
    return None


def refusal(port, error):
    """The sentence for a port that the system did not give."""
    other = port + 1 if 1024 <= port < 65535 else 8001
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken: stop what uses it, or take another, as in make demo PORT={other}."
    return f"Port {port} cannot be used ({error.strerror}): take another, as in make demo PORT={other}."


if __name__ == "__main__":
    sys.exit(fault(sys.argv[1]))
