"""The lanes of a list: its rows by what became of them, and the figures above them, pure."""

from .counts import CLOSED

CLOSING = "closing"
LANES = {  # resolution: (counts, words); what needs a person comes first, what is not of rows last
    "problem": (("problems",), "problems"),
    "doubtful": (("doubtful",), "to decide"),
    "placed": (("placed",), "placed"),
    "contract": (("contracts_alone",), "contract alone"),
    CLOSING: (CLOSED, "left out"),
}
FIGURES = (
    ("subcontracts_created", "subcontracts", "positions", "named"),
    ("new_providers", "providers", "organisations", "named, primes among them"),
    ("contracts_created", "contracts", "prime contracts", "named"),
    ("areas_created", "areas", "areas", "named"),
)


def lane_of(asked: str | None, counts: dict) -> str:
    """The lane asked for, otherwise the first that has rows."""
    if asked in LANES:
        return asked
    return next((lane for lane in LANES if size(lane, counts)), "placed")


def size(lane: str, counts: dict) -> int:
    """How many rows a lane has; of what a list leaves out, how many positions."""
    return sum(counts.get(name, 0) for name in LANES[lane][0])


def lanes_of(counts: dict, current: str, *, is_gone: bool = False) -> list[dict]:
    """[{"lane", "words", "rows", "is_current"}] in the order to look at them; `is_gone` where the list was rolled
    back."""
    then = {"placed": "were placed"} if is_gone else {}
    return [
        {"lane": lane, "words": then.get(lane, words), "rows": size(lane, counts), "is_current": lane == current}
        for lane, (_, words) in LANES.items()
    ]


def figures_of(counts: dict) -> list[dict]:
    """[{"new", "of", "unit", "named"}]: of the things that placed rows speak of, how many the map has not.

    Areas and contracts only where the list makes some.
    """
    shown = FIGURES if counts.get("contracts_created") else FIGURES[:2]
    return [
        {"new": counts.get(new, 0), "of": counts.get(whole, 0), "unit": unit, "named": named}
        for new, whole, unit, named in shown
    ]
