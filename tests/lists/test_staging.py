"""Staging: the file and its rows are kept and read, and nothing reaches the map."""

import datetime as dt

import pytest

from supplychains.contracts.models import ContractPackageArea, PrimeContract
from supplychains.lists.models import ListFile, ListRow, ProviderList, Publisher
from supplychains.lists.reading.sheets import Unreadable
from tests.lists.making import GOOD, SHORT, csv_of, sizes

LISTS = (Publisher, ProviderList, ListFile, ListRow)
OFFICE = "Employment Support Office"


def test_staging_keeps_the_file_and_its_rows_and_touches_nothing_else(world, stage):
    before = sizes()
    provider_list = stage(SHORT, title="A title", licence="OGL", web_address="https://example.org/list")
    assert sizes() == before
    assert (provider_list.state, provider_list.encoding, provider_list.staged_by) == ("staged", "utf-8", world.by)
    assert (provider_list.title, provider_list.licence) == ("A title", "OGL")
    assert bytes(provider_list.file.content) == SHORT and len(provider_list.checksum) == 64
    assert provider_list.column_mapping["sheets"][0]["fields"]["sector"] == "Organisation type"
    rows = list(provider_list.rows.values_list("number", "resolution", "problem"))
    assert rows == [(2, "placed", ""), (3, "problem", "unknown-area"), (4, "problem", "no-area")]
    counts = provider_list.counts
    assert (counts["rows"], counts["placed"], counts["problems"], counts["new_providers"]) == (3, 1, 2, 0)


def test_a_row_is_kept_as_it_came_and_as_it_was_read(stage):
    row = stage(csv_of([" Westmere ", "Avenmoor  Group", "Quill College", "T2", "Statutory"])).rows.get()
    assert row.raw == {
        "Area": " Westmere ",
        "Prime": "Avenmoor  Group",
        "Subcontractor": "Quill College",
        "Tier": "T2",
        "Organisation type": "Statutory",
    }
    assert row.parsed == {
        "area": "Westmere",
        "prime": "Avenmoor Group",
        "subcontractor": "Quill College",
        "tier": "2",
        "tier_as_written": "T2",
        "sector": "public",
        "sector_as_written": "Statutory",
    }


def test_staging_again_starts_afresh(world, stage):
    first = stage(SHORT)
    add_area = ContractPackageArea.objects.create(programme=world.programme, number=3, name="Norhaven")
    PrimeContract.objects.create(area=add_area, provider=world.avenmoor)
    again = stage(SHORT, published_on=dt.date(2026, 4, 1), doubtful="new")
    assert (again.pk, again.published_on, again.doubtful) == (first.pk, dt.date(2026, 4, 1), "new")
    assert again.counts["placed"] == 2
    assert sizes(*LISTS) == [1, 1, 1, 3]


def test_a_publisher_is_known_in_any_case_and_spacing(stage):
    stage(SHORT)
    assert stage(csv_of(GOOD), publisher_name="  employment   SUPPORT office ").publisher.name == OFFICE
    assert Publisher.objects.count() == 1


def test_a_file_that_is_no_list_leaves_nothing_behind(stage):
    for content in (b"", b"x", b"\x89PNG\r\n\x1a\n", csv_of(heading=["Area", "Subcontractor"]), csv_of()):
        with pytest.raises(Unreadable):
            stage(content)
    assert sizes(*LISTS) == [0, 0, 0, 0]


def test_a_file_over_the_limit_of_the_settings_is_refused(stage, settings):
    settings.LIST_MAX_BYTES = 50
    with pytest.raises(Unreadable, match="at most"):
        stage(SHORT)


def test_a_strange_file_name_is_no_obstacle(stage):
    assert stage(SHORT, file_name="l\udce9ste.csv").file_name == "l?ste.csv"
    assert len(stage(SHORT, file_name="x" * 300 + ".csv").file_name) == 255
