"""The page of all lists: publishers twenty at a time, and nothing read that no line shows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supplychains.lists.models import ProviderList, Publisher
from supplychains.lists.placing.coverage import WHOLE
from tests.lists.making import GOOD, csv_of
from tests.pages import faults


@pytest.fixture
def many(stage):
    """The one list of each of 45 publishers."""
    first = stage(csv_of(GOOD))
    same = {"programme": first.programme, "published_on": first.published_on, "staged_by": first.staged_by}
    publishers = Publisher.objects.bulk_create(Publisher(name=f"Publisher {n:02}") for n in range(1, 45))
    ProviderList.objects.bulk_create(ProviderList(publisher=publisher, **same) for publisher in publishers)


def html(client, **asked):
    response = client.get("/lists/", asked)
    assert response.status_code == 200 and faults(response) == []
    return " ".join(response.content.decode().split())


def test_publishers_stand_twenty_a_page(client, researcher, many):
    client.force_login(researcher)
    first, last = html(client), html(client, page=3)
    assert first.count("<section") == 20 and last.count("<section") == 5
    assert "Employment Support Office" in first and "Publisher 19" in first and "Publisher 20" not in first
    assert "Publishers 1 to 20 of 45" in first and 'href="?page=2"' in first
    assert "Publisher 44" in last and '<span aria-current="page">3</span>' in last
    assert "Publishers 41 to 45 of 45" in html(client, page="99")


def test_a_page_that_is_all_of_them_has_no_pager(client, researcher, stage):
    stage(csv_of(GOOD))
    client.force_login(researcher)
    assert 'class="pager' not in html(client)


def test_each_edition_has_its_line_of_facts(client, researcher, stage):
    about = {"web_address": "https://www.example.org/lists/march.csv", "licence": "Open Government Licence v3.0"}
    said = {"captured_on": dt.date(2026, 4, 2), "title": "Its title", "coverage": WHOLE}
    one = stage(csv_of(GOOD, ["", "", "Shaw", "", ""]), **about, **said)
    client.force_login(researcher)
    page = html(client)
    assert 'title="https://www.example.org/lists/march.csv">example.org</a>' in page
    assert f"<code>{one.checksum[:8]}</code>" in page and f"<code>{one.checksum}</code>" in page
    for words in ("31 March 2026", "2 April 2026", "Its title", "Open Government", "All of it", "Staged, not applied"):
        assert words in page
    assert '2<br><span class="small quiet">1 problem</span>' in page and f"{one.staged_by.username}, " in page


def test_what_is_not_known_of_an_edition_is_said_so(client, researcher, stage):
    stage(csv_of(GOOD))
    client.force_login(researcher)
    page = html(client)
    assert page.count("not stated") == 3 and "licence not stated" in page


def test_where_there_are_many_one_can_be_looked_for(client, researcher, many):
    client.force_login(researcher)
    assert 'role="search" aria-label="Find a publisher' in html(client)
    assert html(client, q="publisher 07").count("<section") == 1
    first = ProviderList.objects.get(publisher__name="Employment Support Office")
    for text in (first.checksum[:10], first.public_id, first.file_name, "ployment"):
        page = html(client, q=text)
        assert page.count("<section") == 1 and "Employment Support Office" in page and "Show all" in page
    assert "Publishers 21 to 40 of 45" in html(client, q="demonstration", page=2)
    assert 'href="?q=demonstration&amp;page=1"' in html(client, q="demonstration", page=2)


@pytest.mark.parametrize("text", ["nobody <b>", "%", "\0nobody", "x" * 5_000])
def test_where_nothing_is_found_the_page_says_what_was_looked_through(client, researcher, stage, text):
    stage(csv_of(GOOD))
    client.force_login(researcher)
    page = html(client, q=text)
    assert "No list is found for" in page and "<b>”" not in page and "Show all" in page


def test_few_are_all_in_sight_and_need_no_search(client, researcher, stage):
    stage(csv_of(GOOD))
    client.force_login(researcher)
    assert 'aria-label="Find a publisher' not in html(client) and "<section" in html(client, q=" ")


def test_how_files_were_read_is_not_loaded_for_it(client, researcher, many):
    client.force_login(researcher)
    with CaptureQueriesContext(connection) as asked:
        client.get("/lists/")
    assert any("lists_providerlist" in query["sql"] for query in asked)
    assert not [query for query in asked if "column_mapping" in query["sql"]]
