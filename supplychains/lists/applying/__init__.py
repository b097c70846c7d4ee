"""From a staged list to the map: what a plan says is written in bulk, in one transaction, then settled once."""

from collections.abc import Callable
from operator import attrgetter

from providers.models import PhoneNumber, Provider, ProviderName, SectorStatement
from providers.names import clean, normal_form
from providers.phones import normalise
from providers.vocabulary import NameKind
from supplychains.contracts.models import ContractPackageArea, PrimeContract, Subcontract, SubcontractStatement

from ..checks.page import keep_checks
from ..in_bulk import update_values
from ..models import ListClosing, ListRow
from ..placing.places import Ref
from ..staging import BATCH, closing_of, rows_of
from ..who.asking import mark_rows
from .changes import keep_changes, remember
from .former import contract_key, former_areas, former_contracts, former_providers
from .identifiers import identifiers
from .progress import Progress
from .writing import Writing, closing_statement

AT_ONCE = 5_000  # ids in one question: databases limit the parameters of a query
OUTCOME = (  # the fields of a row that applying it may change
    *("resolution", "is_new_provider", "is_unchanged", "problem", "explanation", "notes"),
    *("provider_id", "prime_contract_id", "known_by", "decision_id", "prime_known_by", "prime_decision_id"),
)
SAID = ("statement_id", "sector_statement_id")
NAMED = ("sheet", "number", "part")


def write(writing: Writing, closings: Callable[[Writing], None] | None = None):
    """Everything a plan says, in the order things hang on each other; with other `closings`, where the plan is of some
    rows of a list only."""
    steps = [closings or one if one is _closings else one for one in STEPS]
    progress = Progress(writing.progress, len(writing.plan.entries), [SHARES.get(step, 1) for step in steps])
    writing.tell = progress.within
    for step in steps:
        progress.start(IN_WORDS.get(step, "writing"))
        step(writing)
    progress.finish()


def _areas(writing):
    """New areas take the number the list gives, the others the next free ones in the order of the alphabet."""
    programme, new = writing.provider_list.programme, writing.plan.new_areas
    taken = [number for _, number in new.values() if number]
    after = max([*taken, *programme.areas.values_list("number", flat=True)], default=0)
    made = {}
    for key, (name, number) in sorted(new.items(), key=lambda item: item[1][0].casefold()):
        after += not number
        made[key] = ContractPackageArea(
            programme=programme, number=number or after, name=clean(name), source=writing.source
        )
    former = former_areas(programme) if made else {}
    writing.make(ContractPackageArea, made, former, ("number", "name", "source"))


def _providers(writing):
    made = {}
    parents = {one.provider: one.answer.parent for _, one in writing.placed if one.answer and one.answer.parent}
    led = [(one.prime, one.prime_answer) for _, one in writing.used]
    parents |= {ref: answer.parent for ref, answer in led if answer and answer.parent}
    for ref, name, _ in writing.organisations():
        if not isinstance(ref, int) and ref not in made:
            made[ref] = Provider(name=name, parent_id=parents.get(ref))
    writing.make(Provider, made, former_providers() if made else {}, ("name", "parent_id"))


def _names(writing):
    """Every spelling that an organisation was not known by, exactly as listed."""
    spelt = {}
    for ref, text, entry in writing.organisations():
        spelt.setdefault((writing.id(Provider, ref), text), entry)
    for texts in chunks({text for _, text in spelt}):
        for known in ProviderName.objects.filter(text__in=texts).values_list("provider", "text"):
            spelt.pop(known, None)
    made = {
        (provider, text): ProviderName(
            provider_id=provider,
            text=text,
            key=normal_form(text),
            kind=NameKind.AS_LISTED,
            source=f"{writing.source}, {entry.place}"[:255],
            edition=writing.provider_list.public_id,
        )
        for (provider, text), entry in spelt.items()
    }
    writing.create(ProviderName, made)


