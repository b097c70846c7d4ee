"""`manage.py import_list`: figures, sentences, exit codes, and what is left behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from supplychains.contracts.models import Subcontract
from supplychains.lists.models import ListFile, ListRow, ProviderList, Publisher
from tests.lists.making import GOOD, SHORT, csv_of, repacked, saved, sheet_xml, with_sheet, xlsx_of

KEYS = """rows placed doubtful new_providers problems areas_created contracts_created subcontracts_created
unchanged""".split()


@pytest.fixture
def run(world, tmp_path, capsys):
    """Run the command on a file with this content: what it printed."""

    def run(content, *options, name="list.csv", programme="demonstration", on="2026-03-31"):
        path = tmp_path / name
        path.write_bytes(content)
        said = ["--programme", programme, "--publisher", "Employment Support Office", "--published-on", on]
        call_command("import_list", str(path), *said, *options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def refusal(run):
    """The sentence with which the command refuses, having left nothing behind."""

    def refusal(*args, **options):
        with pytest.raises(CommandError) as found:
            run(*args, "--apply", **options)
        sentence = str(found.value)
        assert found.value.returncode == 2
        assert sentence.endswith((".", "?")) and "\n" not in sentence
        assert [model.objects.count() for model in (Publisher, ProviderList, ListFile, ListRow)] == [0, 0, 0, 0]
        assert not get_user_model().objects.filter(username="command-line").exists()
        return sentence

    return refusal


# ---- what it does and prints


def test_without_apply_a_list_is_only_staged(run):
    before = Subcontract.objects.count()
    figures = json.loads(run(SHORT, "--json"))
    assert figures.keys() >= set(KEYS)
    assert [figures[key] for key in KEYS] == [3, 1, 0, 0, 2, 0, 0, 1, 0]
    assert (figures["state"], figures["list"]) == ("staged", ProviderList.objects.get().public_id)
    assert Subcontract.objects.count() == before


def test_with_apply_it_reaches_the_map_and_again_changes_nothing(run):
    before = Subcontract.objects.count()
    figures = json.loads(run(SHORT, "--json", "--apply"))
    assert (figures["state"], figures["subcontracts_created"], figures["unchanged"]) == ("applied", 1, 0)
    assert Subcontract.objects.count() == before + 1
    for options in (["--apply"], []):
        again = json.loads(run(SHORT, "--json", *options))
        assert again["list"] == figures["list"]
        assert (again["rows"], again["unchanged"]) == (3, 3)
        assert [again[key] for key in KEYS if key.endswith("_created") or key == "new_providers"] == [0, 0, 0, 0]
    assert Subcontract.objects.count() == before + 1


def test_a_staged_list_may_be_applied_later(run):
    first = json.loads(run(SHORT, "--json"))
    assert first["applied"] is False
    assert json.loads(run(SHORT, "--json", "--apply")) == {**first, "state": "applied", "applied": True}


def test_a_person_reads_a_short_table(run):
    text = run(SHORT)
    assert "Employment Support Office, edition of 31 March 2026" in text
    assert "rows read                              3" in text
    assert "unknown area                         1" in text and "no area                              1" in text
    assert text.rstrip().endswith("Nothing has reached the map; --apply brings it in.")
    assert run(SHORT, "--apply").rstrip().endswith(f"Applied as list {ProviderList.objects.get().public_id}.")
    assert "This file was applied before, on " in run(SHORT) and "Nothing changed." in run(SHORT, "--apply")


def test_its_options_reach_the_list(run, world):
    content = csv_of(["Norhaven", "Kesterby", "Kinder Works", "", ""])
    run(content, "--create-contracts", "--doubtful", "new", "--apply", "--by", "administrator")
    provider_list = ProviderList.objects.get()
    assert (provider_list.create_contracts, provider_list.doubtful) == (True, "new")
    assert provider_list.staged_by == provider_list.applied_by == world.by
    assert world.programme.areas.filter(number=3, name="Norhaven").exists()


def test_by_default_it_is_done_by_an_account_nobody_can_log_in_to(run):
    run(SHORT)
    run(SHORT)
    account = get_user_model().objects.get(username="command-line")
    assert not account.has_usable_password() and ProviderList.objects.get().staged_by == account


def test_a_file_of_nothing_but_problems_is_kept_and_explained_and_not_applied(run):
    content = csv_of(["", "", "Shaw", "", ""], ["", "A", "", "", ""])
    figures = json.loads(run(content, "--json", "--apply"))
    assert (figures["rows"], figures["problems"], figures["placed"]) == (2, 2, 0)
    assert (figures["state"], figures["applied"]) == ("staged", False) and figures.keys() >= set(KEYS)
    assert [row.explanation for row in ListRow.objects.all()] == ["The row names no area."] * 2
    assert run(content, "--apply").rstrip().endswith("Nothing has reached the map.")


def test_why_a_list_is_not_applied_is_said_apart_from_its_figures(world, tmp_path, capsys):
    path = tmp_path / "list.csv"
    path.write_bytes(csv_of(["Norhaven", "Kesterby", "Kinder Works", "", ""]))
    said = [str(path), "--programme", "demonstration", "--publisher", "A", "--published-on", "2026-03-31", "--apply"]
    call_command("import_list", *said)
    assert capsys.readouterr().err == (
        "Not applied. No row of the list can be placed, so there is nothing to apply. If it brings areas and contracts "
        "of its own, stage the file again with “The list itself defines areas and prime contracts”.\n"
    )
    call_command("import_list", *said, "--create-contracts", "--json")
    printed = capsys.readouterr()
    figures = json.loads(printed.out)
    assert (figures["applied"], figures["areas_created"], figures["contracts_created"], printed.err) == (True, 1, 1, "")
    assert ProviderList.objects.get().state == "applied"


# ---- bad input


def bomb():
    return repacked(xlsx_of(GOOD), {f"xl/media/{n}.bin": b"\0" * 60_000_000 for n in range(5)})


def wide():
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    return saved(book)


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (lambda: b"%PDF-1.4", "a.csv", "none of csv, xlsx, xls and ods: its content is a PDF."),
        (lambda: b"a,b", "a.doc", "none of csv, xlsx, xls and ods: its name ends in .doc"),
        (lambda: b"", "a.csv", "The file is empty."),
        (lambda: csv_of(), "a.csv", "no row stands below its heading"),
        (lambda: b"some,words\n1,2\n", "a.csv", "No heading row was found in the first 30 rows"),
        (
            lambda: csv_of(heading=["CPA", "", "Tier"]),
            "a.csv",
            "row 1 has no column for the prime or for the subcontractor",
        ),
        (lambda: SHORT.decode().encode("utf-16"), "a.csv", "UTF-16"),
        (lambda: csv_of() + b"1,A\x81,B\n", "a.csv", "Line 2 is neither UTF-8 nor Windows-1252"),
        (lambda: b"\n" * 1_000_000, "a.csv", "The file is empty"),
        (lambda: b",,,,\n" * 1_000_000, "a.csv", "The file is empty"),
        (lambda: with_sheet(sheet_xml(b'<row r="9"><c r="A9"/></row>' * 1_000_000)), "a.xlsx", "The file is empty"),
        (lambda: xlsx_of(GOOD)[:-200], "a.xlsx", "damaged or cut off"),
        (lambda: SHORT, "a.xlsx", "holds no "),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
        (bomb, "a.xlsx", "unpacks to more than 256 MB"),
        (wide, "a.xlsx", "so far apart"),
    ],
)
def test_a_file_that_is_no_list_gets_a_sentence(refusal, make, name, words):
    assert words in refusal(make(), name=name)


def test_a_file_over_the_limit_is_refused_unread(refusal, settings):
    settings.LIST_MAX_BYTES = 100
    assert refusal(SHORT) == f"The file has {len(SHORT)} bytes; a list may have 100 bytes at most."


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"programme": "elsewhere"}, "There is no programme “elsewhere”; known are: demonstration."),
        ({"on": "31/03/2026"}, "“31/03/2026” is not a date; write it as 2026-02-28."),
        ({"on": "2026-02-30"}, "“2026-02-30” is not a date; write it as 2026-02-28."),
        ({"on": "20260228"}, "“20260228” is not a date; write it as 2026-02-28."),
        ({"on": "2999-01-01"}, "2999-01-01 lies in the future; a list says how things are, not how they will be."),
    ],
)
def test_what_is_asked_of_it_may_be_wrong_too(refusal, options, words):
    assert refusal(SHORT, **options) == words


def test_nobody_imports_for_an_account_that_is_not_there(refusal, run):
    with pytest.raises(CommandError, match="There is no account “nobody”."):
        run(SHORT, "--by", "nobody")
    assert not ProviderList.objects.exists()


@pytest.mark.parametrize("name", [" ", "\x01", "x" * 201])
def test_a_publisher_has_a_name_that_can_be_kept(run, name):
    with pytest.raises(CommandError, match="publisher"):
        run(SHORT, "--publisher", name)


def test_a_missing_file_and_a_folder_are_told_apart(world, tmp_path):
    options = ["--programme", "demonstration", "--publisher", "A", "--published-on", "2026-03-31"]
    with pytest.raises(CommandError, match="none.csv” cannot be opened: no such file"):
        call_command("import_list", str(tmp_path / "none.csv"), *options)
    with pytest.raises(CommandError, match="cannot be opened: is a directory"):
        call_command("import_list", str(tmp_path), *options)


def test_in_a_terminal_a_refusal_is_one_sentence_and_the_code_two(tmp_path):
    database = f"sqlite:///{tmp_path}/terminal.sqlite3"
    environment = {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}

    def manage(*args):
        command = [sys.executable, str(Path(settings.BASE_DIR, "manage.py")), *args]
        return subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True)

    assert manage("migrate", "--verbosity", "0").returncode == 0
    done = manage("import_list", "none.csv", "--programme", "a", "--publisher", "b", "--published-on", "2026-01-01")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Refused: The file “none.csv” cannot be opened: no such file or directory.\n"
    assert manage("import_list", "none.csv").returncode == 2
