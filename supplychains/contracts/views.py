"""Finding organisations, and the page of one: every position it holds, and everything any source ever said of it."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render

from providers.models import Provider
from supplychains.access import needs

from .history import history
from .models import Subcontract
from .paging import paged
from .tables import ProviderTable


@needs("providers.view_map")
def providers(request):
    """Every organisation, narrowed by a name, a former or listed spelling, or a register's number."""
    text = request.GET.get("text", "").replace("\0", "").strip()  # PostgreSQL takes no NUL
    found = Provider.objects.matching(text) if text else Provider.objects.standing()
    found = found.annotate(
        contracts_held=Count("prime_contracts", filter=Q(prime_contracts__taken_back_at=None), distinct=True),
        positions_held=Count("subcontracts", filter=Q(subcontracts__stated=True), distinct=True),
    )
    table = paged(request, ProviderTable(found))
    return render(request, "contracts/providers.html", {"table": table, "text": text})


@needs("providers.view_map")
def provider(request, public_id):
    """One organisation. The address of one that was merged leads to the one it became."""
    found = get_object_or_404(Provider.objects.select_related("merged_into", "parent"), public_id=public_id)
    if found.merged_into:
        return redirect(found.merged_into)
    context = {
        "provider": found,
        "names": found.names.all(),
        "identifiers": found.identifiers.all(),
        "positions": list(Subcontract.objects.on_map().held_by(found).for_graph()),
        "contracts": found.prime_contracts.select_related("area__programme"),
        "history": history(found),
    }
    if request.user.has_perm("providers.view_contacts"):
        context |= {"numbers": found.numbers.all(), "contacts": found.contacts.all()}
    return render(request, "contracts/provider.html", context)
