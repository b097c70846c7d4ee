"""Organisations by a name, a register's number or a phone number, each with its cases in the open rounds."""

import re

from django.db.models import Prefetch, Q

from providers.models import PhoneNumber, Provider
from supplychains.survey import queue

SHOWN = 20
FEWEST = 4  # digits that are looked for among phone numbers


def found(text, *, at):
    """(up to SHOWN organisations, whether there are more). Each has its `open_cases`, newest round first."""
    looked_for = Provider.objects.standing().filter(_matching(text))
    cases = queue.open_cases(at=at).select_related("round__programme", "holder").order_by("-round__number", "pk")
    providers = list(
        looked_for.prefetch_related(Prefetch("cases", cases, to_attr="open_cases"), "numbers").order_by("name", "pk")[
            : SHOWN + 1
        ]
    )
    return providers[:SHOWN], len(providers) > SHOWN


def _matching(text):
    matching = Q(pk__in=Provider.objects.matching(text).values("pk"))
    digits = re.sub(r"\D", "", text)
    if len(digits) >= FEWEST:
        dialled = digits.removeprefix("44").lstrip("0")
        matching |= Q(pk__in=PhoneNumber.objects.filter(normalised__contains=dialled).values("provider"))
    return matching
