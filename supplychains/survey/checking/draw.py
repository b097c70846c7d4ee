"""Which interviews are asked again, pure: of each caller a share, drawn by a seed, so that it can be drawn again."""

import random
from collections.abc import Mapping, Sequence


def draw(
    interviews: Mapping[int, Sequence[int]], *, drawn: Mapping[int, int], share: int, seed: int
) -> list[tuple[int, int]]:
    """[(caller, interview), ...] to be asked again, in the order of callers and interviews.

    `interviews`: {caller: ids of those not drawn yet}; `drawn`: how many of each caller were drawn before. Of a
    caller's interviews, drawn or not, `share` per cent are drawn in all, rounded up, so that nobody who calls is left
    out. The same input gives the same draw, whatever the order of the ids.
    """
    found = []
    for caller in sorted(interviews):
        left = sorted(interviews[caller])
        wanted = _part(share, len(left) + drawn.get(caller, 0)) - drawn.get(caller, 0)
        if wanted > 0:
            chosen = random.Random(f"{seed}/{caller}").sample(left, min(wanted, len(left)))
            found += [(caller, interview) for interview in sorted(chosen)]
    return found


def _part(share, whole):
    """`share` per cent of `whole`, rounded up."""
    return -(-share * whole // 100)
