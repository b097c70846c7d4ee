"""What changed between two editions in words, pure: for a line of the table, and for a sentence above it."""

from providers.vocabulary import Sector
from supplychains.contracts.wording import count, day

from .churn import DIFFER, Rate, Tally
from .drift import Cause
from .editions import Change, Kind, Side

SECTORS = {sector.value: sector.words for sector in Sector}
SECTORS |= {DIFFER: "Rows differ", Sector.UNKNOWN.value: "Not stated"}


def tier_words(tiers: tuple[str, ...]) -> str:
    """("1", "2") -> "Tier 1 and 2"."""
    return f"Tier {' and '.join(tiers)}" if tiers else "tier not stated"


def sector_words(sectors: tuple[str, ...]) -> str:
    """("private", "third") -> "Private and Third"."""
    return " and ".join(SECTORS[sector] for sector in sectors) if sectors else "sector not stated"


def said(side: Side) -> str:
    """What an edition says of one it alone names: "Tier 2, Third"."""
    return ", ".join([tier_words(side.tiers), sector_words(side.sectors)])


def details(change: Change, cause: Cause | None = None) -> list[str]:
    """What is different, a line each: ["Tier 1 → Tier 2", "“Shaw” → “Shaw Trust”"]; what the one edition says of who
    entered or left."""
    before, after = change.before, change.after
    if before is None or after is None:
        side = before or after
        return [said(side)] if side else []
    lines = []
    if Kind.TIER in change.kinds:
        lines.append(f"{tier_words(before.tiers)} → {tier_words(after.tiers)}")
    if Kind.SECTOR in change.kinds:
        why = f" ({cause.words[:1].lower()}{cause.words[1:]})" if cause else ""
        lines.append(f"{sector_words(before.sectors)} → {sector_words(after.sectors)}{why}")
    if Kind.RENAMED in change.kinds or Kind.RESPELT in change.kinds:
        lines.append(f"{_quoted(before.names)} → {_quoted(after.names)}")
    return lines


def _quoted(names):
    return ", ".join(f"“{name}”" for name in names)


def percent(rate: Rate) -> str:
    """ "3.5 %"; "no rate" where there is nothing to take it of."""
    return "no rate" if rate.value is None else f"{100 * rate.value:.1f} %"


def lede(organisations: Tally, positions: Tally) -> str:
    """The comparison in two sentences."""
    n, p = organisations, positions
    return (
        f"Of {count(n.before, 'organisation')} on the earlier list, {n.left:,} left it and {n.stayed:,} stayed; "
        f"{n.entered:,} of the {n.after:,} on the later one entered. "
        f"Counted as organisation × contract, {p.left:,} of {p.before:,} left and {p.entered:,} of {p.after:,} entered."
    )


def cautions(first, second, apart) -> list[str]:
    """What a reader of the figures must know, a sentence each. `apart` is how
    many organisation x contract of either could not be compared."""
    found = ["Leaving a list is not leaving the chain: these are the words of the publisher."]
    if not first.coverage and not second.coverage:
        found.append("Neither edition says what it is complete for, so all they name is compared.")
    for number, one, other in ((apart[0], first, second), (apart[1], second, first)):
        if number:
            found.append(
                f"{number:,} organisation × contract of {day(one.published_on)} are left out: the edition of "
                f"{day(other.published_on)} neither names them nor says that it is complete there."
            )
    for one in (first, second):
        loose = one.counts.get("problems", 0) + one.counts.get("doubtful", 0)
        if loose:
            rows = count(one.counts.get("rows", 0), "row")
            found.append(
                f"{loose:,} of {rows} of {day(one.published_on)} are not placed; whom they name is not counted there."
            )
    alone = [one.counts.get("contracts_alone", 0) for one in (first, second)]
    if any(alone):
        found.append(
            f"{alone[0]:,} rows of the earlier and {alone[1]:,} of the later edition give a contract and name nobody."
        )
    return found
