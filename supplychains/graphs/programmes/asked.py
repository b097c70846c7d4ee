"""What an address asks of the pages of a programme, pure. What it asks and is not there comes back as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from .area_figures import ALL, BY_KEY, AreaFigure
from .members import Member, in_all

MOST = 2  # areas, and primes, an address may name at once: a cell of a matrix names two


def figure_asked(params: Mapping) -> tuple[AreaFigure, str]:
    """(the figure of `figure=`, what is wrong). The first of all where none or an unknown one is asked for."""
    key = params.get("figure", "")
    if not key or key in BY_KEY:
        return BY_KEY.get(key, ALL[0]), ""
    return ALL[0], f"There is no figure “{_short(key)}”. This map shows {ALL[0].title.lower()}."


@dataclass(frozen=True)
class Asked:
    """`members` fit; `fields` are the controls as (name, label, options, chosen), `places` what was asked for in
    words."""

    members: list[Member]
    fields: list[tuple]
    places: list[str]
    wrong: str
    has_contracts: bool


def members_asked(params, held, everybody) -> Asked:
    """Organisations in every area (`area=`, a number, up to twice) and under every prime (`prime=`, a public id, up to
    twice) of a QueryDict `params`. What does not exist is left out, and said."""
    areas = {str(chain.area.number): chain.area for chain in held.chains}
    primes = {c.provider.public_id: c.provider for c in held.contracts}
    areas_named, wrong_areas = _named(params, "area", areas)
    primes_named, wrong_primes = _named(params, "prime", primes)
    wrong = [f"There is no {what} “{_short(text)}” in this programme." for what, text in wrong_areas + wrong_primes]
    found = in_all(everybody, [areas[key].number for key in areas_named], primes_named)
    return Asked(
        found,
        [*_fields("area", areas, areas_named), *_fields("prime", primes, primes_named)],
        [str(areas[key].name) for key in areas_named] + [str(primes[key]) for key in primes_named],
        " ".join(wrong),
        bool(held.contracts),
    )


def _named(params, what, known):
    """([what is named and known], [(what, text) that is not])."""
    texts = [text for text in params.getlist(what) if text][:MOST]
    good = list(dict.fromkeys(text for text in texts if text in known))
    return good, [(what, text) for text in texts if text not in known]


def _fields(name, known, named):
    """Two controls: the first area, and one more."""
    options = [(key, str(thing)) for key, thing in known.items()]
    for number in range(MOST):
        label = name.capitalize() if not number else f"and {name}"
        yield (name, f"{name}-{number + 1}", label, options, named[number] if number < len(named) else "")


@dataclass(frozen=True)
class AskedPair:
    """`pair` is () where two programmes are not named, or one of them does not exist."""

    programmes: list
    first: str
    second: str
    pair: tuple
    wrong: str


def programmes_asked(params: Mapping, programmes) -> AskedPair:
    """The programmes of `first=` and `second=`, by their slug."""
    known = {programme.slug: programme for programme in programmes}
    named = [params.get("first", ""), params.get("second", "")]
    missing = [slug for slug in named if slug and slug not in known]
    wrong = ""
    if missing:
        wrong = f"There is no programme “{_short(missing[0])}”."
    elif named[0] and named[0] == named[1]:
        wrong = "Both sides are the same programme."
    elif any(named) and not all(named):
        wrong = "One programme is chosen; the other is missing."
    pair = tuple(known[slug] for slug in named) if all(named) and not missing else ()
    return AskedPair(list(programmes), named[0], named[1], pair, wrong)


def _short(text):
    """What somebody wrote in the address, so long that it can be recognised."""
    return text if len(text) <= 40 else text[:40] + "…"
