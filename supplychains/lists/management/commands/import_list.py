"""The same import as by upload, for a terminal: stages a list, and with --apply brings it into the map."""

import json
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from providers.names import clean
from supplychains.contracts.models import Programme
from supplychains.lists.actions import NotApplied, apply_list, stage_list
from supplychains.lists.counts import again
from supplychains.lists.models import ProviderList
from supplychains.lists.placing.claiming import claimed
from supplychains.lists.placing.coverage import WHOLE
from supplychains.lists.reading import megabytes
from supplychains.lists.reading.sheets import Unreadable
from supplychains.lists.wording import PROBLEMS

ACCOUNT = "command-line"
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


class Refused(CommandError):  # noqa: N818 - its name is printed before the sentence
    """What was asked cannot be done: one sentence, exit code 2. Nothing was applied or staged."""

    def __init__(self, sentence):
        super().__init__(sentence, returncode=2)


class Command(BaseCommand):
    help = "Imports a provider list (csv or xlsx). Without --apply it is only staged: nothing reaches the map."

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
        parser.add_argument("--apply", action="store_true", help="bring the list into the map")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--by", metavar="USERNAME", help=f"who imports it (default: the account {ACCOUNT})")

    def handle(self, *args, **options):
        provider_list = self.stage(options)
        is_again = provider_list.state == ProviderList.State.APPLIED
        if options["apply"] and not is_again:
            is_again = self.apply(provider_list)
        counts = again(provider_list.counts) if is_again else provider_list.counts
        self.stdout.write(
            as_json(provider_list, counts) if options["json"] else as_text(provider_list, counts, is_again)
        )

    def apply(self, provider_list):
        """Whether somebody else applied it meanwhile. One that cannot be applied stays staged, and why is said."""
        try:
            return not apply_list(provider_list=provider_list, by=provider_list.staged_by)
        except NotApplied as error:
            self.stderr.write(f"Not applied. {error}")
            return False

    @transaction.atomic
    def stage(self, options):
        content, programme = content_of(options["file"]), programme_of(options["programme"])
        try:
            return stage_list(
                content=content,
                file_name=options["file"].name,
                programme=programme,
                publisher_name=publisher_of(options["publisher"]),
                published_on=date_of(options["published_on"]),
                create_contracts=options["create_contracts"],
                doubtful=options["doubtful"],
                coverage=coverage_of(programme, options),
                by=account_of(options["by"]),
            )
        except Unreadable as error:
            raise Refused(str(error)) from None


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


def date_of(text):
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise Refused(f"“{text}” is not a date; write it as 2026-02-28.") from None
    if day > timezone.localdate():
        raise Refused(f"{text} lies in the future; a list says how things are, not how they will be.")
    return day


def account_of(username):
    """The account of that name; without a name, the one of the command line, which nobody can log in to."""
    accounts = get_user_model().objects
    if username:
        try:
            return accounts.get_by_natural_key(username)
        except get_user_model().DoesNotExist:
            raise Refused(f"There is no account “{username}”.") from None
    return accounts.filter(username=ACCOUNT).first() or accounts.create_user(ACCOUNT, password=None)


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
