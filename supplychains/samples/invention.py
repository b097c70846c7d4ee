"""An invented programme's provider list, pure: from a seed to the rows of a messy file.

In: a seed. Out: `invent(seed)` gives an `Invention`: the areas, the primes with their chains, the rows of the list
with the errors real lists have (domain notes, documented errors: several sectors for one body, several spellings,
several rows a body, tier words and sector words of all kinds, missing prime or area, the same row twice, a prime as
its own subcontractor), and what each organisation would truly say on the phone. Every name is made up; numbers are
from the ranges reserved for drama."""

import random
from dataclasses import dataclass, field

AREAS = [(1, "Westmere and Ellan Vale", "0161 496"), (2, "Saltmarsh Coast", "0113 496")]
PRIMES = [
    ("Avenmoor Group", 1, 28),
    ("Kesterby Pathways", 1, 27),
    ("Tallis and Rowe", 1, 22),
    ("Brightholm Employment", 2, 18),
    ("Lanyard Works", 2, 4),
]
IN_THREE = 3  # organisations with a position under each prime of the first area
FIRST = """
    Ardenfold Brackle Carrow Coracle Dunmarsh Ellanby Fennimore Garrowby Haldane Harbour_Lane Ingleton_Row Kelderwick
    Larkhill Marlstone Merrowdale Mossgate Norhaven Orrery Ostler Pellworth Pennant Quillford Redfold Sallowby Stonebeck
    Tamarisk Tarnshire Vantry Wendmoor Wintle
""".split()
TRADES = {
    "third": """Trust Community_Trust Advice_Centre Carers Youth_Works Women’s_Forum Housing_Association Night_Shelter
        Furniture_Reuse""",
    "private": """Training_Ltd Recruitment Associates Skills_Limited Learning Security_Training Care_Academy
        Consulting_Ltd""",
    "public": "Council College Health_Trust Borough_Employment_Team",
    "mixed": "Enterprise_Hub Social_Enterprise_CIC Partnership",
}
SHARES = [("third", 45), ("private", 34), ("public", 13), ("mixed", 8)]
SECTOR_WORDS = {
    "third": ["Voluntary", "VCS", "Third sector", "Charity", "VCSE"],
    "private": ["Private", "Commercial", "For-profit"],
    "public": ["Public", "Statutory"],
    "mixed": ["Mixed"],
}
TIER_WORDS = {
    "1": ["Tier 1", "End-to-end", "1", "E2E"],
    "2": ["Tier 2", "Specialist", "2", "Call-off", "Spot purchase"],
}


@dataclass
class Body:
    """An invented organisation: what it is, its number, and what it would say of each place a list gives it."""

    name: str
    sector: str
    number: str
    truths: dict = field(default_factory=dict)  # prime -> Truth


@dataclass
class Truth:
    tier: str
    part: str  # yes, left, agreed, bid-only, never
    delivering: str
    referrals: str


@dataclass
class Invention:
    areas: list
    primes: list
    bodies: list
    rows: list  # of [area, prime, organisation, role, type, telephone], as the file has them
    under: list  # of (body above, body below, prime): who works under whom


def invent(seed: int) -> Invention:
    """The invented programme of a seed; the same seed gives the same one everywhere."""
    rng = random.Random(f"demonstration/{seed}")
    names = _names(rng)
    bodies: list[Body] = []
    for prime, area, size in PRIMES:
        _chain(rng, prime, area, size, bodies, names)
    rows = [row for prime, area, _ in PRIMES for row in _listing(rng, prime, area, bodies)]
    rows, under = _spoil(rng, rows, bodies), _under(rng, bodies)
    return Invention(AREAS, PRIMES, bodies, [*rows, *_third(random.Random(f"third/{seed}"), bodies)], under)


def _names(rng):
    """An endless supply of (name, sector), no first word twice with the same trade."""
    used = set()
    while True:
        sector = rng.choices([s for s, _ in SHARES], [w for _, w in SHARES])[0]
        name = f"{rng.choice(FIRST)} {rng.choice(TRADES[sector].split())}".replace("_", " ")
        if name not in used:
            used.add(name)
            yield name, sector


