"""How many of what, pure: the figures of a preview and of a receipt. A figure is of rows or of things, never mixed."""

from .placing.resolving import Plan

ROWS = {"placed": "placed", "contract": "contracts_alone", "doubtful": "doubtful", "problem": "problems"}
MADE = ("new_providers", "areas_created", "contracts_created", "subcontracts_created")
CLOSED = ("closed", "not_closed", "overtaken")


def count(plan: Plan, positions: dict[tuple[int, int], int]) -> dict[str, int]:
    """Figures of a plan; `positions` are those the map has.

    Rows: rows = placed + contracts_alone + doubtful + problems; `unchanged` of them add nothing. Things that placed
    rows speak of: areas, contracts, providers, subcontracts; and of these the ones to be made. Positions: those whose
    listing closes, those not_closed since a row that names them could not be placed, and those of the list itself that
    are overtaken, because a newer edition leaves them out.
    """
    used = [resolution for _, resolution in plan.pairs("placed", "contract")]
    kinds = [resolution.kind for resolution in plan.resolutions]
    things = {
        "areas": {r.area for r in used},
        "contracts": {r.contract for r in used},
        "providers": {r.prime for r in used} | {r.provider for r in used if r.provider is not None},
        "subcontracts": {(r.contract, r.provider) for r in used if r.provider is not None},
    }
    spared = sum(closing.spared for closing in plan.closings)
    made = (
        _new(things["providers"]),
        _new(things["areas"]),
        _new(things["contracts"]),
        len(things["subcontracts"] - positions.keys()),
    )
    return {
        "rows": len(plan.entries),
        **{name: kinds.count(kind) for kind, name in ROWS.items()},
        "unchanged": sum(resolution.is_unchanged for resolution in plan.resolutions),
        "notes": sum(bool(resolution.notes) for resolution in plan.resolutions),
        **dict(zip(MADE, made, strict=True)),
        **{name: len(refs) for name, refs in things.items()},
        **dict(zip(CLOSED, (len(plan.closings) - spared, spared, len(plan.overtaken)), strict=True)),
    }


def again(counts: dict[str, int]) -> dict[str, int]:
    """The figures of bringing in a file that was applied before: nothing is made or closed, no row changes
    anything."""
    return {**counts, **dict.fromkeys(MADE + CLOSED, 0), "unchanged": counts["rows"]}


def _new(refs):
    return sum(not isinstance(ref, int) for ref in refs)
