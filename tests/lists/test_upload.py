"""Upload: a file or a pasted table, the same file again, and everything that somebody may bring by mistake."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from supplychains.lists.actions import apply_list, roll_back_list
from supplychains.lists.models import ListFile, ListRow, ProviderList, Publisher
from supplychains.lists.reading.pasted import file_of
from tests.lists.making import GOOD, HEADING, csv_of, repacked, sizes, with_sheet, xlsx_of
from tests.pages import faults

TABLE = csv_of(GOOD, delimiter="\t").decode()


@pytest.fixture
def send(client, administrator, world):
    """Send the form: a file by `content`, a table by `pasted`; what comes back, followed."""
    client.force_login(administrator)

    def send(content=None, name="march.csv", **changes):
        said = {"programme": world.programme.pk, "publisher": "Employment Support Office", "doubtful": "hold"}
        said |= {"published_on": "2026-03-31", **changes}
        if content is not None:
            said["file"] = SimpleUploadedFile(name, content)
        response = client.post("/lists/upload/", said, follow=True)
        assert response.status_code == 200 and faults(response) == []
        return response

    return send


def html(response):
    return " ".join(response.content.decode().split())


# ---- a pasted table


def test_a_pasted_table_is_an_equal_way_in_and_kept_as_a_file(send):
    response = send(pasted=TABLE.replace("\n", "\r\n"), captured_on="2026-04-02")
    one = ProviderList.objects.get()
    assert response.redirect_chain[-1][0] == one.get_absolute_url()
    assert one.file_name == f"pasted-{dt.date.today():%Y-%m-%d}.tsv" and one.captured_on == dt.date(2026, 4, 2)
    assert bytes(one.file.content) == TABLE.encode() and one.counts["placed"] == 1
    assert one.rows.get().number == 2 and one.rows.get().raw["Subcontractor"] == "Quill College"


def test_pasted_again_by_another_browser_it_is_the_same_file(send, administrator):
    send(pasted=TABLE)
    apply_list(provider_list=ProviderList.objects.get(), by=administrator)
    assert "This file was applied before" in html(send(pasted=TABLE.replace("\n", "\r\n")))
    assert ProviderList.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "content", "ending"),
    [
        ("a\tb\r\n1\t2\r\n", b"a\tb\n1\t2\n", "tsv"),
        ("a,b\r1,2", b"a,b\n1,2", "csv"),
        ("one column", b"one column", "csv"),
        ("\ud800", b"?", "csv"),
    ],
)
def test_what_is_pasted_comes_to_the_same_bytes(text, content, ending):
    assert file_of(text, dt.date(2026, 11, 24)) == (content, f"pasted-2026-11-24.{ending}")


def test_a_file_and_a_table_at_once_are_too_much_and_neither_too_little(send):
    page = html(send(csv_of(GOOD), pasted=TABLE))
    assert "bring one of them at a time" in page and "Quill College" in page
    assert "Choose a file, or paste a table." in html(send(pasted=" \n "))
    assert not ProviderList.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rubbish", "No heading row was found"),
        ("Area\nWestmere\n", "No heading row was found"),
        ("Area\tPrime\tSubcontractor", "no row stands below its heading"),
        ("a\0b", "Null characters are not allowed."),
        ('Area,Prime,Subcontractor\nWestmere,"Avenmoor', "never closed"),
        ("<table><tr><td>Area</td></tr></table>", "a web page or XML"),
        ("x" * 40_000, "at most."),
    ],
)
def test_a_pasted_text_that_is_no_list_comes_back_with_a_sentence_and_as_it_was_typed(send, text, words):
    page = html(send(pasted=text, title="My title"))
    assert page.count(words) == 2 and 'value="My title"' in page and 'id="id_pasted_error"' in page
    assert text[:4].replace("<", "&lt;").replace("\0", "") in page and "Choose the file again" not in page
    assert not ProviderList.objects.exists() and not Publisher.objects.exists()


def test_a_table_as_long_as_a_file_may_be_pasted_and_more_is_a_sentence(client, send, settings):
    long = csv_of(GOOD, *(["", "", "x" * 3_000, "", ""] for _ in range(1_000))).decode()
    assert len(long) > 2_621_440  # what Django takes of a form unless it is told
    assert "1,001 rows were read" in html(send(pasted=long))
    settings.LIST_MAX_BYTES = 1_000
    assert "a list may have 1,000 bytes at most" in html(send(pasted=long, title="x"))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    response = client.post("/lists/upload/", {"pasted": long})
    assert response.status_code == 400 and "is more than a page takes. Nothing was changed." in html(response)


# ---- what was typed


def test_after_an_error_what_was_typed_stands_and_the_file_is_asked_for_again(send):
    page = html(send(csv_of(GOOD), published_on="", licence="My licence", captured_on="2026-04-02"))
    assert "Choose the file again: a browser does not keep it." in page
    assert 'value="My licence"' in page and 'value="2026-04-02"' in page


@pytest.mark.parametrize(("day", "words"), [("2999-01-01", "lies in the future"), ("31 Feb", "This is not a date.")])
def test_a_list_was_captured_on_a_day_that_has_been(send, day, words):
    assert words in html(send(csv_of(GOOD), captured_on=day))
    assert not ProviderList.objects.exists()


# ---- the same file again


def test_a_file_that_waits_is_read_again_and_that_is_said(send):
    send(csv_of(GOOD))
    assert "This file was waiting already. It is read again" in html(send(csv_of(GOOD), licence="L"))
    assert ProviderList.objects.get().licence == "L"


def test_a_file_rolled_back_may_be_brought_again_and_the_old_list_is_linked(send, administrator):
    send(csv_of(GOOD))
    first = ProviderList.objects.get()
    apply_list(provider_list=first, by=administrator)
    roll_back_list(provider_list=first, by=administrator, reason="the wrong file")
    page = html(send(csv_of(GOOD)))
    assert "brought in before and rolled back. It is brought in again, as a list of its own." in page
    assert f'own. <a href="/lists/{first.public_id}/">' in page
    assert ProviderList.objects.count() == 2


def test_the_same_file_of_another_publisher_is_asked_about(send):
    send(csv_of(GOOD))
    first = ProviderList.objects.get()
    page = html(send(csv_of(GOOD), publisher="A <b>copyist</b>"))
    assert "stands under another publisher, Employment Support Office (staged): <a" in page
    assert f'<a href="/lists/{first.public_id}/">' in page and ProviderList.objects.count() == 2
    assert "A &lt;b&gt;copyist&lt;/b&gt; (staged)" in html(send(csv_of(GOOD)))


def test_a_file_known_elsewhere_and_here_is_one_notice(send):
    for publisher in ("One", "Two", "Three"):
        send(csv_of(GOOD), publisher=publisher)
    page = html(send(csv_of(GOOD), publisher="Three"))
    assert page.count('class="notice') == page.count("Is this the right one?") == 1
    said = page[page.index('class="notice') :]
    ordered = [
        "Staged. 1 row read",
        "waiting already",
        "under another publisher, Two (staged): <a",
        "and under another",
    ]
    places = [said.index(words) for words in ordered]
    assert places == sorted(places) and "publisher, One (staged)" in said


def test_a_file_that_is_being_applied_leads_there_without_a_message(send, administrator):
    """A message may need the database, which one that is applied holds; the page of the list says it itself."""
    send(csv_of(GOOD))
    ProviderList.objects.update(applying_since=timezone.now(), applying_by=administrator)
    page = html(send(csv_of(GOOD)))
    assert "Staged. 1 row read" not in page and "In the queue" in page and 'role="status"' not in page


# ---- bad input


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return file.getvalue()


TEXT = csv_of(GOOD).decode()
WRONG = {
    "0 bytes": (b"", "a.csv", "The file is empty."),
    "only a heading": (csv_of(), "a.csv", "no row stands below its heading"),
    "one column": (b"Names\nHope Trust\nQuill College\n", "a.csv", "No heading row was found"),
    "NUL bytes": (b"Area,Prime,Subcontractor\nWest\0mere,A,B\n", "a.csv", "line 2 holds a character that is not text"),
    "UTF-16": (TEXT.encode("utf-16"), "a.csv", "UTF-16"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "a.csv", "UTF-16"),
    "UTF-16 the other way round": (TEXT.encode("utf-16-be"), "a.txt", "UTF-16"),
    "UTF-32 without a mark": (TEXT.encode("utf-32-le"), "a.csv", "UTF-32"),
    "a pdf": (b"%PDF-1.7\n", "a.pdf", "its content is a PDF."),
    "a pdf named xlsx": (b"%PDF-1.7\n", "a.xlsx", "its content is a PDF."),
    "a web page named xls": (
        b"<html><table><tr><td>Area</td></tr></table></html>",
        "a.xls",
        "open it in a spreadsheet",
    ),
    "a bare table named xls": (b"\xef\xbb\xbf\r\n<TABLE border=1><tr>", "a.xls", "a web page or XML; open it"),
    "a style sheet first": (b"<style>td {}</style><table>", "a.xls", "a web page or XML"),
    "an XML spreadsheet": (b'<?xml version="1.0"?><Workbook/>', "a.xls", "a web page or XML; open it"),
    "csv named xls": (csv_of(GOOD), "a.xls", "is named .xls but holds no Excel workbook"),
    "csv named ods": (csv_of(GOOD), "a.ods", "is named .ods but holds no OpenDocument"),
    "Numbers": (
        zipped(Index__Document_iwa="x").replace(b"Document_iwa", b"Document.iwa"),
        "a.numbers",
        "Numbers document",
    ),
    "a text document": (zipped(word__document="x"), "a.docx", "another kind of document"),
    "cut off": (xlsx_of(GOOD)[:-300], "a.xlsx", "damaged or cut off"),
    "a bomb": (repacked(xlsx_of(GOOD), {"xl/media/a.bin": b"\0" * 300_000_000}), "a.xlsx", "unpacks to more than"),
    "a million blank rows": (b",,,\n" * 1_000_000, "a.csv", "no cell in it holds anything"),
    "an empty sheet": (with_sheet(b"<worksheet/>"), "a.xlsx", "The file is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "a.csv", "a picture"),
}


@pytest.mark.parametrize(("content", "name", "words"), WRONG.values(), ids=WRONG)
def test_whatever_is_brought_there_is_a_page_with_a_sentence_and_nothing_is_written(send, content, name, words):
    before = sizes(), sizes(Publisher, ProviderList, ListFile, ListRow)
    page = html(send(content, name))
    assert 'class="errors"' in page and page.count(words) == 2
    assert (sizes(), sizes(Publisher, ProviderList, ListFile, ListRow)) == before


def test_macros_are_no_reason_to_refuse_and_are_never_run(send):
    send(repacked(xlsx_of(GOOD), {"xl/vbaProject.bin": b"code"}), "a.xlsm")
    assert ProviderList.objects.get().counts["placed"] == 1


def test_a_file_of_fifty_megabytes_is_refused_unread(send):
    assert "The file has 50 MB; a list may have 20 MB at most." in html(send(b"a,b\n" * (50 * 1024 * 256)))


@pytest.mark.parametrize("name", ["../../etc/passwd.csv", "a" * 300 + ".csv", "naïve ☃.csv", "a\r\nb.csv", ".csv"])
def test_the_name_of_a_file_is_only_a_name(send, name):
    send(csv_of(GOOD), name)
    assert ProviderList.objects.get().rows.count() == 1 and "/" not in ProviderList.objects.get().file_name


def test_a_heading_with_a_table_of_one_row_is_read(send):
    assert "1 row was read" in html(send(pasted="\t".join(HEADING) + "\n" + "\t".join(GOOD)))
