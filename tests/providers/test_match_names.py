import csv
import io

import pytest
from django.core.management import CommandError, call_command

from providers.pairs import BadPairs, judged

FILE = """name_a,name_b,same,note
Tamarisk Ltd,The Tamarisk Limited,1,string: legal form
Tamarisk,Tamarsik,1,string: typing
TRNQ,Tallis Rowe National Quarry,1,knowledge: acronym
Harbour,igen,1,knowledge: renamed
Leeds City Council,Leicester City Council,0,string: place
Orrery Group,Orrery Training,0,knowledge: sister
"""


def run(path, *arguments):
    out, err = io.StringIO(), io.StringIO()
    call_command("match_names", path, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refusal(tmp_path, content):
    """The sentence with which a file is refused; nothing is written, and the exit code is 2."""
    path, target = tmp_path / "pairs.csv", tmp_path / "out.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError) as caught:
        run(path, "--output", target)
    assert (caught.value.returncode, target.exists()) == (2, False)
    return str(caught.value)


def test_every_row_is_written_with_verdict_score_and_why(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(FILE, encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(run(path)[0])))
    assert list(rows[0]) == ["name_a", "name_b", "same", "note", "verdict", "score", "why"]
    assert [row["verdict"] for row in rows] == ["same", "decide", "decide", "different", "different", "decide"]
    assert rows[0]["name_b"] == "The Tamarisk Limited"
    assert all(0 <= float(row["score"]) <= 1 for row in rows)
    assert "Leeds against Leicester" in rows[4]["why"]


def test_with_the_answers_in_the_file_it_says_how_good_the_verdicts_are(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text(FILE, encoding="utf-8")
    assert [" ".join(line.split()) for line in run(path)[1].strip().splitlines()] == [
        "verdicts same that are right 1 of 1 pairs so judged (100.0%)",
        "true pairs same or to decide 3 of 4 true pairs (75.0%)",
        "of those with a note “string” 2 of 2 true pairs (100.0%)",
        "false pairs different 1 of 2 false pairs (50.0%)",
    ]


def test_without_the_answers_it_is_quiet_and_can_write_to_a_file(tmp_path):
    path, target = tmp_path / "pairs.csv", tmp_path / "out.csv"
    path.write_bytes("name_a,name_b\nCaf\xe9 Trust,Cafe Trust\n".encode("cp1252"))
    assert run(path, "--output", target) == ("", "")
    assert target.read_text(encoding="utf-8").splitlines()[1].startswith("Café Trust,Cafe Trust,same,1.0000,")


def test_a_verdict_already_in_the_file_is_replaced(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("name_a,verdict,name_b\nTamarisk,different,Tamarisk\n", encoding="utf-8")
    assert run(path)[0].splitlines()[:2] == [
        "name_a,name_b,verdict,score,why",
        "Tamarisk,Tamarisk,same,1.0000,the names are identical in normal form",
    ]


def test_what_a_spreadsheet_takes_for_a_formula_becomes_text(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text('name_a,name_b\n"=HYPERLINK(1)",@work\n', encoding="utf-8")
    assert run(path)[0].splitlines()[1].startswith("'=HYPERLINK(1),'@work,different,")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file is empty."),
        ("\n\n", "The file is empty."),
        ("a,b\n1,2\n", "The file has no column name_a and no column name_b; it needs name_a and name_b."),
        ("name_a,b\n1,2\n", "The file has no column name_b; it needs name_a and name_b."),
        ("name_a,name_b,x,x\n1,2,3,4\n", "Two columns of the file have the same heading."),
        ("name_a,name_b\na,b\n\na\n", "Row 4 has 1 cell; the heading has 2."),
        ("name_a,name_b\na,b,c\n", "Row 2 has 3 cells; the heading has 2."),
        ("name_a,name_b\na,b\na, \n", "Row 3 has no name_b."),
        ("name_a,name_b,same\na,b,maybe\n", "Row 2 has “maybe” in the column same; 1 and 0 are understood."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, content, sentence):
    assert refusal(tmp_path, content) == sentence


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(CommandError, match=r"cannot be opened: no such file") as caught:
        run(tmp_path / "none.csv")
    assert caught.value.returncode == 2


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("name_a,name_b\na,b\n", encoding="utf-8")
    with pytest.raises(CommandError, match="cannot be written") as caught:
        run(path, "--output", tmp_path / "none" / "out.csv")
    assert caught.value.returncode == 2


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00\x00", b"\x00" * 50, b'name_a,name_b\n"a', b"PK\x03\x04" + bytes(range(256))]
)
def test_bytes_that_are_no_csv_raise_nothing_but_a_sentence(content):
    try:
        judged(content)
    except BadPairs as error:
        assert str(error).endswith(".")
