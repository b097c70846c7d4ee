"""`manage.py export_area`: the same bytes as the download, and one sentence for everything that cannot be done."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from providers.models import Provider
from supplychains.graphs.exports.formats import FORMATS

AREA = "/programmes/demonstration/areas/1/"


def run(path, name="json", *more, programme="demonstration", area="1"):
    """(what it says, what it warns of)."""
    out, err = StringIO(), StringIO()
    asked = [f"--programme={programme}", f"--area={area}", f"--format={name}", f"--output={path}", *more]
    call_command("export_area", *asked, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_the_bytes_are_those_of_the_download(client, researcher, world, tmp_path, name):
    world.said(world.ostler_1, dt.date(2026, 5, 2), involvement="left")
    client.force_login(researcher)
    path = tmp_path / FORMATS[name].file
    today = timezone.localdate()
    run(path, name, "--on=2026-03-01", f"--known={today}", "--tier=2", "--view=groups")
    address = f"{AREA}{FORMATS[name].file}?on=2026-03-01&known={today}&tier=2&view=groups"
    assert path.read_bytes() == client.get(address).content
    run(path, name)
    assert path.read_bytes() == client.get(AREA + FORMATS[name].file).content


def test_it_says_in_one_line_what_it_wrote(world, tmp_path):
    path = tmp_path / "westmere.gexf"
    said, warned = run(path, "gexf")
    assert said == f"{path}: 3 organisations in 4 positions, GEXF, {path.stat().st_size:,} bytes.\n"
    assert warned == ""


def test_names_with_control_characters_are_reported(world, tmp_path):
    Provider.objects.filter(pk=world.hope.pk).update(name="Hope\x0b Trust")
    _, warned = run(tmp_path / "a.svg", "svg")
    assert warned.strip() == (
        f"The name of {world.hope.public_id} has control characters; they are left out: 'Hope\\x0b Trust'"
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"programme": "none"}, "There is no programme “none”; known are: demonstration."),
        ({"area": "9"}, "Demonstration programme has no area “9”; it has: 1, 2."),
        ({"area": "one"}, "Demonstration programme has no area “one”; it has: 1, 2."),
        ({"name": "pdf"}, f"There is no format “pdf”; known are: {', '.join(FORMATS)}."),
        ({"day": "--on=12 March"}, "“12 March” is not a date; write it as 2026-02-28."),
        ({"day": "--known=2999-01-01"}, "--known: That day is still ahead."),
        ({"day": "--tier=9"}, "--tier: “9” is not known here."),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(world, tmp_path, more, sentence):
    path = tmp_path / "a"
    day = [more.pop("day")] if "day" in more else []
    with pytest.raises(CommandError) as caught:
        run(path, more.pop("name", "json"), *day, **more)
    assert (str(caught.value), caught.value.returncode, path.exists()) == (sentence, 2, False)


def test_a_place_that_cannot_be_written_is_one_sentence(world, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: no such file or directory"):
        run(tmp_path / "nowhere" / "a.json")
