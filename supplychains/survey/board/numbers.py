"""A number somebody found for an organisation nobody could call."""

from django.db import transaction

from providers.actions import add_number
from supplychains.survey.models import Case
from supplychains.survey.standing import refresh
from supplychains.survey.vocabulary import UNUSABLE


@transaction.atomic
def find_number(*, provider, text, at, by):
    """Keep a number for an organisation, so that its cases can be called. The number.

    ValueError for what is no phone number, and for one that is known not to work.
    """
    number = add_number(provider=provider, text=text, source=f"found by {by}")
    if number.state in UNUSABLE:
        raise ValueError(f"{number.text} is known already: {number.get_state_display().lower()}.")
    refresh(Case.objects.filter(provider=provider), at=at)
    return number
