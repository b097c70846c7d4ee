"""Everything sources said of some positions, read once and looked at from any number of standpoints."""

from dataclasses import replace
from functools import cached_property

from providers.models import SectorStatement
from providers.names import folded
from providers.settling import live, settle_sector

from .models import Subcontract, SubcontractStatement
from .settling import Position, settle
from .standpoints import CHECKED, Organisation, Standing, Standpoint


class Records:
    """The positions of a queryset. Two questions for now; one more for any other standpoint, however many."""

    def __init__(self, subcontracts):
        self.subcontracts = list(subcontracts.for_graph())

    def at(self, standpoint: Standpoint) -> list[Standing]:
        """Every position of which something stands there, in the order of `for_graph`."""
        makers = _Makers(self, standpoint)
        found = [makers.standing(subcontract) for subcontract in self.subcontracts]
        return [standing for standing in found if standing.stated]

    @cached_property
    def statements(self):
        """{subcontract id: its statements, newest first}, withdrawn ones among them."""
        found: dict[int, list] = {subcontract.pk: [] for subcontract in self.subcontracts}
        for statement in SubcontractStatement.objects.filter(subcontract__in=found).newest_first():
            found[statement.subcontract_id].append(statement)
        return found

    @cached_property
    def sectors(self):
        """{provider id: what was claimed of its sector}."""
        providers = {subcontract.provider_id for subcontract in self.subcontracts}
        return SectorStatement.objects.filter(provider__in=providers).claims_by("provider")

    @cached_property
    def editions(self):
        """(public id, publisher, day) of every list that names somebody here, newest first."""
        found = {
            (s.edition, s.publisher, s.stated_on)
            for said in self.statements.values()
            for s in said
            if s.source == "list" and s.withdrawn_at is None
        }
        return sorted(found, key=lambda edition: (edition[2], edition[1], edition[0]), reverse=True)


class _Makers:
    """Makes the standings of one standpoint; what hangs under another is made after it.

    A circle, which no action of ours can make, is cut where it is entered: nothing then hangs under itself."""

    def __init__(self, records, standpoint):
        self.records, self.standpoint = records, standpoint
        self.by_pk = {subcontract.pk: subcontract for subcontract in records.subcontracts}
        self.made: dict[int, Standing | None] = {}
        self.organisations: dict[int, Organisation] = {}

    def standing(self, subcontract):
        if subcontract.pk not in self.made:
            self.made[subcontract.pk] = None
            above = self.by_pk.get(subcontract.via_id)
            said = self._said(subcontract)
            self.made[subcontract.pk] = Standing(
                **vars(self._position(subcontract, said)),
                pk=subcontract.pk,
                provider=self._organisation(subcontract.provider),
                prime_contract=subcontract.prime_contract,
                via=self.standing(above) if above else None,
                said=tuple(statement for statement, _ in said),
            )
        return self.made[subcontract.pk]

    def _said(self, subcontract):
        """(statement, claim) pairs that stand at the standpoint, newest first. Whoever hears calls alone still sees
        which lists have the position: that is what the calls are checked against."""
        at = self.standpoint
        pairs = [(s, s.as_claim()) for s in self.records.statements[subcontract.pk]]
        standing = {claim.id for claim in live((claim for _, claim in pairs), on=at.on, known=at.known)}
        sees_all = at.through == CHECKED
        return [(s, claim) for s, claim in pairs if claim.id in standing and (sees_all or at.hears(claim))]

    def _position(self, subcontract, said):
        if self.standpoint.is_now:
            values = {name: getattr(subcontract, name) for name in Subcontract.SETTLED}
            return Position(**values | {"disputed": tuple(subcontract.disputed)})
        at, claims = self.standpoint, [claim for _, claim in said]
        heard = settle(at.heard(claims), on=at.on, known=at.known)
        if at.through != CHECKED:
            return heard
        whole = settle(claims, on=at.on, known=at.known)
        return replace(heard, listed=whole.listed, verification=whole.verification, disputed=whole.disputed)

    def _organisation(self, provider):
        if provider.pk not in self.organisations:
            sector, verification = self._sector(provider)
            self.organisations[provider.pk] = Organisation(
                provider.pk, provider.public_id, provider.name, folded(provider.name), sector, verification
            )
        return self.organisations[provider.pk]

    def _sector(self, provider):
        at = self.standpoint
        if at.is_now:
            return provider.sector, provider.sector_verification
        claims = live(self.records.sectors.get(provider.pk, []), on=at.on, known=at.known)
        sector, verification = settle_sector(at.heard(claims))
        return sector, settle_sector(claims)[1] if at.through == CHECKED else verification
