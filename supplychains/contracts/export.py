"""Rows for a download, with spreadsheet formulas made harmless, pure."""

import tablib

HEADINGS = [
    "programme",
    "area_number",
    "area",
    "organisation",
    "organisation_id",
    "sector",
    "sector_verification",
    "tier",
    "prime",
    "prime_id",
    "contract_reference",
    "service",
    "under",
    "involvement",
    "referral_status",
    "listed",
    "listed_in",
    "verification",
    "checked_on",
    "disputed",
]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def positions_csv(subcontracts) -> str:
    """CSV text of positions (subcontracts with their `listings`), one line each, in the order given."""
    data = tablib.Dataset(headers=HEADINGS)
    for subcontract in subcontracts:
        data.append([harmless(value) for value in _row(subcontract)])
    return data.export("csv")


def harmless(value):
    """A cell no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _row(s):
    contract, area = s.prime_contract, s.prime_contract.area
    return [
        area.programme.slug,
        area.number,
        area.name,
        s.provider.name,
        s.provider.public_id,
        s.provider.sector,
        s.provider.sector_verification,
        s.tier,
        contract.provider.name,
        contract.provider.public_id,
        contract.reference,
        contract.service,
        s.via.provider.name if s.via else "",
        s.involvement,
        s.referral_status,
        "yes" if s.listed else "no",
        "; ".join(f"{x.publisher}, {x.stated_on.isoformat()}, {x.reference}" for x in s.listings),
        s.verification,
        s.checked_on.isoformat() if s.checked_on else "",
        " ".join(s.disputed),
    ]
