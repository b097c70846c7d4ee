"""Rolling a list back, as on its page, for a terminal: first what it would do, and with a reason, doing it."""

import json

from django.core.management.base import BaseCommand
from django.db import transaction

from supplychains.lists.actions import NotApplied, roll_back_list
from supplychains.lists.management.asked import ACCOUNT, Refused, account_of, list_of
from supplychains.lists.rolling_back import roll_back_plan

WORDS = {
    "positions": "positions the list speaks of",
    "off": "positions that leave the map",
    "reopened": "positions listed again",
    "closed": "positions that stay closed",
    "sectors": "statements of sectors withdrawn",
    "organisations": "organisations that leave the pages",
    "contracts": "prime contracts that leave the pages",
    "areas": "areas that leave the pages",
    "names": "spellings deleted",
    "phone_numbers": "phone numbers deleted",
    "kept": "kept, because somebody built on it",
}


class Command(BaseCommand):
    help = "Takes an applied list out of the map. Without --reason it only says what that would do."

    def add_arguments(self, parser):
        parser.add_argument("list", metavar="LIST", help="the number of the list, as import_list prints it")
        parser.add_argument("--reason", metavar="TEXT", help="why; it stands with everything the list said")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--by", metavar="USERNAME", help=f"who rolls it back (default: the account {ACCOUNT})")

    @transaction.atomic
    def handle(self, *args, **options):
        provider_list, reason = list_of(options["list"]), options["reason"]
        plan = roll_back_plan(provider_list)
        if plan.blocked:
            raise Refused(plan.blocked)
        if reason is not None:
            plan = rolled_back(provider_list, reason, account_of(options["by"]))
        self.stdout.write(as_json(plan) if options["json"] else as_text(plan, reason))


def rolled_back(provider_list, reason, by):
    if len(reason) > 500:
        raise Refused(f"The reason has {len(reason)} characters; at most 500 can be kept.")
    try:
        return roll_back_list(provider_list=provider_list, by=by, reason=reason)
    except NotApplied as error:
        raise Refused(str(error)) from None


def as_json(plan):
    reasons = [{"kind": kind, "reason": why, "number": n} for kind, why, n in plan.reasons]
    about = {"list": plan.provider_list.public_id, "state": plan.provider_list.state}
    return json.dumps({**about, **plan.figures, "reasons": reasons})


def as_text(plan, reason):
    width = max(map(len, WORDS.values()))
    lines = [f"{words:<{width}} {plan.figures.get(name, 0):>8,}" for name, words in WORDS.items()]
    lines += [f"  {kind}: {why:<{width - len(kind) - 4}} {n:>8,}" for kind, why, n in plan.reasons]
    ending = "Nothing is done yet; --reason TEXT rolls it back." if reason is None else "Rolled back."
    return "\n".join([str(plan.provider_list), *lines, ending])
