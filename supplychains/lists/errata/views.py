"""The errata pack of one edition: what calls have shown it to have wrong, to be read, and to be sent to its
publisher."""

import django_tables2 as tables
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from supplychains.access import needs
from supplychains.contracts.export import as_csv
from supplychains.contracts.paging import paged
from supplychains.contracts.wording import day

from ..comparing.views import XLSX, applied_lists, attached
from ..tabling import Table, as_xlsx
from . import HEADINGS, Fault, covering, rows_of, shown
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
    provider_list = _found(public_id)
    pack = Pack(provider_list)
    table = paged(request, ErrataTable(pack.lines))
    context = {
        "list": provider_list,
        "totals": pack.totals,
        "text": _covering(pack),
        "faults": [(fault.words, pack.totals.faults[fault]) for fault in Fault],
        "table": table,
    }
    return render(request, "lists/errata.html", context)


@needs("lists.view_providerlist")
@require_safe
def errata_csv(request, public_id):
    provider_list = _found(public_id)
    text = as_csv(HEADINGS, rows_of(Pack(provider_list).lines))
    return attached(text.encode("utf-8-sig"), "text/csv; charset=utf-8", f"errata-{public_id}.csv")


@needs("lists.view_providerlist")
@require_safe
def errata_xlsx(request, public_id):
    """The covering text, and every erratum, as a spreadsheet."""
    provider_list = _found(public_id)
    pack = Pack(provider_list)
    text = Table("covering text", ["text"], [{"text": paragraph} for paragraph in _covering(pack)])
    lines = Table("errata", HEADINGS, rows_of(pack.lines))
    content = as_xlsx([text, lines], title=f"Errata: {_title(provider_list)}", on=provider_list.published_on)
    return attached(content, XLSX, f"errata-{public_id}.xlsx")


def _found(public_id):
    """An edition that is in the map."""
    return get_object_or_404(applied_lists(), public_id=public_id)


def _title(provider_list):
    named = provider_list.title or f"The list of {provider_list.publisher} for {provider_list.programme}"
    return f"{shown(named)} (file {shown(provider_list.file_name)})"


def _covering(pack):
    return covering(_title(pack.provider_list), pack.provider_list.published_on, pack.totals)
