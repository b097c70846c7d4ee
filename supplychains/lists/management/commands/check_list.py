"""The downloads of the checks of a list, for a terminal: the same bytes as somebody gets who may or may not see
contacts."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from supplychains.contracts.wording import count
from supplychains.lists.checks.files import checked_csv, checked_xlsx
from supplychains.lists.management.asked import ending_of, list_of, write


class Command(BaseCommand):
    help = "Writes the rows of a list with what is wrong in them beside each."

    def add_arguments(self, parser):
        parser.add_argument("list", metavar="LIST", help="the number of the list, as import_list prints it")
        parser.add_argument("--output", required=True, metavar="FILE", type=Path, help="its name ends in .csv or .xlsx")
        parser.add_argument("--with-contacts", action="store_true", help="with every column of the file, phones too")

    def handle(self, *args, **options):
        ending, provider_list = ending_of(options["output"]), list_of(options["list"])
        may_see, on = options["with_contacts"], timezone.localdate()
        if ending == "csv":
            content = "".join(checked_csv(provider_list, with_contacts=may_see)).encode("utf-8-sig")
        else:
            content = checked_xlsx(provider_list, with_contacts=may_see, title=f"Checks of {provider_list}", on=on)
        written = write(options["output"], content)
        self.stdout.write(f"{options['output']}: {count(provider_list.rows.count(), 'row')}, {written:,} bytes.")
