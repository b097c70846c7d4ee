"""Small sentences about dates and numbers, pure."""

from datetime import date

SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def day(on: date) -> str:
    """ "12 March 2026"."""
    return f"{on.day} {on:%B %Y}"


def month(on: date) -> str:
    """ "Mar 2026"."""
    return f"{on:%b %Y}"


def number(n: int) -> str:
    """In words up to twelve, in figures above."""
    return SMALL[n] if n < len(SMALL) else f"{n:,}"


def count(n: int, noun: str, plural: str = "") -> str:
    """ "1 organisation", "31 organisations", "two counties" by way of `plural`."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
