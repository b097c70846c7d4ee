"""A fact on which sources differ, and a ruling on it: what both said stays, the ruling says which is shown."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from providers.actions import state_sector
from providers.models import SectorStatement
from providers.vocabulary import Sector, Source, SpeaksFor, Verification
from supplychains.contracts.actions import state_position
from supplychains.contracts.models import SubcontractStatement
from supplychains.contracts.vocabulary import Involvement, ReferralStatus, Tier
from supplychains.survey.beliefs import said_by
from supplychains.survey.models import Case, Target
from supplychains.survey.standing import refresh

WORDS = {
    "sector": ("Sector", Sector),
    "tier": ("Tier", Tier),
    "involvement": ("Involvement", Involvement),
    "referral_status": ("Referral status", ReferralStatus),
}


@dataclass(frozen=True)
class Dispute:
    """One fact on which sources differ. `target` is None where it is the sector; `voices`: [(what is said, by whom)],
    the newest of each source; `key` names it in a form."""

    fact: str
    target: Target | None
    about: str
    voices: list[tuple[str, str]]

    @property
    def words(self):
        return WORDS[self.fact][0]

    @property
    def choices(self):
        return [(word.value, word.words) for word in WORDS[self.fact][1] if word.value != "unknown"]

    @property
    def key(self):
        return f"{self.fact}-{self.target.pk}" if self.target else self.fact


def with_disputes(cases):
    """Cases (a queryset) with all that `disputes_of` reads."""
    live = Prefetch("subcontract__statements", SubcontractStatement.objects.live().newest_first(), "live_statements")
    contract = "subcontract__prime_contract"
    positions = Target.objects.filter(given_up="").exclude(subcontract__disputed=[])
    positions = positions.select_related(f"{contract}__provider", f"{contract}__area").prefetch_related(live)
    said = Prefetch("provider__sector_statements", SectorStatement.objects.live().newest_first(), "live_sectors")
    return cases.select_related("provider", "round").prefetch_related(
        Prefetch("targets", positions, "disputed_targets"), said
    )


def disputes_of(case):
    """The facts on which sources differ, of a case read by `with_disputes`."""
    found = []
    if case.provider.sector_verification == Verification.DISPUTED:
        found.append(Dispute("sector", None, str(case.provider), _voices("sector", case.provider.live_sectors)))
    for target in case.disputed_targets:
        contract = target.subcontract.prime_contract
        about = f"Area {contract.area.number}, {contract.provider}"
        for fact in (name for name in target.subcontract.disputed if name in WORDS):
            found.append(Dispute(fact, target, about, _voices(fact, target.subcontract.live_statements)))
    return found


def _voices(fact, statements):
    """The newest word of each source, newest first."""
    newest = {}
    for each in statements:
        if getattr(each, fact):
            newest.setdefault((each.source, each.speaks_for, each.publisher, _row(each, fact)), each)
    return [(getattr(each, f"get_{fact}_display")(), said_by(each)) for each in newest.values()]


def _row(statement, fact):
    """Rows of one list may differ among themselves: each of their words is a voice."""
    return getattr(statement, fact) if statement.source == Source.LIST else ""


@transaction.atomic
def rule(*, case, dispute, value, reason, by, at):
    """Decide a fact on which sources differ. What they said stays to be seen.

    ValueError without a reason, and for a value that is none.
    """
    if not reason.strip():
        raise ValueError("Say why.")
    if value not in dict(dispute.choices):
        raise ValueError(f"“{value}” is no word for {dispute.words.lower()}.")
    shared = {
        "source": Source.RULING,
        "speaks_for": SpeaksFor.THIRD_PARTY,
        "stated_on": timezone.localdate(at),
        "note": reason.strip(),
        "by": by,
        "at": at,
    }
    if dispute.target is None:
        state_sector(provider=case.provider, sector=value, **shared)
    else:
        state_position(subcontract=dispute.target.subcontract, **{dispute.fact: value}, **shared)
    refresh(Case.objects.filter(pk=case.pk), at=at)
