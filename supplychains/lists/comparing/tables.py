"""The table of changes between two editions (django-tables2)."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from .asked import KINDS
from .editions import Kind, Unit
from .records import organisations
from .words import details


class ChangeTable(tables.Table):
    """One row is one organisation, organisation x prime or organisation x contract; `load` comes before rendering."""

    organisation = tables.Column("Organisation", accessor="order", order_by="order")
    prime = tables.Column("Prime", empty_values=(), orderable=False)
    area = tables.Column("Area", accessor="areas", order_by="areas", empty_values=())
    became = tables.Column("Change", accessor="kinds", orderable=False)
    details = tables.Column("Before → after", empty_values=(), orderable=False)

    caption = "Table of changes"

    class Meta:
        attrs = {"class": "changes"}

    def __init__(self, changes, *, comparison, unit, **kwargs):
        self.comparison, self.unit = comparison, Unit(unit).words
        self.primes = {place.prime: place for place in comparison.places.values()}
        self.areas = {place.area: place.area_name for place in comparison.places.values()}
        self.known, self.causes = {}, {}
        without = {Unit.ORGANISATION: ["prime", "area"], Unit.PRIME: ["area"]}.get(unit, [])
        super().__init__(changes, exclude=without, **kwargs)

    def load(self):
        """Read the names and addresses of the organisations on this page, and why sectors differ."""
        shown = [row.record for row in self.paginated_rows]
        self.known = organisations(change.organisation for change in shown)
        self.causes = self.comparison.causes_of(shown)
        return self

    def render_organisation(self, record):
        public_id, name = self.known[record.organisation]
        return format_html('<a href="{}">{}</a>', reverse("contracts:provider", args=[public_id]), name)

    def render_prime(self, record):
        place = self.comparison.places.get(record.contract)
        name = self.primes[record.prime].prime_name
        return f"{name}, {place.reference}" if place and place.reference else name

    def render_area(self, record):
        return ", ".join(f"{number} {self.areas[number]}" for number in record.areas)

    def render_became(self, record):
        kinds = [kind for kind in record.kinds if kind != Kind.STAYED]
        tags = ((self._style(kind), KINDS[kind]) for kind in kinds)
        return format_html_join(" ", '<span class="became {}">{}</span>', tags)

    def _style(self, kind):
        return kind if kind in (Kind.ENTERED, Kind.LEFT) else "becamed" if kind != Kind.SAME else "same"

    def render_details(self, record):
        cause = self.causes.get(record.organisation) if Kind.SECTOR in record.kinds else None
        return format_html_join("", "<p>{}</p>", ((line,) for line in details(record, cause)))
