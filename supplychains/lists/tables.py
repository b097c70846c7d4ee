"""The table of a list's rows (django-tables2): what each says, as written, and what became of it."""

import django_tables2 as tables
from django.utils.html import format_html, format_html_join

from supplychains.contracts.signs import tier_sign
from supplychains.contracts.wording import day

from .lanes import CLOSING
from .models import ListClosing, ListRow, ProviderList

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


class ClosingTable(tables.Table):
    """Positions an earlier edition of the publisher has and this list leaves out."""

    caption, unit = "Positions the list leaves out", "positions"

    organisation = tables.Column(accessor="subcontract__provider__name", orderable=False)
    area = tables.Column("Area", accessor="subcontract__prime_contract__area", orderable=False)
    prime = tables.Column("Prime", accessor="subcontract__prime_contract__provider__name", orderable=False)
    tier = tables.Column("Tier", accessor="subcontract__tier", orderable=False)
    last = tables.Column("Last named in", accessor="last_named_on", orderable=False)
    outcome = tables.Column("What becomes of it", empty_values=(), orderable=False)

    class Meta:
        model = ListClosing
        fields = ("organisation", "area", "prime", "tier", "last", "outcome")

    def __init__(self, closings, *, provider_list, **kwargs):
        self.provider_list = provider_list
        editions = ProviderList.objects.filter(publisher=provider_list.publisher_id)
        self.editions = {one.public_id: one for one in editions.only("public_id", "published_on")}
        super().__init__(closings, **kwargs)

    def render_organisation(self, record):
        provider = record.subcontract.provider
        return format_html('<a href="{}">{}</a>', provider.get_absolute_url(), provider.name)

    def render_prime(self, record):
        contract = record.subcontract.prime_contract
        return f"{contract.provider}, {contract.reference}" if contract.reference else contract.provider.name

    def render_tier(self, record):
        return tier_sign(record.subcontract.tier)

    def render_last(self, record):
        words = f"the edition of {day(record.last_named_on)}"
        known = self.editions.get(record.last_edition)
        return format_html('<a href="{}">{}</a>', known.get_absolute_url(), words) if known else words

    def render_outcome(self, record):
        if record.is_spared:
            return "Not closed: a row that names it could not be placed."
        if record.edition != self.provider_list.public_id:
            return "Closed: a newer edition leaves it out."
        if self.provider_list.state == ProviderList.State.ROLLED_BACK:
            return "Was closed; open again since the list was rolled back."
        return "Its listing is closed." if record.statement_id else "Its listing closes."


def table_of(provider_list, lane, with_contacts):
    """The table of one lane of a list."""
    if lane == CLOSING:
        closings = provider_list.closings.select_related(
            "subcontract__provider", "subcontract__prime_contract__provider", "subcontract__prime_contract__area"
        )
        return ClosingTable(closings, provider_list=provider_list)
    rows = provider_list.rows.filter(resolution=lane).select_related("provider")
    return RowTable(rows, provider_list=provider_list, with_contacts=with_contacts)
