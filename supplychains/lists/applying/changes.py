"""What a list changed on the map, position by position: the map a moment before it was applied beside the map after."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from providers.models import SectorStatement
from providers.settling import live, settle_sector
from supplychains.contracts.export import as_csv
from supplychains.contracts.models import Subcontract, SubcontractStatement
from supplychains.contracts.settling import settle

from . import chunks

COLUMNS = """programme area_number area prime prime_id contract_reference organisation organisation_id position change
tier_before tier_after sector_before sector_after listed_before listed_after""".split()
MOMENT = timedelta(microseconds=1)


def changes_csv(provider_list) -> str:
    """CSV text: a line for every position the list speaks of, by area, prime and organisation."""
    return as_csv(COLUMNS, changes(provider_list))


def changes(provider_list) -> Iterator[dict]:
    """The facts of a line, {column: value}. `change` is "added", "listed again", "closed", "overtaken" (a newer
    edition leaves it out), "tier changed", "sector changed", "tier and sector changed" or "unchanged"."""
    said = SubcontractStatement.objects.of_edition(provider_list.public_id)
    spoken_of = set(said.values_list("subcontract", flat=True))
    late = provider_list.closings.exclude(edition=provider_list.public_id)
    overtaken = set(late.values_list("subcontract", flat=True))
    found = []
    for some in chunks(spoken_of):
        positions = Subcontract.objects.filter(pk__in=some).select_related(
            "provider", "prime_contract__provider", "prime_contract__area__programme"
        )
        claims = SubcontractStatement.objects.filter(subcontract__in=some).claims_by("subcontract")
        sectors = _sectors(positions)
        moments = (provider_list.applied_at - MOMENT, provider_list.applied_at)
        for one in positions:
            before, after = (settle(claims[one.pk], known=known) for known in moments)
            sector = [settle_sector(live(sectors[one.provider_id], known=known))[0] for known in moments]
            found.append(_line(one, before, after, sector, one.pk in overtaken))
    return iter(sorted(found, key=lambda line: [str(line[name]).rjust(6) for name in COLUMNS[1:9]]))


def _sectors(positions):
    providers = SectorStatement.objects.filter(provider__in=positions.values("provider"))
    return defaultdict(list, providers.claims_by("provider"))


def _line(position, before, after, sector, is_overtaken):
    contract = position.prime_contract
    return {
        "programme": contract.area.programme.slug,
        "area_number": contract.area.number,
        "area": contract.area.name,
        "prime": contract.provider.name,
        "prime_id": contract.provider.public_id,
        "contract_reference": contract.reference,
        "organisation": position.provider.name,
        "organisation_id": position.provider.public_id,
        "position": position.pk,
        "change": "overtaken" if is_overtaken else change(before, after, *sector),
        "tier_before": str(before.tier),
        "tier_after": str(after.tier),
        "sector_before": str(sector[0]),
        "sector_after": str(sector[1]),
        "listed_before": before.listed,
        "listed_after": after.listed,
    }


def change(before, after, sector_before, sector_after) -> str:
    """What became of a position between two settled states, in words."""
    if not before.stated:
        return "added"
    if before.listed != after.listed:
        return "listed again" if after.listed else "closed"
    changed = [
        name
        for name, old, new in (("tier", before.tier, after.tier), ("sector", sector_before, sector_after))
        if old != new
    ]
    return f"{' and '.join(changed)} changed" if changed else "unchanged"
