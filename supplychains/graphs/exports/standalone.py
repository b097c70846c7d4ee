"""A drawing -> an SVG file that stands alone, pure: title, drawing, legend, caption, and what it is about as metadata.

In: the <svg> of a drawing in whatever view, and `about` (see formats.py). Out: the bytes of a file any program reads
that reads SVG 1.1, on white, in its own size in px."""

from textwrap import wrap as by_characters
from xml.etree.ElementTree import Element, SubElement, tostring

from ..drawing.labels import COMMON, isolated, wide
from ..drawing.legends import COMPARED, LEGEND
from .dress import INK, SERIF, attributes, dressed, line, mark, text, write

OURS = "urn:supply-chains"
SPACE = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:dc": "http://purl.org/dc/elements/1.1/", "xmlns:sc": OURS}
MARGIN, LEAST = 28, 880  # units around everything; the least width, for the legend
EYEBROW, TITLE, SMALL = 12, 24, 11.5
PITCH, COLUMN_GAP, GROUP_HEAD = 19, 26, 20
DC = {"title": "dc:title", "caption": "dc:description", "date": "dc:date", "software": "dc:creator"}


def standalone(drawing: str, about: dict, *, is_compared: bool = False) -> bytes:
    """The file, with what a comparison adds to the legend where it is one.

    `about` has title, eyebrow, caption and more names with text, numbers or dates, all kept in the metadata."""
    inner = dressed(drawing)
    _, _, width, height = map(float, inner.attrib.pop("viewBox").split())
    room = max(width, LEAST)
    root = Element("svg", {**SPACE, "version": "1.1"})
    SubElement(root, "title").text = f"{about['title']}. {about['eyebrow']}"
    SubElement(root, "desc").text = about["caption"]
    _metadata(root, about)
    ground = SubElement(root, "rect", {"fill": INK["paper"]})
    y = _heading(root, about, room)
    inner.tag = "g"
    inner.attrib.clear()
    inner.set("transform", f"translate({MARGIN} {y})")
    root.append(inner)
    y = _legend(root, y + height + 16, room, [*LEGEND, COMPARED] if is_compared else LEGEND)
    y = _caption(root, about["caption"], y + 14, room)
    size = {"width": f"{room + 2 * MARGIN:g}", "height": f"{y + MARGIN:g}"}
    ground.attrib.update(size)
    root.attrib.update(size | {"viewBox": f"0 0 {size['width']} {size['height']}"})
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _metadata(root, about):
    """Dublin Core where it has a word for it, else a word of ours."""
    data = SubElement(root, "metadata")
    for name, value in about.items():
        SubElement(data, DC.get(name, f"sc:{name}")).text = str(value)


def _heading(root, about, room):
    """Where the drawing begins."""
    y = MARGIN + EYEBROW
    write(root, MARGIN, y, about["eyebrow"], **text(EYEBROW, "ink-2"))
    for words in lines(about["title"], room, TITLE):
        y += TITLE + 5
        write(root, MARGIN, y, isolated(words), **text(TITLE, family=SERIF, weight="600"))
    return y + 22


def _legend(root, y, room, legend):
    """Columns of signs with their words; where it ends."""
    SubElement(root, "path", {"d": f"M{MARGIN} {y:g}h{room:g}", **line(INK["rule"], 1)})
    y += GROUP_HEAD
    share = (room - COLUMN_GAP * (len(legend) - 1)) / len(legend)
    for number, (title, entries) in enumerate(legend):
        x = MARGIN + number * (share + COLUMN_GAP)
        write(root, x, y, title, **text(SMALL, weight="700"))
        for row, (sign, words) in enumerate(entries, start=1):
            _entry(root, x, y + row * PITCH, sign, words)
    return y + max(len(entries) for _, entries in legend) * PITCH + 8


def _entry(root, x, y, sign, words):
    """A sign is (sector, state, ink) for a mark, or the classes of a line."""
    if isinstance(sign, tuple):
        root.extend(mark(f"{x + 8:g}", f"{y - 4:g}", *sign))
        return write(root, x + 22, y, words, **text(SMALL, "ink-2"))
    worn = attributes((("svg", frozenset()), ("path", frozenset(["link", *sign.split()]))))
    SubElement(root, "path", {"d": f"M{x:g} {y - 4:g}h30", **worn})
    return write(root, x + 38, y, words, **text(SMALL, "ink-2"))


def _caption(root, caption, y, room):
    SubElement(root, "path", {"d": f"M{MARGIN} {y - 8:g}h{room:g}", **line(INK["hair"], 1)})
    for words in lines(caption, room, SMALL):
        y += 16
        write(root, MARGIN, y, words, **text(SMALL, "ink-2"))
    return y


def lines(words: str, room: float, size: float) -> list[str]:
    """A text on as many lines as it takes; a word longer than a line is broken."""
    found = [""]
    for word in words.split():
        for part in by_characters(word, max(int(room / size), 8)):
            longer = f"{found[-1]} {part}".strip()
            if found[-1] and wide(longer, size) > room * COMMON:
                found.append(part)
            else:
                found[-1] = longer
    return found
