"""A wrecked workbook, from upload through sheets, columns and values to a preview in which every row is placed.

Chain                                    a title, a remark, a heading in row 4, areas merged, primes as section headings
   Westmere    (merged)  Avenmoor Group      Hope Trust  T1, Larkhill Skills  End 2 End
                         Tallis and Rowe     Ostler Works  T2
   Ellan Vale            Avenmoor Group      Quill College  spec.
Notes                                    a remark, no list
"""

import datetime as dt

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from supplychains.contracts.models import SubcontractStatement
from supplychains.lists.models import ProviderList
from tests.lists.making import saved, sizes

LINES = (
    ["Supply chain of the programme"],
    ["as of March, for internal use", "see notes", "draft"],
    [],
    ["Where", "Body", "Level of work", "Kind of body", "Remarks"],
    ["Avenmoor Group"],
    ["West Mere", "Hope Trust", "T1", "VCS"],
    ["", "Larkhill Skills", "End 2 End", "VCS", "since May"],
    ["Tallis and Rowe"],
    ["West Mere", "Ostler Works", "T2", "Ltd co"],
    [],
    ["Avenmoor Group"],
    ["Ellan Vale", "Quill College", "spec.", "statutory"],
    ["", "Total", "4"],
)


def wrecked(lines=LINES):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chain"
    for number, line in enumerate(lines, start=1):
        for column, cell in enumerate(line, start=1):
            if cell:
                sheet.cell(number, column, cell)
    sheet.merge_cells("A6:A7")
    book.create_sheet("Notes").append(["The list is complete."])
    return saved(book)


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def upload(client, world, content, on=dt.date(2026, 3, 31)):
    file = SimpleUploadedFile("chain.xlsx", content)
    said = {"programme": world.programme.pk, "publisher": "Employment Support Office", "published_on": str(on)}
    return client.post("/lists/upload/", {"file": file, "doubtful": "hold", **said}, follow=True)


def send(client, provider_list, step, **changes):
    """What a browser sends of a page: every field as it stands there, with some changed."""
    address = f"/lists/{provider_list.public_id}/{step}/"
    form = client.get(address).context["form"]
    said = {"seen": provider_list.mapping_id or ""}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if value is not None and value is not False and value != []:
            said[name] = "on" if value is True else value
    said |= changes
    response = client.post(address, {name: value for name, value in said.items() if value is not None}, follow=True)
    provider_list.refresh_from_db()
    return response


def page(response):
    return response.content.decode()


def tell_sheets(office, staged):
    """The heading is in words nobody knows, so the columns are still to be told."""
    sheets = {"heading_row-0": "4", "last_row-0": "12", "fill_merged-0": "on", "sections-0": "prime", "use-1": None}
    columns = send(office, staged, "sheets", **sheets)
    assert columns.redirect_chain[-1][0] == f"/lists/{staged.public_id}/columns/"
    assert "has no column for the area or for the subcontractor" in page(columns)
    looks = staged.file.looks["columns"]
    assert [(one["heading"], one["filled"], one["rows"], one["field"]) for one in looks] == [
        ("Where", 3, 4, ""),
        ("Body", 4, 4, ""),
        ("Level of work", 4, 4, ""),
        ("Kind of body", 4, 4, ""),
        ("Remarks", 1, 4, ""),
    ]


def tell_columns(office, staged):
    told = {"column-0": "area", "column-1": "subcontractor", "column-2": "tier", "column-3": "sector"}
    values = send(office, staged, "columns", **told)
    assert values.redirect_chain[-1][0] == f"/lists/{staged.public_id}/values/"
    assert (staged.counts["rows"], staged.counts["placed"]) == (4, 1)
    assert "1 of 2 spellings not understood, in 3 of 4 rows" in page(values)


def tell_values(office, staged):
    report = staged.file.looks["values"]
    assert [line[0] for line in report["tier"]["lines"]] == ["End 2 End", "spec.", "T1", "T2"]
    said = {"area-0": "Westmere", "tier-0": "1", "tier-1": "2", "sector-0": "private"}
    assert report["area"]["lines"][0][0] == "West Mere" and report["sector"]["lines"][0][0] == "Ltd co"
    checks = send(office, staged, "values", **said)
    assert checks.redirect_chain[-1][0] == f"/lists/{staged.public_id}/checks/"


@pytest.fixture
def told(office, world):
    """The workbook, staged and told how to be read."""
    before = sizes()
    uploaded = upload(office, world, wrecked())
    staged = ProviderList.objects.get()
    assert uploaded.redirect_chain[-1][0] == f"/lists/{staged.public_id}/sheets/"
    assert "No heading row was found" in page(uploaded) and staged.rows.count() == 0
    assert "group of cells is merged" in page(uploaded)
    tell_sheets(office, staged)
    tell_columns(office, staged)
    tell_values(office, staged)
    assert sizes() == before
    return staged


def test_a_wrecked_workbook_is_read_step_by_step_until_every_row_is_placed(office, told):
    preview = page(office.get(told.get_absolute_url()))
    assert (told.counts["rows"], told.counts["placed"]) == (4, 4)
    assert "version 3, by administrator" in preview
    read = [
        (row.number, row.parsed["tier"], row.parsed["sector"], row.raw["Level of work"], row.raw["Section heading"])
        for row in told.rows.all()
    ]
    assert read == [
        (6, "1", "third", "T1", "Avenmoor Group"),
        (7, "1", "third", "End 2 End", "Avenmoor Group"),
        (9, "2", "private", "T2", "Tallis and Rowe"),
        (12, "2", "public", "spec.", "Avenmoor Group"),
    ]


def test_it_is_applied_with_the_words_as_written_and_shows_how_it_was_read(office, told):
    office.post(f"/lists/{told.public_id}/apply/", {"staged_at": told.stamp}, follow=True)
    told.refresh_from_db()
    assert told.state == "applied"
    written = SubcontractStatement.objects.filter(edition=told.public_id).order_by("tier_as_written")
    assert [one.tier_as_written for one in written] == ["End 2 End", "T1", "T2", "spec."]
    assert "disabled" in page(office.get(f"/lists/{told.public_id}/columns/"))
    assert "how it was read stays as it is" in page(send(office, told, "columns", **{"column-4": "service"}))


def test_the_next_edition_is_read_by_what_was_told_of_this_one_and_asks_nothing_again(office, world, told):
    office.post(f"/lists/{told.public_id}/apply/", {"staged_at": told.stamp})
    more = [*LINES[:-1], ["Ellan Vale", "Hope Trust", "End 2 End", "VCS"]]
    again = upload(office, world, wrecked(more), on=dt.date(2026, 4, 30))
    newest = ProviderList.objects.exclude(pk=told.pk).get()
    assert again.redirect_chain[-1][0] == newest.get_absolute_url()
    assert (newest.counts["rows"], newest.counts["placed"], newest.mapping.number) == (5, 5, 4)
    assert newest.rows.last().parsed["tier"] == "1"
