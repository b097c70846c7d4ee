"""The steps of an import as pages: at every width axe finds nothing, and nothing stands beside its place."""

import pytest

from tests.journeys.test_who import ROWS, SIZES, staged

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STEPS = ("sheets", "columns", "values", "checks", "what-changes")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_every_step_is_sound_at_every_width(person, world, size):
    edition = staged(world, *ROWS)
    one = person(viewport={"width": size[0], "height": size[1]})
    one.log_in("administrator")
    for step in STEPS:
        one.page.goto(f"/lists/{edition.public_id}/{step}/")
        one.look()
