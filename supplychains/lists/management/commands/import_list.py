"""The same import as by upload, for a terminal: stages a list, and with --apply brings it into the map."""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from providers.names import clean
from supplychains.contracts.models import Programme
from supplychains.contracts.wording import count
from supplychains.lists.actions import NotApplied, apply_list, stage_list
from supplychains.lists.copies import copies_of, said_of
from supplychains.lists.counts import again
from supplychains.lists.management import telling
from supplychains.lists.management.asked import ACCOUNT, Refused, account_of
from supplychains.lists.management.terminal import how_far
from supplychains.lists.models import ProviderList
from supplychains.lists.parsing.telling import in_force
from supplychains.lists.placing.claiming import claimed
from supplychains.lists.placing.coverage import WHOLE
from supplychains.lists.reading import megabytes
from supplychains.lists.reading.sheets import Unreadable
from supplychains.lists.who.later import bring_in_decided, ready
from supplychains.lists.wording import PROBLEMS

WORDS = {
    "rows": "rows read",
    "placed": "rows placed in the chain",
    "contracts_alone": "rows that give a contract alone",
    "doubtful": "rows for a person to decide",
    "problems": "rows with a problem",
    "unchanged": "rows that change nothing",
    "areas_created": "new areas",
    "contracts_created": "new prime contracts",
    "new_providers": "new organisations",
    "subcontracts_created": "new positions",
    "closed": "listings that close",
    "not_closed": "listings left open, in doubt",
    "overtaken": "closed by a newer edition",
}


class Command(BaseCommand):
    help = "Imports a list (csv, xlsx, xls or ods). Without --apply it is only staged: nothing reaches the map."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--publisher", required=True, metavar="NAME")
        parser.add_argument("--published-on", required=True, metavar="YYYY-MM-DD")
        parser.add_argument(
            "--create-contracts", action="store_true", help="the list itself defines areas and prime contracts"
        )
        parser.add_argument(
            "--doubtful", choices=ProviderList.Doubtful.values, default="hold", help="rows a person should decide"
        )
        parser.add_argument(
            "--covers", choices=["all", "nothing"], help="the list is complete for the programme, or claims nothing"
        )
        parser.add_argument("--covers-areas", metavar="1,2", help="it is complete for these areas only")
        parser.add_argument("--covers-primes", metavar="NAME,ID", help="... these primes only, by name or public id")
        parser.add_argument("--covers-tiers", metavar="1,2", help="... these tiers only")
        parser.add_argument("--title", default="", metavar="TEXT", help="if the list has one of its own")
        parser.add_argument("--captured-on", metavar="YYYY-MM-DD", help="the day the file was taken from its place")
        parser.add_argument("--web-address", default="", metavar="URL", help="where the file was found")
        parser.add_argument("--licence", default="", metavar="TEXT")
        parser.add_argument(
            "--keep-unread", action="store_true", help="stage a table in which no list is found, to be told on the web"
        )
        telling.add_to(parser)
        parser.add_argument("--apply", action="store_true", help="bring the list into the map")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--by", metavar="USERNAME", help=f"who imports it (default: the account {ACCOUNT})")

    def handle(self, *args, **options):
        if options["show_instructions"]:
            self.stdout.write(self.instructions(options))
            return
        provider_list, copies = self.stage(options)
        for sentence, one in said_of(provider_list, copies):
            if one.pk != provider_list.pk:
                self.stderr.write(f"{sentence} It is list {one.public_id}.")
        is_again = provider_list.state == ProviderList.State.APPLIED
        if options["apply"]:
            is_again = not self.later(provider_list, options) if is_again else self.apply(provider_list)
        counts = again(provider_list.counts) if is_again else provider_list.counts
        self.stdout.write(
            as_json(provider_list, counts) if options["json"] else as_text(provider_list, counts, is_again)
        )

    def later(self, provider_list, options):
        """Whether rows that were decided since the list was applied are brought in now."""
        if not ready(provider_list):
            return False
        rows = bring_in_decided(provider_list=provider_list, by=account_of(options["by"]))
        self.stderr.write(f"{count(rows, 'row')} decided since the list was applied brought in.")
        return True

    @transaction.atomic
    def instructions(self, options):
        """How the file is read, as JSON that --instructions takes. Nothing is kept of it."""
        provider_list, _ = self.stage(options | {"keep_unread": True})
        said = in_force(provider_list.told(), provider_list.file.looks)
        transaction.set_rollback(True)
        return json.dumps(said, ensure_ascii=False, indent=2)

    def apply(self, provider_list):
        """Whether somebody else applied it meanwhile. One that cannot be applied stays staged, and why is said."""
        try:
            with how_far(self.stderr, provider_list.counts["rows"]) as progress:
                return not apply_list(provider_list=provider_list, by=provider_list.staged_by, progress=progress)
        except NotApplied as error:
            self.stderr.write(f"Not applied. {error}")
            return False

    @transaction.atomic
    def stage(self, options):
        """(the list, the lists there were of its file)."""
        content, by = content_of(options["file"]), account_of(options["by"])
        copies, about = copies_of(content), about_list(options)
        try:
            provider_list = stage_list(content=content, by=by, keep_unread=True, **about)
            if is_open(provider_list):
                telling.tell(provider_list, options, by)
        except (Unreadable, NotApplied) as error:
            raise Refused(str(error)) from None
        if provider_list.unread and not options["keep_unread"]:
            raise Refused(provider_list.unread)
        return provider_list, copies


