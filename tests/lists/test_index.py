"""The page of all lists: publishers twenty at a time, and nothing read that no line shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supplychains.lists.models import ProviderList, Publisher
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


def test_how_files_were_read_is_not_loaded_for_it(client, researcher, many):
    client.force_login(researcher)
    with CaptureQueriesContext(connection) as asked:
        client.get("/lists/")
    assert any("lists_providerlist" in query["sql"] for query in asked)
    assert not [query for query in asked if "column_mapping" in query["sql"]]
