"""The pages of lists: who may, what is said, what happens."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.actions import register_provider
from supplychains.contracts.models import Subcontract
from supplychains.lists.actions import apply_list, roll_back_list, stage_list
from supplychains.lists.models import ProviderList, Publisher
from tests.lists.making import GOOD, csv_of, xlsx_of
from tests.pages import faults

LINES = [
    GOOD,
    ["Westmere", "Avenmoor Group", "Kinder <b>Works</b>", "gold", "VCS"],
    ["Norhaven", "Avenmoor Group", "Hope Trust", "1", "VCS"],
    ["", "", "Shaw", "", ""],
    ["Westmere", "Avenmoor Group", "Twin Project", "1", "VCS"],
]
SHORT = csv_of(*LINES)


@pytest.fixture
def staged(world):
    for _ in range(2):
        register_provider(name="Twin Project")
    return stage_list(
        content=SHORT,
        file_name="march.csv",
        programme=world.programme,
        publisher_name="Employment Support Office",
        published_on=dt.date(2026, 3, 31),
        licence="Open Government Licence v3.0",
        web_address="https://example.org/lists/march",
        by=world.by,
    )


def post(client, to, content=SHORT, name="march.csv", **changes):
    said = {
        "file": SimpleUploadedFile(name, content),
        "programme": to.pk,
        "publisher": "Employment Support Office",
        "published_on": "2026-03-31",
        "doubtful": "hold",
    }
    return client.post("/lists/upload/", {name: value for name, value in {**said, **changes}.items() if value != ""})


def html(response):
    assert response.status_code == 200 and faults(response) == []
    return " ".join(response.content.decode().split())


# ---- who may


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("administrator", [200, 200, 200, 200, 302]),
        ("researcher", [200, 200, 200, 403, 403]),
        ("fieldworker", [403] * 5),
    ],
)
def test_who_may_look_and_who_may_import(client, staged, django_user_model, who, codes, researcher, fieldworker):
    client.force_login(django_user_model.objects.get(username=who))
    address = staged.get_absolute_url()
    looks = [client.get(a).status_code for a in ("/lists/", address, f"{address}rows.csv", "/lists/upload/")]
    assert [*looks, client.post(f"{address}apply/").status_code] == codes
    staged.refresh_from_db()
    assert staged.state == ("applied" if who == "administrator" else "staged")


def test_nobody_is_asked_to_log_in(client, staged):
    for address in ("/lists/", "/lists/upload/", staged.get_absolute_url(), f"{staged.get_absolute_url()}rows.csv"):
        assert client.get(address).url.startswith("/accounts/login/")
    assert client.post(f"{staged.get_absolute_url()}apply/").url.startswith("/accounts/login/")


def test_only_a_post_applies_and_nothing_else_is_posted_to(client, administrator, staged):
    client.force_login(administrator)
    address = staged.get_absolute_url()
    assert client.get(f"{address}apply/").status_code == 405
    assert [client.post(a).status_code for a in ("/lists/", address, f"{address}rows.csv")] == [405, 405, 405]
    assert client.put("/lists/upload/").status_code == 405


def test_a_list_that_is_not_there_is_not_found(client, administrator):
    client.force_login(administrator)
    for address in ("/lists/zzzzzzzz/", "/lists/zzzzzzzz/rows.csv"):
        assert client.get(address).status_code == 404
    assert client.post("/lists/zzzzzzzz/apply/").status_code == 404


# ---- all lists


def test_an_empty_page_says_why_and_what_to_do(client, administrator, researcher):
    client.force_login(administrator)
    page = html(client.get("/lists/"))
    assert "No list yet" in page and "Upload one" in page
    client.force_login(researcher)
    assert "an administrator does that" in html(client.get("/lists/"))


def test_editions_stand_under_their_publisher(client, researcher, staged, world):
    stage_list(
        content=csv_of(GOOD),
        file_name="a.csv",
        programme=world.programme,
        publisher_name="Another",
        published_on=dt.date(2026, 1, 2),
        title="Its title",
        by=world.by,
    )
    Publisher.objects.create(name="Without lists")
    client.force_login(researcher)
    page = html(client.get("/lists/"))
    assert page.index("Another") < page.index("Its title") < page.index("Employment Support Office")
    assert "Without lists" not in page and "Upload a list" not in page
    assert "31 March 2026" in page and "Staged, not applied" in page
    assert '5<br><span class="small quiet">1 to decide</span><br><span class="small quiet">2 problems</span>' in page


def test_the_page_of_lists_costs_the_same_however_many(client, researcher, staged, world, django_assert_num_queries):
    client.force_login(researcher)
    with CaptureQueriesContext(connection) as few:
        client.get("/lists/")
    for number in range(8):
        stage_list(
            content=csv_of(GOOD, ["", "", str(number), "", ""]),
            file_name="a.csv",
            programme=world.programme,
            publisher_name=f"Publisher {number % 3}",
            published_on=dt.date(2026, 1, 1 + number),
            by=world.by,
        )
    assert len(few) < 14
    with django_assert_num_queries(len(few)):
        client.get("/lists/")


# ---- upload


def test_an_upload_leads_to_the_preview(client, administrator, world):
    client.force_login(administrator)
    assert "up to 20 MB" in html(client.get("/lists/upload/"))
    response = post(client, world.programme, title="T", licence="L", web_address="example.org/a", create_contracts="on")
    provider_list = ProviderList.objects.get()
    assert response.url == provider_list.get_absolute_url()
    assert (provider_list.title, provider_list.licence, provider_list.web_address) == (
        "T",
        "L",
        "https://example.org/a",
    )
    assert (provider_list.create_contracts, provider_list.staged_by) == (True, administrator)
    assert "Staged. 5 rows read; nothing has reached the map." in html(client.get(response.url))


def test_a_workbook_is_uploaded_the_same_way(client, administrator, world):
    client.force_login(administrator)
    post(client, world.programme, xlsx_of(*LINES), "march.xlsx")
    assert ProviderList.objects.get().counts["rows"] == 5


def test_the_same_file_again_leads_to_the_old_edition_and_says_so(client, administrator, world):
    client.force_login(administrator)
    post(client, world.programme)
    first = ProviderList.objects.get()
    apply_list(provider_list=first, by=administrator)
    response = post(client, world.programme, published_on="2025-01-01")
    assert response.url == first.get_absolute_url()
    page = html(client.get(response.url))
    assert 'class="notice warn"' in page and "This file was applied before" in page
    assert ProviderList.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "No heading row was found in the first 30 rows"),
        (b"", "The file is empty."),
        (b"%PDF", "none of csv, xlsx, xls and ods: its content is a PDF."),
        (csv_of(heading=["Area", "Organisation"]), "no column for the prime"),
    ],
)
def test_a_file_that_is_no_list_comes_back_with_the_sentence_and_what_was_typed(
    client, administrator, world, content, words
):
    client.force_login(administrator)
    page = html(post(client, world.programme, content, licence="My licence"))
    assert 'class="errors"' in page and page.count(words) == 2
    assert 'aria-invalid="true"' in page and 'value="My licence"' in page
    assert not ProviderList.objects.exists() and not Publisher.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"file": ""}, "Choose a file, or paste a table."),
        ({"programme": ""}, "Choose a programme."),
        ({"publisher": ""}, "Say who published the list."),
        ({"publisher": "\x01"}, "Say who published the list."),
        ({"published_on": ""}, "Give the day of the edition."),
        ({"published_on": "31 Feb"}, "This is not a date."),
        ({"published_on": "2999-01-01"}, "This day lies in the future."),
        ({"web_address": "not an address"}, "Enter a valid URL."),
        ({"doubtful": "guess"}, "Select a valid choice"),
    ],
)
def test_a_field_left_out_or_wrong_is_named(client, administrator, world, changes, words):
    client.force_login(administrator)
    assert words in html(post(client, world.programme, **changes))
    assert not ProviderList.objects.exists()


def test_a_file_over_the_limit_is_not_read(client, administrator, world, settings):
    settings.LIST_MAX_BYTES = 100
    client.force_login(administrator)
    assert "a list may have 100 bytes at most" in html(post(client, world.programme))


# ---- one edition


def test_a_preview_says_what_would_happen_and_has_one_thing_to_do(client, administrator, staged):
    client.force_login(administrator)
    page = html(client.get(staged.get_absolute_url()))
    assert "Nothing reaches the map before you apply it." in page
    assert "2 rows would be placed in the chain" in page and "1 waits for a person to decide" in page
    assert page.count("button primary") == 1 and "Apply the list" in page
    assert staged.checksum in page and "Open Government Licence v3.0" in page


def test_only_who_may_import_sees_the_button(client, researcher, staged):
    client.force_login(researcher)
    assert "Apply the list" not in html(client.get(staged.get_absolute_url()))


@pytest.mark.parametrize(
    ("lane", "here", "elsewhere"),
    [
        ("", "“Norhaven” is not an area of this programme.", "Kinder"),
        ("problem", "The row names no area.", "Quill College"),
        ("doubtful", "2 organisations are known as “Twin Project”; a person decides which.", "Norhaven"),
        ("placed", "Would be a new organisation.", "Twin Project"),
        ("contract", "No row gives a contract alone", "Norhaven"),
        ("nonsense", "“Norhaven” is not an area of this programme.", "Kinder"),
    ],
)
def test_rows_stand_in_lanes_problems_first(client, researcher, staged, lane, here, elsewhere):
    client.force_login(researcher)
    page = html(client.get(staged.get_absolute_url(), {"lane": lane} if lane else {}))
    assert here in page and elsewhere not in page.split('id="rows"')[1]
    assert page.count('aria-current="true"') == 1


def test_empty_lanes_say_so(client, researcher, world):
    provider_list = stage_list(
        content=csv_of(["", "", "Shaw", "", ""]),
        file_name="a.csv",
        programme=world.programme,
        publisher_name="A",
        published_on=dt.date(2026, 1, 1),
        by=world.by,
    )
    client.force_login(researcher)
    for lane, words in (("doubtful", "No row waits for a decision"), ("placed", "No row is placed")):
        assert words in html(client.get(provider_list.get_absolute_url(), {"lane": lane}))


def test_what_is_quoted_is_quoted_as_text(client, researcher, staged):
    client.force_login(researcher)
    page = html(client.get(staged.get_absolute_url(), {"lane": "placed"}))
    assert "Kinder &lt;b&gt;Works&lt;/b&gt;" in page and "“gold” is not understood as a tier." in page


def test_applying_leads_to_the_receipt_and_twice_is_said(client, administrator, staged):
    before = Subcontract.objects.count()
    client.force_login(administrator)
    address = staged.get_absolute_url()
    page = html(client.post(f"{address}apply/", follow=True))
    assert "Applied. The map now holds what this list says." in page and "by administrator" in page
    assert "Receipt" in page and "Apply the list" not in page
    assert Subcontract.objects.count() == before + 2
    assert "This list was applied before" in html(client.post(f"{address}apply/", follow=True))
    assert Subcontract.objects.count() == before + 2


def test_a_list_rolled_back_is_not_applied_and_says_so(client, administrator, staged):
    client.force_login(administrator)
    apply_list(provider_list=staged, by=administrator)
    roll_back_list(provider_list=staged, by=administrator, reason="the wrong file")
    page = html(client.post(f"{staged.get_absolute_url()}apply/", follow=True))
    assert "rolled back" in page and 'class="notice bad"' in page


def test_a_placed_row_leads_to_the_organisation(client, researcher, staged, world):
    client.force_login(researcher)
    page = html(client.get(staged.get_absolute_url(), {"lane": "placed"}))
    assert world.quill.get_absolute_url() in page


def test_fifty_rows_a_page_at_the_same_cost(client, researcher, world, django_assert_num_queries):
    lists = [
        stage_list(
            content=csv_of(*(["Westmere", "Avenmoor Group", f"Body {n}", "1", ""] for n in range(number))),
            file_name="a.csv",
            programme=world.programme,
            publisher_name="A",
            published_on=dt.date(2026, 1, 1),
            by=world.by,
        )
        for number in (3, 120)
    ]
    for provider_list in lists:
        apply_list(provider_list=provider_list, by=world.by)
    client.force_login(researcher)
    with CaptureQueriesContext(connection) as few:
        client.get(lists[0].get_absolute_url())
    assert len(few) < 14
    with django_assert_num_queries(len(few)):
        page = html(client.get(lists[1].get_absolute_url()))
    assert "Rows 1 to 50 of 120 rows" in page and "Body 49" in page and "Body 50" not in page
    assert "Body 119" in html(client.get(lists[1].get_absolute_url(), {"page": 3}))


# ---- rows as csv


def test_the_rows_come_as_csv_with_what_became_of_each(client, administrator, staged):
    client.force_login(administrator)
    response = client.get(f"{staged.get_absolute_url()}rows.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="list-{staged.public_id}-rows.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 6 and lines[0].startswith("sheet,row,Area,Prime,Subcontractor,Tier,Organisation type,outcome")
    assert "problem,no-area,The row names no area.," in lines[4]


def test_contacts_in_a_list_are_not_for_researchers(client, administrator, researcher, world):
    heading = ["Area", "Prime", "Subcontractor", "Telephone", "Contact name"]
    provider_list = stage_list(
        content=csv_of(["Westmere", "Avenmoor Group", "Hope Trust", "0161 496", "Odile"], heading=heading),
        file_name="a.csv",
        programme=world.programme,
        publisher_name="A",
        published_on=dt.date(2026, 1, 1),
        by=world.by,
    )
    address = provider_list.get_absolute_url()
    for who, is_shown in ((administrator, True), (researcher, False)):
        client.force_login(who)
        rows = client.get(f"{address}rows.csv").content.decode()
        page = html(client.get(address))
        assert ("Odile" in rows) == ("0161 496" in rows) == ("0161 496" in page) == is_shown


# ---- administration


def test_lists_are_shown_to_administrators_and_not_edited_there(client, administrator, staged):
    client.force_login(administrator)
    row = staged.rows.first()
    for address in (f"/admin/lists/providerlist/{staged.pk}/change/", f"/admin/lists/listrow/{row.pk}/change/"):
        page = client.get(address)
        assert page.status_code == 200 and 'name="_save"' not in page.content.decode()
    assert client.get(f"/admin/lists/publisher/{staged.publisher_id}/change/").status_code == 200
    assert [client.get(f"/admin/lists/{m}/").status_code for m in ("providerlist", "listrow", "publisher")] == [200] * 3
    assert client.get("/admin/lists/providerlist/add/").status_code == 403
