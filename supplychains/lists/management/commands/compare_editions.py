"""The downloads of the comparison of two editions, for a terminal: the same bytes for the same day and filters."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from supplychains.lists.comparing.asked import KINDS, editions_asked
from supplychains.lists.comparing.downloads import applied_lists, csv_file, workbook
from supplychains.lists.comparing.editions import Unit
from supplychains.lists.comparing.pages import changes_asked
from supplychains.lists.comparing.records import Comparison
from supplychains.lists.management.asked import Refused, ending_of, write


class Command(BaseCommand):
    help = "Compares two applied editions of a publisher: every change as csv, or all figures as xlsx."

    def add_arguments(self, parser):
        parser.add_argument("second", metavar="LIST", help="the number of an edition, as import_list prints it")
        parser.add_argument("--with", dest="first", default="", metavar="LIST", help="default: the edition before it")
        parser.add_argument("--output", required=True, metavar="FILE", type=Path, help="its name ends in .csv or .xlsx")
        parser.add_argument("--unit", default="", help=f"what is counted: {', '.join(Unit)}")
        parser.add_argument("--kind", default="", help=f"one kind of change: {', '.join(KINDS)}")
        parser.add_argument("--prime", default="", metavar="ID", help="one prime, by its public id")
        parser.add_argument("--area", default="", metavar="NUMBER", help="one area")

    def handle(self, *args, **options):
        ending, comparison = ending_of(options["output"]), comparison_of(options)
        narrowing, found = changes_asked(comparison, options)
        if narrowing.wrong:
            raise Refused(narrowing.wrong.replace("; it is left out.", ".").replace("; these are", "; known are"))
        content = (
            csv_file(comparison, options) if ending == "csv" else workbook(comparison, options, timezone.localdate())
        )
        written = write(options["output"], content)
        first, second = comparison.lists
        about = f"{first.published_on} beside {second.published_on}, {len(found):,} changes in {narrowing.unit.words}"
        self.stdout.write(f"{options['output']}: {about}, {written:,} bytes.")


def comparison_of(options):
    asked = editions_asked({"first": options["first"], "second": options["second"]}, applied_lists())
    if not asked.pair:
        raise Refused(asked.wrong)
    return Comparison(*asked.pair)
