"""The errata pack of an edition as files: the downloads of its page, and what the command writes."""

from supplychains.contracts.export import as_csv
from supplychains.contracts.tabling import Table, as_xlsx

from . import HEADINGS, covering, rows_of, shown


def csv_file(pack) -> bytes:
    """Every erratum."""
    return as_csv(HEADINGS, rows_of(pack.lines)).encode("utf-8-sig")


def workbook(pack) -> bytes:
    """The covering text, and every erratum."""
    text = Table("covering text", ["text"], [{"text": paragraph} for paragraph in covering_text(pack)])
    lines = Table("errata", HEADINGS, rows_of(pack.lines))
    on = pack.provider_list.published_on
    return as_xlsx([text, lines], title=f"Errata: {_title(pack.provider_list)}", on=on)


def covering_text(pack) -> list[str]:
    """What is written to the publisher, paragraph by paragraph."""
    return covering(_title(pack.provider_list), pack.provider_list.published_on, pack.totals)


def _title(provider_list):
    named = provider_list.title or f"The list of {provider_list.publisher} for {provider_list.programme}"
    return f"{shown(named)} (file {shown(provider_list.file_name)})"
