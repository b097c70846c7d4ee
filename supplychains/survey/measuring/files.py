"""A report of a round as rows of facts for csv and xlsx, pure: every figure with its unit, what it is in words, its
formula, its numerator and its denominator. They are read from the same report as the page."""

from collections.abc import Iterator
from datetime import date

from ..rates import per_cent
from .accuracy import IDLE, Verdict
from .report import Report

FIGURE = """programme round taken_on area prime tier unit section group figure in_words formula numerator denominator
value value_in""".split()
"""`area`, `prime` and `tier` say what the whole report was narrowed to, `group` of which part of it a figure is."""
PROGRESS = "programme round day reached settled organisations".split()

ACCURACY = "of the listed positions that calls of this round spoke of"


def figure_rows(report: Report, about: dict) -> list[dict]:
    """Every figure of the report. `about` has programme, round and taken_on."""
    shared = {name: about[name] for name in ("programme", "round", "taken_on")}
    shared |= {name: report.narrowed_to.get(name, "") for name in ("area", "prime", "tier")}
    made = [*_counts(report), *_rates(report), *_side_by_side(report), *_accuracy(report), *_reliability(report)]
    return [shared | row for row in made]


def progress_rows(report: Report, about: dict) -> list[dict]:
    """A row a day; none before the first call."""
    shared = {name: about[name] for name in ("programme", "round")}
    whole = report.organisations.whole
    return [
        shared | {"day": one.on, "reached": one.reached, "settled": one.settled, "organisations": whole}
        for one in report.progress
    ]


def about_rows(report: Report, about: dict) -> Iterator[dict]:
    """What the figures are of: {"what": ..., "value": ...}."""
    of_share = report.rate["e"]
    how = "given by hand" if report.asked.e is not None else f"{of_share.formula}, of organisations"
    facts: dict[str, str | int | float | date | None] = {**about, **report.narrowed_to}
    facts |= {"organisations": report.organisations.whole, "positions": report.positions.whole}
    facts |= {"organisations not started": report.not_started, "e in per cent": of_share.per_cent, "e is": how}
    return ({"what": what, "value": value} for what, value in facts.items())


def _row(unit, section, group, figure, words, formula="", part=None, base=None, value=None, value_in="per cent"):
    return {
        "unit": unit,
        "section": section,
        "group": group,
        "figure": figure,
        "in_words": words,
        "formula": formula,
        "numerator": _plain(part),
        "denominator": _plain(base),
        "value": value,
        "value_in": value_in,
    }


def _plain(number):
    """e makes fractions; nobody needs more than three places of them."""
    return round(number, 3) if isinstance(number, float) else number


def _counts(report):
    for counts in report.units:
        for disposition, letter, *_ in report.dispositions:
            number = counts.dispositions.get(disposition, 0)
            yield _row(
                counts.unit,
                "dispositions",
                "",
                disposition.words,
                f"{letter}, {letter.words}",
                "",
                number,
                counts.whole,
                number,
                "count",
            )


def _rates(report):
    for number, counts in enumerate(report.units):
        for pair in report.rates:
            yield _rate_row(pair[number], counts.unit, "rates", "")


def _side_by_side(report):
    for heading, groups in report.side_by_side.items():
        for group in groups:
            for rate in group.rates:
                yield _rate_row(rate, "organisations", f"rates {heading.lower()}", group.words)


def _rate_row(rate, unit, section, group):
    return _row(unit, section, group, rate.name, rate.words, rate.formula, rate.part, rate.base, rate.per_cent)


def _accuracy(report):
    yield from _group_rows(report.whole, "list accuracy")
    for heading, groups in report.groups.items():
        for group in groups:
            yield from _group_rows(group, f"list accuracy {heading.lower()}")


def _group_rows(group, section):
    checks = group.checks
    for verdict, number in checks.verdicts.items():
        yield _share("positions", section, group.words, verdict.words, number, checks.checked)
    for reason, number in checks.reasons.items():
        kind = "does not contradict a list" if reason in IDLE else Verdict.OTHERWISE.words
        yield _share("positions", section, group.words, f"{reason.words} ({kind.lower()})", number, checks.checked)
    if group.added is not None:
        words = "Positions in the chain, as calls say, that no list has"
        yield _row(
            "positions", section, group.words, "Found by calling", words, "", group.added, None, group.added, "count"
        )


def _share(unit, section, group, figure, part, base):
    value = per_cent(part, base)
    return _row(unit, section, group, figure, f"{figure}, {ACCURACY}", "", part, base, value)


def _reliability(report):
    for one in report.reliability:
        shared = (one.unit, "agreement", one.who, one.fact)
        words, found = "Told alike, of those both tell", one.found
        yield _row(*shared, words, "alike / pairs", found.agree, found.pairs, found.per_cent)
        words, formula = "Cohen’s kappa: agreement beyond chance", "(observed - by chance) / (1 - by chance)"
        yield _row(*shared, words, formula, None, found.pairs, found.kappa, "kappa")
