"""Compound files (OLE, the box that old Office files come in), pure: one stream taken out, one stream put in."""

import struct
from collections.abc import Iterable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALL = 4096  # shorter streams lie in small sectors
SECTOR = 512


class Broken(ValueError):  # noqa: N818 - it is the file that is
    """The file contradicts itself or is cut off."""


def streams(content: bytes) -> dict[str, tuple[int, int]]:
    """{name: (first sector, length)} of every stream in it, "Root Entry" among them. Broken where it is none."""
    return _Box(content).entries


def stream(content: bytes, names: Iterable[str]) -> bytes | None:
    """The content of the first of these streams that is there, None if there is none. Broken where it is damaged."""
    box = _Box(content)
    name = next((name for name in names if name in box.entries), None)
    return None if name is None else box.read(name)


class _Box:
    def __init__(self, content):
        if len(content) < SECTOR or not content.startswith(OLE):
            raise Broken("no compound file")
        self.content = content
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in (9, 12):
            raise Broken("sectors of an unknown size")
        self.size = 1 << shift
        fat_sectors, first_directory = (
            struct.unpack_from("<I", content, 44)[0],
            struct.unpack_from("<I", content, 48)[0],
        )
        self.fat = self._fat(fat_sectors)
        self.entries = dict(self._directory(self._chain(first_directory)))
        self.small_fat_start = struct.unpack_from("<I", content, 60)[0]

    def _sector(self, number):
        start = (number + 1) * self.size
        sector = self.content[start : start + self.size]
        if not sector:
            raise Broken("a sector behind the end of the file")
        return sector + b"\0" * (self.size - len(sector))

    def _fat(self, count):
        most = len(self.content) // self.size + 1
        numbers = list(struct.unpack_from("<109I", self.content, 76))
        (following,) = struct.unpack_from("<I", self.content, 68)
        seen: set[int] = set()
        while following < _FAT - 1:
            if following in seen:
                raise Broken("a circle of sectors")
            seen.add(following)
            *more, following = struct.unpack(f"<{self.size // 4}I", self._sector(following))
            numbers += more
        used = [number for number in numbers if number < _FAT - 1][: min(count, most)]
        return [each for number in used for each in struct.unpack(f"<{self.size // 4}I", self._sector(number))]

    def _chain(self, number):
        parts, left = [], len(self.content) // self.size + 1
        while number != _END:
            left -= 1
            if number >= len(self.fat) or left < 0:
                raise Broken("a chain of sectors without an end")
            parts.append(self._sector(number))
            number = self.fat[number]
        return b"".join(parts)

    def _directory(self, data):
        for at in range(0, len(data) - 127, 128):
            length = min(struct.unpack_from("<H", data, at + 64)[0], 64)
            name = data[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
            if name and data[at + 66] in (1, 2, 5):
                yield name, struct.unpack_from("<II", data, at + 116)

    def read(self, name):
        start, length = self.entries[name]
        if length >= _SMALL:
            data = self._chain(start)
        else:
            data = self._small(start, length)
        if len(data) < length:
            raise Broken("a stream that is cut off")
        return data[:length]

    def _small(self, number, length):
        if not length:
            return b""
        box = self._chain(self.entries["Root Entry"][0]) if "Root Entry" in self.entries else b""
        fat_data = self._chain(self.small_fat_start)
        fat = struct.unpack(f"<{len(fat_data) // 4}I", fat_data)
        parts: list[bytes] = []
        while number != _END:
            if number >= len(fat) or len(parts) > _SMALL // 64:
                raise Broken("a chain of small sectors without an end")
            parts.append(box[number * 64 : number * 64 + 64])
            number = fat[number]
        return b"".join(parts)


def box_of(name: str, data: bytes) -> bytes:
    """A plain compound file that holds this one stream. Short ones are filled up with zeros to the least length."""
    data = data.ljust(_SMALL, b"\0")
    sectors = -(-len(data) // SECTOR)
    fat_sectors = 1
    while fat_sectors * 128 < sectors + 1 + fat_sectors + _index_sectors(fat_sectors):
        fat_sectors += 1
    index = _index_sectors(fat_sectors)
    directory, first_fat = sectors, sectors + 1
    first_index = first_fat + fat_sectors
    fat = [*range(1, sectors), _END, _END, *[_FAT] * fat_sectors, *[_FAT - 1] * index]
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    numbers = list(range(first_fat, first_fat + fat_sectors))
    header = OLE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    first_index = first_index if index else _END
    header += struct.pack("<9I", 0, fat_sectors, directory, 0, _SMALL, _END, 0, first_index, index)
    header += struct.pack("<109I", *(numbers[:109] + [_FREE] * (109 - len(numbers[:109]))))
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 0, len(data)) + bytes(256)
    body = data.ljust(sectors * SECTOR, b"\0") + entries + struct.pack(f"<{len(fat)}I", *fat)
    return header + body + _index(numbers[109:], first_index)


def _index_sectors(fat_sectors):
    return -(-max(0, fat_sectors - 109) // 127)


def _index(numbers, first):
    """The sectors that number the sectors of the table beyond the 109 that the header has room for."""
    parts = []
    for i in range(0, len(numbers), 127):
        part = numbers[i : i + 127]
        following = first + i // 127 + 1 if i + 127 < len(numbers) else _END
        parts.append(struct.pack("<128I", *part, *[_FREE] * (127 - len(part)), following))
    return b"".join(parts)


def _entry(name, kind, start, length, child=_FREE):
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", _FREE, _FREE, child)
    place = struct.pack("<IQ", start, length)
    return text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links + bytes(36) + place