def is_open(provider_list):
    return provider_list.state == ProviderList.State.STAGED and not provider_list.applying_since


def about_list(options):
    """What is said of the list, as `stage_list` takes it."""
    programme = programme_of(options["programme"])
    return {
        "file_name": options["file"].name,
        "programme": programme,
        "publisher_name": publisher_of(options["publisher"]),
        "published_on": date_of(options["published_on"]),
        "captured_on": date_of(options["captured_on"]) if options["captured_on"] else None,
        "title": short("title", options["title"], 200),
        "web_address": address_of(options["web_address"]),
        "licence": short("licence", options["licence"], 200),
        "create_contracts": options["create_contracts"],
        "doubtful": options["doubtful"],
        "coverage": coverage_of(programme, options),
    }


def content_of(path):
    try:
        size = path.stat().st_size
        if size > settings.LIST_MAX_BYTES:
            limit = megabytes(settings.LIST_MAX_BYTES)
            raise Refused(f"The file has {megabytes(size)}; a list may have {limit} at most.")
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"The file “{path}” cannot be opened: {(error.strerror or str(error)).lower()}.") from None


def programme_of(slug):
    found = Programme.objects.filter(slug=slug).first()
    if found:
        return found
    known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
    raise Refused(f"There is no programme “{slug}”; {f'known are: {known}' if known else 'none is known yet'}.")


def coverage_of(programme, options):
    """What the list is said to be complete for; nothing, unless something is said."""
    narrowed = {name: options[f"covers_{name}"] for name in ("areas", "primes", "tiers")}
    narrowed = {name: text.split(",") for name, text in narrowed.items() if text is not None}
    if options["covers"] and narrowed:
        raise Refused("Give --covers, or what the list is complete for by areas, primes and tiers, but not both.")
    if not narrowed:
        return WHOLE if options["covers"] == "all" else {}
    try:
        return claimed(programme, may_be_new=options["create_contracts"], **narrowed)
    except ValueError as error:
        raise Refused(str(error)) from None


def publisher_of(name):
    try:
        name = clean(name)
    except ValueError:
        raise Refused("The publisher needs a name.") from None
    if len(name) > 200:
        raise Refused(f"The name of the publisher has {len(name)} characters; at most 200 can be kept.")
    return name


def short(what, text, most):
    if len(text) > most:
        raise Refused(f"The {what} has {len(text)} characters; at most {most} can be kept.")
    return text


def address_of(text):
    try:
        if text:
            URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        raise Refused(f"“{text}” is not a web address; write it as https://www.example.org/list.csv.") from None
    return short("web address", text, 500)


def date_of(text):
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise Refused(f"“{text}” is not a date; write it as 2026-02-28.") from None
    if day > timezone.localdate():
        raise Refused(f"{text} lies in the future; a list says how things are, not how they will be.")
    return day


def as_json(provider_list, counts):
    about = {"list": provider_list.public_id, "state": provider_list.state, "checksum": provider_list.checksum}
    about["applied"] = provider_list.state == ProviderList.State.APPLIED
    about["coverage"] = provider_list.coverage
    return json.dumps({**about, **counts})


def as_text(provider_list, counts, is_again):
    width = max(map(len, WORDS.values()))
    lines = [f"{words:<{width}} {counts.get(name, 0):>8,}" for name, words in WORDS.items()]
    lines += [f"  {PROBLEMS[code]:<{width - 2}} {number:>8,}" for code, number in provider_list.problems()]
    return "\n".join([str(provider_list), provider_list.covers().capitalize(), *lines, ending(provider_list, is_again)])


def ending(provider_list, is_again):
    if is_again:
        return f"This file was applied before, on {provider_list.applied_at:%-d %B %Y}. Nothing changed."
    if provider_list.state == ProviderList.State.APPLIED:
        return f"Applied as list {provider_list.public_id}."
    way_in = "" if provider_list.obstacle() else "; --apply brings it in"
    return f"Staged as list {provider_list.public_id}. Nothing has reached the map{way_in}."
