"""The table of a list's rows (django-tables2): what each says, as written, and what became of it."""

import django_tables2 as tables
from django.utils.html import format_html, format_html_join

from .models import ListRow

NUMBERS = {"th": {"class": "n"}, "td": {"class": "n"}}
QUOTED = {"td": {"class": "verbatim"}}


class Written(tables.Column):
    """What the file has in the column of one of our fields, untouched."""

    def __init__(self, *fields, **kwargs):
        super().__init__(empty_values=(), orderable=False, attrs=QUOTED, **kwargs)
        self.sources = fields

    def render(self, record, table):
        return " ".join(filter(None, (table.cell(record, field) for field in self.sources)))


class RowTable(tables.Table):
    caption, unit = "Rows of the list", "rows"

    number = tables.Column("Row", attrs=NUMBERS, orderable=False)
    area = Written("area_number", "area", verbose_name="Area")
    prime = Written("prime", "reference", verbose_name="Prime")
    subcontractor = Written("subcontractor", verbose_name="Subcontractor")
    tier = Written("tier", verbose_name="Tier")
    sector = Written("sector", verbose_name="Sector")
    outcome = tables.Column("What became of it", empty_values=(), orderable=False)

    class Meta:
        model = ListRow
        fields = ("number", "area", "prime", "subcontractor", "tier", "sector", "outcome")

    def __init__(self, rows, *, provider_list, with_contacts=False, **kwargs):
        self.with_contacts = with_contacts
        self.sheets = {sheet["name"]: sheet["fields"] for sheet in provider_list.was_read()}
        self.is_applied = provider_list.state != provider_list.State.STAGED
        mapped = {field for fields in self.sheets.values() for field in fields}
        absent = [name for name in ("tier", "sector") if name not in mapped]
        super().__init__(rows, exclude=absent, **kwargs)

    def cell(self, record, field):
        return record.raw.get(self.sheets.get(record.sheet, {}).get(field, ""), "")

    def render_number(self, record):
        return f"{record.sheet}, {record.number}" if len(self.sheets) > 1 else record.number

    def render_outcome(self, record):
        lines = [record.explanation] if record.explanation else [self._placed(record)]
        lines += [note["text"] for note in record.notes if self.with_contacts or note["code"] != "phone"]
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))

    def _placed(self, record):
        """Who the organisation is, or that the row says nothing new."""
        if record.resolution == ListRow.Resolution.CONTRACT:
            return "A contract the map has." if record.is_unchanged else "A new contract, nobody under it named."
        if record.is_unchanged:
            words = "nothing new"
        elif record.is_new_provider:
            words = "new organisation" if self.is_applied else "would be a new organisation"
        else:
            words = "known"
        if not record.provider:
            return words.capitalize() + "."
        return format_html('<a href="{}">{}</a>, {}', record.provider.get_absolute_url(), record.provider.name, words)
