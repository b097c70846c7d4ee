"""Everything any source ever said of an organisation, newest first, withdrawn statements among it."""

from dataclasses import dataclass
from datetime import date

from providers.models import SectorStatement

from .models import SubcontractStatement


@dataclass(frozen=True)
class Entry:
    """One statement as the page shows it: what it is about, what it says, who says it."""

    statement: SectorStatement | SubcontractStatement
    about: str
    says: str

    @property
    def age(self):
        return (self.statement.stated_on, self.statement.recorded_at, self.statement.pk)

    @property
    def stated_on(self) -> date:
        return self.statement.stated_on


def history(provider) -> list[Entry]:
    """Entries of a provider, newest first; two queries however many there are."""
    sector = SectorStatement.objects.filter(provider=provider).select_related("recorded_by", "withdrawn_by")
    positions = SubcontractStatement.objects.filter(subcontract__provider=provider).select_related(
        "recorded_by",
        "withdrawn_by",
        "subcontract__prime_contract__provider",
        "subcontract__prime_contract__area__programme",
    )
    entries = [Entry(s, "Its sector", _sector(s)) for s in sector] + [
        Entry(s, _place(s), _position(s)) for s in positions
    ]
    return sorted(entries, key=lambda entry: entry.age, reverse=True)


def _sector(statement):
    written = f" (written “{statement.as_written}”)" if statement.as_written else ""
    return f"{statement.get_sector_display()}{written}"


def _place(statement):
    contract = statement.subcontract.prime_contract
    which = f", {contract.reference}" if contract.reference else ""
    return f"Area {contract.area.number} of {contract.area.programme}, {contract.provider}{which}"


def _position(statement):
    said = ", ".join(statement.said())
    said = said[:1].upper() + said[1:]
    written = f" (written “{statement.tier_as_written}”)" if statement.tier_as_written else ""
    about = f", about {statement.changed_about}" if statement.changed_about else ""
    return f"{said}{written}{about}"
