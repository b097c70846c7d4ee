"""What a list says of the numbers that registers give, pure: one number with several organisations, or one organisation
with several numbers of one register. Neither is taken over, see applying/identifiers.py."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..placing.places import listing
from ..placing.register_numbers import in_words, sound_numbers
from . import Finding, Line, finding, short


def of_numbers(named: Iterable[Line], whose) -> Iterator[Finding]:
    """`whose` says who a row is about, see groups.organisations."""
    by_number, by_body = defaultdict(dict), defaultdict(dict)
    for line in named:
        for number in sound_numbers(line.said):
            body = whose(line)
            by_number[number].setdefault(body, line)
            by_body[body, number[0]].setdefault(number, line)
    for number, lines in by_number.items():
        if len(lines) > 1:
            words = listing([f"“{short(line.said['subcontractor'])}”" for line in lines.values()])
            sentence = f"{in_words(number)} stands with {words}; it is not taken over."
            yield finding("number-shared", sentence, lines.values())
    for lines in by_body.values():
        if len(lines) > 1:
            name = short(next(iter(lines.values())).said["subcontractor"])
            sentence = f"“{name}” has {listing(map(in_words, lines))}; neither is taken over."
            yield finding("numbers-differ", sentence, lines.values())
