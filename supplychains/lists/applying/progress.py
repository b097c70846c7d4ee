"""How far the writing of a list is, pure: told in rows of the list, which only ever grow, to all of them."""

from collections.abc import Callable, Sequence

Told = Callable[[str, int], None]


class Progress:
    """Turns steps, each with its share of the time, into rows done. `told(step in words, rows done)` is called as each
    starts, as far as it comes, and at the end."""

    def __init__(self, told: Told | None, rows: int, shares: Sequence[int]):
        self.told, self.rows, self.shares = told, rows, shares
        self.words, self.at, self.done = "", -1, 0

    def start(self, words: str):
        """The next step starts."""
        self.at += 1
        self.words = words
        self._tell(sum(self.shares[: self.at]))

    def within(self, done: int, of: int):
        """So much of the step is done."""
        part = min(done, of) / of if of else 0
        self._tell(sum(self.shares[: self.at]) + part * self.shares[self.at])

    def finish(self):
        self._tell(sum(self.shares))

    def _tell(self, shares):
        self.done = max(self.done, int(self.rows * shares / sum(self.shares)))
        if self.told:
            self.told(self.words, self.done)
