"""Outcome rates out of counts of dispositions, pure. Formulas: AAPOR, Standard Definitions, chapter on outcome rates.

Counts of one unit only, organisations or positions, never mixed: I interviews, P partial interviews, R refusals,
NC never reached, O other, U of unknown eligibility, NE not eligible. AAPOR splits the unknown into UH and UO for
households; here U is their sum. An organisation that says "we are listed but do not deliver", or "we never were part
of it", is an interview (I).
"""

import math
from typing import NamedTuple

LETTERS = ("I", "P", "R", "NC", "O", "U", "NE")

FORMULAS = {
    "RR1": "I / (I+P+R+NC+O+U)",
    "RR2": "(I+P) / (I+P+R+NC+O+U)",
    "RR3": "I / (I+P+R+NC+O+e·U)",
    "RR4": "(I+P) / (I+P+R+NC+O+e·U)",
    "RR5": "I / (I+P+R+NC+O)",
    "RR6": "(I+P) / (I+P+R+NC+O)",
    "COOP1": "I / (I+P+R+O)",
    "COOP2": "(I+P) / (I+P+R+O)",
    "COOP3": "I / (I+P+R)",
    "COOP4": "(I+P) / (I+P+R)",
    "REF1": "R / (I+P+R+NC+O+U)",
    "REF2": "R / (I+P+R+NC+O+e·U)",
    "REF3": "R / (I+P+R+NC+O)",
    "CON1": "(I+P+R+O) / (I+P+R+NC+O+U)",
    "CON2": "(I+P+R+O) / (I+P+R+NC+O+e·U)",
    "CON3": "(I+P+R+O) / (I+P+R+NC+O)",
    "e": "(I+P+R+NC+O) / (I+P+R+NC+O+NE), unless another share is given",
}
SETTLED = "(I+P+NE) / (I+P+R+NC+O+U+NE)"
"""Ours, and none of AAPOR's: of all that were listed, those about which it is known how they stand."""

TOLD, SOME, NO, SPOKEN = "Interviews", "Interviews and partial interviews", "Refusals", "Contacted"
ALL, WEIGHTED, KNOWN = "of all not known to be ineligible", "of the eligible and e of the unknown", "of the eligible"
WORDS = {
    "RR1": f"{TOLD}, {ALL}",
    "RR2": f"{SOME}, {ALL}",
    "RR3": f"{TOLD}, {WEIGHTED}",
    "RR4": f"{SOME}, {WEIGHTED}",
    "RR5": f"{TOLD}, {KNOWN}",
    "RR6": f"{SOME}, {KNOWN}",
    "COOP1": f"{TOLD}, of all contacted",
    "COOP2": f"{SOME}, of all contacted",
    "COOP3": f"{TOLD}, of all contacted but other",
    "COOP4": f"{SOME}, of all contacted but other",
    "REF1": f"{NO}, {ALL}",
    "REF2": f"{NO}, {WEIGHTED}",
    "REF3": f"{NO}, {KNOWN}",
    "CON1": f"{SPOKEN}, {ALL}",
    "CON2": f"{SPOKEN}, {WEIGHTED}",
    "CON3": f"{SPOKEN}, {KNOWN}",
    "e": "Eligible, of those whose eligibility is known",
}


class Rate(NamedTuple):
    """A rate with what it is made of: `part` of `base` things of one unit. `part` and `base` are None where the rate
    cannot be made at all; e may make them fractions."""

    name: str
    words: str
    formula: str
    part: float | None
    base: float | None

    @property
    def per_cent(self) -> float | None:
        """To one decimal; None where there is nothing to divide by."""
        return None if self.part is None or self.base is None else per_cent(self.part, self.base)


def eligible_share(*, known, NE):  # noqa: N803 - AAPOR's own letter
    """The usual e: of those whose eligibility is known, the share that is eligible. None where nothing is known."""
    return known / (known + NE) if known + NE else None


def response_rates(*, I=0, P=0, R=0, NC=0, O=0, U=0, NE=0, e=None):  # noqa: E741, N803 - AAPOR's own letters
    """{"RR1": 65.0, ..., "CON3": ..., "e": ...} in per cent, one decimal; None where a denominator is zero.

    `e` is the share of U taken as eligible, 0 to 1; left out, it is `eligible_share`. ValueError for a count below
    zero or an `e` that is no share.
    """
    rates = rate_parts(I=I, P=P, R=R, NC=NC, O=O, U=U, NE=NE, e=e)
    return {name: rate.per_cent for name, rate in rates.items()}


def rate_parts(*, I=0, P=0, R=0, NC=0, O=0, U=0, NE=0, e=None) -> dict[str, Rate]:  # noqa: E741, N803
    """The same rates with what each is made of, {"RR1": Rate, ...}. Part and base of e are its counts by the usual
    rule, and the share itself of one where `e` was given."""
    if min(I, P, R, NC, O, U, NE) < 0:
        raise ValueError("A count of dispositions cannot be below zero.")
    if e is not None and not 0 <= e <= 1:
        raise ValueError("e is a share, from 0 to 1.")
    known, spoken = I + P + R + NC + O, I + P + R + O
    share = eligible_share(known=known, NE=NE) if e is None else e
    bases = (known + U, None if share is None else known + share * U, known)
    told = (I, I + P)
    parts = {f"RR{n}": (told[(n - 1) % 2], bases[(n - 1) // 2]) for n in range(1, 7)}
    parts |= {f"COOP{n}": (told[(n - 1) % 2], (spoken, spoken - O)[(n - 1) // 2]) for n in range(1, 5)}
    parts |= {f"REF{n}": (R, base) for n, base in enumerate(bases, start=1)}
    parts |= {f"CON{n}": (spoken, base) for n, base in enumerate(bases, start=1)}
    parts |= {"e": (known, known + NE) if e is None else (e, 1)}
    return {name: Rate(name, WORDS[name], FORMULAS[name], *made) for name, made in parts.items()}


def settled_rate(*, I=0, P=0, R=0, NC=0, O=0, U=0, NE=0) -> Rate:  # noqa: E741, N803
    """How far the round is settled: interviews of either kind and those found not eligible, of everything listed."""
    return Rate(
        "Settled", "Interviewed or found not eligible, of all", SETTLED, I + P + NE, I + P + R + NC + O + U + NE
    )


def per_cent(part, base):
    """To one decimal, None without a base. Rounded half up, as people round; round() would take 11.25 to 11.2."""
    return math.floor(1000 * part / base + 0.5) / 10 if base else None