def _contracts(writing):
    """Service and dates of a new contract come from the first row of it that has them."""
    made: dict[Ref, PrimeContract] = {}
    for entry, resolution in writing.used:
        ref = resolution.contract
        if isinstance(ref, int):
            continue
        if ref not in made:
            made[ref] = PrimeContract(
                area_id=writing.id(ContractPackageArea, resolution.area),
                provider_id=writing.id(Provider, resolution.prime),
                reference=writing.plan.references.get(ref, ""),
                source=f"{writing.source}, {entry.place}",
            )
        _fill(made[ref], entry.said)
    former = former_contracts(writing.provider_list.programme) if made else {}
    again = {ref: former[key] for ref, one in made.items() if (key := contract_key(one)) in former}
    writing.make(PrimeContract, made, again, ("reference", "service", "starts_on", "ends_on", "source"))


def _fill(contract, said):
    contract.service = contract.service or said.get("service", "")
    if not contract.starts_on and not contract.ends_on:  # together: those of one row are known to be in order
        contract.starts_on = said.get("contract_starts")
        contract.ends_on = said.get("contract_ends")


def _subcontracts(writing):
    known = _known_positions(writing)
    made = {}
    for _, resolution in writing.placed:
        ref = (resolution.contract, resolution.provider)
        place = writing.id(PrimeContract, ref[0]), writing.id(Provider, ref[1])
        if place in known:
            writing.ids[Subcontract][ref] = known[place]
        elif ref not in made:
            made[ref] = Subcontract(prime_contract_id=place[0], provider_id=place[1])
    writing.create(Subcontract, made)


def _known_positions(writing):
    held = Subcontract.objects.in_programme(writing.provider_list.programme)
    return {(contract, provider): pk for contract, provider, pk in held.values_list("prime_contract", "provider", "pk")}


def _positions(writing):
    made = {}
    for entry, resolution in writing.placed:
        ref = resolution.statement
        if ref not in made:
            made[ref] = SubcontractStatement(
                subcontract_id=writing.ids[Subcontract][resolution.contract, resolution.provider],
                listed=True,
                tier=entry.said.get("tier", ""),
                tier_as_written=entry.said.get("tier_as_written", ""),
                **writing.statement(entry),
            )
    writing.create(SubcontractStatement, made)


def _closings(writing):
    """What the list leaves out, and what of it a newer edition leaves out: said by whoever leaves it out."""
    held = writing.ids[Subcontract]
    closings = [(closing, closing.position) for closing in writing.plan.closings]
    closings += [(closing, held[closing.position]) for closing in writing.plan.overtaken]
    said = {
        position: closing_statement(writing.provider_list, closing, position, by=writing.by, at=writing.at)
        for closing, position in closings
        if not closing.spared
    }
    writing.closed = set(said)
    SubcontractStatement.objects.bulk_create(said.values(), BATCH)
    kept = [closing_of(writing.provider_list, closing, position) for closing, position in closings]
    for one in kept:
        one.statement = said.get(one.subcontract_id)
    writing.provider_list.closings.all().delete()
    ListClosing.objects.bulk_create(kept, BATCH)


def _sectors(writing):
    made = {}
    for entry, resolution in writing.placed:
        ref = resolution.sector_statement
        if ref is not None and ref not in made:
            made[ref] = SectorStatement(
                provider_id=writing.id(Provider, resolution.provider),
                sector=entry.said["sector"],
                as_written=entry.said["sector_as_written"],
                **writing.statement(entry),
            )
    writing.create(SectorStatement, made)


def _numbers(writing):
    """Phone numbers that the organisations do not have yet; a list repeats them on every row."""
    written, given = {}, {}
    for entry, resolution in writing.placed:
        if "phone" in entry.said:
            written.setdefault((writing.id(Provider, resolution.provider), entry.said["phone"]), entry)
    for (provider, text), entry in written.items():
        given.setdefault((provider, normalise(text)), entry)
    for ids in chunks({provider for provider, _ in given}):
        for known in PhoneNumber.objects.filter(provider__in=ids).values_list("provider", "normalised"):
            given.pop(known, None)
    made = {
        (provider, number): PhoneNumber(
            provider_id=provider,
            text=clean(entry.said["phone"]),
            normalised=number,
            source=f"{writing.source}, {entry.place}"[:255],
            edition=writing.provider_list.public_id,
        )
        for (provider, number), entry in given.items()
    }
    writing.create(PhoneNumber, made)


