"""`import_list` told how to read a file, as the steps on the web tell it:

Chain   a title, a heading in row 2 in words nobody knows, two rows
Notes   a remark
"""

import json

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from supplychains.lists.management.telling import pair, word
from supplychains.lists.models import ListFile, ProviderList, Publisher
from supplychains.lists.versions import Mapping
from tests.lists.making import GOOD, csv_of, saved
from tests.lists.test_steps_journey import send

HEADING = ["Where", "Lead", "Body", "Level"]
ROWS = [["West Mere", "Avenmoor Group", "Hope Trust", "spec."], ["Westmere", "Avenmoor Group", "Quill College", "T1"]]
COLUMNS = ["--column", "area=Where", "--column", "prime=Lead", "--column", "subcontractor=3", "--column", "tier=Level"]
WORDS = ["--value", "tier:spec.=2", "--value", "area:West Mere=Westmere"]


def book(*rows):
    made = openpyxl.Workbook()
    made.active.title = "Chain"
    for line in (["Supply chain"], HEADING, *(rows or ROWS)):
        made.active.append(line)
    made.create_sheet("Notes").append(["The list is complete.", "so far"])
    return saved(made)


@pytest.fixture
def run(world, tmp_path, capsys):
    def run(*options, content=None, name="list.xlsx", on="2026-03-31"):
        path = tmp_path / name
        path.write_bytes(content or book())
        said = ["--programme", "demonstration", "--publisher", "Employment Support Office", "--published-on", on]
        call_command("import_list", str(path), *said, *options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def refusal(run):
    def refusal(*options, **about):
        with pytest.raises(CommandError) as found:
            run(*options, **about)
        assert [model.objects.count() for model in (Publisher, ProviderList, ListFile, Mapping)] == [0] * 4
        assert not get_user_model().objects.filter(username="command-line").exists()
        assert "\n" not in str(found.value) and str(found.value).endswith(".")
        return str(found.value)

    return refusal


def test_sheet_heading_columns_and_words_are_told_and_every_row_is_placed(run):
    figures = json.loads(run("--sheet", "Chain", "--heading-row", "2", *COLUMNS, *WORDS, "--json"))
    assert (figures["rows"], figures["placed"], figures["problems"]) == (2, 2, 0)
    rows = [(row.number, row.parsed["tier"], row.raw["Level"]) for row in ProviderList.objects.get().rows.all()]
    assert rows == [(3, "2", "spec."), (4, "1", "T1")]


def test_it_says_the_same_as_the_steps_on_the_web(run, client, administrator, stage):
    run("--sheet", "Chain", "--heading-row", "2", *COLUMNS[:4], "--column", "subcontractor=Body", *COLUMNS[6:], *WORDS)
    told = ProviderList.objects.get()
    client.force_login(administrator)
    other = stage(book(), file_name="list.xlsx", publisher_name="Another", keep_unread=True)
    send(client, other, "sheets", **{"heading_row-0": "2", "use-0": "on", "use-1": None})
    columns = {f"column-{i}": name for i, name in enumerate(["area", "prime", "subcontractor", "tier"])}
    send(client, other, "columns", **columns)
    send(client, other, "values", **{"tier-0": "2", "area-0": "Westmere"})
    assert [*other.rows.values_list("number", "parsed")] == [*told.rows.values_list("number", "parsed")]
    assert other.told().columns == told.told().columns and other.told().values == told.told().values


def test_what_is_in_force_is_shown_and_can_be_told_again(run, tmp_path):
    shown = json.loads(run(*COLUMNS, *WORDS, "--fixed", "service=Work", "--show-instructions"))
    assert not ProviderList.objects.exists() and not Publisher.objects.exists() and not Mapping.objects.exists()
    assert shown["sheets"] == {"Chain": {"use": True, "heading_row": 2}, "Notes": {"use": False}}
    assert shown["columns"] == {"area": "Where", "prime": "Lead", "subcontractor": 3, "tier": "Level"}
    assert shown["fixed"] == {"service": "Work"} and shown["values"]["area"] == {"West Mere": "Westmere"}
    path = tmp_path / "told.json"
    path.write_text(json.dumps(shown), encoding="utf-8")
    figures = json.loads(run("--instructions", str(path), "--json"))
    assert figures["placed"] == 2
    assert json.loads(run("--show-instructions")) == shown


def test_columns_that_are_guessed_are_shown_and_one_of_them_can_be_told_otherwise(run):
    content = csv_of(
        ["Westmere", "Avenmoor Group", "Hope Trust", "1", "VCS", "x"],
        heading=[*"Area Prime Subcontractor Tier Type Lead".split()],
    )
    shown = json.loads(run("--show-instructions", content=content, name="a.csv"))
    assert shown["columns"]["prime"] == "Prime" and shown["sheets"][""]["heading_row"] == 1
    run("--column", "prime=Lead", "--column", "sector=", content=content, name="a.csv")
    told = ProviderList.objects.get().told().columns
    assert told == {"area": "Area", "prime": "Lead", "subcontractor": "Subcontractor", "tier": "Tier"}


def test_delimiter_and_encoding_are_told(run):
    content = "Area;Prime;Subcontractor\nWestmere;Avenmoor Group;Hope, Trust é\n".encode("cp1252")
    run("--delimiter", "semicolon", "--encoding", "cp1252", content=content, name="a.csv")
    one = ProviderList.objects.get()
    assert (one.encoding, one.told().delimiter) == ("cp1252", ";")
    assert one.rows.get().raw["Subcontractor"] == "Hope, Trust é"


def test_what_was_told_once_holds_for_the_next_edition(run):
    run("--sheet", "Chain", "--heading-row", "2", *COLUMNS, *WORDS)
    figures = json.loads(run("--json", content=book(*ROWS, ROWS[0]), on="2026-04-30"))
    assert figures["placed"] == 3 and ProviderList.objects.count() == 2


def test_what_is_said_of_a_list_is_kept_with_it(run):
    about = ["--title", "T", "--licence", "L", "--web-address", "https://example.org/a", "--captured-on", "2026-04-01"]
    run(*about, content=csv_of(GOOD), name="a.csv")
    one = ProviderList.objects.get()
    assert (one.title, one.licence, one.web_address) == ("T", "L", "https://example.org/a")
    assert f"{one.captured_on}" == "2026-04-01"


def test_a_table_without_a_list_is_kept_where_that_is_wanted(run, refusal):
    assert "Row 2 of sheet “Chain” looks like the heading, but no column of it" in refusal()
    text = run("--keep-unread")
    assert "rows read                              0" in text and ProviderList.objects.get().unread


def test_the_same_file_elsewhere_is_named_beside_the_figures(run, stage, capsys, world, tmp_path):
    first = stage(csv_of(GOOD), publisher_name="Another")
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of(GOOD))
    said = ["--programme", "demonstration", "--publisher", "A", "--published-on", "2026-03-31", "--json"]
    call_command("import_list", str(path), *said)
    printed = capsys.readouterr()
    assert json.loads(printed.out)["placed"] == 1
    assert printed.err == (
        f"The same file stands under another publisher, Another (staged). Is this the right one? "
        f"It is list {first.public_id}.\n"
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--sheet", "Liste"], "The file has no sheet “Liste”; it has “Chain”, “Notes”."),
        (["--heading-row", "9"], "Row 9 of sheet “Chain” is blank and cannot be the heading."),
        (["--heading-row", "-1"], "“heading_row” must be a whole number from 0"),
        (["--heading-row", "2"], "has no column for the area"),
        (["--column", "colour=Lead"], "The columns know no field “colour”."),
        ([*COLUMNS, "--value", "tier:spec.=9"], "“9” is not a tier."),
        ([*COLUMNS, "--value", "colour:red=9"], "The decided values know no field “colour”."),
        ([*COLUMNS, "--fixed", "colour=red"], "The fixed values know no field “colour”."),
        (["--encoding", "utf-7"], "“utf-7” is not an encoding that can be read."),
        (["--delimiter", "pipe"], "“pipe” is not a delimiter that can be read."),
        (["--instructions", "none.json"], "The file “none.json” cannot be opened: no such file or directory."),
        (["--captured-on", "soon"], "“soon” is not a date"),
        (["--web-address", "nowhere"], "“nowhere” is not a web address"),
        (["--title", "x" * 201], "The title has 201 characters; at most 200 can be kept."),
    ],
)
def test_what_cannot_be_meant_is_one_sentence_and_nothing_is_kept(refusal, options, words):
    assert words in refusal(*options)


@pytest.mark.parametrize(
    ("text", "words"),
    [("no json", "is no JSON."), ("[]", "must be an object"), ('{"sheet": {}}', "The instructions know no “sheet”.")],
)
def test_instructions_that_are_none_are_refused(refusal, tmp_path, text, words):
    path = tmp_path / "told.json"
    path.write_text(text)
    assert words in refusal("--instructions", str(path))


def test_pairs_and_words_may_hold_their_own_marks():
    assert pair("prime = Lead = body") == ("prime", "Lead = body")
    assert word("area:A: b = c=Westmere") == ("area", "A: b = c", "Westmere")
    for each, text in ((pair, "prime"), (word, "tier=2"), (word, "tier:two")):
        with pytest.raises(Exception, match="is not of the form"):
            each(text)


def test_a_list_applied_before_is_left_as_it_was_read(run):
    content = {"content": csv_of(GOOD), "name": "a.csv"}
    run("--apply", **content)
    text = run("--column", "prime=Tier", "--apply", **content)
    assert "This file was applied before" in text and Mapping.objects.get().is_guessed
