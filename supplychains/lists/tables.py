"""The table of a list's rows (django-tables2): what each says, as written, and what became of it."""

from functools import cached_property

import django_tables2 as tables
from django.utils.html import format_html, format_html_join

from supplychains.contracts.signs import tier_sign
from supplychains.contracts.wording import day

from .lanes import CLOSING
from .models import ListClosing, ListRow, ProviderList
from .placing.places import listing
from .what_changes.elsewhere import listed_by_others

ROLLED_BACK = ProviderList.State.ROLLED_BACK


def headed(words: str, kind: str = "", *, quoted: bool = False) -> dict:
    """Attributes of a column whose cells say what they are where rows stand as blocks, under css/lists.css."""
    th = {"class": f"{kind} of-{words.split()[0].lower()}".strip()}
    return {"th": th, "td": {"class": "verbatim" if quoted else kind or None, "data-is": words}}


class Written(tables.Column):
    """What the file has in the column of one of our fields, untouched. Where its cell is blank and the row is read as
    if it were not, what is read stands there in the quiet voice."""

    def __init__(self, *fields, verbose_name):
        attrs = headed(verbose_name, quoted=True)
        super().__init__(verbose_name, empty_values=(), orderable=False, attrs=attrs)
        self.sources = fields

    def render(self, record, table):
        written = " ".join(filter(None, (table.cell(record, field) for field in self.sources)))
        return written or self._read(*table.read_in(record, self.sources))

    def _read(self, value, why):
        both = '<span class="quiet">{}<br><span class="small">{}</span></span>'
        return format_html(both, value, why) if value else ""


USED = (ListRow.Resolution.PLACED, ListRow.Resolution.CONTRACT)


class RowTable(tables.Table):
    caption, unit = "Rows of the list", "rows"

    number = tables.Column("Row", attrs=headed("Row", "n"), orderable=False)
    area = Written("area_number", "area", verbose_name="Area")
    prime = Written("prime", "reference", verbose_name="Prime")
    subcontractor = Written("subcontractor", verbose_name="Subcontractor")
    tier = Written("tier", verbose_name="Tier")
    sector = Written("sector", verbose_name="Sector")
    outcome = tables.Column("What became of it", empty_values=(), orderable=False, attrs=headed("Became"))

    class Meta:
        model = ListRow
        attrs = {"class": "stacked"}
        fields = ("number", "area", "prime", "subcontractor", "tier", "sector", "outcome")

    def __init__(self, rows, *, provider_list, with_contacts=False, **kwargs):
        self.with_contacts = with_contacts
        self.sheets = {sheet["name"]: sheet["fields"] for sheet in provider_list.was_read()}
        self.is_applied = provider_list.state != provider_list.State.STAGED
        mapped = {field for fields in self.sheets.values() for field in fields}
        absent = [name for name in ("tier", "sector") if name not in mapped]
        self.is_gone = provider_list.state == ROLLED_BACK
        super().__init__(rows, exclude=absent, row_attrs={"class": "struck"} if self.is_gone else None, **kwargs)

    def cell(self, record, field):
        return record.raw.get(self.sheets.get(record.sheet, {}).get(field, ""), "")

    def read_in(self, record, fields):
        """(what is read of these fields though their cells are blank, why), "" for nothing. Tiers and sectors are read
        as codes, which are not shown so."""
        has_column = any(field in self.sheets.get(record.sheet, {}) for field in fields)
        known = [str(record.parsed.get(field) or "") for field in fields if field not in ("tier", "sector")]
        return " ".join(filter(None, known)), "filled down" if has_column else "not in a cell"

    def render_number(self, record):
        return f"{record.sheet}, {record.number}" if len(self.sheets) > 1 else record.number

    def render_outcome(self, record):
        lines = [record.explanation] if record.explanation else [self._placed(record)]
        lines += [note["text"] for note in record.notes if self.with_contacts or note["code"] != "phone"]
        if self.is_gone and record.resolution in USED:
            lines.append("Withdrawn: the list was rolled back.")
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


CONTRACT = "subcontract__prime_contract"


class ClosingTable(tables.Table):
    """Positions an earlier edition of the publisher has and this list leaves out."""

    caption, unit = "Positions the list leaves out", "positions"

    organisation = tables.Column(accessor="subcontract__provider__name", orderable=False)
    area = tables.Column("Area", accessor=f"{CONTRACT}__area", orderable=False, attrs=headed("Area"))
    prime = tables.Column("Prime", accessor=f"{CONTRACT}__provider__name", orderable=False, attrs=headed("Prime"))
    tier = tables.Column("Tier", accessor="subcontract__tier", orderable=False, attrs=headed("Tier"))
    last = tables.Column("Last named in", accessor="last_named_on", orderable=False, attrs=headed("Last named in"))
    outcome = tables.Column("What becomes of it", empty_values=(), orderable=False, attrs=headed("Becomes"))

    class Meta:
        model = ListClosing
        attrs = {"class": "stacked"}
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
        if self.provider_list.state == ROLLED_BACK:
            return "Was closed; open again since the list was rolled back."
        became = "Its listing here is closed" if record.statement_id else "Its listing here closes"
        others = self._others.get(record.subcontract_id)
        return f"{became}; still listed by {listing(others)}." if others else f"{became}."

    @cached_property
    def _others(self):
        """The other publishers that list the positions of this page."""
        shown = (row.record.subcontract_id for row in self.paginated_rows)
        return listed_by_others(shown, self.provider_list.publisher.name)


def table_of(provider_list, lane, with_contacts):
    """The table of one lane of a list."""
    if lane == CLOSING:
        closings = provider_list.closings.select_related(
            "subcontract__provider", "subcontract__prime_contract__provider", "subcontract__prime_contract__area"
        ).order_by("subcontract__prime_contract__area__number", "subcontract__provider__name", "pk")
        return ClosingTable(closings, provider_list=provider_list)
    rows = provider_list.rows.filter(resolution=lane).select_related("provider").order_by("pk")
    return RowTable(rows, provider_list=provider_list, with_contacts=with_contacts)
