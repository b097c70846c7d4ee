"""A programme as a whole: its matrix, all its drawings, its map, what its areas and its primes share, its
organisations; and any two programmes side by side."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from supplychains.access import needs
from supplychains.contracts.models import Programme
from supplychains.contracts.paging import paged

from .area_figures import ALL
from .asked import figure_asked, members_asked, programmes_asked
from .holdings import holdings_of
from .mapping import drawings_of, map_of
from .matrix import matrix_of
from .member_table import MemberTable
from .members import members_of
from .overlap import in_several, most_shared
from .rivalry import areas_shared, network_of, primes_shared
from .side_by_side import figures, sizes


@needs("providers.view_map")
def programme(request, slug):
    found = _programme(slug)
    matrix = matrix_of(found)
    context = {"programme": found, "tab": "overview", "matrix": matrix, "is_narrow": len(matrix.primes) > 7}
    return render(request, "graphs/programme.html", context)


@needs("providers.view_map")
def drawings(request, slug):
    """Every area's chain as a small picture."""
    held = holdings_of(_programme(slug))
    pictures = drawings_of(held, on=timezone.localdate())
    context = {"programme": held.programme, "tab": "drawings", "held": held, "pictures": pictures}
    return render(request, "graphs/programme_drawings.html", context)


@needs("providers.view_map")
def tile_map(request, slug):
    """The areas as tiles, coloured by the figure in the address."""
    held = holdings_of(_programme(slug))
    figure, wrong = figure_asked(request.GET)
    context = {"programme": held.programme, "tab": "map", "held": held, "figure": figure, "all_figures": ALL}
    return render(request, "graphs/programme_map.html", {**context, "wrong": wrong, **map_of(held, figure)})


@needs("providers.view_map")
def shared(request, slug):
    """Areas by areas: the organisations they share."""
    held = holdings_of(_programme(slug))
    rows = areas_shared(held)
    several, everybody = in_several({c.area.pk: {p.provider_id for p in c.positions} for c in held.chains})
    context = {"programme": held.programme, "tab": "shared", "held": held, "rows": rows, "most": most_shared(rows)}
    return render(request, "graphs/programme_shared.html", {**context, "several": several, "everybody": everybody})


@needs("providers.view_map")
def primes(request, slug):
    """The primes compared, their rivals, and the network they make."""
    held = holdings_of(_programme(slug))
    context = {"programme": held.programme, "tab": "primes", "held": held}
    return render(request, "graphs/programme_primes.html", {**context, **primes_shared(held), **network_of(held)})


@needs("providers.view_map")
def organisations(request, slug):
    """Who stands in most chains; narrowed to those in every area and under every prime of the address."""
    held = holdings_of(_programme(slug))
    everybody = members_of(held.positions)
    asked = members_asked(request.GET, held, everybody)
    table = paged(request, MemberTable(asked.members))
    context = {"programme": held.programme, "tab": "organisations", "table": table, "everybody": everybody}
    return render(request, "graphs/programme_organisations.html", {**context, "asked": asked})


@needs("providers.view_map")
def compare(request):
    """Any two programmes, the same figures of each."""
    asked = programmes_asked(request.GET, list(Programme.objects.all()))
    context: dict = {"asked": asked}
    if asked.pair:
        first, second = (holdings_of(found) for found in asked.pair)
        halves = [(len(h.chains), h.contracts, h.positions) for h in (first, second)]
        context["sizes"] = _beside(*(sizes(*half) for half in halves))
        context["figures"] = list(zip(*(figures(*half[1:]) for half in halves), strict=True))
        both = {p.provider_id for p in first.positions} & {p.provider_id for p in second.positions}
        context["both"] = sorted({p.provider for p in first.positions if p.provider_id in both}, key=str)
    return render(request, "graphs/compare.html", context)


def _beside(first, second):
    return [(title, one, other) for (title, one), (_, other) in zip(first, second, strict=True)]


def _programme(slug):
    return get_object_or_404(Programme, slug=slug)
