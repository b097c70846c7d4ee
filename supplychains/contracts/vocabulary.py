"""The words of the chain: codes as the database keeps them, words as the screen shows them. Pure, like
providers/vocabulary.py."""

from providers.vocabulary import Word


class Tier(Word):
    """What a subcontractor does for one prime: the whole journey, one part of it, or both. Not how deep it hangs."""

    ONE = "1", "Tier 1"
    TWO = "2", "Tier 2"
    BOTH = "1+2", "Tier 1 and 2"
    UNKNOWN = "unknown", "Tier not known"


class Involvement(Word):
    DELIVERING = "delivering", "Delivering"
    NOT_DELIVERING = "not-delivering", "In the chain, not delivering"
    BID_ONLY = "bid-only", "Named in the bid only"
    LEFT = "left", "Left"
    NEVER = "never", "Never part of it"
    UNKNOWN = "unknown", "Not known"


class ReferralStatus(Word):
    """Whether anybody is referred on. Never how many."""

    RECEIVING = "receiving", "Receiving"
    NONE = "none", "None so far"
    STOPPED = "stopped", "Stopped"
    UNKNOWN = "unknown", "Not known"


OUTSIDE = (Involvement.BID_ONLY, Involvement.LEFT, Involvement.NEVER)
"""Involvements that contradict a list which names the organisation."""
