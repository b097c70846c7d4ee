"""Phone verification: rounds, one case an organisation, one target a position, every attempt and every answer."""

from .calls import Answer, Attempt, Callback
from .cases import Case, Target
from .checks import BackCheck
from .desk import Lead, OpenCall, Override, Pause, Sending, Skip
from .rounds import Outcome, Round

__all__ = [
    "Answer",
    "Attempt",
    "BackCheck",
    "Callback",
    "Case",
    "Lead",
    "OpenCall",
    "Outcome",
    "Override",
    "Pause",
    "Round",
    "Sending",
    "Skip",
    "Target",
]
