"""A researcher takes the drawing along as a picture: the browser draws the PNG itself."""

import struct

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.page_alone, pytest.mark.django_db(transaction=True)]
AREA = "/programmes/demonstration/areas/1/"


def size(png):
    """(width, height) in pixels, from the head of a PNG."""
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_the_drawing_is_saved_as_a_picture(person, researcher, world):
    someone = person(viewport={"width": 1280, "height": 900})
    someone.log_in("researcher")
    someone.page.goto(f"{AREA}?tier=1")
    someone.page.get_by_text("Export", exact=True).click()
    someone.look()
    with someone.page.expect_download() as waiting:
        someone.page.get_by_role("button", name="PNG").click()
    width, height = size(waiting.value.path().read_bytes())
    assert waiting.value.suggested_filename.startswith("demonstration-area-1-")
    assert waiting.value.suggested_filename.endswith(".png")
    someone.page.get_by_text(f"Saved, {width} by {height} pixels.").wait_for()
    assert width > 2500 and height > 800


def test_a_drawing_that_cannot_be_had_is_said_in_a_sentence(person, researcher, world):
    someone = person()
    someone.log_in("researcher")
    someone.page.goto(AREA)
    someone.page.get_by_text("Export", exact=True).click()
    someone.page.route(
        "**/chain.svg*", lambda route: route.fulfill(status=200, content_type="text/html", body="Log in")
    )
    someone.page.get_by_role("button", name="PNG").click()
    someone.page.get_by_text("The PNG could not be made here. The SVG holds the same drawing.").wait_for()


def test_without_scripts_every_other_format_is_a_link(person, researcher, world):
    someone = person(java_script_enabled=False, viewport={"width": 390, "height": 800})
    someone.log_in("researcher")
    someone.page.goto(f"{AREA}?tier=1&page=1")
    someone.page.get_by_text("Export", exact=True).click()
    links = someone.page.locator(".menu a")
    assert links.count() == 7
    assert all(
        "tier=1" in link.get_attribute("href") and "page=" not in link.get_attribute("href") for link in links.all()
    )
    assert not someone.page.get_by_role("button", name="PNG").is_visible()
