"""A small chain without a database, for the pure rooms of the drawing.

Office -- 1 Westmere --+-- Avenmoor (A) --+-- Hope    Tier 1 --- Larkhill  Tier 2
                       |                  +-- Quill   tier not known
                       +-- Tallis (T) ----+-- Larkhill Tier 1 and 2
"""

from datetime import date
from types import SimpleNamespace as Thing

TODAY = date(2026, 11, 24)


def provider(name, sector="third", verification="unverified"):
    return Thing(name=name, public_id=name.lower(), pk=name, sector=sector, sector_verification=verification)


def contract(pk, prime, reference="", service="", whole=0):
    return Thing(pk=pk, provider=prime, provider_id=prime.pk, reference=reference, service=service, whole=whole)


def position(body, held, tier="unknown", via=None, **said):
    facts = {"involvement": "unknown", "referral_status": "unknown", "verification": "unverified", "checked_on": None}
    facts |= {"change": "", "was": None}
    return Thing(
        provider=body,
        provider_id=body.pk,
        prime_contract=held,
        prime_contract_id=held.pk,
        tier=tier,
        via=via,
        **(facts | said),
    )


AREA = Thing(number=1, name="Westmere", programme=Thing(commissioner="Employment Support Office"))
AVENMOOR = contract(1, provider("Avenmoor"), "A", whole=3)
TALLIS = contract(2, provider("Tallis"), "T", "Advice & more", whole=1)
HOPE, LARKHILL, QUILL = provider("Hope"), provider("Larkhill", "private"), provider("Quill", "public")
UNDER_AVENMOOR = position(HOPE, AVENMOOR, "1", referral_status="receiving", verification="confirmed", checked_on=TODAY)
UNDER_HOPE = position(LARKHILL, AVENMOOR, "2", via=UNDER_AVENMOOR, referral_status="none")
UNKNOWN = position(QUILL, AVENMOOR, "unknown")
BOTH = position(LARKHILL, TALLIS, "1+2", referral_status="stopped")
CONTRACTS = [AVENMOOR, TALLIS]
POSITIONS = [UNDER_AVENMOOR, UNDER_HOPE, UNKNOWN, BOTH]
