"""Where things stand over all programmes: the figures, what waits for somebody, and what changed last."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse

from providers.vocabulary import Verification
from supplychains.contracts.models import ContractPackageArea, Subcontract, SubcontractStatement
from supplychains.contracts.vocabulary import OUTSIDE, Involvement, ReferralStatus
from supplychains.contracts.wording import count
from supplychains.graphs.figures import NOT_AS_LISTED, Figure
from supplychains.lists.models import ListRow, ProviderList
from supplychains.survey import queue

CHECKED = Q(checked_on__isnull=False)
OTHERWISE = CHECKED & Q(verification__in=NOT_AS_LISTED)


def standing() -> dict:
    """Counts of positions and organisations on the map, in one query."""
    not_asked = Q(referral_status=ReferralStatus.UNKNOWN) & ~Q(involvement__in=OUTSIDE)
    return Subcontract.objects.on_map().aggregate(
        positions=Count("pk"),
        checked=Count("pk", filter=CHECKED),
        otherwise=Count("pk", filter=OTHERWISE),
        disputed=Count("pk", filter=Q(verification=Verification.DISPUTED)),
        organisations=Count("provider", distinct=True),
        reached=Count("provider", filter=CHECKED, distinct=True),
        delivering=Count("pk", filter=Q(involvement=Involvement.DELIVERING)),
        perhaps=Count("pk", filter=Q(involvement__in=[Involvement.DELIVERING, Involvement.UNKNOWN])),
        receiving=Count("pk", filter=Q(referral_status=ReferralStatus.RECEIVING)),
        not_asked=Count("pk", filter=not_asked),
    )


def headline(counts) -> str:
    """The state of the map in one or two sentences."""
    if not counts["positions"]:
        return "Nothing is in the map yet. It begins with a list."
    if not counts["checked"]:
        return f"{count(counts['positions'], 'position')} in the map, and none checked by phone yet."
    have = "has" if counts["checked"] == 1 else "have"
    said = f"Of {count(counts['positions'], 'position')}, {counts['checked']:,} {have} been checked by phone."
    if counts["otherwise"]:
        said += f" {counts['otherwise']:,} of them {'was' if counts['otherwise'] == 1 else 'were'} not as listed."
    return said


def figures(counts) -> list[Figure]:
    """Four numbers with what they are out of; both ends where something is not known. None of an empty map."""
    whole = counts["positions"]
    if not whole:
        return []
    return [
        Figure("Checked by phone", counts["reached"], counts["organisations"], "organisations"),
        Figure("Delivering, at least and at most", counts["delivering"], whole, "positions", counts["perhaps"]),
        Figure(
            "Receiving referrals", counts["receiving"], whole, "positions", counts["receiving"] + counts["not_asked"]
        ),
        Figure("Sources differ", counts["disputed"], whole, "positions"),
    ]


@dataclass(frozen=True)
class Waiting:
    """A number of things somebody has to see to, and where."""

    number: int
    what: str
    address: str = ""


def waiting(user, counts, *, at) -> list[Waiting]:
    """What waits for this person, by what they may do."""
    lines = []
    if user.has_perm("survey.make_calls"):
        ready = queue.ready(at=at, by=user).count()
        lines.append(Waiting(ready, "organisations to call now", reverse("survey:today")))
    if user.has_perm("lists.import_lists"):
        staged = ProviderList.objects.filter(state=ProviderList.State.STAGED).count()
        held = ListRow.objects.filter(resolution=ListRow.Resolution.DOUBTFUL).count()
        lines.append(Waiting(staged, "lists staged, not applied", reverse("lists:index")))
        lines.append(Waiting(held, "rows to decide", reverse("lists:index")))
    area = _most_disputed()
    where = f", most in {area.name}" if area else ""
    address = f"{area.get_absolute_url()}?checked={Verification.DISPUTED}" if area else ""
    lines.append(Waiting(counts["disputed"], f"positions where sources differ{where}", address))
    return lines


def _most_disputed():
    """The area with most positions where sources differ, or None."""
    areas = ContractPackageArea.objects.filter(prime_contracts__subcontracts__verification=Verification.DISPUTED)
    return areas.annotate(disputed=Count("pk")).select_related("programme").order_by("-disputed", "pk").first()


@dataclass(frozen=True)
class Event:
    """Something that changed the map: when, where to look (if this person may), and what in words."""

    at: datetime
    name: str
    address: str
    says: str


def changes(user, limit=8) -> list[Event]:
    """The last changes, newest first: what calls and rulings said, and lists that were applied."""
    may_open = user.has_perm("lists.view_providerlist")
    events = [*_said(limit), *_applied(limit, may_open)]
    return sorted(events, key=lambda event: event.at, reverse=True)[:limit]


def _said(limit):
    statements = (
        SubcontractStatement.objects.live()
        .exclude(source="list")
        .select_related("subcontract__provider", "subcontract__prime_contract__provider")
        .select_related("subcontract__prime_contract__area__programme")
        .order_by("-recorded_at", "-pk")
    )
    for statement in statements[:limit]:
        position = statement.subcontract
        contract = position.prime_contract
        place = f"under {contract.provider} in area {contract.area.number}, {contract.area.programme}"
        said = f"{', '.join(statement.said())}, {place}. {statement.get_source_display()}."
        provider = position.provider
        yield Event(statement.recorded_at, provider.name, provider.get_absolute_url(), said)


def _applied(limit, may_open):
    lists = ProviderList.objects.exclude(applied_at=None).select_related("publisher", "programme")
    for edition in lists.order_by("-applied_at")[:limit]:
        says = f"applied to {edition.programme}, {count(edition.counts.get('rows', 0), 'row')}."
        if edition.applied_at:
            yield Event(edition.applied_at, str(edition), edition.get_absolute_url() if may_open else "", says)
