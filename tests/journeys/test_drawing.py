"""Find your way in the drawing of an area, at a real browser.

Office -- 1 Westmere --+-- Avenmoor (A) --+-- Hope     Tier 1
                       |                  +-- Larkhill Tier 1 and 2
                       +-- Tallis (T) ----+-- Hope     Tier 1
                                          +-- Ostler   Tier 2 under Hope, after a call
"""

import datetime as dt

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.page_alone, pytest.mark.django_db(transaction=True)]

AREA = "/programmes/demonstration/areas/1/"
MARCH = dt.date(2026, 3, 12)


@pytest.fixture
def chain(world):
    world.said(world.ostler_1, MARCH, tier="2", referral_status="none")
    return world


@pytest.fixture
def reader(person, chain, researcher):
    def at(address=AREA, **context):
        one = person(**context)
        one.log_in("researcher")
        one.page.goto(address)
        return one

    return at


def node(page, name, which=0):
    return page.locator("svg.drawing a.node", has_text=name).nth(which)


def near(page):
    """The names of what is lit, in reading order."""
    return [text.strip() for text in page.locator("svg.drawing .node.near .name:first-of-type").all_text_contents()]


def lit(page):
    return page.evaluate("new URL(location).searchParams.get('lit')")


def focused(page):
    return page.evaluate("document.activeElement.querySelector('.name')?.textContent ?? document.activeElement.name")


def picture(page):
    """Everything the highlight changes: the classes of nodes and links, and the styles of the lines drawn over."""
    return page.evaluate(
        """() => [
          document.querySelector("svg.drawing").getAttribute("class").split(" ").sort().join(" "),
          ...[...document.querySelectorAll(".drawing .node, .drawing .links path")].map((e) => e.getAttribute("class")),
          ...[...new Set([...document.querySelectorAll(".ways path")].map((e) => e.getAttribute("class")))].sort(),
        ]"""
    )


def test_pointing_at_an_organisation_lights_its_neighbourhood(reader, chain):
    page = reader().page
    assert near(page) == []
    node(page, "Ostler Works").hover()
    assert "Tallis and Rowe" in near(page) and "Ostler Works" in near(page)
    assert "Avenmoor Group" not in near(page)
    assert "Ostler Works. Tier 2 under Tallis and Rowe" in page.locator(".pointed").inner_text()
    assert "no referrals so far, confirmed 12 March 2026" in page.locator(".pointed").inner_text()
    page.mouse.move(2, 2)
    assert near(page) == [] and lit(page) is None


def test_a_body_at_both_tiers_is_lit_in_both_columns(reader, chain):
    page = reader().page
    node(page, "Larkhill").hover()
    assert page.locator(".drawing .node.self").count() == 2
    assert "also Tier" in page.locator(".pointed").inner_text()


def test_a_click_keeps_it_in_the_address_and_the_link_shows_the_same_picture(reader, chain):
    one = reader(AREA + "?sector=third")
    page = one.page
    above = page.locator("svg.drawing").bounding_box()["y"]
    node(page, "Hope Trust").click()
    assert lit(page) == chain.hope.public_id and "sector=third" in page.url
    assert page.locator("svg.drawing").bounding_box()["y"] == above
    page.mouse.move(2, 2)
    assert "Hope Trust" in near(page)
    before = picture(page)
    one.look()
    page.reload()
    assert picture(page) == before and "Hope Trust" in page.locator(".pointed").inner_text()
    one.look()
    page.get_by_role("link", name="Show all Esc").click()
    assert near(page) == [] and lit(page) is None and "sector=third" in page.url


def test_the_server_and_the_script_light_the_same(reader, chain):
    page, plain = reader().page, reader(java_script_enabled=False).page
    for body in (chain.hope, chain.larkhill, chain.ostler, chain.avenmoor, chain.tallis):
        page.goto(AREA)
        node(page, body.name).click()
        page.mouse.move(2, 2)
        plain.goto(f"{AREA}?lit={body.public_id}")
        assert picture(page) == picture(plain), body.name


