"""Whether the map has moved since the changes of a staged list were worked out: what was there then is noted, and what
came since is asked for, in a few questions that read only what is new."""

from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from providers.models import Provider, ProviderName, SectorStatement
from supplychains.contracts.models import PrimeContract, Subcontract, SubcontractStatement

from ..comparing.rows import before
from ..models import ProviderList

GROWING = {  # records of which a new one may change a line, and their key
    "positions": (SubcontractStatement.objects, "pk"),
    "contracts": (PrimeContract.history, "history_id"),
    "sectors": (SectorStatement.objects, "pk"),
    "names": (ProviderName.objects, "pk"),
    "organisations": (Provider.history, "history_id"),
}
MOST = 500  # new statements of positions looked at; more than that move any map


def seen_now(earlier: ProviderList | None) -> dict:
    """What the map is now, to be kept with the lines."""
    newest = {
        name: records.order_by().aggregate(last=Max(key))["last"] or 0 for name, (records, key) in GROWING.items()
    }
    return {"at": timezone.now().isoformat(), "earlier": _named(earlier), **newest}


def has_moved_since(seen: dict, provider_list) -> bool:
    """Whether anything that the lines of a list may rest on was said, withdrawn, named or changed since."""
    if seen.get("earlier", "") != _named(before(provider_list)):
        return True
    programme, at = provider_list.programme_id, datetime.fromisoformat(seen["at"])
    new = {name: records.filter(**{f"{key}__gt": seen[name]}) for name, (records, key) in GROWING.items()}
    if new["contracts"].filter(area__programme=programme).exists():
        return True
    if any(new[name].exists() for name in ("sectors", "names", "organisations")):
        return True
    if SectorStatement.objects.filter(withdrawn_at__gt=at).exists():
        return True
    withdrawn = SubcontractStatement.objects.filter(withdrawn_at__gt=at)
    return any(_is_about(programme, statements) for statements in (new["positions"], withdrawn))


def _is_about(programme, statements) -> bool:
    """Whether any of a few statements is about a programme. In two questions: in one, databases begin with the
    statements of the programme, which are many."""
    positions = list(statements.order_by().values_list("subcontract", flat=True)[: MOST + 1])
    return len(positions) > MOST or Subcontract.objects.in_programme(programme).filter(pk__in=positions).exists()


def _named(earlier):
    return f"{earlier.public_id} {earlier.applied_at.isoformat()}" if earlier else ""
