"""Lists in the queue: how far one is, and taking it out."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from supplychains.access import needs

from ..models import ProviderList
from .progress import look
from .queueing import call_off as take_out


@needs("lists.view_providerlist")
@require_safe
def progress(request, public_id):
    """How far a list is that is being applied; asked for every few seconds. Once it is not, the list's own page."""
    provider_list = _found(public_id)
    standing = look(provider_list)
    if standing is None:
        return redirect(provider_list)
    return render(request, "lists/progress.html", {"list": provider_list, "standing": standing})


@needs("lists.import_lists")
@require_POST
def call_off(request, public_id):
    """Take a list out of the queue that no worker has. Where one has it, its page says so."""
    provider_list = _found(public_id)
    take_out(provider_list=provider_list)
    return redirect(provider_list)


def _found(public_id):
    lists = ProviderList.objects.select_related("publisher", "programme", "applying_by").defer("column_mapping")
    return get_object_or_404(lists, public_id=public_id)
