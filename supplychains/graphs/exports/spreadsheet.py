"""The rows of a chain -> an xlsx file, pure."""

from supplychains.contracts.export import ORGANISATION, POSITION
from supplychains.contracts.tabling import Table
from supplychains.contracts.tabling import as_xlsx as workbook


def as_xlsx(positions, organisations, about) -> bytes:
    """A workbook with the positions (the edge list), the organisations (the node list) and what both are about."""
    told = [{"about": name, "value": value} for name, value in about.items()]
    tables = [
        Table("positions", POSITION, positions),
        Table("organisations", ORGANISATION, organisations),
        Table("about", ["about", "value"], told),
    ]
    return workbook(tables, title=about["title"], on=about["date"])
