"""What the page of an area shows of a chain, put into words and numbers for its templates."""

from supplychains.contracts.comparing import Change
from supplychains.contracts.filters import FORMER, NARROWING, STANDING
from supplychains.contracts.standpoints import DIFFERENCE
from supplychains.contracts.vocabulary import OUTSIDE

from .figures import margin
from .pictures import VIEWS

KEPT = ("view", "layer", "lit", "sort")
"""What else the address says and a new filter leaves as it is."""
CALLED = {
    Change.ENTERED: "Entered: found by calling",
    Change.LEFT: "Left: not in the chain",
    Change.SAME: "The same as listed",
}
"""The words of a change where lists are compared with calls."""


def context_of(chain, picture, params) -> dict:
    """Everything but the table, for an address `params` (request.GET)."""
    asked = chain.filter
    here = [p for p in chain.positions if p.change != Change.LEFT]  # who left is drawn, and counted in the gap alone
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
        "not_understood": _not_understood(asked, picture, params),
        "told": "; ".join(f"{label}: {value}" for label, value in asked.told()),
        "outside": sum(1 for p in here if p.involvement in OUTSIDE),
        "here": here,
        **margin(here, [contract.provider for contract in chain.contracts]),
    }


def _not_understood(asked, picture, params):
    """What the address asks of view, layer and highlight and cannot be, in sentences."""
    wrong = [str(error) for error in asked.errors.get("layer", [])]
    if (view := params.get("view")) and view not in VIEWS:
        wrong.append(f"There is no view “{view[:20]}”; links are shown.")
    if picture.lit and not picture.pointed:
        wrong.append("The organisation to be highlighted does not stand in what is shown.")
    return wrong


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
