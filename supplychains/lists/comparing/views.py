"""Any two applied editions of one publisher compared, on a page and as files."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from supplychains.access import needs
from supplychains.contracts.export import as_csv
from supplychains.contracts.wording import day

from ..models import ProviderList
from ..tabling import Table, as_xlsx
from .asked import PARTS, editions_asked
from .files import CHANGE, change_rows, tables
from .pages import PAGES, changes_asked
from .records import Comparison, organisations

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("lists.view_providerlist")
@require_safe
def compare(request):
    """Two editions side by side, the part of the comparison that the address names."""
    asked = editions_asked(request.GET, applied_lists())
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
    _, changes = _changes(comparison, request.GET)
    text = as_csv(CHANGE, changes.rows)
    return attached(text.encode("utf-8-sig"), "text/csv; charset=utf-8", f"{_name(comparison)}-changes.csv")


@needs("lists.view_providerlist")
@require_safe
def changes_xlsx(request):
    """The same changes, with every figure of the comparison, as a spreadsheet."""
    comparison, on = _comparison(request.GET), timezone.localdate()
    if comparison is None:
        return _what_is_wrong(request)
    narrowing, changes = _changes(comparison, request.GET)
    about = _about(comparison, narrowing, on)
    content = as_xlsx(tables(comparison, changes, about), title=about["title"], on=on)
    return attached(content, XLSX, f"{_name(comparison)}.xlsx")


def applied_lists():
    """The editions that can be compared: those in the map now."""
    lists = ProviderList.objects.filter(state=ProviderList.State.APPLIED)
    return lists.select_related("publisher", "programme").defer("column_mapping")


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


def _changes(comparison, params):
    narrowing, found = changes_asked(comparison, params)
    known = organisations(change.organisation for change in found)
    return narrowing, Table("changes", CHANGE, list(change_rows(comparison, narrowing.unit, found, known)))


def _name(comparison):
    return f"compare-{comparison.first.public_id}-{comparison.second.public_id}"


def _about(comparison, narrowing, on):
    first, second = comparison.lists
    said = {"title": f"{first.publisher}: {day(first.published_on)} and {day(second.published_on)} compared"}
    said |= {"publisher": first.publisher.name, "programme": first.programme.name, "compared_on": on}
    for name, one in (("earlier", first), ("later", second)):
        said |= {f"{name}_edition": one.public_id, f"{name}_published_on": one.published_on}
        said |= {f"{name}_file": one.file_name, f"{name}_checksum": one.checksum}
    said["unit_of_changes"] = narrowing.unit.words
    return said | {name: getattr(narrowing, name) for name in ("kind", "prime", "area") if getattr(narrowing, name)}
