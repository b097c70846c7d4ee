"""The downloads of an area: what its page shows, under the same address parameters, at a cost that does not grow."""

import datetime as dt

import pytest

from providers.actions import register_provider
from supplychains.graphs.exports.formats import FORMATS

AREA = "/programmes/demonstration/areas/1/"
ONE_DAY = dt.date(2026, 3, 12)


@pytest.fixture
def reader(client, researcher):
    client.force_login(researcher)
    return client


@pytest.mark.parametrize(("name", "kind"), FORMATS.items())
def test_a_download_is_named_and_typed_after_its_format(reader, world, name, kind):
    response = reader.get(f"{AREA}{kind.file}?on=2026-03-01")
    assert response.status_code == 200
    assert response["Content-Type"] == kind.content_type
    which = "-organisations" if name == "organisations-csv" else ""
    file = f"demonstration-area-1{which}-2026-03-01.{kind.suffix}"
    assert response["Content-Disposition"] == f'attachment; filename="{file}"'


@pytest.mark.parametrize("query", ["tier=2", "text=larkhill", "layer=checked", "from_on=2026-02-01", "sector=nonsense"])
def test_a_download_has_the_organisations_the_page_has(reader, world, query):
    world.said(world.hope_1, ONE_DAY, tier="1")
    shown = {position.provider.public_id for position in reader.get(f"{AREA}?{query}").context["positions"]}
    nodes = reader.get(f"{AREA}chain.json?{query}").json()["nodes"]
    assert {node["organisation_id"] for node in nodes if node["kind"] == "organisation"} == shown


def test_the_drawing_is_exported_in_the_view_and_with_the_highlight_of_the_address(reader, world):
    plain = reader.get(f"{AREA}chain.svg").content
    views = [reader.get(f"{AREA}chain.svg?view={view}&page=2").content for view in ("links", "groups", "matrix")]
    assert views[0] == plain and len(set(views)) == 3
    assert b"#e4efee" in reader.get(f"{AREA}chain.svg?lit={world.hope.public_id}").content
    assert reader.get(f"{AREA}chain.svg?lit=nobody&view=nothing").content == plain


@pytest.mark.parametrize("query", ["on=tomorrow", "on=2999-01-01", "tier=%00", "known=2026-13-45", "view=%F0%9F%98%80"])
def test_an_address_that_cannot_be_read_still_gives_a_file(reader, world, query):
    for kind in FORMATS.values():
        assert reader.get(f"{AREA}{kind.file}?{query}").status_code == 200, kind.file


def test_what_does_not_exist_is_not_found(reader, world):
    assert reader.get("/programmes/demonstration/areas/9/chain.svg").status_code == 404
    assert reader.get("/programmes/none/areas/1/chain.svg").status_code == 404


@pytest.mark.parametrize("kind", FORMATS.values(), ids=FORMATS)
def test_a_download_costs_the_same_however_long_the_chain(reader, world, kind, django_assert_max_num_queries):
    address = f"{AREA}{kind.file}?on=2026-06-01&from_on=2026-02-01"
    reader.get(address)
    with django_assert_max_num_queries(12) as few:
        reader.get(address)
    for n in range(30):
        world.listed(register_provider(name=f"Body {n}"), world.avenmoor_1, "12"[n % 2])
    with django_assert_max_num_queries(12) as many:
        reader.get(address)
    assert len(few) == len(many)
