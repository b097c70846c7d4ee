"""A small programme without a database, for the pure rooms of the pages about a whole programme.

1 Westmere ---- Avenmoor ----+-- Hope      Tier 1, third, confirmed
            |                +-- Larkhill  Tier 1 and 2, third, corrected
            +-- Tallis ------+-- Larkhill  Tier 2, sources differ
2 Ellan Vale -- Avenmoor ----+-- Hope      tier not known, on lists only
            +-- Lanyard -----+-- Quill     Tier 2, sector not known, found by calling
3 Corran      nothing is bought here
"""

import datetime as dt
from types import SimpleNamespace as Thing

DAY = dt.date(2026, 11, 1)


def body(pk, name, sector="third"):
    return Thing(pk=pk, name=name, public_id=name.lower(), sector=sector, sector_verification="confirmed")


def area(number, name, row=None, column=None):
    return Thing(pk=number * 10, number=number, name=name, grid_row=row, grid_column=column)


def contract(place, prime):
    return Thing(area=place, area_id=place.pk, provider=prime, provider_id=prime.pk)


def position(held, who, tier="unknown", verification="unverified", **said):
    facts = {"involvement": "unknown", "referral_status": "unknown", "listed": True, "via": None}
    facts["checked_on"] = None if verification == "unverified" else DAY
    return Thing(
        prime_contract=held, provider=who, provider_id=who.pk, tier=tier, verification=verification, **(facts | said)
    )


WESTMERE, ELLAN_VALE, CORRAN = area(1, "Westmere", 2, 3), area(2, "Ellan Vale", 3, 4), area(3, "Corran")
AVENMOOR, TALLIS, LANYARD = (body(n, name, "private") for n, name in enumerate(("Avenmoor", "Tallis", "Lanyard")))
HOPE, LARKHILL, QUILL = body(11, "Hope"), body(12, "larkhill"), body(13, "Quill", "unknown")
AVENMOOR_1, TALLIS_1 = contract(WESTMERE, AVENMOOR), contract(WESTMERE, TALLIS)
AVENMOOR_2, LANYARD_2 = contract(ELLAN_VALE, AVENMOOR), contract(ELLAN_VALE, LANYARD)
CONTRACTS = [AVENMOOR_1, TALLIS_1, AVENMOOR_2, LANYARD_2]
HOPE_1 = position(AVENMOOR_1, HOPE, "1", "confirmed", involvement="delivering", referral_status="receiving")
LARKHILL_1 = position(AVENMOOR_1, LARKHILL, "1+2", "corrected", involvement="left")
LARKHILL_T = position(TALLIS_1, LARKHILL, "2", "disputed")
HOPE_2 = position(AVENMOOR_2, HOPE)
QUILL_2 = position(LANYARD_2, QUILL, "2", "unlisted", listed=False, involvement="delivering")
POSITIONS = [HOPE_1, LARKHILL_1, LARKHILL_T, HOPE_2, QUILL_2]
