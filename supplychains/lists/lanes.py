"""The lanes of a list: its rows by what became of them, and the figures above them, pure."""

LANES = {  # resolution: (count, words); what needs a person comes first
    "problem": ("problems", "problems"),
    "doubtful": ("doubtful", "to decide"),
    "placed": ("placed", "placed"),
    "contract": ("contracts_alone", "contract alone"),
}
FIGURES = (
    ("subcontracts_created", "subcontracts", "positions"),
    ("new_providers", "providers", "organisations"),
    ("contracts_created", "contracts", "prime contracts"),
    ("areas_created", "areas", "areas"),
)


def lane_of(asked: str | None, counts: dict) -> str:
    """The lane asked for, otherwise the first that has rows."""
    if asked in LANES:
        return asked
    return next((lane for lane, (name, _) in LANES.items() if counts.get(name)), "placed")


def lanes_of(counts: dict, current: str) -> list[dict]:
    """[{"lane", "words", "rows", "is_current"}] in the order to look at them."""
    return [
        {"lane": lane, "words": words, "rows": counts.get(name, 0), "is_current": lane == current}
        for lane, (name, words) in LANES.items()
    ]


def figures_of(counts: dict) -> list[dict]:
    """[{"new", "of", "unit"}]: of the things that placed rows speak of, how many the map has not.

    Areas and contracts only where the list makes some.
    """
    shown = FIGURES if counts.get("contracts_created") else FIGURES[:2]
    return [{"new": counts.get(new, 0), "of": counts.get(whole, 0), "unit": unit} for new, whole, unit in shown]
