"""The legend of an exported drawing, pure: the entries of templates/graphs/_legend.html, which a test holds it to."""

from providers.vocabulary import Sector
from supplychains.contracts.vocabulary import ReferralStatus

LINES = {ReferralStatus.RECEIVING: "", ReferralStatus.UNKNOWN: "not-known"}

LEGEND: list[tuple[str, list]] = [
    ("Sector", [((sector, "confirmed", ""), sector.words) for sector in Sector]),
    (
        "Listed and checked",
        [
            (("third", "listed", "ink-2"), "Outline: on lists only"),
            (("third", "confirmed", "ink-2"), "Filled: confirmed by a call"),
            (("third", "corrected", "ink-2"), "Holed: corrected by a call"),
            (("third", "confirmed old", "ink-2"), "Pale: checked over six months ago"),
        ],
    ),
    (
        "Marks",
        [
            (("third", "disputed", "ink-2"), "≠ sources differ"),
            (("third", "unlisted", "ink-2"), "+ found by calling, on no list"),
            ("left", "Struck name: outside the chain"),
        ],
    ),
    (
        "Referrals",
        [
            *((LINES.get(status, str(status)), status.words) for status in ReferralStatus),
            ("shared", "Several, until they part"),
        ],
    ),
]
"""(heading, [(sign, words)]): a sign is (sector, state, ink) for a mark, or the classes of a line."""

COMPARED: tuple[str, list] = (
    "Compared",
    [
        ("entered", "Entered: thick line, word"),
        ("left", "Left: pale line, struck name"),
        ("", "Changed: the word says so"),
    ],
)
"""The column of a legend that a comparison adds."""
