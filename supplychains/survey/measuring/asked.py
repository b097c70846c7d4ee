"""What an address asks of the page of rates, pure: a narrowing, and another e than the usual one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .counting import Line
from .narrowing import Narrowing


@dataclass(frozen=True)
class Asked:
    """`e` is a share, 0 to 1, None for the usual one; `typed` is how it was written,
    `wrong` what is wrong with that."""

    narrowing: Narrowing
    e: float | None = None
    typed: str = ""
    wrong: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str], lines: Iterable[Line]) -> "Asked":
        typed = params.get("e", "").strip()[:12]
        e = _share(typed)
        wrong = "A share from 0 to 100 per cent, such as 85. The usual one is used." if typed and e is None else ""
        return cls(Narrowing.asked(params, lines), e, typed, wrong)

    @property
    def address(self) -> dict[str, str]:
        """What a link to the same figures says: {name: value}."""
        return self.narrowing.chosen | ({"e": self.typed} if self.e is not None else {})


def _share(typed):
    figures = typed.removesuffix("%").strip()
    if not figures.replace(".", "", 1).isdecimal() or not figures.isascii():
        return None
    share = float(figures) / 100
    return share if share <= 1 else None
