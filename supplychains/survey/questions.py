"""What a caller asks, Q0 to Q10, as data, pure. Never how many referrals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from providers.vocabulary import Sector

SCRIPT_VERSION = "2026-2"
"""Of these questions and of what is said first (openings.py): a change to either is a new version."""


@dataclass(frozen=True)
class Question:
    """`words` stand on the screen, `say` is read aloud. No choices: an answer in their words. `asked_if`: only where an
    earlier question was answered with one of these codes, or not answered at all."""

    key: str
    number: str
    words: str
    say: str
    of_position: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    several: bool = False
    asked_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


QUESTIONS = (
    Question(
        "right_organisation",
        "Q0",
        "Is this the right organisation?",
        "Am I speaking to the organisation of that name?",
        choices=(
            ("yes", "Yes"),
            ("renamed", "Yes, under a new name"),
            ("merged", "It was merged into another"),
            ("closed", "It has closed down"),
            ("other", "No, another body"),
        ),
    ),
    Question(
        "sector",
        "Q1",
        "Which sector are they in?",
        "Would you call yourselves private, public, voluntary or community, or a mixture?",
        choices=tuple((sector.value, sector.words) for sector in Sector if sector != Sector.UNKNOWN),
    ),
    Question(
        "part_of_it",
        "Q2",
        "Part of it now?",
        "You are listed under this prime. Are you part of that supply chain now?",
        of_position=True,
        choices=(
            ("still", "Yes, still"),
            ("left", "Was, has left"),
            ("agreed", "Agreed, not yet"),
            ("bid", "In the bid only"),
            ("never", "Never part of it"),
        ),
    ),
    Question("since", "Q2", "About when", "About when was that?", of_position=True),
    Question(
        "role",
        "Q3",
        "Role",
        "Do you take people through the whole journey, or are you called on for one part of it?",
        of_position=True,
        choices=(
            ("1", "Tier 1, whole"),
            ("2", "Tier 2, part"),
            ("1+2", "Tier 1 and 2"),
            ("other", "Another role"),
        ),
        asked_if={"part_of_it": ("still", "left", "agreed")},
    ),
    Question(
        "delivering",
        "Q4",
        "Delivering?",
        "Are you delivering under it at the moment?",
        of_position=True,
        choices=(("yes", "Yes"), ("not-yet", "Not yet"), ("paused", "Paused"), ("stopped", "Stopped")),
        asked_if={"part_of_it": ("still",)},
    ),
    Question(
        "referrals",
        "Q5",
        "Referrals?",
        "Has anybody been referred to you so far? I only need to know whether, not how many.",
        of_position=True,
        choices=(("some", "Some"), ("none", "None so far"), ("stopped", "Some, stopped")),
        asked_if={"part_of_it": ("still", "left")},
    ),
    Question(
        "client_groups",
        "Q6",
        "Client groups",
        "Is that work for any group of people in particular?",
        of_position=True,
        several=True,
        choices=(
            ("young", "Young people"),
            ("older", "Older people"),
            ("disabled", "Disabled people"),
            ("health", "People with poor health"),
            ("offenders", "Ex-offenders"),
            ("homeless", "Homeless people"),
            ("addiction", "Drugs or alcohol"),
            ("parents", "Parents"),
            ("refugees", "Refugees"),
            ("other", "Others"),
        ),
        asked_if={"part_of_it": ("still", "left", "agreed")},
    ),
    Question(
        "other_chains",
        "Q7",
        "Other chains or areas they work in",
        "Do you work under any other prime, or in another area?",
    ),
    Question("best_contact", "Q8", "Whom to ask next time, and when", "Who is best to ask next time, and when?"),
    Question(
        "recontact",
        "Q9",
        "May the research team ask for an interview?",
        "May the research team contact you about an interview?",
        choices=(("yes", "Yes"), ("no", "No"), ("ask-prime", "Ask the prime first")),
    ),
    Question("anything_else", "Q10", "Anything else, kept off the map", "Is there anything you would like us to know?"),
)
QUESTION = {question.key: question for question in QUESTIONS}
OF_ORGANISATION = tuple(q for q in QUESTIONS if not q.of_position)
OF_POSITION = tuple(q for q in QUESTIONS if q.of_position)
