"""What rolling a list back would do: what is reversed, what is kept because people built on it since, or why not.

Whatever the list says is withdrawn. What it made leaves the pages where nothing stands on it: no statement of anybody
else, no call, no decision, no edit by hand. Nothing is written here; see taking_back.py and docs/decisions/0007."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from providers.models import SectorStatement
from supplychains.contracts.models import Subcontract, SubcontractStatement
from supplychains.contracts.wording import day

from ..applying import chunks
from ..models import ProviderList
from ..placing.closing import left_out, newest_words
from ..placing.gone import editions_of, keys_of, spots_of
from .made import take_apart
from .standing_on import edited, referring
from .undoing import BY_HAND, NAMED, Kept, RollBack

SPOKEN = {
    "call": "a call speaks of it",
    "ruling": "a researcher ruled on it",
    "list": NAMED,
    "register": "a register speaks of it",
    "web": "a publication speaks of it",
}


def roll_back_plan(provider_list) -> RollBack:
    """What rolling this list back would do to the map as it is now."""
    plan = RollBack(provider_list, blocked=obstacle(provider_list))
    if not plan.blocked:
        standing = _positions(plan)
        plan.sectors = SectorStatement.objects.live().of_edition(provider_list.public_id).count()
        take_apart(plan, standing)
        plan.kept.sort()
    return plan


def obstacle(provider_list) -> str:
    """Why a list cannot be rolled back, in a sentence; "" where it can."""
    if provider_list.state == ProviderList.State.STAGED:
        return "The list is not in the map, so there is nothing to roll back."
    if provider_list.state == ProviderList.State.ROLLED_BACK:
        when = day(provider_list.rolled_back_at.date())
        return f"The list was rolled back on {when} by {provider_list.rolled_back_by.get_username()}."
    return ""


@dataclass(frozen=True, slots=True)
class Said:
    """A live statement on a position, as far as rolling back looks at it."""

    pk: int
    subcontract: int
    edition: str
    day: date
    listed: bool | None
    tier: str
    publisher: str
    source: str


def _said(positions) -> dict[int, list[Said]]:
    """{position: its live statements, oldest first}."""
    found = defaultdict(list)
    names = ("pk", "subcontract", "edition", "stated_on", "listed", "tier", "publisher", "source")
    for some in chunks(positions):
        live = SubcontractStatement.objects.live().filter(subcontract__in=some)
        for row in live.order_by("stated_on", "recorded_at", "pk").values_list(*names):
            found[row[1]].append(Said(*row))
    return found


def _positions(plan) -> set[int]:
    """Fill in what becomes of the positions the list speaks of; those of which something stands all the same."""
    own = SubcontractStatement.objects.live().of_edition(plan.provider_list.public_id)
    plan.positions = set(own.values_list("subcontract", flat=True))
    said = _said(plan.positions)
    late = plan.provider_list.closings.exclude(edition=plan.provider_list.public_id)
    overtaking = set(late.values_list("statement", flat=True))
    rest = {position: _without(plan, said[position], overtaking) for position in plan.positions}
    standing = {position for position, left in rest.items() if left}
    plan.off = plan.positions - standing
    _reopen(plan, said, rest)
    reasons = built_on(plan.positions, rest)
    plan.kept += [Kept("position", position, tuple(why)) for position, why in reasons.items()]
    return standing | reasons.keys()


def _without(plan, said, overtaking):
    """What is left of the statements on a position: not those of the list, nor closings that end its listing alone;
    `overtaking` are closings that came with it."""
    publisher, left = plan.provider_list.publisher.name, []
    had, has = False, False  # whether this publisher has it listed by then: with the list, and without it
    for one in said:
        is_own = one.edition == plan.provider_list.public_id and one.source == "list"
        is_word = one.source == "list" and one.publisher == publisher
        ends_it_alone = one.pk in overtaking or (one.listed is False and had and not has)
        if is_word and not is_own and ends_it_alone:
            plan.orphans.add(one.pk)
        elif not is_own:
            left.append(one)
            has = bool(one.listed) if is_word and one.listed is not None else has
        had = bool(one.listed) if is_word and one.listed is not None else had
    return left


def _reopen(plan, said, rest):
    """Listings that closed by the list or with it open again, unless a later edition leaves the position out too."""
    publisher = plan.provider_list.publisher.name
    now, then = _words(said, publisher), _words(rest, publisher)
    listed = {position: word for position, word in then.items() if word.listed and not now[position].listed}
    editions = editions_of(plan.provider_list) if listed else []
    if editions:
        spots = _spots(listed)
        due = (left_out(position, word, spots[position], editions) for position, word in listed.items())
        plan.closed = [closing for closing in due if closing]
    plan.reopened = listed.keys() - {closing.position for closing in plan.closed}


def _words(said, publisher):
    """The publisher's newest word on each of these positions."""
    lines = (s for all_ in said.values() for s in all_ if s.publisher == publisher and s.listed is not None)
    return newest_words((s.subcontract, s.edition, s.day, s.listed, s.tier) for s in lines)


def _spots(positions):
    spots: dict = {}
    for some in chunks(positions):
        found = Subcontract.objects.filter(pk__in=some)
        spots |= spots_of(found, keys_of(found.order_by().values("provider")))
    return spots


def built_on(positions, left) -> dict[int, list[str]]:
    """{position: why it is kept} of those that stand on more than the list; `left` {position: what else is said}."""
    reasons = defaultdict(list)
    for position in positions:
        sources = {one.source for one in left.get(position, ())}
        reasons[position] += [words for source, words in SPOKEN.items() if source in sources]
    for position, words in referring(Subcontract, positions, {"statements"}).items():
        reasons[position] += words
    for position in edited(Subcontract, positions):
        reasons[position].append(BY_HAND)
    return {position: why for position, why in reasons.items() if why}
