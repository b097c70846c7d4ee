"""What a list changed on the map, position by position: the map a moment before it was applied beside the map after.

It is kept as the list is applied, from the settled columns before and after, with what the preview told of each
position as far as it came true (told.py). Of a list that was applied without, it is worked out from the statements of
the two moments, and kept then."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction

from providers.models import SectorStatement
from providers.settling import live, settle_sector
from providers.statements import in_parts
from supplychains.contracts.export import csv_lines
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement
from supplychains.contracts.settling import settle

from ..kept import Kept, forget, keep
from ..models import ProviderList
from ..what_changes.elsewhere import listed_by_others
from ..what_changes.lines import SECTORS, TIERS, Chain, Kind, still_listed_by
from ..what_changes.records import Makes, chains_of
from .told import CARRIED, NOTHING, Told, told_of

MOMENT = timedelta(microseconds=1)
KINDS = {
    "added": (Kind.ADDED,),
    "listed again": (Kind.LISTED,),
    "closed": (Kind.GONE,),
    "overtaken": (Kind.GONE,),
    "left out, on another list": (Kind.ELSEWHERE,),
    "left out, but kept": (Kind.KEPT,),
    "tier changed": (Kind.TIER,),
    "sector changed": (Kind.SECTOR,),
    "tier and sector changed": (Kind.TIER, Kind.SECTOR),
    "unchanged": (Kind.SAME,),
}
LEFT_TO_OTHERS = "left out, on another list"


class Done(NamedTuple):
    """What a list did to one position, as the csv has it. `change` is "added", "listed again", "closed", "overtaken" (a
    newer edition leaves it out), "left out, on another list", "left out, but kept" (a row that names it could not be
    placed), "tier changed", "sector changed", "tier and sector changed" or "unchanged". `also` are the kinds that the
    columns of the map do not show, `row` is where the list says it, and `list_says` what."""

    programme: str
    area_number: int
    area: str
    prime: str
    prime_id: str
    contract_reference: str
    organisation: str
    organisation_id: str
    position: int
    change: str
    tier_before: str
    tier_after: str
    sector_before: str
    sector_after: str
    listed_before: bool
    listed_after: bool
    also: tuple[str, ...] = ()
    row: str = ""
    list_says: tuple[str, ...] = ()

    @property
    def chain(self) -> Chain:
        return Chain(str(self.area_number), self.area, self.prime_id, self.prime, self.contract_reference)

    @property
    def order(self) -> list[str]:
        return [str(fact).rjust(6) for fact in self[1:9]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """As codes, those of the map first; it is unchanged only where nothing else became of it."""
        kinds = [kind.value for kind in KINDS[self.change] if not (self.also and kind == Kind.SAME)]
        return tuple(dict.fromkeys((*kinds, *self.also)))

    @property
    def became(self) -> list[str]:
        """What became otherwise on the map, in words."""
        kinds, said = KINDS[self.change], []
        if Kind.TIER in kinds:
            said.append(f"{TIERS[self.tier_before]} → {TIERS[self.tier_after]}")
        if Kind.SECTOR in kinds:
            said.append(f"{SECTORS[self.sector_before]} → {SECTORS[self.sector_after]}")
        return [*said, "A newer edition leaves it out"] if self.change == "overtaken" else said

    @property
    def in_csv(self) -> dict:
        also = "; ".join(Kind(code).words for code in self.also)
        return self._asdict() | {"also": also, "list_says": "; ".join(self.list_says)}


class Standing(NamedTuple):
    """How a position stands at one moment; `stated` whether anybody speaks of it."""

    stated: bool
    tier: str
    listed: bool
    sector: str


STANDING = ("stated", "tier", "listed", "provider__sector")
AREA, CONTRACT = "prime_contract__area__", "prime_contract__"
PLACE = (  # as Done has it
    *(f"{AREA}programme__slug", f"{AREA}number", f"{AREA}name"),
    *(f"{CONTRACT}provider__name", f"{CONTRACT}provider__public_id", f"{CONTRACT}reference"),
    *("provider__name", "provider__public_id", "pk"),
)


# ---- the csv


def changes_csv(provider_list) -> Iterator[str]:
    """CSV text, line by line: every position the list speaks of, by area, prime and organisation."""
    return csv_lines(Done._fields, (one.in_csv for one in changes(provider_list)))


def changes(provider_list) -> Iterator[Done]:
    """Every position an applied or rolled back list speaks of, in the order of the csv."""
    kept, programme = what_it_did(provider_list), provider_list.programme.slug
    chains = [Chain(*chain) for chain in kept.figures["chains"]]
    for (kinds, at, _), (address, name, said, row, *facts) in kept.every():
        chain = chains[at]
        place = (int(chain.area), chain.area_name, chain.prime_name, chain.prime, chain.reference)
        done = Done(programme, *place, name, address, *facts)
        yield done._replace(also=tuple(kind for kind in kinds if kind in CARRIED), row=row, list_says=tuple(said))


def what_it_did(provider_list) -> Kept:
    """As it was kept; worked out now for a list that was applied without."""
    return provider_list.kept.filter(what=Kept.What.DID).first() or _work_out(provider_list)


@transaction.atomic
def _work_out(provider_list):
    ProviderList.objects.select_for_update().get(pk=provider_list.pk)  # the first of two who look works it out
    kept = provider_list.kept.filter(what=Kept.What.DID).first()
    return kept or _keep(provider_list, worked_out(provider_list))


# ---- while it is applied


def remember(writing):
    """Note how the positions that a list speaks of stand, before they are settled."""
    spoken_of = {*writing.ids[Subcontract].values(), *writing.closed, *Left.of(writing.provider_list).spared}
    writing.before = {pk: Standing(*facts) for pk, *facts in _read(spoken_of, "pk", *STANDING)}


def keep_changes(writing):
    """Keep what the list did now that all is settled. What it did when it was applied first stays, where rows of it
    are brought in later."""
    provider_list, before = writing.provider_list, writing.before
    kept = provider_list.kept.filter(what=Kept.What.DID).first()
    done = {one.position: one for one in (changes(provider_list) if kept else ())}
    left, told = Left.of(provider_list), told_of(writing)
    for *place, stated, tier, listed, sector in _read(before, *PLACE, *STANDING):
        pk = place[-1]
        was = _before(done[pk]) if pk in done else before[pk]
        done[pk] = _done(place, was, Standing(stated, tier, listed, sector), left, told.get(pk, NOTHING))
    _keep(provider_list, done.values())


def _keep(provider_list, done: Iterable[Done]) -> Kept:
    forget(provider_list.kept.filter(what__in=[Kept.What.MAP, Kept.What.EDITION]))  # what was to be is done
    at: dict[Chain, int] = {}
    lines = [
        (
            (one.kinds, at.setdefault(one.chain, len(at)), one.tier_after),
            (one.organisation_id, one.organisation, one.list_says, one.row, *one[8:16]),
        )
        for one in sorted(done, key=lambda one: one.order)
    ]
    figures: dict[str, Any] = {"chains": list(at), "makes": _made(provider_list)}
    figures["elsewhere"] = sum(Kind.ELSEWHERE.value in kinds for (kinds, _, _), _ in lines)
    return keep(provider_list, Kept.What.DID, lines, figures=figures)


def _made(provider_list) -> Makes:
    """The contracts that the list made, and how many areas; also where they left the pages with it."""
    own = {"edition": provider_list.public_id}
    contracts = PrimeContract._base_manager.filter(area__programme=provider_list.programme_id, **own)
    chains = sorted(chains_of(contracts).values(), key=lambda chain: chain.order)
    return Makes(chains, ContractPackageArea._base_manager.filter(programme=provider_list.programme_id, **own).count())


def _read(ids, *fields) -> Iterator[tuple]:
    for some in in_parts(sorted(ids)):
        yield from Subcontract.objects.filter(pk__in=some).order_by().values_list(*fields)


def _before(done: Done) -> Standing:
    return Standing(done.change != "added", done.tier_before, done.listed_before, done.sector_before)


class Left(NamedTuple):
    """The positions that a list leaves out: `overtaken` of its own that a newer edition leaves out, `spared` where a
    row that names it could not be placed, `others` {position: the publishers that list it all the same}."""

    out: set[int]
    overtaken: set[int]
    spared: set[int]
    others: dict[int, tuple[str, ...]]

    @classmethod
    def of(cls, provider_list) -> "Left":
        out, overtaken, spared = set[int](), set[int](), set[int]()
        for position, edition, is_spared in provider_list.closings.values_list("subcontract", "edition", "is_spared"):
            (spared if is_spared else out).add(position)
            if edition != provider_list.public_id:
                overtaken.add(position)
        return cls(out, overtaken, spared, listed_by_others(out, provider_list.publisher.name))


def _done(place, before: Standing, after: Standing, left: Left, told: Told) -> Done:
    """`place` are the facts of PLACE."""
    position = place[-1]
    became = _became(position, before, after, left)
    moments = ((before.tier, after.tier), (before.sector, after.sector))
    words = (str(value) for fact in moments for value in fact)
    done = Done._make([*place, became, *words, bool(before.listed), bool(after.listed), (), told.row, ()])
    here = done.became
    if became == LEFT_TO_OTHERS:
        here = [still_listed_by(left.others.get(position, ("another publisher",))), *here]
    kinds = {kind.value for kind in KINDS[became]}
    return done._replace(also=told.also, list_says=(*here, *told.says(kinds)))


def _became(position, before, after, left):
    if position in left.out and before.listed and after.listed:
        return LEFT_TO_OTHERS
    if position in left.overtaken:
        return "overtaken"
    return "left out, but kept" if position in left.spared else change(before, after)


def change(before: Standing, after: Standing) -> str:
    """What became of a position between two moments, in words. Coming to know a tier or a sector is no change, as in
    the preview."""
    if not before.stated:
        return "added"
    if before.listed != after.listed:
        return "listed again" if after.listed else "closed"
    facts = [(fact, getattr(before, fact), getattr(after, fact)) for fact in ("tier", "sector")]
    changed = [fact for fact, was, now in facts if was not in (now, "unknown")]
    return f"{' and '.join(changed)} changed" if changed else "unchanged"


# ---- from the statements, long after


def worked_out(provider_list) -> Iterator[Done]:
    """What a list did, from what was known a moment before it was applied and at that moment."""
    said = SubcontractStatement.objects.of_edition(provider_list.public_id)
    left = Left.of(provider_list)
    spoken_of = {*said.values_list("subcontract", flat=True), *left.spared}
    moments = (provider_list.applied_at - MOMENT, provider_list.applied_at)
    for some in in_parts(sorted(spoken_of)):
        claims = SubcontractStatement.objects.filter(subcontract__in=some).claims_by("subcontract")
        sectors = _sectors(some)
        for provider, *place in _read(some, "provider", *PLACE):
            was, now = (_settled(claims[place[-1]], sectors[provider], known) for known in moments)
            yield _done(place, was, now, left, NOTHING)


def _settled(claims, sectors, known) -> Standing:
    position = settle(claims, known=known)
    return Standing(bool(position.stated), position.tier, position.listed, settle_sector(live(sectors, known=known))[0])


def _sectors(positions):
    providers = Subcontract.objects.filter(pk__in=positions).order_by().values("provider")
    return defaultdict(list, SectorStatement.objects.filter(provider__in=providers).claims_by("provider"))
