"""What a round asks: which positions, and which facts of each."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from providers.models import SectorStatement
from providers.vocabulary import Source, SpeaksFor, Verification
from supplychains.contracts.models import Subcontract, SubcontractStatement
from supplychains.contracts.vocabulary import OUTSIDE

from .again import asked_of_position, due, good_since
from .models import Target
from .script import FACTS

DIRECT = {"source": Source.CALL, "speaks_for__in": [SpeaksFor.SUBCONTRACTOR, SpeaksFor.PRIME]}


def positions(round):
    """The positions on the map that a round asks about, of organisations that were not merged into another: in its
    areas, on its publishers' lists, and with something to ask anew (again.py); and those its own calls found."""
    found = Subcontract.objects.on_map().in_programme(round.programme).filter(provider__merged_into=None)
    if areas := list(round.areas.all()):
        found = found.filter(prime_contract__area__in=areas)
    wanted = _anything_due(round)
    if round.publishers:
        lists = SubcontractStatement.objects.live().filter(source=Source.LIST, publisher__in=round.publishers)
        wanted &= Q(pk__in=lists.values("subcontract"))
    named = Target.objects.filter(case__round=round).exclude(found_by=None)
    return found.filter(wanted | Q(pk__in=named.values("subcontract")))


def asks(round, subcontracts):
    """{id of a subcontract: facts a round asks of it} of some positions."""
    known = told(round, subcontracts)
    return {
        each.pk: asked_of_position(
            known[each.pk],
            involvement=each.involvement,
            disputed=each.disputed,
            today=round.opens_on,
            policy=round.rules,
        )
        for each in subcontracts
    }


def told(round, subcontracts):
    """{id of a subcontract: {fact: when it was last told before a round began}} of some positions."""
    found = defaultdict(dict)
    for statement in _before(round, SubcontractStatement).filter(subcontract__in=subcontracts).order_by("stated_on"):
        for fact in FACTS:
            if getattr(statement, fact):
                found[statement.subcontract_id][fact] = statement.stated_on
    return found


def sectors_told(round, providers):
    """{id of a provider: when its sector was last told before a round began}."""
    statements = _before(round, SectorStatement).filter(provider__in=providers).order_by("stated_on")
    return dict(statements.values_list("provider", "stated_on"))


def sector_asked(round, providers):
    """The ids of those providers (a collection of ids) whose sector a round asks."""
    known = sectors_told(round, providers)
    disputed = set(_disputed_sectors().filter(provider__in=providers).values_list("provider", flat=True))
    return {
        pk
        for pk in providers
        if due("sector", told_on=known.get(pk), disputed=pk in disputed, today=round.opens_on, policy=round.rules)
    }


def _before(round, statements):
    """What was said on the phone before a round began: its own calls do not take away what it asks."""
    return statements.objects.live().filter(stated_on__lt=round.opens_on, **DIRECT)


def _disputed_sectors():
    return SectorStatement.objects.filter(provider__sector_verification=Verification.DISPUTED)


def _anything_due(round):
    """The condition on positions that `asked_of_position`, or `sector_asked`, finds something to ask."""
    told = _before(round, SubcontractStatement).filter(subcontract=OuterRef("pk"))
    sector = _before(round, SectorStatement).filter(provider=OuterRef("provider"))

    def good(fact, statements):
        since = good_since(fact, today=round.opens_on, policy=round.rules)
        statements = statements.filter(stated_on__gte=since)
        return Exists(statements if fact == "sector" else statements.exclude(**{fact: ""}))

    outside = Q(involvement__in=OUTSIDE) & good("involvement", told)
    rest = good("tier", told) & good("referral_status", told)
    fresh = good("involvement", told) & good("sector", sector) & (outside | rest) & Q(disputed=[])
    return ~(fresh & ~Q(provider__sector_verification=Verification.DISPUTED))
