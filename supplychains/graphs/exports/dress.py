"""A drawing as a page has it -> the same drawing dressed for a file of its own, pure.

In: SVG as render.py writes it, whose classes only static/css/drawing.css can dress. Out: elements that carry every
colour, width and font themselves as plain attributes, and the shapes themselves instead of references, because
Inkscape, LibreOffice and Illustrator know no variables and read style sheets each in their own way. The light theme,
on white. A test holds the colours to static/css/tokens.css."""

from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element, SubElement, fromstring

from providers.vocabulary import Sector
from supplychains.contracts.shapes import SHAPES

from ..drawing.labels import NOT_XML

INK = {
    "paper": "#ffffff",
    "ink": "#16201f",
    "ink-2": "#414d4c",
    "ink-3": "#5b6766",
    "hair": "#d8ddda",
    "rule": "#7f8a88",
    "accent": "#0b5f66",
    "wash": "#e4efee",
    "private": "#1b4fb0",
    "public": "#8c2170",
    "third": "#bf5210",
    "mixed": "#2f5233",
    "unknown": "#667078",
    "link": "#6a7675",
    "link-far": "#c9d0cc",
}
DASH = {"none": "7 4", "stopped": "11 3 2 3", "unknown": "1.5 4"}
SERIF = "Georgia, 'Liberation Serif', serif"
SANS = "Helvetica, Arial, 'Liberation Sans', sans-serif"
KEPT = "d x y dx dy x1 y1 x2 y2 width height r rx cx cy points transform viewBox text-anchor direction".split()
GONE = ("under",)  # what the highlight draws again over its whole way


