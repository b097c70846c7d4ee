"""Invented editions of a provider list, pure: as messy as published ones, the same seed always gives the same file.

The errors are those that research has documented of such lists (several spellings of a name, one organisation in two
sectors, repeated rows, areas and primes missing or unknown, ...), each named by the code of the check that finds it.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import xlsxwriter

HEADING = (
    "Area,Prime,Subcontractor,Tier,Organisation type,Company number,Charity number,Telephone,Start date,End date".split(
        ","
    )
)
AREA, PRIME, NAME, TIER, SECTOR, COMPANY, CHARITY, PHONE, STARTS, ENDS = range(len(HEADING))
TITLE = [["Supply chain of the invented programme"], ["As of 31 March 2026, provisional"], []]
ROWS_AN_AREA, PRIMES_AN_AREA = 400, 4
NEWCOMERS = 0.03  # of the sound rows name an organisation that the map has not
SHARE = 0.005  # of the rows have the error, for each of them

STARTINGS = "Al Bar Car Dun El Fen Gar Har Ing Kel Lar Mor Nor Os Pen Quil Row Sal Tam Wen".split()
MIDDLES = "a be di en for go ing lo mer no ol pe ri sto ter und ver wo".split()
ENDINGS = (
    "bury combe den field gate ham hurst king ley mere ney port ridge shaw stow thorpe ton vale wick worth".split()
)
KINDS = (
    "Trust,College,Training,Works,Partnership,Housing,Advice Centre,Recruitment,Enterprise,Council,Carers,Skills,"
    "Learning,Hub,Association,Mind and Body"
).split(",")
TIERS = {"1": ["1", "Tier 1", "end to end"], "2": ["2", "Tier 2", "Specialist"]}
SECTORS = {
    "third": ["VCS", "Charity", "Voluntary sector"],
    "private": ["Private", "private sector"],
    "public": ["Public", "statutory"],
}


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as every sound row has it."""

    name: str
    sector: str
    company: str
    charity: str
    phone: str


@dataclass(frozen=True, slots=True)
class Map:
    """What there is before the edition: areas by name, numbered from 1; prime contracts as (area, prime), by place in
    their lists; `organisations` that are known, `newcomers` that are not."""

    areas: list[str]
    primes: list[str]
    contracts: list[tuple[int, int]]
    organisations: list[Body]
    newcomers: list[Body]


@dataclass(slots=True)
class Edition:
    """`lines` of the file from its first; `wrong` {code of a check: numbers of the rows with that error}."""

    lines: list[list[str]]
    wrong: dict[str, list[int]] = field(default_factory=dict)

    def csv(self) -> bytes:
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(self.lines)
        return file.getvalue().encode()

    def xlsx(self) -> bytes:
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, {"in_memory": True})
        book.set_properties({"created": dt.datetime(2026, 3, 31)})
        sheet = book.add_worksheet("Chain")
        for number, line in enumerate(self.lines):
            sheet.write_row(number, 0, line)
        book.close()
        return file.getvalue()


