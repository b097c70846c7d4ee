"""Positions and organisations as rows of typed facts, and those rows as CSV, pure.

Every download of a chain is made of these rows, so that a fact has one name and one value in all of them. Values are
text, whole numbers, booleans, dates, or None where nothing is known. Of calls a row says when, never who spoke."""

import csv
from collections import defaultdict
from datetime import date

from .comparing import Change, changes
from .vocabulary import OUTSIDE

POSITION = """programme area_number area position organisation organisation_id sector sector_verification tier prime
prime_id contract_reference service under under_id involvement referral_status listed listed_in verification checked_on
disputed change changed first_stated_on ended_on sources""".split()
ORGANISATION = """organisation organisation_id role sector sector_verification tiers buyers contracts positions listed
checked_on""".split()
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def positions_csv(standings) -> str:
    """CSV text of standings, one line each, in the order given."""
    return as_csv(POSITION, map(position_row, standings))


def organisations_csv(standings, contracts) -> str:
    """CSV text of everybody who holds a position or a prime contract, one line each."""
    return as_csv(ORGANISATION, organisation_rows(standings, contracts))


def as_csv(headings, rows) -> str:
    """CSV text of rows of facts: dates as 2026-03-12, booleans as yes and no, nothing where nothing is known."""
    return "".join(csv_lines(headings, rows))


def csv_lines(headings, rows):
    """The same line by line, each made when it is asked for."""
    writer = csv.writer(Echo())
    yield writer.writerow(headings)
    for row in rows:
        yield writer.writerow([_cell(row[heading]) for heading in headings])


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text):
        return text


def harmless(value):
    """A cell no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else harmless(value)


def position_row(standing) -> dict:
    """The facts of one position, {name: value} in the order of POSITION."""
    s, contract, area = standing, standing.prime_contract, standing.prime_contract.area
    above = s.via.provider if s.via else None
    return {
        "programme": area.programme.slug,
        "area_number": area.number,
        "area": area.name,
        "position": s.pk,
        "organisation": s.provider.name,
        "organisation_id": s.provider.public_id,
        "sector": str(s.provider.sector),
        "sector_verification": str(s.provider.sector_verification),
        "tier": str(s.tier),
        "prime": contract.provider.name,
        "prime_id": contract.provider.public_id,
        "contract_reference": contract.reference,
        "service": contract.service,
        "under": above.name if above else "",
        "under_id": above.public_id if above else "",
        "involvement": str(s.involvement),
        "referral_status": str(s.referral_status),
        "listed": bool(s.listed),
        "listed_in": "; ".join(map(_source, s.listings)),
        "verification": str(s.verification),
        "checked_on": s.checked_on,
        "disputed": " ".join(s.disputed),
        "change": str(s.change),
        "changed": _changed(s),
        "first_stated_on": min((x.stated_on for x in s.said), default=None),
        "ended_on": ended_on(s),
        "sources": "; ".join(map(_source, s.said)),
    }


def _source(statement):
    """A statement as a source to cite: "Employment Support Office, 2026-02-28, row 12", but "call, 2026-03-12"."""
    day = statement.stated_on.isoformat()
    if statement.source in ("call", "ruling"):
        return f"{statement.source}, {day}"
    return ", ".join(filter(None, [statement.publisher, day, statement.reference]))


def _changed(s):
    """What a comparison found changed: "tier: 2 to 1"."""
    if s.change != Change.CHANGED:
        return ""
    return "; ".join(f"{fact}: {old} to {new}" for fact, old, new in changes(s.was, s))


def ended_on(standing) -> date | None:
    """For a position that is outside the chain: since when sources put it there without another word since."""
    if standing.involvement not in OUTSIDE:
        return None
    spoken = [s for s in standing.said if s.involvement]
    outside = [s.stated_on for s in spoken if s.involvement in OUTSIDE]
    since = max((s.stated_on for s in spoken if s.involvement not in OUTSIDE), default=date.min)
    return min((day for day in outside if day > since), default=max(outside, default=None))


def organisation_rows(standings, contracts) -> list[dict]:
    """The facts of everybody in the chain, by name: those who hold a position, and the primes of the contracts.

    Of a prime that is nobody's subcontractor here, the chain says no sector."""
    held, led = defaultdict(list), defaultdict(list)
    for standing in standings:
        held[standing.provider.public_id].append(standing)
    for contract in contracts:
        led[contract.provider.public_id].append(contract)
    rows = [_organisation_row(held.get(body, []), led.get(body, [])) for body in sorted(held.keys() | led.keys())]
    return sorted(rows, key=lambda row: (row["organisation"].casefold(), row["organisation_id"]))


def _organisation_row(held, led):
    body = held[0].provider if held else led[0].provider
    buyers = {(s.via.provider if s.via else s.prime_contract.provider).name for s in held}
    roles = [role for role, having in (("prime", led), ("subcontractor", held)) if having]
    return {
        "organisation": body.name,
        "organisation_id": body.public_id,
        "role": " and ".join(roles),
        "sector": str(body.sector) if held else "",
        "sector_verification": str(body.sector_verification) if held else "",
        "tiers": " ".join(sorted({str(s.tier) for s in held})),
        "buyers": "; ".join(sorted(buyers)),
        "contracts": len(led),
        "positions": len(held),
        "listed": any(s.listed for s in held) if held else None,
        "checked_on": max((s.checked_on for s in held if s.checked_on), default=None),
    }
