"""From a number to one of five depths of ink, pure. The number itself is always written beside it."""

DEPTHS = 5


def depth(part: int, scale: int) -> int:
    """0 where there is none, else 1 to 5: which fifth of `scale` the part reaches (a fifth exactly is still 1).

    ValueError where the part is below nothing or above the scale."""
    if not 0 <= part <= scale:
        raise ValueError(f"{part} is not between 0 and {scale}.")
    return -(-DEPTHS * part // scale) if scale else 0


def bounds(most: int) -> list[tuple[int, int, int]]:
    """[(depth, least, most)] of the whole numbers from 1 to `most`; a depth no number falls into is left out."""
    found: dict[int, tuple[int, int]] = {}
    for step in range(1, DEPTHS + 1):
        low, high = (step - 1) * most // DEPTHS + 1, step * most // DEPTHS
        if low <= high:
            found[step] = (low, high)
    return [(step, low, high) for step, (low, high) in found.items()]