@lru_cache(maxsize=4)
def invented_map(rows: int, organisations: int = 20_000, seed: int = 1) -> Map:
    """A map for editions of so many rows: as many areas as such a list has, 4 primes in each."""
    rng = random.Random(f"map/{seed}/{rows}/{organisations}")
    names = _names(rng)
    areas = [f"{next(names).split()[0]} {end}" for end, _ in zip(_parts_of_land(), range(_areas(rows)), strict=False)]
    primes = [f"{next(names).split()[0]} Group" for _ in range(4 * PRIMES_AN_AREA)]
    primes = list(dict.fromkeys(primes))
    holders = range(len(primes))
    contracts = [(area, prime) for area in range(len(areas)) for prime in rng.sample(holders, PRIMES_AN_AREA)]
    bodies = [_body(rng, name, number) for number, name in zip(range(organisations + rows // 20), names, strict=False)]
    return Map(areas, primes, contracts, bodies[:organisations], bodies[organisations:])


def edition(rows: int, known: Map, seed: int = 1, share: float = SHARE) -> Edition:
    """An edition of so many rows below its heading, `share` of them with each of the errors. With 0
    there is none, and nobody whom the map does not know."""
    return _Maker(rows, known, random.Random(f"edition/{seed}/{rows}"), share).made()


def _areas(rows):
    return max(3, rows // ROWS_AN_AREA)


def _parts_of_land():
    """North 1, East 1, ... so that no two areas have a name in common."""
    number = 0
    while True:
        number += 1
        yield from (f"{part} {number}" for part in ("North", "East", "South", "West"))


def _names(rng):
    """Names without end, each once."""
    seen: set[str] = set()
    while True:
        words = [_word(rng) for _ in range(rng.choice([1, 1, 2]))]
        name = " ".join([*words, rng.choice(KINDS)])
        if name not in seen:
            seen.add(name)
            yield name


def _word(rng):
    return rng.choice(STARTINGS) + rng.choice(MIDDLES) + rng.choice(ENDINGS)


def _body(rng, name, number):
    sector = rng.choice(list(SECTORS))
    charity = f"{1_000_000 + number}" if sector == "third" else ""
    return Body(name, sector, f"{2_000_000 + number:08}", charity, f"0161 496 {number % 1000:04}")


class _Maker:
    """One edition on its way."""

    def __init__(self, rows: int, known: Map, rng: random.Random, share: float):
        self.rows, self.known, self.rng, self.share = rows, known, rng, share
        self.sound: list[tuple[int, Body, list[str]]] = []  # (contract, organisation, line)
        self.used: set[tuple[int, str]] = set()
        self.unused = list(known.newcomers) if share else []

    def made(self) -> Edition:
        """The sound rows, and among them those with errors, each behind the sound row that it spoils or contradicts."""
        count = int(self.rows * self.share)
        codes = [code for code in ERRORS for _ in range(count)]
        self.rng.shuffle(codes)
        lines, wrong = [*TITLE, HEADING], {code: [] for code in ERRORS}
        spoilt, sound = len(codes), self.rows - len(codes)
        for place in range(sound):
            lines.append(self.row())
            due = (place + 1) * spoilt // sound - place * spoilt // sound
            for code in [codes.pop() for _ in range(due)]:
                lines.append(ERRORS[code](self))
                wrong[code].append(len(lines))
        return Edition(lines, {code: numbers for code, numbers in wrong.items() if numbers})

    def row(self) -> list[str]:
        """A sound row, that others may repeat or contradict."""
        self.sound.append(self.fresh())
        return self.sound[-1][2]

    def fresh(self, body: Body | None = None) -> tuple[int, Body, list[str]]:
        """What a row says of a position that no row had so far."""
        body = body or self.somebody()
        contract = self.rng.randrange(len(self.known.contracts))
        while (contract, body.name) in self.used:
            contract, body = self.rng.randrange(len(self.known.contracts)), self.somebody()
        self.used.add((contract, body.name))
        return contract, body, self.line(contract, body)

    def somebody(self) -> Body:
        """Some organisations are in many chains, most in a few."""
        if self.unused and self.rng.random() < NEWCOMERS:
            return self.unused.pop()
        bodies = self.known.organisations
        return bodies[int(len(bodies) * self.rng.random() ** 2)]

    def line(self, contract: int, body: Body) -> list[str]:
        area, prime = self.known.contracts[contract]
        return [
            self.known.areas[area],
            self.known.primes[prime],
            body.name,
            self.rng.choice(TIERS[self.rng.choice("122")]),
            self.rng.choice(SECTORS[body.sector]),
            body.company,
            body.charity,
            body.phone,
            f"{self.rng.randint(1, 28):02}/04/2023",
            "2027-03-31",
        ]

    # ---- what errors need

    def before(self) -> tuple[int, Body, list[str]]:
        """One of the rows above, at most fifty up: lists repeat themselves close by."""
        return self.rng.choice(self.sound[-50:])

    def changed(self, line: list[str], **cells: str) -> list[str]:
        """A copy of a line with other cells, {heading in capitals: cell}."""
        line = list(line)
        for name, cell in cells.items():
            line[PLACES[name]] = cell
        return line

    def spoilt(self, **cells: str) -> list[str]:
        """A row of its own with other cells."""
        return self.changed(self.fresh()[2], **cells)


NAMES = ("AREA", "PRIME", "NAME", "TIER", "SECTOR", "COMPANY", "CHARITY", "PHONE", "STARTS", "ENDS")
PLACES = {name: place for place, name in enumerate(NAMES)}


def _spelt_otherwise(maker):
    _, body, line = maker.before()
    ways = (body.name.upper(), f"The {body.name}", body.name.replace(" and ", " & ") + ".")
    return maker.changed(line, NAME=maker.rng.choice(ways), TIER=maker.rng.choice(TIERS["1"]))


def _misspelt(maker):
    """Without its number, which would settle it."""
    _, body, line = maker.fresh(maker.rng.choice(maker.known.organisations))
    ways = (body.name[:3] + body.name[4:], f"{body.name} Ltd")
    return maker.changed(line, NAME=maker.rng.choice(ways), COMPANY="")


def _other_sector(maker):
    _, body, line = maker.before()
    other = maker.rng.choice([sector for sector in SECTORS if sector != body.sector])
    return maker.changed(line, SECTOR=maker.rng.choice(SECTORS[other]))


def _other_tier(maker):
    _, _, line = maker.before()
    return maker.changed(line, TIER="2" if line[TIER] in TIERS["1"] else "1")


def _prime_of_another_area(maker):
    contract, _, line = maker.before()
    area = maker.known.contracts[contract][0]
    here = {maker.known.primes[prime] for place, prime in maker.known.contracts if place == area}
    return maker.spoilt(AREA=line[AREA], PRIME=next(name for name in maker.known.primes if name not in here))


def _two_in_one(maker):
    return maker.spoilt(NAME=f"{maker.somebody().name} / {maker.somebody().name}")


def _own(maker):
    _, _, line = maker.fresh()
    return maker.changed(line, NAME=line[PRIME])


ERRORS: dict[str, Callable[[_Maker], list[str]]] = {
    "no-area": lambda maker: maker.spoilt(AREA=""),
    "unknown-area": lambda maker: maker.spoilt(AREA="Somewhere else"),
    "no-prime": lambda maker: maker.spoilt(PRIME="-"),
    "unknown-prime": _prime_of_another_area,
    "no-subcontractor": lambda maker: maker.spoilt(NAME="tbc"),
    "own-subcontractor": _own,
    "sectors-differ": _other_sector,
    "tiers-differ": _other_tier,
    "repeated": lambda maker: list(maker.before()[2]),
    "two-organisations": _two_in_one,
    "tier-words": lambda maker: maker.spoilt(TIER="gold"),
    "sector-words": lambda maker: maker.spoilt(SECTOR="hybrid"),
    "company-number": lambda maker: maker.spoilt(COMPANY="12345"),
    "charity-number": lambda maker: maker.spoilt(CHARITY="see website"),
    "date": lambda maker: maker.spoilt(ENDS="end of contract"),
    "dates": lambda maker: maker.spoilt(ENDS="2021-03-31"),
    "which-organisation": _misspelt,
    "spellings": _spelt_otherwise,
    "phone": lambda maker: maker.spoilt(PHONE="ring us"),
    "heading": lambda maker: list(HEADING),
}
