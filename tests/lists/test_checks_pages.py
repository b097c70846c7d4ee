"""The page of what is wrong in a list: counts by code, the first rows in context, one code page by page, and the file
with its problems beside each row.

Of the world of tests/conftest.py the list below names Westmere and Ellan Vale, Avenmoor Group and Hope Trust."""

import csv
import io
import re

import openpyxl
import pytest

from supplychains.lists.checks.page import found_in
from tests.lists.making import HEADING, csv_of
from tests.pages import faults

WRONG = csv_of(
    ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS", "01234567", "07700 900123"],  # 2
    ["Westmere", "Avenmoor Group", "HOPE TRUST", "1", "private", "12", "07700 900124"],  # 3
    ["", "Avenmoor Group", "Larkhill Skills", "2", "VCS", "", "ask for 90012"],  # 4
    ["Norhaven", "Avenmoor Group", "Larkhill Skills", "2", "VCS", "", ""],  # 5
    ["Westmere", "", "Larkhill Skills", "2", "VCS", "", ""],  # 6
    ["Westmere", "Kesterby", "Larkhill Skills", "gold", "VCS", "", ""],  # 7
    ["Ellan Vale", "Avenmoor Group", "Quill College / Ostler Works", "2", "statuary", "", ""],  # 8
    ["Ellan Vale", "Avenmoor Group", "Avenmoor Group", "2", "", "", ""],  # 9
    ["Ellan Vale", "Avenmoor Group", "Quill College", "2", "public", "", ""],  # 10
    ["Ellan Vale", "Avenmoor Group", "quill  college", "2", "public", "", ""],  # 11
    ["Ellan Vale", "Avenmoor Group", '=HYPERLINK("x")', "2", "public", "", ""],  # 12
    heading=[*HEADING, "Company number", "Telephone"],
)


def html(response):
    assert response.status_code == 200 and faults(response) == []
    return " ".join(response.content.decode().split())


@pytest.fixture
def checked(stage):
    return stage(WRONG)


@pytest.fixture
def page(client, administrator, checked):
    client.force_login(administrator)

    def page(query=""):
        return html(client.get(f"{checked.get_absolute_url()}checks/{query}"))

    return page


def rows_of(code, provider_list):
    return [tuple(place.number for place in one.rows) for one in found_in(provider_list).findings if one.code == code]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("no-area", [(4,)]),
        ("unknown-area", [(5,)]),
        ("no-prime", [(6,)]),
        ("unknown-prime", [(7,)]),
        ("own-subcontractor", [(9,)]),
        ("sectors-differ", [(2, 3)]),
        ("repeated", [(10, 11)]),
        ("two-organisations", [(8,)]),
        ("tier-words", [(7,)]),
        ("sector-words", [(8,)]),
        ("company-number", [(3,)]),
        ("spellings", [(2, 3), (10, 11)]),
        ("phone", [(4,)]),
    ],
)
def test_what_is_wrong_is_found_with_the_file_s_own_rows(checked, code, rows):
    assert rows_of(code, checked) == rows


def test_the_page_shows_every_code_with_its_first_rows(page):
    shown = page()
    assert "No area" in shown and "“HOPE TRUST”" in shown and "One organisation, different sectors" in shown
    assert "“Hope Trust” is Third in 1 row and Private in 1 row." in shown


def test_every_table_of_the_page_has_a_name_of_its_own(page):
    names = re.findall(r'role="region" aria-label="([^"]+)"', page())
    assert len(names) > 5 and len(names) == len(set(names))


def test_one_code_is_shown_row_by_row(page):
    shown = page("?code=company-number")
    assert "“12” is not a company number" in shown and "The row names no area." not in shown


def test_a_code_that_is_none_gets_a_sentence(page):
    assert "There is no check “nonsense”" in page("?code=nonsense")


def test_a_code_that_was_not_found_says_so(page):
    assert "None of these" in page("?code=charity-number")


def test_a_list_without_faults_says_so(client, researcher, stage):
    clean = stage(csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS"]))
    client.force_login(researcher)
    assert "Nothing was found" in html(client.get(f"{clean.get_absolute_url()}checks/"))


def test_the_page_asks_a_constant_number_of_questions(
    client, researcher, stage, django_assert_max_num_queries, django_assert_num_queries
):
    many = stage(csv_of(*[["Nowhere", "Avenmoor Group", f"Body {n}", "gold", "x"] for n in range(300)]))
    client.force_login(researcher)
    address = f"{many.get_absolute_url()}checks/"
    with django_assert_max_num_queries(12):
        client.get(address)
    with django_assert_max_num_queries(11):  # findings are kept, so one less
        assert "Rows 51 to 100 of 300" in html(client.get(f"{address}?code=tier-words&page=2"))


def test_findings_follow_a_list_that_is_staged_again(stage):
    first = stage(WRONG)
    assert found_in(first) is found_in(first)
    again = stage(WRONG, doubtful="new")
    ids = set(again.rows.values_list("pk", flat=True))
    assert {place.id for one in found_in(again).findings for place in one.rows} <= ids


# ---- the file with its problems


def test_the_csv_is_the_file_with_a_column_of_problems(client, administrator, checked):
    client.force_login(administrator)
    response = client.get(f"{checked.get_absolute_url()}checks.csv")
    lines = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert list(lines[0]) == ["sheet", "row", *HEADING, "Company number", "Telephone", "problem"]
    assert len(lines) == 11 and lines[2]["problem"].startswith("The row names no area.")
    assert lines[10]["Subcontractor"] == '\'=HYPERLINK("x")' and lines[10]["problem"] == ""


def test_no_contact_reaches_whoever_may_not_see_contacts(client, researcher, checked):
    client.force_login(researcher)
    for name in ("checks.csv", "checks/", "checks/?code=phone"):
        assert b"90012" not in client.get(f"{checked.get_absolute_url()}{name}").content
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{checked.get_absolute_url()}checks.xlsx").content), read_only=True
    )
    assert "90012" not in repr([row for sheet in book for row in sheet.values])


def test_the_workbook_holds_text_and_no_formula(client, administrator, checked):
    client.force_login(administrator)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{checked.get_absolute_url()}checks.xlsx").content))
    head, *rows = book.worksheets[0].iter_rows()
    assert [cell.value for cell in head][0] == "row" and head[-1].value == "problem"
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"} and len(rows) == 11