def _rows(writing):
    """What became of each row, and what it refers to now."""
    rows = list(mark_rows(rows_of(writing.provider_list, writing.plan), writing.plan, {}))
    for row, resolution in zip(rows, writing.plan.resolutions, strict=True):
        if resolution.kind in ("placed", "contract"):
            row.provider_id = writing.id(Provider, resolution.provider)
            row.prime_contract_id = writing.id(PrimeContract, resolution.contract)
            row.statement_id = writing.id(SubcontractStatement, resolution.statement)
            row.sector_statement_id = writing.id(SectorStatement, resolution.sector_statement)
    _write(writing, rows, OUTCOME)
    _write(writing, rows, SAID)


def _write(writing, rows, fields):
    """Write these fields of the rows where they are otherwise than they were staged."""
    place_of, facts_of = attrgetter(*NAMED), attrgetter(*fields)
    staged = writing.provider_list.rows.order_by().values_list("pk", *NAMED, *fields)
    kept = {row[1 : 1 + len(NAMED)]: (row[0], row[1 + len(NAMED) :]) for row in staged.iterator(AT_ONCE)}
    changed = []
    for row in rows:
        pk, before = kept[place_of(row)]
        if before != facts_of(row):
            changed.append((*facts_of(row), pk))
    update_values(ListRow, fields, changed, lambda done: writing.tell(done, len(changed)))


def _settle(writing):
    """Positions before organisations, as everywhere: two who lock both must do so in one order."""
    placed = [resolution for _, resolution in writing.placed if not resolution.is_unchanged]
    positions = {writing.ids[Subcontract][one.contract, one.provider] for one in placed} | writing.closed
    done = 0
    for ids in chunks(positions):
        Subcontract.objects.filter(pk__in=ids).settle()
        done += len(ids)
        writing.tell(done, len(positions))
    spoken_of = {writing.id(Provider, one.provider) for one in placed if one.sector_statement is not None}
    for ids in chunks(spoken_of):
        Provider.objects.filter(pk__in=ids).settle()


def _checks(writing):
    """What was found in the rows, as they are now: some may have become otherwise since they were staged."""
    if writing.is_as_staged:
        return
    keep_checks(writing.provider_list, writing.provider_list.rows.order_by("pk").iterator(BATCH))


def chunks(things):
    """The things, sorted, in lists of AT_ONCE at most."""
    ordered = sorted(things)
    return [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]


WHO_AND_WHERE = (_areas, _providers, _names, _contracts, _subcontracts)
WHAT_IS_SAID = (_positions, _sectors, _numbers, identifiers, _rows, _closings, remember, _settle)
WHAT_PAGES_SHOW = (keep_changes, _checks)
STEPS = WHO_AND_WHERE + WHAT_IS_SAID + WHAT_PAGES_SHOW
IN_WORDS = {
    _areas: "writing areas",
    _providers: "writing organisations",
    _names: "writing names",
    _contracts: "writing contracts",
    _subcontracts: "writing positions",
    _positions: "writing what is said of positions",
    _closings: "closing what is left out",
    _sectors: "writing sectors",
    _numbers: "writing phone numbers",
    identifiers: "writing register numbers",
    _rows: "keeping what became of each row",
    _settle: "settling what the map shows",
    keep_changes: "keeping what the list did",
    _checks: "keeping what was found in it",
}
SHARES = {  # of the time, as measured, where a step takes more than the least
    _subcontracts: 14,
    _positions: 16,
    _sectors: 8,
    _numbers: 8,
    identifiers: 6,
    _rows: 14,
    _settle: 14,
    keep_changes: 6,
    _checks: 10,
}
