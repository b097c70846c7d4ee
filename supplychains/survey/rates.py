"""Outcome rates out of counts of dispositions, pure. Formulas: AAPOR, Standard Definitions, chapter on outcome rates.

Counts of one unit only, organisations or positions, never mixed: I interviews, P partial interviews, R refusals,
NC never reached, O other, U of unknown eligibility, NE not eligible. AAPOR splits the unknown into UH and UO for
households; here U is their sum. An organisation that says "we are listed but do not deliver", or "we never were part
of it", is an interview (I).
"""

import math

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


def eligible_share(*, known, NE):  # noqa: N803 - AAPOR's own letter
    """The usual e: of those whose eligibility is known, the share that is eligible. None where nothing is known."""
    return known / (known + NE) if known + NE else None


def response_rates(*, I=0, P=0, R=0, NC=0, O=0, U=0, NE=0, e=None):  # noqa: E741, N803 - AAPOR's own letters
    """{"RR1": 65.0, ..., "CON3": ..., "e": ...} in per cent, one decimal; None where a denominator is zero.

    `e` is the share of U taken as eligible, 0 to 1; left out, it is `eligible_share`. ValueError for a count below
    zero or an `e` that is no share.
    """
    if min(I, P, R, NC, O, U, NE) < 0:
        raise ValueError("A count of dispositions cannot be below zero.")
    if e is not None and not 0 <= e <= 1:
        raise ValueError("e is a share, from 0 to 1.")
    known, spoken = I + P + R + NC + O, I + P + R + O
    share = eligible_share(known=known, NE=NE) if e is None else e
    bases = (known + U, None if share is None else known + share * U, known)
    rates = {f"RR{n}": _per_cent((I, I + P)[(n - 1) % 2], bases[(n - 1) // 2]) for n in range(1, 7)}
    rates |= {f"COOP{n}": _per_cent((I, I + P)[(n - 1) % 2], (spoken, spoken - O)[(n - 1) // 2]) for n in range(1, 5)}
    rates |= {f"REF{n}": _per_cent(R, base) for n, base in enumerate(bases, start=1)}
    rates |= {f"CON{n}": _per_cent(spoken, base) for n, base in enumerate(bases, start=1)}
    return rates | {"e": _per_cent(share, None if share is None else 1)}


def _per_cent(part, base):
    """Rounded half up, as people round; round() would take 11.25 to 11.2."""
    return math.floor(1000 * part / base + 0.5) / 10 if base else None
