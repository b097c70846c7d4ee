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

from .build import build
from .chains import chain_of, contracts_shown
from .figures import margin
from .layout import lay_out
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
    chain, positions = chain_of(found, request.GET)
    shown = list(positions)
    contracts = contracts_shown(found, chain, shown)
    table = RequestConfig(request, paginate={"per_page": 50, "silent": True}).configure(PositionTable(positions))
    context = {
        "area": found,
        "chain": chain,
        "contracts": contracts,
        "positions": shown,
        "whole": chain.queryset.count() if chain.narrowing else len(shown),
        "drawing": _drawing(found, contracts, shown) if contracts else "",
        "table": table,
        **margin(shown),
    }
    return render(request, "graphs/area.html", context)


@needs("providers.view_map")
def positions_csv(request, slug, number):
    """The positions the same address shows as a page, as CSV."""
    found = _area(slug, number)
    _, positions = chain_of(found, request.GET)
    name = f"{found.programme.slug}-area-{found.number}-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        as_csv(positions).encode("utf-8-sig"),  # spreadsheets take a csv without the mark for Windows-1252
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _area(slug, number):
    areas = ContractPackageArea.objects.select_related("programme")
    return get_object_or_404(areas, programme__slug=slug, number=number)


def _drawing(area, contracts, positions):
    graph = build(area, contracts, positions)
    svg = draw(
        graph,
        lay_out(graph),
        address=lambda public_id: reverse("contracts:provider", args=[public_id]),
        on=timezone.localdate(),
    )
    return mark_safe(svg)  # every text in it is escaped where it is set, see render.py
