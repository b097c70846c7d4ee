"""The downloads of an errata pack, for a terminal: the same bytes."""

from pathlib import Path

from django.core.management.base import BaseCommand

from supplychains.contracts.wording import count
from supplychains.lists.errata.downloads import csv_file, workbook
from supplychains.lists.errata.records import Pack
from supplychains.lists.management.asked import Refused, ending_of, list_of, write
from supplychains.lists.models import ProviderList


class Command(BaseCommand):
    help = "Writes what calls have shown an applied edition to have wrong, without a word about any person."

    def add_arguments(self, parser):
        parser.add_argument("list", metavar="LIST", help="the number of the edition, as import_list prints it")
        parser.add_argument("--output", required=True, metavar="FILE", type=Path, help="its name ends in .csv or .xlsx")

    def handle(self, *args, **options):
        ending, provider_list = ending_of(options["output"]), list_of(options["list"])
        if provider_list.state != ProviderList.State.APPLIED:
            raise Refused("The list is not in the map, so nothing shows it wrong.")
        pack = Pack(provider_list)
        written = write(options["output"], csv_file(pack) if ending == "csv" else workbook(pack))
        self.stdout.write(f"{options['output']}: {count(len(pack.lines), 'erratum', 'errata')}, {written:,} bytes.")
