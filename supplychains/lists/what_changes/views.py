"""What a list would change on the map, or did change."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from supplychains.access import needs

from ..models import ProviderList
from .page import context_of


@needs("lists.view_providerlist")
@require_safe
def what_changes(request, public_id):
    """The changes against the map, or with `?against=edition` against the edition before; counted, filtered, paged."""
    lists = ProviderList.objects.select_related("publisher", "programme")
    provider_list = get_object_or_404(lists, public_id=public_id)
    return render(request, "lists/what_changes.html", context_of(provider_list, request))
