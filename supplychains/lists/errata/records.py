"""What an errata pack is made of, as the database has it: the rows of one edition that somebody spoke of on the phone,
and who was found in its chains without a row. A constant number of questions, whatever the size of the list."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q
from django.db.models.fields.json import KT

from providers.models import SectorStatement
from providers.names import clean
from providers.settling import live
from providers.statements import in_parts
from providers.vocabulary import Source, SpeaksFor
from supplychains.contracts.models import Subcontract, SubcontractStatement

from ..models import ListRow, ProviderList
from ..placing.coverage import covers
from . import Erratum, Line, Place, Totals, errata, found, totals

SPOKEN = Q(source=Source.CALL, speaks_for__in=[SpeaksFor.SUBCONTRACTOR, SpeaksFor.PRIME]) | Q(source=Source.RULING)


@dataclass
class Pack:
    """The errata of one applied edition."""

    provider_list: ProviderList

    @cached_property
    def lines(self) -> list[Erratum]:
        return errata(self._lines, self._places, self._positions, self._sectors, self._unnamed)

    @cached_property
    def totals(self) -> Totals:
        checked = sum(self._is_checked(line) for line in self._lines)
        return totals(self._rows.count(), checked, self.lines)

    def _is_checked(self, line):
        """Whether a call or a ruling speaks of something the row says."""
        claims = self._positions.get(line.position, [])
        is_spoken_of = found("involvement", claims) or line.tier and found("tier", claims)
        return bool(is_spoken_of or line.sector and found("sector", self._sectors.get(line.provider, [])))

    @property
    def _rows(self):
        """The rows that place somebody and stand."""
        return ListRow.objects.filter(
            provider_list=self.provider_list,
            resolution=ListRow.Resolution.PLACED,
            statement__listed=True,
            statement__withdrawn_at=None,
        )

    def _spoken(self):
        """What was said of positions of this programme."""
        said = SubcontractStatement.objects.live().filter(SPOKEN)
        return said.filter(subcontract__prime_contract__area__programme=self.provider_list.programme_id)

    def _sectors_spoken(self):
        """What was said of the sector of anybody: calls are few beside the rows of a list."""
        return SectorStatement.objects.live().filter(SPOKEN)

    @cached_property
    def _positions(self):
        return {pk: live(claims) for pk, claims in self._spoken().claims_by("subcontract").items()}

    @cached_property
    def _sectors(self):
        return {pk: live(claims) for pk, claims in self._sectors_spoken().claims_by("provider").items()}

    @cached_property
    def _lines(self):
        """The rows that anybody spoke of."""
        touched = Q(statement__subcontract__in=self._spoken().values("subcontract"))
        touched |= Q(statement__subcontract__provider__in=self._sectors_spoken().values("provider"))
        rows = self._rows.filter(touched).order_by("pk")
        said = rows.values_list(
            "sheet",
            "number",
            KT("parsed__subcontractor"),
            "statement__subcontract",
            "statement__subcontract__provider",
            "statement__tier",
            "sector_statement__sector",
            "sector_statement__withdrawn_at",
        )
        return [
            Line(sheet, number, clean(name), position, provider, tier, "" if withdrawn else sector or "")
            for sheet, number, name, position, provider, tier, sector, withdrawn in said
        ]

    @cached_property
    def _held(self):
        """The positions that somebody spoke of, and those of rows that are touched for their sector."""
        ids = self._positions.keys() | {line.position for line in self._lines}
        return [held for some in in_parts(sorted(ids)) for held in Subcontract.objects.filter(pk__in=some).for_graph()]

    @cached_property
    def _places(self):
        return {held.pk: _place(held) for held in self._held}

    @cached_property
    def _unnamed(self):
        """Positions that were spoken of, that no row of the edition names, in chains it covers."""
        listed = SubcontractStatement.objects.of_edition(self.provider_list.public_id).live().filter(listed=True)
        others = set(self._positions)
        for some in in_parts(sorted(self._positions)):
            others -= set(listed.filter(subcontract__in=some).values_list("subcontract", flat=True))
        return [held.pk for held in self._held if held.pk in others and self._covers(held)]

    def _covers(self, held):
        """Within the stated coverage; where none is stated, in a chain of which the list names somebody."""
        contract, coverage = held.prime_contract, self.provider_list.coverage
        if not coverage:
            return contract.pk in self._contracts
        tier = found("tier", self._positions[held.pk])
        return covers(coverage, contract.area.number, contract.provider.public_id, tier.value if tier else "unknown")

    @cached_property
    def _contracts(self):
        return set(self._rows.order_by().values_list("statement__subcontract__prime_contract", flat=True).distinct())


def _place(held):
    contract = held.prime_contract
    return Place(
        organisation=held.provider.name,
        organisation_id=held.provider.public_id,
        area_number=contract.area.number,
        area=contract.area.name,
        prime=contract.provider.name,
        reference=contract.reference,
    )
