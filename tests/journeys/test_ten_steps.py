"""A new administrator takes real and wrecked lists through all ten steps in the browser, compares the editions, rolls
one back, and the map is as it was, byte for byte.

The two real editions of fixtures/lists define their own areas and contracts. The wrecked workbook is brought into the
world of tests/conftest.py; primes stand alone on a line, areas are merged:

row 5        Avenmoor Group                                 row 10       Tallis and Rowe
    6  West Mere   Hope Trust              T1      VCS          11  West Mere   Larkhil Skills Ltd   2      VCS
    7              Larkhill Skills         T2      VCS          12              Ostler Works         T2     Ltd co
    8              LARKHILL SKILLS LIMITED T2      Ltd co       13              Pennant Youth Works  T2     VCS
    9              Tamarisk Project        spec.   VCS          14              Total                7
"""

from pathlib import Path

import openpyxl
import pytest
from django.conf import settings

from supplychains.contracts.models import Programme, Subcontract
from supplychains.lists.models import ProviderList
from tests.lists.making import saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(settings.BASE_DIR, "fixtures", "lists")
DAYS = ("2024-06-30", "2025-07-31")
STEPS = ("sheets", "columns", "values", "checks", "who", "what-changes")
FORMATS = ("positions.csv", "organisations.csv", "chain.xlsx", "chain.graphml", "chain.json", "chain.svg")
HEADING = ["Where", "Body", "Level of work", "Kind of body"]
LINES = {
    1: ["Supply chain of the programme"],
    2: ["as of March, for internal use", "see notes", "draft"],
    4: HEADING,
    5: ["Avenmoor Group"],
    6: ["West Mere", "Hope Trust", "T1", "VCS"],
    7: ["", "Larkhill Skills", "T2", "VCS"],
    8: ["", "LARKHILL SKILLS LIMITED", "T2", "Ltd co"],
    9: ["", "Tamarisk Project", "spec.", "VCS"],
    10: ["Tallis and Rowe"],
    11: ["West Mere", "Larkhil Skills Ltd", "2", "VCS"],
    12: ["", "Ostler Works", "T2", "Ltd co"],
    13: ["", "Pennant Youth Works", "T2", "VCS"],
    14: ["", "Total", "7"],
}


def wrecked():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Chain"
    for number, cells in LINES.items():
        for column, cell in enumerate(cells, start=1):
            if cell:
                sheet.cell(number, column, cell)
    sheet.merge_cells("A6:A9")
    sheet.merge_cells("A11:A13")
    book.create_sheet("Notes").append(["The list is complete."])
    return saved(book)


def files_of(person, programme):
    """{address: bytes} of everything an area can be taken away as, of nine areas at most: each takes a while."""
    found = {}
    for area in programme.areas.all()[:9]:
        base = f"/programmes/{programme.slug}/areas/{area.number}/"
        for name in FORMATS:
            found[base + name] = person.context.request.get(base + name).body()
    return found


def upload(person, programme, publisher, day, file, define=False):
    """Steps one and two: from the publishers to a described list."""
    page = person.page
    page.goto("/lists/")
    person.look()
    page.get_by_role("link", name="Upload a list").first.click()
    person.look()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("Programme", exact=True).select_option(programme.name)
    page.get_by_label("Publisher", exact=True).fill(publisher)
    page.get_by_label("Published on").fill(day)
    page.get_by_label("A complete list of the programme").check()
    if define:
        page.get_by_label("The list itself defines areas and prime contracts").check()
    page.get_by_role("button", name="Stage the list").click()
    page.get_by_text("Nothing of it read yet" if isinstance(file, dict) else "Staged.").first.wait_for()
    return ProviderList.objects.latest("staged_at")


def walk(person, edition):
    """Every step between upload and preview, looked at, by the links that lead on."""
    for step in STEPS:
        person.page.get_by_label("Steps of this import").locator(f"a[href$='/{step}/']").click()
        person.look()
    person.page.get_by_role("link", name="Preview").click()
    person.look()


