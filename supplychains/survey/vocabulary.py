"""The words of the phone survey: codes as the database keeps them, words as the screen shows them. Pure."""

from providers.vocabulary import NumberState, Word

UNUSABLE = (NumberState.DEAD, NumberState.WRONG)
"""States of a number nobody dials any more."""


class Disposition(Word):
    """Where a case stands, for the rates. The letters are AAPOR's, see docs/survey.md."""

    NOT_STARTED = "not-started", "Not started"
    COMPLETE = "complete", "Complete"
    PARTIAL = "partial", "Partly answered"
    REFUSED = "refused", "Declined"
    REFUSED_BY_PRIME = "refused-by-prime", "The prime forbids it"
    REACHED_NO_ANSWER = "reached-no-answer", "Reached, nobody could answer"
    OTHER = "other", "Other"
    NOT_REACHED = "not-reached", "Not reached"
    CLOSED = "closed", "Closed down"
    MERGED = "merged", "Merged into another"
    DUPLICATE = "duplicate", "Duplicate of another"
    NEVER_EXISTED = "never-existed", "Never existed as listed"
    OUT_OF_ROUND = "out-of-round", "No longer in this round"


class WorkStatus(Word):
    """Where a case stands, for the queue."""

    READY = "ready", "Ready"
    SCHEDULED = "scheduled", "Callback agreed"
    MISSED = "missed", "Callback missed"
    WAITING = "waiting", "Waiting"
    COOLING = "cooling", "Left alone for a while"
    CONVERT = "convert", "For another caller"
    NEEDS_NUMBER = "needs-number", "Needs a number"
    TO_SEND = "to-send", "Information to send"
    SUPERVISOR = "supervisor", "With the supervisor"
    CLOSED = "closed", "Closed"


CALLABLE = (
    WorkStatus.READY,
    WorkStatus.SCHEDULED,
    WorkStatus.MISSED,
    WorkStatus.WAITING,
    WorkStatus.COOLING,
    WorkStatus.CONVERT,
)
"""What a case stands at that is called once its time has come. The column is of the last write, the hour asked then."""


class Letter(Word):
    """What an outcome counts as in a response rate, if the case ends with it."""

    I = "I", "Interview"  # noqa: E741 - AAPOR's own letter
    P = "P", "Partial interview"
    R = "R", "Refusal"
    NC = "NC", "Not contacted"
    O = "O", "Other"  # noqa: E741
    U = "U", "Unknown eligibility"
    NE = "NE", "Not eligible"
    NONE = "", "Says nothing"


class NextStep(Word):
    """What follows an attempt, before the case as a whole is looked at."""

    TARGETS = "targets", "The positions decide"
    CALLBACK = "callback", "Call back when agreed"
    RETRY = "retry", "Try again after a delay"
    ANOTHER_NUMBER = "another-number", "Another number"
    SEND = "send", "Send information, then call again"
    CONVERT = "convert", "Another caller, later"
    FINAL = "final", "No further call"
    SUPERVISOR = "supervisor", "The supervisor looks"


class Seeks(Word):
    """Which part of a day the next call goes to once the delay of an outcome is over."""

    SOONEST = "", "The first that comes"
    LEAST_USED = "least-used", "The one tried least"
    OTHER_HALF = "other-half", "The other half of the day"


class AnswerState(Word):
    """Five different things a blank can mean. Only "answered" carries a value, and none erases an earlier answer."""

    ANSWERED = "answered", "Answered"
    DONT_KNOW = "dont-know", "Don’t know"
    WOULD_NOT_SAY = "would-not-say", "Would rather not say"
    NOT_ASKED = "not-asked", "Not asked"
    NOT_APPLICABLE = "not-applicable", "Does not apply"


class SpokeTo(Word):
    NOBODY = "nobody", "Nobody"
    FRONT_DESK = "front-desk", "Front desk"
    INFORMANT = "informant", "Somebody who could answer"


class Consent(Word):
    NOT_ASKED = "not-asked", "Not asked"
    GIVEN = "given", "Given"
    LATER = "later", "Later"
    REFUSED = "refused", "Refused"
