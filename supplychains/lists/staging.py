"""From a file to a staged list: its rows as they came, what we read in them, and what they would do to the map."""

import hashlib

from django.db import transaction
from django.utils import timezone

from providers.names import clean

from .counts import count
from .in_bulk import insert
from .known import read_known
from .models import ListClosing, ListFile, ListRow, ProviderList, Publisher
from .parsing import Entry, no_collector
from .parsing.values import NOTES
from .placing.gone import close
from .placing.resolving import Plan, resolve
from .previewing import keep_preview
from .reading.sheets import Unreadable
from .steps.opening import open_list
from .who.asking import keep_questions, mark_rows, who_for

BATCH = 1_000


@transaction.atomic
@no_collector()
def stage(*, content, publisher_name, programme, by, keep_unread=False, **fields):
    """The staged list of this file; the list as it is where the same file of this publisher was applied before, or is
    being applied.

    `fields` are those of ProviderList. Unreadable where the file is no list; then nothing is written. With
    `keep_unread` a table in which no list is found is staged all the same, without rows.
    """
    publisher = publisher_named(publisher_name)
    checksum = hashlib.sha256(content).hexdigest()
    before = ProviderList.objects.select_for_update().exclude(state=ProviderList.State.ROLLED_BACK)
    same = before.filter(programme=programme, publisher=publisher, checksum=checksum).first()
    if same and (same.state == ProviderList.State.APPLIED or same.applying_since):
        return same
    provider_list = same or ProviderList(programme=programme, publisher=publisher, checksum=checksum)
    name_of_file = fields["file_name"]
    file_name = name_of_file.encode(errors="replace").decode()[-255:]
    fields |= {"staged_by": by, "staged_at": timezone.now(), "file_name": file_name}
    for name, value in fields.items():  # before it is opened: what its words mean hangs on what it may make
        setattr(provider_list, name, value)
    reading = open_list(content, name_of_file, provider_list, keep=(Unreadable,) if keep_unread else ())
    take(provider_list, reading, by=by)
    ListFile.objects.update_or_create(
        provider_list=provider_list, defaults={"content": content, "looks": reading.looks}
    )
    return provider_list


def take(provider_list, reading, *, by):
    """Stage a list as it was read, in the place of what it was staged as before."""
    provider_list.apply_failure = ""
    provider_list.mapping = reading.mapping(provider_list, by)
    provider_list.encoding, provider_list.column_mapping = reading.encoding, reading.kept
    provider_list.asked_of = ""  # read otherwise, it may name others than it asked about before
    plan, provider_list.counts = plan_of(provider_list, reading.entries, reading.known)
    keep(provider_list, plan)


def keep(provider_list, plan):
    """Save a staged list with its rows and closings as this plan has them; those of an earlier staging go."""
    provider_list.asked_of = plan.who.asked_of
    provider_list.save()
    provider_list.rows.all().delete()
    provider_list.closings.all().delete()
    questions = keep_questions(provider_list, plan)
    marked = mark_rows(rows_of(provider_list, plan), plan, questions)
    rows = list(marked)
    insert(rows)
    ListClosing.objects.bulk_create(closings_of(provider_list, plan), batch_size=BATCH)
    keep_preview(provider_list, rows)


def publisher_named(name):
    """The publisher of this name in any case, made if it was not there, locked: its files are staged one at a time."""
    name = clean(name)
    found = Publisher.objects.select_for_update(no_key=True).filter(name__iexact=name).first()
    return found or Publisher.objects.get_or_create(name=name)[0]


def plan_of(provider_list, entries, known=None) -> tuple[Plan, dict]:
    """What these entries would do to the map as it is now, and the figures of it."""
    known = known or read_known(provider_list.programme)
    plan = resolve(
        entries,
        known,
        create_contracts=provider_list.create_contracts,
        doubtful=provider_list.doubtful,
        who=who_for(provider_list, known),
    )
    if entries:
        close(provider_list, plan, known)
    return plan, count(plan, known.positions)


def entries_of(provider_list) -> list[Entry]:
    """The entries of a staged list, in the order of the file."""
    names = ("sheet", "number", "raw", "parsed", "notes", "problem", "part")
    rows = provider_list.rows.order_by("pk").values_list(*names, named=True)
    return [entry_of(row) for row in rows.iterator(BATCH)]


def entry_of(row) -> Entry:
    """The entry a row was staged from."""
    return Entry(
        sheet=row.sheet,
        number=row.number,
        raw=row.raw,
        said=row.parsed,
        notes=[note for note in row.notes if note["code"] in NOTES],
        is_heading=row.problem == "heading",
        part=row.part,
    )


def rows_of(provider_list, plan):
    """The rows of a staged list, unsaved. They refer only to what the map has already."""
    return [
        ListRow(
            provider_list=provider_list,
            sheet=entry.sheet,
            number=entry.number,
            part=entry.part,
            raw=entry.raw,
            parsed=entry.said,
            resolution=resolution.kind,
            is_new_provider=resolution.is_new_provider,
            is_unchanged=resolution.is_unchanged,
            problem=resolution.problem,
            explanation=resolution.explanation,
            notes=resolution.notes,
            provider_id=known_id(resolution.provider),
            prime_contract_id=known_id(resolution.contract),
        )
        for entry, resolution in plan.pairs("placed", "contract", "doubtful", "problem")
    ]


def closings_of(provider_list, plan):
    """The positions a list leaves out, unsaved. Positions of its own that a newer edition leaves out are added when it
    is applied: some are made only then."""
    return [closing_of(provider_list, closing, closing.position) for closing in plan.closings]


def closing_of(provider_list, closing, subcontract):
    """One closing, unsaved, about the position with this id."""
    return ListClosing(
        provider_list=provider_list,
        subcontract_id=subcontract,
        edition=closing.edition,
        last_edition=closing.last.edition,
        last_named_on=closing.last.stated_on,
        is_spared=closing.spared,
    )


def has_moved(provider_list, plan, counts) -> bool:
    """Whether a plan would do anything else than what the list was staged to do, row by row, closing by closing."""
    fields = ("sheet", "number", "part", "resolution", "problem", "is_new_provider", "provider_id", "prime_contract_id")
    staged = set(provider_list.rows.order_by().values_list(*fields))
    planned = {
        (entry.sheet, entry.number, entry.part, one.kind, one.problem, one.is_new_provider, *known_ids(one))
        for entry, one in zip(plan.entries, plan.resolutions, strict=True)
    }
    closing = set(provider_list.closings.values_list("subcontract_id", "is_spared"))
    would_close = {(one.position, one.spared) for one in plan.closings}
    return counts != provider_list.counts or staged != planned or closing != would_close


def known_ids(resolution):
    """Its organisation and its contract, as far as the map has them."""
    return known_id(resolution.provider), known_id(resolution.contract)


def known_id(ref):
    return ref if isinstance(ref, int) else None
