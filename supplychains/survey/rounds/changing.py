"""Changing a round that is under way: its scope, its last day, its settings."""

from django.db import transaction

from supplychains.survey.actions import refresh_round
from supplychains.survey.policy import Policy


@transaction.atomic
def change_round(*, round, by, at, closes_on, areas, publishers, policy):
    """Another scope, last day or other settings. Where each of its cases stands is decided anew, positions that came in
    are taken up, and those that are no longer in it are given up. How many came in.

    ValueError, in a sentence, for settings that make no sense and a last day before the first.
    """
    if closes_on and closes_on < round.opens_on:
        raise ValueError("A round cannot close before it opens.")
    Policy.of(policy)
    round.closes_on, round.publishers, round.policy = closes_on, list(publishers), policy
    round._history_user = by
    round.save(update_fields=["closes_on", "publishers", "policy"])
    round.areas.set(areas)
    return refresh_round(round=round, at=at)
