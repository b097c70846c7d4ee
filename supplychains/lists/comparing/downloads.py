"""A comparison of two editions as files: the downloads of its page, and what the command writes."""

from django.utils import timezone

from supplychains.contracts.export import as_csv
from supplychains.contracts.tabling import Table, as_xlsx
from supplychains.contracts.wording import day

from ..models import ProviderList
from .files import CHANGE, change_rows, tables
from .pages import changes_asked
from .records import organisations


def applied_lists():
    """The editions that can be compared: those in the map now."""
    lists = ProviderList.objects.filter(state=ProviderList.State.APPLIED)
    return lists.select_related("publisher", "programme").defer("column_mapping")


def why_not(public_id: str) -> str:
    """Why an edition that is not in the map cannot be compared, in a sentence; "" where there is none."""
    one = ProviderList.objects.filter(public_id=public_id[:8]).exclude(state=ProviderList.State.APPLIED).first()
    return why_not_in_map(one) if one and one.public_id == public_id else ""


def why_not_in_map(one) -> str:
    """When a list that is not in the map was taken out of it, in a sentence."""
    whose = f"The edition of {day(one.published_on)} of {one.publisher.name}"
    if one.state == ProviderList.State.STAGED:
        return f"{whose} is not applied yet."
    return f"{whose} was rolled back on {day(timezone.localtime(one.rolled_back_at).date())}, so it is not in the map."


def csv_file(comparison, params) -> bytes:
    """The changes that `params`, as in the address of the page, ask for."""
    _, changes = _changes(comparison, params)
    return as_csv(CHANGE, changes.rows).encode("utf-8-sig")


def workbook(comparison, params, on) -> bytes:
    """The same changes, with every figure of the comparison, made on the day `on`."""
    narrowing, changes = _changes(comparison, params)
    about = _about(comparison, narrowing, on)
    return as_xlsx(tables(comparison, changes, about), title=about["title"], on=on)


def _changes(comparison, params):
    narrowing, found = changes_asked(comparison, params)
    known = organisations(change.organisation for change in found)
    return narrowing, Table("changes", CHANGE, list(change_rows(comparison, narrowing.unit, found, known)))


def _about(comparison, narrowing, on):
    first, second = comparison.lists
    said = {"title": f"{first.publisher}: {day(first.published_on)} and {day(second.published_on)} compared"}
    said |= {"publisher": first.publisher.name, "programme": first.programme.name, "compared_on": on}
    for name, one in (("earlier", first), ("later", second)):
        said |= {f"{name}_edition": one.public_id, f"{name}_published_on": one.published_on}
        said |= {f"{name}_file": one.file_name, f"{name}_checksum": one.checksum}
    said["unit_of_changes"] = narrowing.unit.words
    return said | {name: getattr(narrowing, name) for name in ("kind", "prime", "area") if getattr(narrowing, name)}
