"""The same subcontracts written with django-import-export: with its defaults, and as fast as its documentation tells.

It is given more than a list gives: only rows without an error, whose organisations and contracts are in the database
already, found by their names. It makes neither statements nor history nor questions, and keeps no rows.
"""

from import_export import fields, resources, widgets
from import_export.formats.base_formats import CSV, XLSX

from benchmarks.editions import HEADING, TITLE, edition, invented_map
from providers.models import Provider
from supplychains.contracts.models import PrimeContract, Subcontract

TIERS = {"1": "1", "Tier 1": "1", "end to end": "1", "2": "2", "Tier 2": "2", "Specialist": "2"}


class Tier(widgets.Widget):
    def clean(self, value, row=None, **kwargs):
        return TIERS[value]


class Contract(widgets.ForeignKeyWidget):
    """A contract by the names of its area and its prime, looked up as the documentation does."""

    def get_queryset(self, value, row, *args, **kwargs):
        return super().get_queryset(value, row).filter(area__name=row["Area"])


class ContractOfAll(widgets.ForeignKeyWidget):
    """The same out of all of them, read once: its own cached widget cannot look beyond one table."""

    def clean(self, value, row=None, **kwargs):
        if not hasattr(self, "all"):
            contracts = PrimeContract.objects.select_related("area", "provider")
            self.all = {(one.area.name, one.provider.name): one for one in contracts}
        return self.all[row["Area"], value]


class Plain(resources.ModelResource):
    """Everything as it comes, with the foreign keys by name."""

    provider = fields.Field("provider", "Subcontractor", widgets.ForeignKeyWidget(Provider, "name"))
    prime_contract = fields.Field("prime_contract", "Prime", Contract(PrimeContract, "provider__name"))
    tier = fields.Field("tier", "Tier", Tier())

    class Meta:
        model = Subcontract
        fields = ("provider", "prime_contract", "tier")
        import_id_fields = ("provider", "prime_contract")


class Bulk(Plain):
    """Its bulk mode with what makes it fast: no diffs, no report, its batches, cached foreign keys. As every import has
    to, it looks whether a row is in the database, and changes it if it is."""

    provider = fields.Field("provider", "Subcontractor", widgets.CachedForeignKeyWidget(Provider, "name"))
    prime_contract = fields.Field("prime_contract", "Prime", ContractOfAll(PrimeContract))

    class Meta(Plain.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        report_skipped = False


class Blind(Bulk):
    """The same for a database that is known to hold none of the rows: none is looked for."""

    class Meta(Bulk.Meta):
        force_init_instance = True


RESOURCES = {"plain": Plain, "bulk": Bulk, "blind": Blind}
FORMATS = {"csv": CSV, "xlsx": XLSX}


def content_of(kind: str, rows: int, size: int) -> bytes:
    """A file of so many sound rows for the map of an edition of `size` rows; without title rows, as it needs it."""
    sound = edition(rows, invented_map(size), share=0)
    sound.lines = sound.lines[len(TITLE) :]
    assert sound.lines[0] == list(HEADING)
    return sound.csv() if kind == "csv" else sound.xlsx()


def bring(content: bytes, kind: str, mode: str) -> int:
    """Import a file; how many subcontracts were written."""
    dataset = FORMATS[kind]().create_dataset(content.decode() if kind == "csv" else content)
    result = RESOURCES[mode]().import_data(dataset, raise_errors=True)
    assert not result.has_errors()
    return Subcontract.objects.count()
