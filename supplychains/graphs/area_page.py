"""What the page of an area shows of a chain, put into words and numbers for its templates."""

from supplychains.contracts.comparing import Change
from supplychains.contracts.filters import FORMER, NARROWING, STANDING
from supplychains.contracts.standpoints import DIFFERENCE

from .figures import margin

KEPT = ("view", "layer", "lit", "sort")
"""What else the address says and a new filter leaves as it is."""
CALLED = {Change.ENTERED: "Found by calling", Change.LEFT: "Not in the chain", Change.SAME: "As listed"}
"""The words of a change where lists are compared with calls."""


def context_of(chain, picture, params) -> dict:
    """Everything but the table, for an address `params` (request.GET)."""
    asked = chain.filter
    return {
        "area": chain.area,
        "chain": chain,
        "picture": picture,
        "view": picture.view,
        "lit": picture.lit,
        "pointed": picture.pointed,
        "grid": picture.grid if picture.view == "matrix" else None,
        "contracts": chain.contracts,
        "positions": chain.positions,
        "whole": len(chain.whole),
        "narrowing_fields": [asked[name] for name in NARROWING],
        "standing_fields": [asked[name] for name in STANDING],
        "former_fields": [asked[name] for name in FORMER],
        "is_compared": any(asked.data.get(name) for name in STANDING + FORMER),
        "kept": [(name, params[name]) for name in KEPT if params.get(name)],
        "layers": asked.fields["layer"].choices,
        "layer": asked.said("layer") or "",
        "standing": asked.standing(),
        "former": asked.standing("from_"),
        "gap_lines": gap_lines(chain),
        **margin(chain.positions),
    }


def gap_lines(chain):
    """[(words, class, positions)] of a comparison; nothing where there is none."""
    if not chain.gap:
        return []
    is_difference = chain.filter.said("layer") == DIFFERENCE
    counts = [(change, getattr(chain.gap, change.replace("-", "_"))) for change in Change]
    return [
        (CALLED.get(change, change.words) if is_difference else change.words, change, number)
        for change, number in counts
        if is_difference or change != Change.NOT_ASKED
    ]
