"""The table of rows in which something was found (django-tables2): the cells that matter, as written, and what."""

import django_tables2 as tables

from ..parsing.contacts import holds_contact
from ..placing.register_numbers import SCHEMES
from ..tables import RowTable, headed
from . import CODES
from .page import rows_by_id, sentence

REGISTERS = ("company-number", "charity-number", "learning-provider-number")


class FoundTable(RowTable):
    """One line is one row of one finding, (sentence, row). `load` or `fill` comes before rendering."""

    number = tables.Column("Row", attrs=headed("Row", "n"), orderable=False, empty_values=())
    registered = tables.Column("Number", empty_values=(), orderable=False, attrs=headed("Number", quoted=True))
    outcome = tables.Column("What was found", empty_values=(), orderable=False, attrs=headed("Found"))

    class Meta:
        attrs = {"class": "found stacked"}
        fields = ("number", "area", "prime", "subcontractor", "tier", "sector", "registered", "outcome")
        sequence = fields

    def __init__(self, found, *, code, **kwargs):
        self.code, self.rows_of, self.caption = code, {}, f"Rows: {CODES[code][1]}"
        super().__init__(found, **kwargs)
        if code not in REGISTERS:
            self.columns.hide("registered")

    def load(self, provider_list):
        """Read the rows of this page, in one question."""
        return self.fill(rows_by_id(provider_list, (row.record[1] for row in self.paginated_rows)))

    def fill(self, rows):
        self.rows_of = rows
        return self

    def cell(self, record, field):
        return super().cell(self.rows_of[record[1]], field)

    def read_in(self, record, fields):
        return super().read_in(self.rows_of[record[1]], fields)

    def render_number(self, record):
        return super().render_number(self.rows_of[record[1]])

    def render_registered(self, record):
        cells = filter(None, (self.cell(record, field) for field in SCHEMES))
        return ", ".join(cell for cell in cells if self.with_contacts or not holds_contact(cell))

    def render_outcome(self, record):
        return sentence(self.code, record[0], self.with_contacts)