def apply(person):
    page = person.page
    page.get_by_role("button", name="Apply the list").click()
    page.get_by_text("Applied. The map now holds what this list says.").wait_for()
    page.get_by_role("heading", name="Receipt").wait_for()
    person.look()


def roll_back(person, edition):
    page = person.page
    page.get_by_role("link", name="Roll back").click()
    person.look()
    page.get_by_label("Why").fill("It was published by mistake")
    page.get_by_role("button", name="Roll the list back").click()
    page.get_by_text("Rolled back. What the list said is withdrawn.").wait_for()
    person.look()


@pytest.mark.page_alone  # test_real_lists.py rolls them back on both databases
def test_two_real_editions_are_brought_in_compared_and_one_is_rolled_back(person, administrator):
    programme = Programme.objects.create(slug="services", name="Rehabilitative services")
    one = person()
    one.log_in("administrator")
    seen = {}
    for day in DAYS:
        seen[day] = files_of(one, programme)
        file = FOLDER / f"commissioned_rehabilitative_services_{day}.csv"
        edition = upload(one, programme, "Ministry of Justice", day, file, define=True)
        walk(one, edition)
        apply(one)
    assert Subcontract.objects.on_map().count() == 341
    one.page.get_by_role("link", name="Compare with the edition before").click()
    one.page.get_by_text("341").first.wait_for()
    one.look()
    one.page.goto(edition.get_absolute_url())
    roll_back(one, edition)
    assert len(seen[DAYS[1]]) == 9 * len(FORMATS)
    assert files_of(one, programme) == seen[DAYS[1]]


def tell_sheets(page):
    page.get_by_text("No heading row was found").first.wait_for()
    page.get_by_label("Heading row").first.fill("4")
    page.get_by_label("Last row").first.fill("13")
    page.get_by_label("Fill merged cells").first.check()
    page.get_by_label("A line with one cell tells").first.select_option("prime")
    page.get_by_label("Read this sheet").last.uncheck()
    page.get_by_role("button", name="Read it so").click()
    page.wait_for_url("**/columns/")


def tell_columns(page):
    for heading, field in zip(HEADING, ("area", "subcontractor", "tier", "sector"), strict=True):
        page.get_by_label(f"Column {heading} is").select_option(field)
    page.get_by_role("button", name="Read the columns so").click()
    page.wait_for_url("**/values/")


def tell_values(page):
    for word, meaning in (("spec.", "2"), ("Ltd co", "private")):
        page.get_by_role("row", name=word).get_by_role("combobox").select_option(meaning)
    page.get_by_role("row", name="West Mere").get_by_role("combobox").fill("Westmere")
    page.get_by_role("button", name="Read the values so").click()
    page.wait_for_url("**/checks/")


def decide(page):
    """Two names are nearly those of an organisation on the map; both are the same."""
    page.get_by_label("Steps of this import").get_by_role("link", name="Who is this?").click()
    page.get_by_text("Question 1 of 2. 2 to decide.").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("s")
    page.get_by_text("Question 2 of 2. 1 to decide.").wait_for()
    page.keyboard.press("s")
    page.get_by_text("All 2 questions are decided.").wait_for()
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_label("Steps of this import").get_by_role("link", name="Checks").click()
    for found in ("One organisation, different sectors", "One name, several spellings"):
        page.get_by_role("heading", name=found).wait_for()


def test_a_wrecked_workbook_goes_through_every_step_and_back(person, world, administrator):
    one = person()
    one.log_in("administrator")
    before = files_of(one, world.programme)
    file = {"name": "chain.xlsx", "mimeType": "application/octet-stream", "buffer": wrecked()}
    edition = upload(one, world.programme, "Employment Support Office", "2026-03-31", file)
    for tell in (tell_sheets, tell_columns, tell_values):
        one.look()
        tell(one.page)
    decide(one.page)
    walk(one, edition)
    apply(one)
    names = set(Subcontract.objects.on_map().values_list("provider__name", flat=True))
    assert {"Tamarisk Project", "Pennant Youth Works"} < names and not {"Larkhil Skills Ltd"} & names
    assert files_of(one, world.programme) != before
    roll_back(one, edition)
    assert files_of(one, world.programme) == before
