"""The steps in which somebody says how a list is read, in the world of tests/conftest.py with one list staged on it:

row 2  Westmere          Avenmoor Group    Hope Trust         1    third
row 3  Westmere          Tallis and Rowe   Larkhill Skills    gold
row 4  West and Ellan    Avenmoor Group    Quill College      2
"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from supplychains.lists.actions import NotApplied, Outdated, read_list_again
from supplychains.lists.models import ListRow, ProviderList
from supplychains.lists.reading.sheets import Unreadable
from supplychains.lists.versions import Mapping
from supplychains.lists.who.deciding import decide
from tests.lists.making import csv_of, xlsx_of
from tests.lists.test_steps_journey import page, send

HEADING = ["Area", "Prime", "Subcontractor", "Tier", "Organisation type", "Telephone"]
ROWS = (
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS", "0161 496 0000"],
    ["Westmere", "Tallis and Rowe", "Larkhill Skills", "gold", "VCS", ""],
    ["West and Ellan", "Avenmoor Group", "Quill College", "2", "", ""],
)
STEPS = ("sheets", "columns", "values")


@pytest.fixture
def staged(stage):
    return stage(csv_of(*ROWS, heading=HEADING))


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def told(provider_list):
    return Mapping.objects.newest_of(provider_list.publisher).instructions


# ---- what is shown


def test_each_step_shows_the_file_as_it_is_read(office, staged):
    sheets, columns, values = (page(office.get(f"/lists/{staged.public_id}/{step}/")) for step in STEPS)
    assert "4 rows with content, 6 columns" in sheets and '<tr class="picked">' in sheets
    assert "Nothing is told yet" in sheets and "0161 496 0000" in columns
    assert "33 %" in columns and "1 of 3" in columns and "its heading" in columns
    assert "1 of 3 spellings not understood, in 1 of 3 rows" in values and "area 1 Westmere" in values


@pytest.mark.parametrize("step", STEPS)
def test_a_step_takes_the_same_few_questions_however_long_the_list(office, stage, staged, step):
    def asked(provider_list):
        with CaptureQueriesContext(connection) as found:
            assert office.get(f"/lists/{provider_list.public_id}/{step}/").status_code == 200
        assert not [each for each in found if '"content"' in each["sql"]], "the file is not read to show a page"
        return len(found)

    rows = [[f"Area {i}", f"Prime {i}", f"Body {i}", str(i), "x", ""] for i in range(400)]
    office.get("/lists/")
    few = asked(staged)
    assert asked(stage(csv_of(*rows, heading=HEADING))) == few <= 12


@pytest.mark.parametrize("step", STEPS)
def test_only_administrators_see_the_file_as_it_came(client, staged, researcher, step):
    client.force_login(researcher)
    assert client.get(f"/lists/{staged.public_id}/{step}/").status_code == 403


def test_more_values_than_a_page_holds_are_counted_and_come_up_later(office, stage):
    rows = [["Westmere", "Avenmoor Group", f"Body {i}", f"level {i:03}", "", ""] for i in range(160)]
    provider_list = stage(csv_of(*rows, heading=HEADING))
    html = page(office.get(f"/lists/{provider_list.public_id}/values/"))
    assert "150 of 160 spellings shown" in html and "level 149" in html and "level 150" not in html
    send(office, provider_list, "values", **{"tier-0": "1"})
    html = page(office.get(f"/lists/{provider_list.public_id}/values/"))
    assert "159 of 160 spellings not understood" in html and "level 150" in html


def test_a_word_that_comes_near_a_known_one_is_proposed_and_not_taken(office, stage):
    rows = [["West mere", "Avenmor Group", "Hope Trust", "End 2 End", "privat", ""]]
    provider_list = stage(csv_of(*rows, heading=HEADING))
    html = page(office.get(f"/lists/{provider_list.public_id}/values/"))
    for words in ("perhaps Westmere", "perhaps Avenmoor Group", "perhaps Tier 1", "perhaps Private"):
        assert words in html
    assert provider_list.counts["placed"] == 0


# ---- what is told


def test_nothing_changed_makes_no_version(office, staged):
    for step in ("sheets", "values"):
        assert "Nothing was changed." in page(send(office, staged, step))
    assert not Mapping.objects.exists()


def test_columns_are_kept_as_a_version_that_is_used_again(office, staged, stage):
    send(office, staged, "columns", **{"column-5": "source_note", "fixed-service": "Advice"})
    assert told(staged)["columns"]["source_note"] == "Telephone" and told(staged)["fixed"] == {"service": "Advice"}
    assert staged.rows.first().parsed["service"] == "Advice" and "phone" not in staged.rows.first().parsed
    again = stage(csv_of(*ROWS, heading=HEADING), published_on=dt.date(2026, 4, 1))
    assert (
        again.pk == staged.pk and again.mapping == staged.mapping and again.rows.first().parsed["service"] == "Advice"
    )
    other = stage(csv_of(ROWS[0], heading=HEADING), published_on=dt.date(2026, 5, 1))
    assert other.mapping.number == 1 and other.rows.get().parsed["service"] == "Advice"


def test_a_list_with_other_headings_keeps_the_decided_values_only(office, staged, stage):
    send(office, staged, "columns")
    send(office, staged, "values", **{"tier-0": "2"})
    other = stage(csv_of(ROWS[1], heading=["CPA", "Lead provider", "Partner", "Level", "Type", "Phone"]))
    assert other.rows.get().parsed["tier"] == "2" and other.mapping.instructions["columns"] == {}


def test_a_decided_value_can_be_taken_back_and_the_row_keeps_what_was_written(office, staged):
    send(office, staged, "values", **{"tier-0": "2", "area-0": "Ellan Vale"})
    assert staged.rows.get(number=3).parsed["tier"] == "2" and staged.rows.get(number=3).raw["Tier"] == "gold"
    assert staged.rows.get(number=4).resolution == "placed"
    lines = staged.file.looks["values"]["tier"]["lines"]
    assert lines[0] == ["gold", 1, "2", "decided"]
    send(office, staged, "values", **{"tier-0": "keep", "area-0": "-"})
    assert "tier" not in staged.rows.get(number=3).parsed
    assert staged.rows.get(number=4).problem == "no-area"
    assert told(staged)["values"] == {"area": {"West and Ellan": ""}}


def test_a_cell_that_names_several_is_a_row_for_each(office, stage, bring):
    provider_list = stage(
        csv_of(["Westmere; Ellan Vale", "Avenmoor Group", "Hope Trust", "1", "", ""], heading=HEADING)
    )
    assert provider_list.counts["placed"] == 0
    send(office, provider_list, "columns", **{"split-area": [";"]})
    assert list(provider_list.rows.values_list("number", "part", "resolution")) == [(2, 1, "placed"), (2, 2, "placed")]
    office.post(f"/lists/{provider_list.public_id}/apply/", {"staged_at": provider_list.stamp})
    assert ListRow.objects.filter(provider_list=provider_list, statement__isnull=False).count() == 2


def test_a_sheet_may_be_the_area_and_have_no_heading(office, stage):
    rows = (["Tallis and Rowe", "Larkhill Skills"], ["Tallis and Rowe", "Ostler Works"])
    content = xlsx_of(*rows, heading=["Avenmoor Group", "Hope Trust"], sheet="Westmere")
    with pytest.raises(Unreadable):
        stage(content, file_name="a.xlsx")
    provider_list = stage(content, file_name="a.xlsx", keep_unread=True)
    send(office, provider_list, "sheets", **{"heading_row-0": "0", "name_is-0": "area"})
    send(office, provider_list, "columns", **{"column-0": "prime", "column-1": "subcontractor"})
    assert list(provider_list.rows.values_list("number", "resolution")) == [(n, "placed") for n in (1, 2, 3)]
    assert told(provider_list)["columns"] == {"prime": 1, "subcontractor": 2}


def test_the_number_of_a_register_is_a_column_like_any_and_can_be_kept_as_it_is(office, stage):
    row = ["Westmere", "Avenmoor Group", "Kinder Works", "1144091", "01234567"]
    heading = ["Area", "Prime", "Subcontractor", "Charity no", "Our code"]
    provider_list = stage(csv_of(row, heading=heading))
    send(office, provider_list, "columns", **{"column-3": "", "column-4": "company_number"})
    assert told(provider_list)["columns"]["company_number"] == "Our code"
    said = provider_list.rows.get().parsed
    assert said["company_number"] == "01234567" and "charity_number" not in said


def test_the_delimiter_and_the_rows_of_sections_can_be_told(office, stage):
    content = b"Area;Subcontractor\nAvenmoor Group\nWestmere;Hope, Trust\nother\nEllan Vale;Hope Trust\n"
    provider_list = stage(content, keep_unread=True)
    send(office, provider_list, "sheets", **{"delimiter": ";", "sections-0": "prime", "section_rows-0": "2"})
    assert list(provider_list.rows.values_list("number", flat=True)) == [3, 4, 5]
    assert provider_list.rows.first().raw == {
        "Area": "Westmere",
        "Subcontractor": "Hope, Trust",
        "Section heading": "Avenmoor Group",
    }


def test_blank_cells_are_filled_from_above_by_the_letter_of_the_column(office, stage):
    rows = (ROWS[0], ["", "", "Ostler Works", "2", "", ""])
    provider_list = stage(csv_of(*rows, heading=HEADING))
    send(office, provider_list, "sheets", **{"fill_blanks-0": "a, Prime"})
    assert provider_list.rows.last().parsed["prime"] == "Avenmoor Group"
    assert told(provider_list)["sheets"][""]["fill_down"] == [1, "Prime"]
    assert 'value="A, Prime"' in page(office.get(f"/lists/{provider_list.public_id}/sheets/"))


def test_what_was_decided_about_names_holds_when_the_file_is_read_again(office, stage, world):
    provider_list = stage(
        csv_of(["Westmere", "Tallis and Rowe", "Larkhil Skills Ltd", "gold", "", ""], heading=HEADING)
    )
    assert provider_list.counts["doubtful"] == 1
    question = provider_list.questions.get()
    decide(question=question, verdict="same", provider=world.larkhill, scope="area", by=world.by)
    send(office, provider_list, "values", **{"tier-0": "2"})
    row = provider_list.rows.get()
    assert (row.resolution, row.provider, row.parsed["tier"]) == ("placed", world.larkhill, "2")


# ---- what is refused


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        ("sheets", {"heading_row-0": "90"}, "Row 90 is blank and cannot be the heading."),
        ("sheets", {"heading_row-0": "-1"}, "greater than or equal to 0"),
        ("sheets", {"heading_row-0": "x"}, "whole number"),
        ("sheets", {"use-0": None}, "no visible sheet"),
        ("sheets", {"last_row-0": "1"}, "The list is empty"),
        ("sheets", {"section_rows-0": "two", "sections-0": "prime"}, "Give the numbers of rows"),
        ("sheets", {"sections-0": "phone"}, "Select a valid choice"),
        ("sheets", {"encoding": "utf-7"}, "Select a valid choice"),
        ("columns", {"column-1": ""}, "no column for the prime"),
        ("columns", {"column-1": "area"}, "“Area” and “Prime” are both said to be: Area."),
        ("columns", {"column-1": "colour"}, "Select a valid choice"),
        ("columns", {"split-area": ["%"]}, "Select a valid choice"),
        ("values", {"tier-0": "3"}, "Select a valid choice"),
        ("values", {"area-0": "Nowhere"}, "“Nowhere” is not an area of this programme."),
        ("values", {"prime-0": "Nobody"}, "“Nobody” is not a prime of this programme."),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence_and_nothing_changes(office, staged, step, said, words):
    before = list(staged.rows.values("number", "parsed", "resolution")), staged.counts
    html = page(send(office, staged, step, **said))
    assert words in html and 'class="errors"' in html
    assert (list(staged.rows.values("number", "parsed", "resolution")), staged.counts) == before
    assert not Mapping.objects.exists()


def test_two_people_do_not_undo_each_other(office, staged, world):
    send(office, staged, "values", **{"tier-0": "2"})
    html = page(send(office, staged, "values", **{"tier-0": "1", "seen": ""}))
    assert "Somebody else told how the list is read since you looked." in html
    assert told(staged)["values"] == {"tier": {"gold": "2"}} and Mapping.objects.count() == 1
    with pytest.raises(Outdated):
        read_list_again(provider_list=staged, said={"fixed": {"service": "x"}}, seen="", by=world.by)


def test_an_applied_list_shows_how_it_was_read_and_keeps_it(office, bring, world):
    provider_list = bring(csv_of(*ROWS, heading=HEADING))
    for step in STEPS:
        html = page(office.get(f"/lists/{provider_list.public_id}/{step}/"))
        assert "The list is in the map. This is how it was read." in html
        assert "<fieldset disabled>" in html and "Read " + "it so" not in html and "button primary" not in html
    with pytest.raises(NotApplied):
        read_list_again(provider_list=provider_list, said={"fixed": {"service": "x"}}, seen="", by=world.by)


def test_a_list_thrown_away_meanwhile_leads_to_the_others(office, staged, world):
    address = f"/lists/{staged.public_id}/columns/"
    staged.delete()
    assert office.post(address, {"seen": ""}).status_code == 404


def test_a_table_without_a_known_heading_waits_and_cannot_be_applied(office, world):
    file = SimpleUploadedFile("a.csv", b"what,who\nx,y\nz,w\n")
    said = {"programme": world.programme.pk, "publisher": "An office", "published_on": "2026-03-31", "covers": "all"}
    html = page(office.post("/lists/upload/", {"file": file, "doubtful": "hold", **said}, follow=True))
    provider_list = ProviderList.objects.get()
    assert "nothing of it read yet" in html and "No heading row was found" in html
    assert provider_list.counts["rows"] == provider_list.counts["closed"] == 0
    preview = page(office.get(provider_list.get_absolute_url()))
    assert "say under “Sheets”" in preview and "Apply the list" not in preview
    office.post(f"/lists/{provider_list.public_id}/renew/")
    office.post(f"/lists/{provider_list.public_id}/apply/", {"staged_at": provider_list.stamp})
    provider_list.refresh_from_db()
    assert provider_list.state == "staged"


def test_a_version_has_its_number_once_a_publisher(staged, world):
    first = Mapping.objects.create(publisher=staged.publisher, number=1, made_by=world.by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mapping.objects.create(publisher=first.publisher, number=1, made_by=world.by)
