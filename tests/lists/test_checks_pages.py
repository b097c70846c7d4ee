"""The page of what is wrong in a list: counts by code, the first rows in context, one code page by page, and the file
with its problems beside each row.

Of the world of tests/conftest.py the list below names Westmere and Ellan Vale, Avenmoor Group and Hope Trust."""

import csv
import io
import re

import openpyxl
import pytest

from supplychains.lists.actions import apply_list, discard_list, roll_back_list
from supplychains.lists.checks.groups import check
from supplychains.lists.checks.page import found_in, lines_of
from supplychains.lists.kept import Kept, Leaf
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
    findings = check(lines_of(provider_list, provider_list.rows.order_by("pk")))
    return [tuple(place.number for place in one.rows) for one in findings if one.code == code]


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
    with django_assert_max_num_queries(10):
        client.get(address)
    with django_assert_max_num_queries(11):
        assert "Rows 51 to 100 of 300" in html(client.get(f"{address}?code=tier-words&page=2"))


def kept(provider_list):
    """(code, sentence, row) of everything that is kept."""
    return [(code, *line) for code, line in found_in(provider_list).kept.every()]


def anew(provider_list):
    """The same, worked out from the rows as they are now."""
    findings = check(lines_of(provider_list, provider_list.rows.order_by("pk")))
    return [(one.code, one.sentence, place.id) for one in findings for place in one.rows]


def test_what_is_kept_is_what_the_rows_say_from_staging_to_rolling_back(world, stage):
    provider_list = stage(WRONG)
    assert kept(provider_list) == anew(provider_list) != []
    provider_list = stage(WRONG, doubtful="new")
    assert kept(provider_list) == anew(provider_list) != []
    assert Leaf.objects.filter(kept__what="checks").count() == 1  # what was kept before is gone
    apply_list(provider_list=provider_list, by=world.by)
    assert kept(provider_list) == anew(provider_list) != []
    roll_back_list(provider_list=provider_list, by=world.by, reason="It was a draft.")
    assert kept(provider_list) == anew(provider_list) != []


def test_a_list_that_was_staged_before_anything_was_kept_is_checked_when_somebody_looks(client, researcher, checked):
    before = kept(checked)
    checked.kept.all().delete()
    client.force_login(researcher)
    assert "One organisation, different sectors" in html(client.get(f"{checked.get_absolute_url()}checks/"))
    assert kept(checked) == before and checked.kept.filter(what="checks").count() == 1


def test_a_list_thrown_away_leaves_nothing_behind(checked):
    discard_list(provider_list=checked)
    assert not Kept.objects.exists() and not Leaf.objects.exists()


# ---- the file with its problems


def test_the_csv_is_the_file_with_a_column_of_problems(client, administrator, checked):
    client.force_login(administrator)
    response = client.get(f"{checked.get_absolute_url()}checks.csv")
    lines = list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert list(lines[0]) == ["sheet", "row", *HEADING, "Company number", "Telephone", "problem"]
    assert len(lines) == 11 and lines[2]["problem"].startswith("The row names no area.")
    assert lines[10]["Subcontractor"] == '\'=HYPERLINK("x")' and lines[10]["problem"] == ""


def test_no_contact_reaches_whoever_may_not_see_contacts(client, researcher, checked):
    client.force_login(researcher)
    for name in ("checks.csv", "checks/", "checks/?code=phone"):
        assert b"90012" not in client.get(f"{checked.get_absolute_url()}{name}").getvalue()
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


def test_an_area_that_was_filled_down_stands_beside_the_blank_cell(client, researcher, stage):
    filled = stage(csv_of(["Westmere", "Avenmoor Group", "Body One", "gold", ""]))
    row = filled.rows.get()
    row.raw["Area"] = ""  # as a cell under a merged one
    row.save()
    client.force_login(researcher)
    for page in (f"{filled.get_absolute_url()}checks/?code=tier-words", f"{filled.get_absolute_url()}?lane=placed"):
        shown = html(client.get(page))
        assert 'Westmere<br><span class="small">filled down</span>' in shown
