"""The map: programmes, one programme, one area with its chain as a drawing and as a table."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from supplychains.access import needs
from supplychains.contracts.models import ContractPackageArea
from supplychains.contracts.paging import paged
from supplychains.contracts.tables import PositionTable

from .area_page import context_of
from .chains import chain_of
from .pictures import Picture
from .programmes.summaries import programmes_summary


@needs("providers.view_map")
def programmes(request):
    return render(request, "graphs/programmes.html", {"programmes": programmes_summary()})


@needs("providers.view_map")
def area(request, slug, number):
    """The chain of an area as the address asks for it: picture, figures and table of the same positions."""
    areas = ContractPackageArea.objects.select_related("programme")
    chain = chain_of(get_object_or_404(areas, programme__slug=slug, number=number), request.GET)
    picture = Picture.asked(chain, request.GET, timezone.localdate())
    context = context_of(chain, picture, request.GET) | {
        "table": paged(request, PositionTable(chain.positions, exclude=() if chain.gap else ("change",))),
    }
    return render(request, "graphs/area.html", context)
