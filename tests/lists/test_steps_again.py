"""The steps of an import where a page cannot hold the file, takes its time, or shows characters that look wrong."""

import pytest

from supplychains.lists.models import ListFile
from supplychains.lists.templatetags.steps import wait
from tests.lists.making import GOOD, csv_of
from tests.lists.test_steps_journey import page, send


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


# ---- what a page cannot hold, and how long it takes


def test_columns_beyond_those_on_the_page_are_counted_and_those_that_are_read_are_among_them(office, stage):
    heading = [f"Extra {n}" for n in range(240)] + ["Area", "Prime", "Subcontractor"]
    line = ["x"] * 240 + ["Westmere", "Avenmoor Group", "Hope Trust"]
    provider_list = stage(csv_of(line, heading=heading))
    looks = provider_list.file.looks
    assert (len(looks["columns"]), looks["more_columns"]) == (200, 43)
    assert [column["field"] for column in looks["columns"][-3:]] == ["area", "prime", "subcontractor"]
    html = page(office.get(f"/lists/{provider_list.public_id}/columns/"))
    assert "200 of 243 columns are shown. The others are kept as they are" in html
    send(office, provider_list, "columns", **{"fixed-service": "Work"})
    row = provider_list.rows.get()
    assert row.resolution == "placed" and len(row.raw) >= 243


def test_few_columns_are_all_shown_and_nothing_is_said_of_more(office, stage):
    provider_list = stage(csv_of(GOOD))
    assert "are shown. The others" not in page(office.get(f"/lists/{provider_list.public_id}/columns/"))


@pytest.mark.parametrize(
    ("rows", "words"),
    [(0, ""), (9_999, ""), (10_000, "a quarter of a minute"), (100_000, "a minute"), (200_000, "two minutes")],
)
def test_how_long_reading_again_takes_is_said_before(rows, words):
    assert wait(rows) == words


def test_the_button_of_a_long_list_says_so(office, stage):
    provider_list = stage(csv_of(GOOD))
    address = f"/lists/{provider_list.public_id}/values/"
    assert "Reading them again" not in page(office.get(address))
    looks = provider_list.file.looks
    looks["sheets"][0]["rows"] = 100_001
    ListFile.objects.filter(provider_list=provider_list).update(looks=looks)
    html = page(office.get(address))
    assert "The list has 100,001 rows. Reading them again may take two minutes" in html
    assert 'aria-describedby="wait"' in html


def test_blank_columns_are_not_asked_about(office, stage):
    heading = ["Area", "", "Prime", "", "Subcontractor"]
    provider_list = stage(csv_of(["Westmere", "", "Avenmoor Group", "x", "Hope Trust"], heading=heading))
    letters = [column["letter"] for column in provider_list.file.looks["columns"]]
    assert letters == ["A", "C", "D", "E"]
    send(office, provider_list, "columns", **{"fixed-service": "Work"})
    assert provider_list.rows.get().resolution == "placed"


# ---- characters that look wrong


def test_a_csv_says_how_it_was_read_and_is_shown_again_when_told_otherwise(office, stage):
    content = csv_of(["Westmere", "Avenmoor Group", "Café Quill", "1", ""])
    provider_list = stage(content)
    assert "Found by trying: UTF-8</option>" in page(office.get(f"/lists/{provider_list.public_id}/sheets/"))
    again = send(office, provider_list, "sheets", encoding="cp1252")
    assert again.redirect_chain[-1][0] == f"/lists/{provider_list.public_id}/sheets/"
    assert "CafÃ© Quill" in page(again) and "See whether the first rows look right now." in page(again)
    assert provider_list.encoding == "cp1252"
    back = send(office, provider_list, "sheets", encoding="")
    assert "Café Quill" in page(back) and provider_list.encoding == "utf-8"
    assert send(office, provider_list, "sheets").redirect_chain[-1][0].endswith("/columns/")


def test_a_csv_cut_in_the_wrong_places_is_cut_otherwise_or_says_why_not(office, stage):
    content = b"Area;Subcontractor\nAvenmoor Group\nWestmere;Hope, Trust\nother\n"
    provider_list = stage(content, keep_unread=True)
    refused = page(send(office, provider_list, "sheets", delimiter=","))
    assert 'class="errors"' in refused and "No heading row was found" in refused
    again = send(office, provider_list, "sheets", delimiter=";", **{"sections-0": "prime"})
    assert '<td class="verbatim">Hope, Trust</td>' in page(again)
    assert again.redirect_chain[-1][0] == f"/lists/{provider_list.public_id}/sheets/"


def test_an_encoding_that_is_not_that_of_the_file_is_refused_with_the_line(office, stage):
    provider_list = stage(csv_of(["Westmere", "Avenmoor Group", "Café", "1", ""], encoding="cp1252"))
    html = page(send(office, provider_list, "sheets", encoding="utf-8"))
    assert "Line 2 is not utf-8 text; choose another encoding." in html and provider_list.encoding == "cp1252"
