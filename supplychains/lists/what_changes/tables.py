"""The tables of what a list changes (django-tables2): position by position, and counted."""

from collections.abc import Sequence

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from providers.vocabulary import Word
from supplychains.contracts.signs import tier_sign

from ..tables import headed
from .lines import Sum

STYLES = {"added": "entered", "entered": "entered", "gone": "left", "left": "left", "same": "same"}
NUMBERS = {"th": {"class": "n"}, "td": {"class": "n"}}
FIRST = {"td": {"class": "what", "data-is": "Change"}}  # under the name, where rows stand as blocks


class PlanTable(tables.Table):
    """One line is one position, see `Shown`."""

    caption, unit = "Positions and what becomes of them", "positions"

    name = tables.Column("Organisation", orderable=False)
    area = tables.Column("Area", empty_values=(), orderable=False, attrs=headed("Area"))
    prime = tables.Column("Prime", empty_values=(), orderable=False, attrs=headed("Prime"))
    tier = tables.Column("Tier", orderable=False, attrs=headed("Tier"))
    kinds = tables.Column("Change", orderable=False, attrs=FIRST)
    details = tables.Column("What the list says", empty_values=(), orderable=False, attrs=headed("The list says"))
    row = tables.Column("Row", orderable=False, attrs=headed("Row", "n"), default="")

    class Meta:
        attrs = {"class": "changes stacked"}

    def __init__(self, lines, *, has_rows, **kwargs):
        super().__init__(lines, exclude=[] if has_rows else ["row"], **kwargs)

    def render_name(self, record):
        if not record.address:
            return record.name
        return format_html('<a href="{}">{}</a>', reverse("contracts:provider", args=[record.address]), record.name)

    def render_area(self, record):
        return record.chain.area_words

    def render_prime(self, record):
        return record.chain.prime_words

    def render_tier(self, record):
        return tier_sign(record.tier)

    def render_kinds(self, record):
        tags = ((self._style(kind), kind.words) for kind in record.kinds)
        return format_html_join(" ", '<span class="became {}">{}</span>', tags)

    def _style(self, kind):
        return STYLES.get(kind, "changed")

    def render_details(self, record):
        return format_html_join("", "<p>{}</p>", ((line,) for line in record.details))


class MadeTable(tables.Table):
    """One line is a prime contract that the list makes, a `Chain`."""

    caption, unit, pager = "New prime contracts", "prime contracts", "Pages of the prime contracts"

    area = tables.Column("Area", accessor="area_words", orderable=False)
    prime = tables.Column("Prime", accessor="prime_words", orderable=False, attrs=headed("Prime"))

    class Meta:
        attrs = {"class": "stacked"}


class KindColumn(tables.Column):
    """How many positions come to a kind."""

    def __init__(self, kind: Word):
        super().__init__(kind.words, empty_values=(), orderable=False, attrs=NUMBERS)
        self.kind = kind

    def render(self, record):
        return record.kinds[self.kind] or "·"


class SumTable(tables.Table):
    """One line is an area, a prime and a tier."""

    caption, unit, pager = "Positions by area, prime and tier", "lines", "Pages of the counts"

    area = tables.Column("Area", accessor="chain__area_words", orderable=False)
    prime = tables.Column("Prime", accessor="chain__prime_name", orderable=False)
    tier = tables.Column("Tier", orderable=False)
    positions = tables.Column("Positions", orderable=False, attrs=NUMBERS)

    def __init__(self, sums: list[Sum], *, kinds: Sequence[Word], **kwargs):
        extra = [(f"kind_{kind.value}", KindColumn(kind)) for kind in kinds]
        super().__init__(sums, extra_columns=extra, prefix="sum-", **kwargs)

    def render_tier(self, record):
        return tier_sign(record.tier)
