"""Where one position of a case stands for the rates, pure. AAPOR has rules for a case; these are ours for its parts, so
that both units can be counted. docs/survey.md has them as a table."""

from ..dispositions import LETTERS, OFF_THE_MAP, OUT_OF_ROUND, Part
from ..vocabulary import Disposition, Letter

REFUSALS = (Disposition.REFUSED, Disposition.REFUSED_BY_PRIME)
SPOKEN = (Letter.I, Letter.P)
LEFT = {OFF_THE_MAP: Disposition.NEVER_EXISTED, OUT_OF_ROUND: Disposition.OUT_OF_ROUND}


def position_disposition(part: Part, case: str, *, declined: bool = False, overridden: bool = False) -> Disposition:
    """The disposition of a position; the first rule that fits decides.

    `case` is the disposition of its case, `declined` whether the organisation declined in some call that stands,
    `overridden` whether a supervisor's decision about the case is in force: it holds for each of its positions.
    """
    whole = Disposition(case)
    if overridden or LETTERS[whole] == Letter.NE:
        return whole
    if part.settled:
        return Disposition.COMPLETE if _is_told(part) else Disposition.PARTIAL
    if part.declined:
        return Disposition(part.declined)
    if declined or whole in REFUSALS:
        return whole if whole in REFUSALS else Disposition.REFUSED
    if part.given_up in LEFT:
        return LEFT[part.given_up]
    if not part.wanted:  # nothing is asked of it in this round but the sector of its organisation
        return whole
    if part.is_done:
        return Disposition.REFUSED
    return Disposition.REACHED_NO_ANSWER if LETTERS[whole] in SPOKEN else whole


def _is_told(part):
    return part.is_done and ("involvement" in part.settled or "involvement" not in part.wanted)