def test_the_second_click_opens_the_page_of_the_organisation(reader, chain):
    page = reader().page
    node(page, "Larkhill").click()
    assert page.url.endswith(f"?lit={chain.larkhill.public_id}")
    node(page, "Larkhill", 1).click()
    page.wait_for_url(f"**{chain.larkhill.get_absolute_url()}")
    page.go_back()
    assert "Larkhill" in " ".join(near(page))


def test_a_click_with_a_key_held_opens_another_tab_as_ever(reader, chain):
    one = reader()
    with one.context.expect_page() as other:
        node(one.page, "Hope Trust").click(modifiers=["ControlOrMeta"])
    assert chain.hope.get_absolute_url() in other.value.url and lit(one.page) is None


def test_a_tap_keeps_it_and_a_second_tap_opens_the_page(reader, chain):
    phone = reader(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.page
    node(page, "Hope Trust").tap()
    assert lit(page) == chain.hope.public_id
    assert "Hope Trust. Tier 1 under" in page.locator(".pointed").inner_text()
    phone.look()
    node(page, "Hope Trust").tap()
    page.wait_for_url(f"**{chain.hope.get_absolute_url()}")


def test_the_drawing_is_one_tab_stop_and_arrows_walk_its_structure(reader, chain):
    page = reader().page
    page.get_by_role("link", name="Difference").focus()
    page.keyboard.press("Tab")
    assert focused(page) == "Avenmoor Group"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Tallis and Rowe"
    page.keyboard.press("ArrowRight")
    first = focused(page)
    assert first in ("Hope Trust", "Ostler Works")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "Tallis and Rowe"
    page.keyboard.press("Home")
    assert focused(page) == "Avenmoor Group"
    page.keyboard.press("End")
    assert focused(page) == "Tallis and Rowe"
    page.keyboard.press("PageUp")
    assert focused(page) == "Avenmoor Group" and "Avenmoor Group" in near(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg.drawing')") is None
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "Avenmoor Group"


def test_left_goes_back_to_the_buyer_one_came_from(reader, chain):
    page = reader().page
    for prime in ("Avenmoor Group", "Tallis and Rowe"):
        node(page, prime).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        assert focused(page) == prime


def test_enter_keeps_then_opens_and_escape_shows_all(reader, chain):
    page = reader().page
    node(page, "Hope Trust").focus()
    page.keyboard.press("Enter")
    assert lit(page) == chain.hope.public_id
    page.keyboard.press("Escape")
    assert lit(page) is None and near(page) == [] and focused(page) == "Hope Trust"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{chain.hope.get_absolute_url()}")


def test_typing_marks_what_fits_and_enter_narrows_the_page(reader, chain):
    one = reader()
    page = one.page
    node(page, "Hope Trust").focus()
    page.keyboard.press("/")
    assert focused(page) == "text"
    page.keyboard.type("HÔPE")
    assert page.locator(".node.found").count() == 1
    assert page.locator("[data-found]").inner_text() == "1 of 3 organisations"
    one.look()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Hope Trust"
    page.locator(".filters [name=text]").fill("")
    assert page.locator(".node.found").count() == 0 and page.locator("[data-found]").inner_text() == ""
    node(page, "Hope Trust").click()
    page.locator(".filters [name=text]").fill("hope")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=hope*")
    assert lit(page) == chain.hope.public_id and page.locator("svg.drawing a.node:not(.prime)").count() == 1


def test_without_scripts_every_organisation_is_read_and_linked(reader, chain):
    plain = reader(f"{AREA}?lit={chain.hope.public_id}", java_script_enabled=False).page
    links = plain.locator("svg.drawing a.node")
    said = [links.nth(n).get_attribute("aria-label") for n in range(links.count())]
    assert len(said) == 6 and all(sentence.endswith(".") for sentence in said)
    assert "Hope Trust" in near(plain) and plain.locator(".pointed").is_visible()
    plain.goto(AREA)
    assert not plain.locator(".pointed").is_visible()
    node(plain, "Hope Trust").click()
    plain.wait_for_url(f"**{chain.hope.get_absolute_url()}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_lit_drawing(reader, chain, scheme):
    one = reader(f"{AREA}?lit={chain.larkhill.public_id}", color_scheme=scheme)
    one.look()
    one.page.locator(".walk summary").click()
    node(one.page, "Ostler Works").hover()
    one.look()
