"""The same files as the downloads of an area's page, for a terminal: the same bytes for the same day and filters."""

from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from supplychains.contracts.models import ContractPackageArea, Programme
from supplychains.contracts.wording import count
from supplychains.graphs.chains import chain_of
from supplychains.graphs.exports.exchange import plainly
from supplychains.graphs.exports.formats import FORMATS, export
from supplychains.graphs.pictures import VIEWS, Picture

DAYS = ("on", "known", "from-on", "from-known")
WORDS = ("text", "prime", "tier", "sector", "referrals", "checked", "layer", "edition", "from-edition")


class Refused(CommandError):  # noqa: N818 - its name is printed before the sentence
    """What was asked cannot be done: one sentence, exit code 2. Nothing was written."""

    def __init__(self, sentence):
        super().__init__(sentence, returncode=2)


class Command(BaseCommand):
    help = "Exports the supply chain of an area, as it is shown on its page, to a file."

    def add_arguments(self, parser):
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--area", required=True, metavar="NUMBER")
        parser.add_argument("--format", required=True, metavar="FORMAT", help=", ".join(FORMATS))
        parser.add_argument("--output", required=True, metavar="FILE", type=Path)
        for name in DAYS:
            parser.add_argument(f"--{name}", metavar="YYYY-MM-DD", default="")
        for name in WORDS:
            parser.add_argument(f"--{name}", default="", help="as in the address of the page")
        parser.add_argument("--view", choices=VIEWS, default="links")
        parser.add_argument("--lit", metavar="ID", default="", help="the organisation that is highlighted")

    def handle(self, *args, **options):
        name = format_of(options["format"])
        chain = chain_asked(area_of(options["programme"], options["area"]), options)
        picture = Picture.asked(chain, options, timezone.localdate())
        written = write(options["output"], export(picture, name))
        self.warn(chain)
        people = count(len({s.provider_id for s in chain.positions}), "organisation")
        positions = count(len(chain.positions), "position")
        self.stdout.write(f"{options['output']}: {people} in {positions}, {FORMATS[name].words}, {written:,} bytes.")

    def warn(self, chain):
        """Name those whose names no XML can hold as they are."""
        bodies = {s.provider for s in chain.positions} | {contract.provider for contract in chain.contracts}
        for body in sorted({(b.public_id, b.name) for b in bodies}):
            if plainly(body[1]) != body[1]:
                self.stderr.write(f"The name of {body[0]} has control characters; they are left out: {body[1]!r}")


def format_of(name):
    if name not in FORMATS:
        raise Refused(f"There is no format “{name}”; known are: {', '.join(FORMATS)}.")
    return name


def area_of(slug, number):
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
        raise Refused(f"There is no programme “{slug}”; {f'known are: {known}' if known else 'none is known yet'}.")
    areas = ContractPackageArea.objects.select_related("programme").filter(programme=programme)
    found = areas.filter(number=number).first() if number.isdecimal() and len(number) < 9 else None
    if found is None:
        known = ", ".join(map(str, areas.order_by("number").values_list("number", flat=True)))
        raise Refused(f"{programme} has no area “{number}”; it has: {known or 'none yet'}.")
    return found


def chain_asked(area, options):
    """The chain as the options ask for it. What the page would leave out and report is refused here."""
    params = {name.replace("-", "_"): options[name.replace("-", "_")] for name in (*DAYS, *WORDS)}
    for name in DAYS:
        day_of(params[name.replace("-", "_")])
    chain = chain_of(area, params)
    for name, errors in chain.filter.errors.items():
        raise Refused(f"--{name.replace('_', '-')}: {_unlike_the_page(errors[0])}")
    return chain


def _unlike_the_page(sentence):
    """The page leaves out what it cannot read; here nothing is written."""
    return sentence.replace("; it is left out.", ".").replace("; this one is left out.", ".")


def day_of(text):
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None
    except ValueError:
        raise Refused(f"“{text}” is not a date; write it as 2026-02-28.") from None


def write(path, content):
    """How many bytes were written."""
    try:
        return path.write_bytes(content)
    except OSError as error:
        raise Refused(f"The file “{path}” cannot be written: {(error.strerror or str(error)).lower()}.") from None
