"""Packed files, pure: every part unpacked once and within a limit, before anything else looks into them."""

import copy
import io
import zipfile
from collections.abc import Iterator

from .sheets import Unreadable

MAX_UNPACKED = 256 * 1024 * 1024
MAX_PARTS = 5_000
_CHUNK = 1024 * 1024


def names_in(content: bytes) -> set[str]:
    """The names of the parts. zipfile.BadZipFile where it is no archive."""
    return set(zipfile.ZipFile(io.BytesIO(content)).namelist())


def parts(content: bytes, max_unpacked: int = MAX_UNPACKED, only: str = "") -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every part, with its checksum proven: the sizes that the file itself states may be wrong.

    `only` gives that one part. zipfile.BadZipFile where it is damaged. Unreadable where there are too many of them or
    they unpack to more than `max_unpacked` bytes together.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    entries = archive.infolist()
    if len({part.filename for part in entries}) < len(entries):
        raise zipfile.BadZipFile("two parts of one name")
    if len(entries) > MAX_PARTS or sum(part.file_size for part in entries) > max_unpacked:
        raise Unreadable(_too_large(max_unpacked))
    left = max_unpacked
    for part in entries:
        if only and part.filename != only:
            continue
        data = _unpack(archive, part, left)
        left -= len(data)
        if left < 0:
            raise Unreadable(_too_large(max_unpacked))
        yield part.filename, data


def _unpack(archive, part, limit):
    """The part in full, or a little more than `limit` bytes of it."""
    part = copy.copy(part)
    part.file_size = limit + _CHUNK  # else reading stops where the file says it ends
    chunks, length = [], 0
    with archive.open(part) as stream:
        while length <= limit and (chunk := stream.read(_CHUNK)):
            chunks.append(chunk)
            length += len(chunk)
    return b"".join(chunks)


def _too_large(limit):
    return f"The workbook unpacks to more than {limit // 1024 // 1024} MB, too much for a list."
