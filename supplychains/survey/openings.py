"""What to say first, by situation, pure. Part of the script: a change here is a new SCRIPT_VERSION."""

from dataclasses import dataclass

FIRST, CALLBACK, GATEKEEPER, VOICEMAIL, AGAIN = "first", "callback", "gatekeeper", "voicemail", "again"
CALLED_US = "called-us"


@dataclass(frozen=True)
class Opening:
    key: str
    label: str
    text: str


TEXTS = (
    (
        FIRST,
        "First call",
        "Hello, my name is … and I am calling from the research team that maps who delivers the {programme}. "
        "{organisation} is named on a published list, in {chains}. May I ask you a few short questions about that? "
        "It takes about five minutes, and I will not ask how many people you work with.",
    ),
    (
        CALLBACK,
        "Callback",
        "Hello, my name is …, from the research team that maps who delivers the {programme}. We agreed that I would "
        "call again. It is a few short questions about {chains} in which {organisation} is listed. "
        "Is this still a good time?",
    ),
    (
        GATEKEEPER,
        "Front desk",
        "I would like to speak to whoever knows about your work under the {programme}. Who would that be, and when are "
        "they easiest to reach? You need not put me through now. A day and a time are enough.",
    ),
    (
        VOICEMAIL,
        "Voicemail",
        "This is a message for {organisation} from the research team that maps who delivers the {programme}. "
        "We have a few short questions about a list you are named on. Nothing is needed from you. We will try again.",
    ),
    (
        CALLED_US,
        "They called us",
        "Thank you for calling. My name is …, of the research team that maps who delivers the {programme}. May I make "
        "sure that I have the right organisation: {organisation}? You are listed in {chains}, and I have a few short "
        "questions about that. Do you have five minutes now, or shall I call you back?",
    ),
    (
        AGAIN,
        "Checking again",
        "Hello, my name is …, from the research team that maps who delivers the {programme}. We have spoken "
        "before about {organisation}, which is listed in {chains}. Things change, so I would like to check what we "
        "know. It takes two or three minutes.",
    ),
)


def openings(*, organisation: str, programme: str, positions: int) -> list[Opening]:
    """Every opening with its names filled in; `positions` is how many chains the organisation is listed in."""
    chains = "one supply chain" if positions == 1 else f"{positions} supply chains"
    names = {"organisation": organisation, "programme": programme, "chains": chains}
    return [Opening(key, label, text.format(**names)) for key, label, text in TEXTS]


def situation(*, callback_agreed: bool, spoken_before: bool, they_called: bool = False) -> str:
    """Which opening suits this call: who called, then a promise, then an earlier answer."""
    if they_called:
        return CALLED_US
    if callback_agreed:
        return CALLBACK
    return AGAIN if spoken_before else FIRST