def mixed(name: str, share: float) -> str:
    """A colour mixed with the paper, `share` of it."""
    channels = [int(INK[name][at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 + (channel - 255) * share):02x}" for channel in channels)


def text(size, ink="ink", family=SANS, weight="400"):
    return {"font-family": family, "font-size": str(size), "font-weight": weight, "fill": INK[ink]}


def line(ink, width, dash=""):
    drawn = {"fill": "none", "stroke": ink, "stroke-width": str(width)}
    return drawn | ({"stroke-dasharray": dash} if dash else {})


def _of_sector(sector):
    ink = INK[sector]
    filled = [f".{sector}.{state} .edge" for state in ("confirmed", "corrected", "unlisted")]
    yield f".{sector} .edge", {"fill": INK["paper"], "stroke": ink, "stroke-width": "1.75", "stroke-linejoin": "round"}
    yield from ((selector, {"fill": ink}) for selector in [*filled, f".{sector} .half"])
    yield f".{sector}.old .edge", {"fill": mixed(sector, 0.38)}


RULES: list[tuple[str, dict[str, str]]] = [
    ("text", text(12.5)),
    (".column", text(11.5, "ink-2")),
    (".column .n", {"font-family": SERIF, "font-size": "15", "fill": INK["ink"]}),
    (".head-line", line(INK["ink"], 1)),
    (".node text", text(12.5)),
    (".prime text", text(14, family=SERIF, weight="600")),
    (".root text", text(13, family=SERIF, weight="600")),
    (".node .sub", text(11, "ink-3")),
    (".node .mark", {"font-weight": "700"}),
    (".node .struck", {"text-decoration": "line-through"}),
    (".node .became", {"font-size": "11", "fill": INK["ink-2"]}),
    (".ground", {"fill": INK["paper"], "rx": "2"}),
    (".dot", {"fill": INK["paper"]}),
    *(rule for sector in Sector for rule in _of_sector(sector)),
    (".disputed .edge", {"fill": INK["paper"]}),
    (".unlisted .edge", {"stroke": INK["paper"], "stroke-width": "3"}),
    (".link", line(INK["link"], 1.25)),
    (".link.none", line(INK["link"], 1.25, DASH["none"])),
    (".link.stopped", line(INK["link"], 1.25, DASH["stopped"])),
    (".link.not-known", line(INK["link"], 1.6, DASH["unknown"]) | {"stroke-linecap": "round"}),
    (".link.entered", {"stroke": INK["ink-2"], "stroke-width": "2.4"}),
    (".link.left", {"stroke": INK["link-far"]}),
    (".link.shared", line(mixed("link", 0.4), 3.25)),
    (".link.bracket", line(INK["ink-2"], 1.25)),
    (".link.frame", line(INK["rule"], 1)),
    (".leader", line(INK["hair"], 1)),
    (".lit .link", {"stroke": INK["link-far"]}),
    (".lit .link.shared", {"stroke": mixed("link-far", 0.6)}),
    (".lit .node text", {"fill": INK["ink-3"]}),
    (".lit .near text", {"fill": INK["ink"]}),
    (".lit .near.link", {"stroke": INK["accent"], "stroke-width": "1.9"}),
    (".lit .near.leader", {"stroke": INK["accent"]}),
    (".lit .near.link.shared", {"stroke": mixed("accent", 0.45), "stroke-width": "3.25"}),
    (".lit .self text", {"font-weight": "700"}),
    (".lit .self .ground", {"fill": INK["wash"], "stroke": INK["accent"], "stroke-width": "1.25"}),
    (".grid .self .ground", {"fill": INK["wash"]}),
    (".grid .self .name", {"font-weight": "600"}),
]
"""(selector, attributes): words of a path from an ancestor to the element; a later rule wins over an earlier one."""


def dressed(drawing: str) -> Element:
    """The drawing as an element <svg> without namespace, links and classes, its titles kept."""
    root = fromstring(NOT_XML.sub("", drawing))
    return _dress(root, ())


def _dress(element, above) -> Element:
    classes = frozenset(element.get("class", "").split())
    path = (*above, (element.tag, classes))
    tag = {"a": "g", "use": "path"}.get(element.tag, element.tag)
    made = Element(tag, {name: element.attrib[name] for name in KEPT if name in element.attrib})
    made.attrib.update(attributes(path))
    if element.tag == "use":
        made.set("d", SHAPES[element.get("href", "").removeprefix("#")])
    made.text, made.tail = element.text, element.tail
    made.extend(_dress(child, path) for child in element if not _is_gone(child))
    return made


def _is_gone(element):
    return not set(GONE).isdisjoint(element.get("class", "").split())


@cache
def attributes(path) -> dict[str, str]:
    """What an element wears, for its path of (tag, classes) from the outermost element down to itself."""
    return {name: value for rule, wears in RULES if _fits(_parts(rule), path) for name, value in wears.items()}


@cache
def _parts(rule) -> tuple:
    return tuple((part.partition(".")[0], frozenset(part.split(".")[1:])) for part in rule.split())


def _fits(parts, path):
    """Whether the last part is the element itself and the others are above it, in their order."""
    if not _is(parts[-1], path[-1]):
        return False
    above: Iterator = iter(path[:-1])
    return all(any(_is(part, place) for place in above) for part in parts[:-1])


def _is(part, place):
    return (not part[0] or part[0] == place[0]) and part[1] <= place[1]


def known_classes() -> set[str]:
    """Every class some rule speaks of."""
    return {name for rule, _ in RULES for _, classes in _parts(rule) for name in classes} | set(GONE)


def mark(x, y, sector, state, ink="") -> Iterator[Element]:
    """The mark of the legend at a place, dressed as in the drawing; `ink` instead of a colour of a sector."""
    place = {"transform": f"translate({x} {y})"}
    for kind, shape in (("edge", f"m-{sector}"), ("half", f"h-{sector}")):
        if kind == "half" and state != "disputed":
            continue
        worn = attributes((("g", frozenset([sector, *state.split()])), ("use", frozenset([kind]))))
        yield Element("path", {"d": SHAPES[shape], **place, **(_inked(worn, sector, ink) if ink else worn)})
    if state == "corrected":
        yield Element("circle", {"r": "2.1", **place, "fill": INK["paper"]})


def _inked(worn, sector, ink):
    colours = {INK[sector]: INK[ink], mixed(sector, 0.38): mixed(ink, 0.38)}
    return {name: colours.get(value, value) for name, value in worn.items()}


def write(parent, x, y, words, **worn) -> Element:
    """A line of text in a file."""
    written = SubElement(parent, "text", {"x": f"{x:g}", "y": f"{y:g}", **worn})
    written.text = NOT_XML.sub("", words)
    return written