def _chain(rng, prime, area, size, bodies, names):
    """A chain of `size` bodies; about one in seven already works for another prime of the same area."""
    near = [b for b in bodies if any(p for p, a, _ in PRIMES if a == area and p in b.truths)]
    shared = rng.sample(near, min(len(near), round(size / 7)))
    for _ in range(size - len(shared)):
        name, sector = next(names)
        number = f"{AREAS[area - 1][2]} 0{len(bodies) + 100:03d}"
        bodies.append(Body(name, sector, number))
        shared.append(bodies[-1])
    for body in shared:
        body.truths[prime] = _truth(rng)


def _truth(rng):
    tier = rng.choices(["1", "2"], [42, 58])[0]
    part = rng.choices(["yes", "left", "agreed", "bid-only", "never"], [72, 8, 6, 8, 6])[0]
    delivering = rng.choices(["yes", "not-yet", "stopped"], [75, 17, 8])[0]
    some = 70 if tier == "1" else 25  # specialists were hardly ever referred to
    referrals = rng.choices(["some", "none", "stopped"], [some, 92 - some, 8])[0]
    return Truth(tier, part, delivering, referrals)


def _listing(rng, prime, area, bodies):
    """What the list says of one chain. One tier in eight is not what it is, one in twelve is not given."""
    for body in bodies:
        if prime in body.truths:
            yield _row(rng, prime, area, body)


def _row(rng, prime, area, body):
    tier = body.truths[prime].tier
    if rng.random() < 1 / 8:
        tier = "2" if tier == "1" else "1"
    role = "" if rng.random() < 1 / 12 else rng.choice(TIER_WORDS[tier])
    kind = "" if rng.random() < 1 / 15 else rng.choice(SECTOR_WORDS[body.sector])
    return [AREAS[area - 1][1], prime, body.name, role, kind, body.number]


def _third(rng, bodies):
    """Some who work for two primes of an area work for its third one too: their rows stand at the end of the list."""
    first, second, third = (prime for prime, area, _ in PRIMES if area == 1)
    both = [b for b in bodies if {first, second} <= set(b.truths) and third not in b.truths]
    for body in both[:IN_THREE]:
        body.truths[third] = _truth(rng)
        yield _row(rng, third, 1, body)


def _spoil(rng, rows, bodies):
    """The errors that are documented for real lists."""
    twice = [row for row in rows if sum(r[2] == row[2] for r in rows) > 1]
    for row in rng.sample(twice, 3):  # one body, two sectors
        row[4] = "Private" if row[4] not in SECTOR_WORDS["private"] else "Voluntary"
    for row in rng.sample(rows, 3):  # another spelling
        row[2] = (
            row[2].replace("Centre", "Ctr").replace("Association", "Assoc.").replace("Training", "Trg") + " (Westmere)"
        )
    again = list(rng.choice(rows))  # the same row twice
    area, prime = rows[0][0], rows[0][1]
    stray = [
        [area, "", "Wendmoor Debt Advice", "Specialist", "Charity", "0161 496 0901"],  # no prime
        ["", prime, "Haldane Deaf Society", "Tier 2", "VCS", "0161 496 0902"],  # no area
        [area, "Orrin Employment", "Garrowby Hearing Services", "Tier 2", "Private", "0161 496 0903"],  # no such prime
        [area, prime, prime, "Tier 1", "Private", ""],  # a prime as its own subcontractor
        [area, prime, "Merrowdale Skills Exchange", "Tier 3", "Independent", "0161 496 0904"],  # words nobody knows
    ]
    spoiled = [*rows, again]
    for row in stray:
        spoiled.insert(rng.randrange(len(spoiled)), row)
    return spoiled


def _under(rng, bodies):
    """In every chain some specialists work under an end-to-end body, not under the prime itself."""
    links = []
    for prime, _, size in PRIMES:
        above = [b for b in bodies if prime in b.truths and b.truths[prime].tier == "1"]
        below = [b for b in bodies if prime in b.truths and b.truths[prime].tier == "2"]
        for body in rng.sample(below, min(len(below), size // 6)):
            if above:
                links.append((rng.choice(above).name, body.name, prime))
    return links
