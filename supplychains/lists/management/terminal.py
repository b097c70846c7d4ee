"""What commands say to somebody at a terminal while they work."""

from contextlib import contextmanager

ERASE = "\r\x1b[K"


@contextmanager
def how_far(stream, rows):
    """`progress(step in words, rows done)` that keeps one line of a terminal up to date; None where it is none."""
    if not stream.isatty():
        yield None
        return
    try:
        yield lambda step, rows_done: stream.write(f"{ERASE}{rows_done:,} of {rows:,} rows, {step}", ending="")
    finally:
        stream.write(ERASE, ending="")
