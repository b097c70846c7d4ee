"""The steps of an import as pages: at every width axe finds nothing, and nothing stands beside its place."""

import pytest

from tests.journeys.test_who import ROWS, SIZES, staged

pytestmark = [pytest.mark.browser, pytest.mark.page_alone, pytest.mark.django_db(transaction=True)]

PRESS = """async () => {
  const button = document.querySelector("form.upload button[type=submit]");
  button.click();
  await new Promise((done) => setTimeout(done, 200));
  return [document.querySelector("[data-busy-words]").textContent, button.disabled];
}"""  # in one piece: while a page is on its way Playwright looks at nothing
STEPS = ("sheets", "columns", "values", "checks", "what-changes")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_every_step_is_sound_at_every_width(person, world, size):
    edition = staged(world, *ROWS)
    one = person(viewport={"width": size[0], "height": size[1]})
    one.log_in("administrator")
    for step in STEPS:
        one.page.goto(f"/lists/{edition.public_id}/{step}/")
        one.look()


def test_the_button_says_that_the_list_is_being_read(person, administrator):
    one = person()
    one.log_in("administrator")
    one.page.goto("/lists/upload/")
    one.page.route("**/lists/upload/", lambda route: None if route.request.method == "POST" else route.continue_())
    one.page.get_by_label("Or a pasted table").fill("Area,Prime,Subcontractor")
    words, is_disabled = one.page.evaluate(PRESS)
    assert words.startswith("The file is being read.") and is_disabled
