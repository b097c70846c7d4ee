"""`roll_back_list`, `compare_editions`, `errata`, `check_list`: the same as their pages, for a terminal."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from supplychains.contracts.models import Subcontract
from tests.lists.making import GOOD, csv_of

LINES = [GOOD, ["Westmere", "Avenmoor Group", "Hope Trust", "2", "VCS"], ["", "", "Shaw", "", ""]]


@pytest.fixture
def run(capsys):
    def run(*args):
        call_command(*map(str, args))
        return capsys.readouterr().out

    return run


def refused(*args):
    with pytest.raises(CommandError) as found:
        call_command(*map(str, args))
    assert found.value.returncode == 2 and "\n" not in str(found.value) and str(found.value).endswith(".")
    return str(found.value)


@pytest.fixture
def editions(bring):
    """Two applied editions; the second has lost a row and moved a tier."""
    first = bring(csv_of(*LINES))
    second = bring(csv_of([*GOOD[:3], "1", GOOD[4]]), published_on=dt.date(2026, 4, 30))
    return first, second


def standing():
    return sorted(Subcontract.objects.filter(stated=True).values_list("pk", "tier", "listed"))


# ---- rolling back


def test_what_rolling_back_would_do_is_shown_and_only_a_reason_does_it(run, bring, world):
    before = standing()
    one = bring(csv_of(*LINES))
    after = standing()
    text = run("roll_back_list", one.public_id)
    assert "positions the list speaks of" in text and text.endswith("--reason TEXT rolls it back.\n")
    assert standing() == after
    figures = json.loads(run("roll_back_list", one.public_id, "--json"))
    assert (figures["state"], figures["positions"], figures["off"]) == ("applied", 2, 1)
    done = json.loads(
        run("roll_back_list", one.public_id, "--reason", "the wrong file", "--json", "--by", "administrator")
    )
    assert done == {**figures, "state": "rolled-back"}
    one.refresh_from_db()
    assert (one.rolled_back_reason, one.rolled_back_by) == ("the wrong file", world.by)
    assert standing() == before
    assert refused("roll_back_list", one.public_id, "--reason", "x").startswith("The list was rolled back on ")


def test_what_cannot_be_rolled_back_says_why(stage, bring):
    assert refused("roll_back_list", stage(csv_of(GOOD)).public_id) == (
        "The list is not in the map, so there is nothing to roll back."
    )
    one = bring(csv_of(*LINES))
    assert refused("roll_back_list", one.public_id, "--reason", " ") == "Say why the list is rolled back."
    assert "at most 500" in refused("roll_back_list", one.public_id, "--reason", "x" * 501)
    assert (
        refused("roll_back_list", one.public_id, "--reason", "x", "--by", "nobody") == "There is no account “nobody”."
    )
    one.refresh_from_db()
    assert one.state == "applied"


# ---- the files of the pages


def test_the_comparison_is_the_download_of_its_page(run, editions, client, researcher, tmp_path):
    first, second = editions
    client.force_login(researcher)
    asked = {"first": first.public_id, "second": second.public_id}
    for name, address in (("a.csv", "changes.csv"), ("a.xlsx", "changes.xlsx")):
        text = run("compare_editions", second.public_id, "--output", tmp_path / name)
        assert "2026-03-31 beside 2026-04-30" in text and "bytes." in text
        assert (tmp_path / name).read_bytes() == client.get(f"/lists/compare/{address}", asked).content
    run(
        "compare_editions",
        second.public_id,
        "--with",
        first.public_id,
        "--kind",
        "tier",
        "--output",
        tmp_path / "b.csv",
    )
    narrowed = client.get("/lists/compare/changes.csv", {**asked, "kind": "tier"}).content
    assert (tmp_path / "b.csv").read_bytes() == narrowed != (tmp_path / "a.csv").read_bytes()


def test_the_errata_are_the_download_of_their_page(run, editions, client, researcher, tmp_path):
    client.force_login(researcher)
    number = editions[0].public_id
    for name in ("csv", "xlsx"):
        assert "0 errata" in run("errata", number, "--output", tmp_path / f"a.{name}")
        assert (tmp_path / f"a.{name}").read_bytes() == client.get(f"/lists/{number}/errata.{name}").content


def content_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_checks_are_the_download_of_their_page(run, stage, client, researcher, administrator, tmp_path):
    heading = ["Area", "Prime", "Subcontractor", "Tier", "Organisation type", "Telephone"]
    number = stage(csv_of(*[[*line, "0161 496 0000"] for line in LINES], heading=heading)).public_id
    for who, options in ((researcher, []), (administrator, ["--with-contacts"])):
        client.force_login(who)
        for name in ("csv", "xlsx"):
            assert "3 rows" in run("check_list", number, "--output", tmp_path / f"a.{name}", *options)
            assert (tmp_path / f"a.{name}").read_bytes() == content_of(client.get(f"/lists/{number}/checks.{name}"))
        assert ("0161" in (tmp_path / "a.csv").read_text()) == bool(options)


def test_what_is_asked_of_them_may_be_wrong(editions, stage, tmp_path):
    first, second = (one.public_id for one in editions)
    out = ["--output", tmp_path / "a.csv"]
    assert refused("compare_editions", first, *out) == "No edition of this publisher before it is in the map."
    assert refused("compare_editions", "zzz", *out) == "There is no applied edition “zzz”."
    assert refused("compare_editions", second, "--with", second, *out) == "Both are the same edition."
    assert refused("compare_editions", second, "--kind", "x", *out) == "There is no kind of change “x” here."
    assert refused("compare_editions", second, "--area", "99", *out) == "There is no area “99” here."
    assert "is not counted here" in refused("compare_editions", second, "--unit", "x", *out)
    for command in ("errata", "check_list", "roll_back_list"):
        assert refused(command, "zzz", *(out if command != "roll_back_list" else [])) == "There is no list “zzz”."
    staged = stage(csv_of(GOOD), publisher_name="Another").public_id
    assert refused("errata", staged, *out) == "The list is not in the map, so nothing shows it wrong."
    for command, number in (("errata", first), ("check_list", first), ("compare_editions", second)):
        assert "end it in .csv or .xlsx." in refused(command, number, "--output", tmp_path / "a.pdf")
        assert "cannot be written: is a directory." in refused(command, number, "--output", folder(tmp_path))
    assert not (tmp_path / "a.csv").exists()


def folder(at):
    (at / "folder.csv").mkdir(exist_ok=True)
    return at / "folder.csv"
