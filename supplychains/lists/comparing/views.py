"""Any two applied editions of one publisher compared, on a page and as files."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from supplychains.access import needs

from .asked import PARTS, editions_asked
from .downloads import applied_lists, csv_file, why_not, workbook
from .pages import PAGES
from .records import Comparison

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("lists.view_providerlist")
@require_safe
def compare(request):
    """Two editions side by side, the part of the comparison that the address names."""
    asked = editions_asked(request.GET, applied_lists(), why_not)
    context = {"asked": asked, "parts": PARTS.items()}
    if asked.pair:
        context |= PAGES[asked.part](Comparison(*asked.pair), request)
    return render(request, "lists/compare.html", context)


@needs("lists.view_providerlist")
@require_safe
def changes_csv(request):
    """The changes an address asks for, as csv: those of the same address on the page."""
    comparison = _comparison(request.GET)
    if comparison is None:
        return _what_is_wrong(request)
    content = csv_file(comparison, request.GET)
    return attached(content, "text/csv; charset=utf-8", f"{_name(comparison)}-changes.csv")


@needs("lists.view_providerlist")
@require_safe
def changes_xlsx(request):
    """The same changes, with every figure of the comparison, as a spreadsheet."""
    comparison = _comparison(request.GET)
    if comparison is None:
        return _what_is_wrong(request)
    content = workbook(comparison, request.GET, timezone.localdate())
    return attached(content, XLSX, f"{_name(comparison)}.xlsx")


def attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _comparison(params):
    """None where the address does not name two editions that can be compared."""
    asked = editions_asked(params, applied_lists())
    return Comparison(*asked.pair) if asked.pair else None


def _what_is_wrong(request):
    """To the page, which says it in a sentence."""
    return redirect(f"{reverse('lists:compare')}?{request.GET.urlencode()}")


def _name(comparison):
    return f"compare-{comparison.first.public_id}-{comparison.second.public_id}"
