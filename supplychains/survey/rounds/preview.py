"""What a round would ask if it were opened: how many organisations, positions and facts, and why each."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from providers.models import PhoneNumber, Provider
from providers.vocabulary import Source, Verification
from supplychains.contracts.models import Subcontract, SubcontractStatement
from supplychains.survey import scope
from supplychains.survey.again import DISPUTED, MISSING, STALE, due
from supplychains.survey.models import Round
from supplychains.survey.questions import SCRIPT_VERSION
from supplychains.survey.script import FACTS
from supplychains.survey.vocabulary import UNUSABLE

from .settings import FACTS as WORDS

WHY = {MISSING: "Never told", DISPUTED: "Disputed", STALE: "Told too long ago"}


@dataclass
class Preview:
    """`reasons`: {fact: how many are asked for which of `WHY`}; `organisations` are called about `positions` of the
    `positions_in_all` in these areas and lists. `without_number` and `not_contacted` of them are not called."""

    organisations: int = 0
    positions: int = 0
    positions_in_all: int = 0
    without_number: int = 0
    not_contacted: int = 0
    spoken_before: int = 0
    reasons: dict[str, Counter] = field(default_factory=dict)

    @property
    def lines(self):
        """(fact in words, unit, [how many for each reason], asked in all, of how many) of each fact."""
        return [
            (words, unit, [found[why] for why in WHY], found.total(), whole)
            for fact, words in WORDS.items()
            for found in [self.reasons.get(fact, Counter())]
            for unit, whole in [
                ("organisations", self.organisations) if fact == "sector" else ("positions", self.positions)
            ]
        ]

    @property
    def facts(self):
        return sum(found.total() for found in self.reasons.values())

    @property
    def left_out(self):
        """How many positions of the scope are not asked about."""
        return self.positions_in_all - self.positions

    @property
    def callable(self):
        return self.organisations - self.without_number - self.not_contacted


def preview_of(*, programme, opens_on, areas=(), publishers=(), policy=None, closes_on=None):
    """The `Preview` of a round of these settings. The round is written, asked and taken back at once, so that it is
    told by the very rules that open it."""
    with transaction.atomic():
        number = (programme.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
        drafted = Round.objects.create(
            programme=programme,
            number=number,
            opens_on=opens_on,
            closes_on=closes_on,
            script_version=SCRIPT_VERSION,
            publishers=list(publishers),
            policy=policy or {},
        )
        drafted.areas.set(areas)
        found = _told_of(drafted)
        transaction.set_rollback(True)
    return found


def _told_of(round):
    positions = list(scope.positions(round))
    providers = {position.provider_id for position in positions}
    organisations = Provider.objects.filter(pk__in=providers)
    working = PhoneNumber.objects.exclude(state__in=UNUSABLE).values("provider")
    return Preview(
        organisations=len(providers),
        positions=len(positions),
        positions_in_all=_in_all(round),
        without_number=organisations.filter(do_not_contact=False).exclude(pk__in=working).count(),
        not_contacted=organisations.filter(do_not_contact=True).count(),
        spoken_before=len({position.provider_id for position in positions if position.checked_on}),
        reasons=_of_positions(round, positions) | {"sector": _of_sectors(round, providers)},
    )


def _of_positions(round, positions):
    asked, told = scope.asks(round, positions), scope.told(round, positions)
    reasons = {fact: Counter() for fact in FACTS}
    for each in positions:
        for fact in asked[each.pk]:
            reasons[fact][_why(round, fact, told[each.pk].get(fact), fact in each.disputed)] += 1
    return reasons


def _of_sectors(round, providers):
    told, asked = scope.sectors_told(round, providers), scope.sector_asked(round, providers)
    disputed = Provider.objects.filter(pk__in=asked, sector_verification=Verification.DISPUTED)
    differ = set(disputed.values_list("pk", flat=True))
    return Counter(_why(round, "sector", told.get(pk), pk in differ) for pk in asked)


def _why(round, fact, told_on, disputed):
    return due(fact, told_on=told_on, disputed=disputed, today=round.opens_on, policy=round.rules)


def _in_all(round):
    """How many positions of its areas and lists are on the map, whether they are asked about or not."""
    found = Subcontract.objects.on_map().in_programme(round.programme).filter(provider__merged_into=None)
    if areas := list(round.areas.all()):
        found = found.filter(prime_contract__area__in=areas)
    if round.publishers:
        lists = SubcontractStatement.objects.live().filter(source=Source.LIST, publisher__in=round.publishers)
        found = found.filter(pk__in=lists.values("subcontract"))
    return found.count()
