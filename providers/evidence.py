"""What two names say about being one organisation: a verdict and the evidence for and against, pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Judgement(StrEnum):
    """What the names alone say."""

    SAME = "same"
    DECIDE = "decide"
    DIFFERENT = "different"


class Side(StrEnum):
    FOR = "for"
    AGAINST = "against"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Evidence:
    field: str  # "Name", "Place", "Kind", "Legal form", "Acronym", "Other names", "Branch", "Spelling"
    side: Side
    sentence: str


@dataclass(frozen=True, slots=True)
class Match:
    """A verdict, a score from 0 to 1 (same from 0.95, decide from 0.5) and what speaks for and against."""

    verdict: Judgement
    score: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def why(self) -> str:
        """The evidence in one line."""
        return "; ".join(evidence.sentence for evidence in self.evidence)


_BANDS = {Judgement.SAME: (0.95, 0.05), Judgement.DECIDE: (0.5, 0.44), Judgement.DIFFERENT: (0.0, 0.49)}


def match_of(verdict: Judgement, share: float, evidence: Iterable[Evidence]) -> Match:
    """A match whose score lies in the band of its verdict, the higher the more the names share (0 to 1)."""
    low, width = _BANDS[verdict]
    return Match(verdict, round(low + width * min(1.0, share), 4), tuple(evidence))
