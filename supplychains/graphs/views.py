"""The map: programmes, one programme, one area with its chain as a drawing and as a table, and the download of what
is shown."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django_tables2 import RequestConfig

from supplychains.access import needs
from supplychains.contracts.export import positions_csv as as_csv
from supplychains.contracts.models import ContractPackageArea, Programme
from supplychains.contracts.tables import PositionTable

from .area_page import context_of
from .build import build
from .chains import chain_of
from .layouts import layout_of
from .matrix import matrix_of
from .render import render as draw
from .summaries import programmes_summary


@needs("providers.view_map")
def programmes(request):
    return render(request, "graphs/programmes.html", {"programmes": programmes_summary()})


@needs("providers.view_map")
def programme(request, slug):
    found = get_object_or_404(Programme, slug=slug)
    matrix = matrix_of(found)
    return render(
        request, "graphs/programme.html", {"programme": found, "matrix": matrix, "is_narrow": len(matrix.primes) > 7}
    )


@needs("providers.view_map")
def area(request, slug, number):
    """The chain of an area, narrowed by the address: drawing, figures and table of the same positions."""
    found = _area(slug, number)
    chain = chain_of(found, request.GET)
    rows = RequestConfig(request, paginate={"per_page": 50, "silent": True})
    context = context_of(chain, request.GET) | {
        "drawing": _drawing(chain) if chain.contracts else "",
        "table": rows.configure(PositionTable(chain.positions)),
    }
    return render(request, "graphs/area.html", context)


@needs("providers.view_map")
def positions_csv(request, slug, number):
    """The positions the same address shows as a page, as CSV."""
    found = _area(slug, number)
    positions = chain_of(found, request.GET).positions
    name = f"{found.programme.slug}-area-{found.number}-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        as_csv(positions).encode("utf-8-sig"),  # spreadsheets take a csv without the mark for Windows-1252
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _area(slug, number):
    areas = ContractPackageArea.objects.select_related("programme")
    return get_object_or_404(areas, programme__slug=slug, number=number)


def _drawing(chain):
    graph = build(chain.area, chain.contracts, chain.positions)
    svg = draw(
        graph,
        layout_of(chain, graph),
        address=lambda public_id: reverse("contracts:provider", args=[public_id]),
        on=timezone.localdate(),
    )
    return mark_safe(svg)  # every text in it is escaped where it is set, see render.py
