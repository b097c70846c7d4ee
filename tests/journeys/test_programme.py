"""The pages of a whole programme in a browser: nothing for axe to find, no page wider than its window, every link
there without scripts."""

import pytest

HERE = "/programmes/demonstration/"
PAGES = [
    HERE,
    f"{HERE}drawings/",
    f"{HERE}map/",
    f"{HERE}map/?figure=third",
    f"{HERE}map/?figure=zzz",
    f"{HERE}shared/",
    f"{HERE}primes/",
    f"{HERE}organisations/",
    f"{HERE}organisations/?area=1&area=2",
    f"{HERE}organisations/?area=99",
    "/compare/",
    "/compare/?first=demonstration&second=demonstration",
]

pytestmark = [pytest.mark.browser, pytest.mark.page_alone, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def placed(world):
    """One area with a place on the map, one without."""
    world.westmere.grid_row, world.westmere.grid_column = 1, 1
    world.westmere.save()
    return world


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_a_programme(person, placed, researcher, width, scheme):
    reader = person(viewport={"width": width, "height": 800}, color_scheme=scheme)
    reader.log_in("researcher")
    for address in PAGES:
        reader.page.goto(address)
        reader.look()


def test_a_researcher_gets_from_a_figure_to_the_organisations_behind_it(person, placed, researcher):
    reader = person(java_script_enabled=False)
    reader.log_in("researcher")
    page = reader.page
    page.goto(HERE)
    page.get_by_role("link", name="Tile map").click()
    page.get_by_label("The map shows", exact=True).select_option("With more than one buyer")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/map/?figure=shared")
    assert "1 of 3" in page.locator(".tiles .tile").inner_text()
    page.get_by_role("link", name="Areas shared").click()
    page.locator(".triangle td:not(.own) a").click()
    assert page.locator("tbody tr").count() == 1 and page.get_by_role("link", name="Hope Trust").is_visible()
    page.get_by_role("link", name="Drawings").click()
    page.locator(".multiples a", has_text="Westmere").click()
    page.wait_for_url(f"**{HERE}areas/1/")
