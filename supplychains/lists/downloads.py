"""Long csv files, sent line by line as they are made."""

from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

AT_ONCE = 64_000  # characters of a piece


def streamed(lines: Iterable[str], name: str) -> StreamingHttpResponse:
    """Lines of csv as a file to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(_pieces(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _pieces(lines) -> Iterator[bytes]:
    """Spreadsheets take a csv without the mark at its head for Windows-1252."""
    yield b"\xef\xbb\xbf"
    some, length = [], 0
    for line in lines:
        some.append(line)
        length += len(line)
        if length > AT_ONCE:
            yield "".join(some).encode()
            some, length = [], 0
    yield "".join(some).encode()
