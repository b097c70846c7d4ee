"""The errata pack of one edition: what calls have shown it to have wrong, to be read, and to be sent to its
publisher."""

import django_tables2 as tables
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from supplychains.access import needs
from supplychains.contracts.paging import paged
from supplychains.contracts.wording import day

from ..comparing.downloads import why_not_in_map
from ..comparing.views import XLSX, attached
from ..models import ProviderList
from . import Fault
from .downloads import covering_text, csv_file, workbook
from .records import Pack

NUMBERS = {"th": {"class": "n"}, "td": {"class": "n"}}


class ErrataTable(tables.Table):
    """One row is one fact of a row of the file, or one position it does not name."""

    row = tables.Column("Row", accessor="number", default="–", attrs=NUMBERS, orderable=False)
    name = tables.Column("Organisation", orderable=False)
    prime = tables.Column("Prime and area", accessor="place", orderable=False)
    fault = tables.Column("What is wrong", accessor="fault__words", orderable=False)
    listed = tables.Column("The list says", orderable=False)
    words = tables.Column("Found", orderable=False)
    found = tables.Column("When, and by whom", orderable=False)

    caption, unit = "Table of errata", "errata"

    def render_row(self, record):
        return f"{record.sheet}, {record.number}" if record.sheet else record.number

    def render_name(self, record):
        return format_html(
            '<a href="{}">{}</a>', reverse("contracts:provider", args=[record.place.organisation_id]), record.name
        )

    def render_prime(self, value):
        which = f"{value.prime}, {value.reference}" if value.reference else value.prime
        return format_html('{}<br><span class="small quiet">{} {}</span>', which, value.area_number, value.area)

    def render_found(self, value):
        who = f"{value.by.words}; sources differ" if value.sources_differ else value.by.words
        return format_html('{}<br><span class="small quiet">{}</span>', day(value.on), who)


@needs("lists.view_providerlist")
@require_safe
def errata(request, public_id):
    """Of an edition that is not in the map, a sentence that says so."""
    provider_list = _found(public_id)
    if provider_list.state != ProviderList.State.APPLIED:
        return render(request, "lists/errata.html", {"list": provider_list, "why_not": why_not_in_map(provider_list)})
    pack = Pack(provider_list)
    table = paged(request, ErrataTable(pack.lines))
    context = {
        "list": provider_list,
        "totals": pack.totals,
        "text": covering_text(pack),
        "faults": [(fault.words, pack.totals.faults[fault]) for fault in Fault],
        "table": table,
    }
    return render(request, "lists/errata.html", context)


@needs("lists.view_providerlist")
@require_safe
def errata_csv(request, public_id):
    provider_list = _found(public_id)
    if provider_list.state != ProviderList.State.APPLIED:
        return redirect("lists:errata", public_id)  # which says why there is none
    content = csv_file(Pack(provider_list))
    return attached(content, "text/csv; charset=utf-8", f"errata-{public_id}.csv")


@needs("lists.view_providerlist")
@require_safe
def errata_xlsx(request, public_id):
    """The covering text, and every erratum, as a spreadsheet."""
    provider_list = _found(public_id)
    if provider_list.state != ProviderList.State.APPLIED:
        return redirect("lists:errata", public_id)
    content = workbook(Pack(provider_list))
    return attached(content, XLSX, f"errata-{public_id}.xlsx")


def _found(public_id):
    return get_object_or_404(ProviderList.objects.select_related("publisher", "programme"), public_id=public_id)
