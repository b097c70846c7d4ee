"""Everything a supervisor sees of one case, in a number of queries that does not grow with what happened to it."""

from django.utils import timezone

from supplychains.survey.models import Lead
from supplychains.survey.wording import moment

from .decisions import Drop, Lift, Place, Sent


def dossier_of(case, forms, *, at):
    """The context of its page; `forms` are the decisions that are offered."""
    attempts = case.attempts.select_related("outcome", "caller").order_by("-dialled_at", "-pk")
    leads = Lead.to_decide().filter(attempt__case=case).select_related("area", "prime")
    targets = case.targets.select_related(
        "subcontract__prime_contract__provider", "subcontract__prime_contract__area", "ask"
    ).order_by("subcontract__prime_contract__area__number", "pk")
    now = timezone.localtime(at)
    return {
        "case": case,
        "round": case.round,
        "forms": forms,
        "is_held": bool(case.lease_until and case.lease_until > at),
        "next_at": case.next_at and case.next_at > at and moment(timezone.localtime(case.next_at), now=now),
        "attempts": [(each, moment(timezone.localtime(each.dialled_at), now=now)) for each in attempts],
        "targets": list(targets),
        "skips": list(case.skips.select_related("by").order_by("-at")),
        "overrides": [(each, each.until is None or each.until > at) for each in case.overrides.select_related("by")],
        "sendings": list(case.sendings.to_do()),
        "leads": list(leads),
        "contracts": Place(case=case, at=at).contracts,
        "keys": {"lift": Lift.key, "sent": Sent.key, "place": Place.key, "drop": Drop.key},
    }
