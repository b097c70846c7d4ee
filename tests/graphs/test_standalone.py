"""The drawing as a file of its own: everything it needs is in it, plainly, and it looks like the pages."""

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from providers.actions import register_provider
from providers.vocabulary import Sector
from supplychains.contracts.actions import place
from supplychains.contracts.shapes import SHAPES
from supplychains.graphs.chains import chain_of
from supplychains.graphs.drawing.labels import wide
from supplychains.graphs.drawing.legends import COMPARED, LEGEND
from supplychains.graphs.exports.dress import DASH, INK, attributes, dressed, known_classes, mixed
from supplychains.graphs.exports.formats import Export, export
from supplychains.graphs.exports.standalone import SMALL, lines
from supplychains.graphs.pictures import VIEWS, Picture
from tests.sources import ROOT

TODAY = dt.date(2026, 11, 24)
SVG = "{http://www.w3.org/2000/svg}"
PLAIN = {"drawing", "wide", "tall", "slim", "groups", "grid", "ways", "links", "node", "name", "self", "near", "lit"}
PLAIN |= {"listed", "confirmed", "corrected", "unlisted", "disputed", "old", *Sector}


@pytest.fixture
def chain(world):
    """Westmere with every state a mark can have."""
    world.said(world.hope_1, dt.date(2026, 3, 12), tier="1", referral_status="receiving")
    world.said(world.larkhill_tallis, dt.date(2026, 11, 1), tier="2", referral_status="none")
    world.said(world.ostler_1, dt.date(2026, 11, 1), tier="2", involvement="delivering")
    world.said(world.ostler_1, dt.date(2026, 11, 2), speaks_for="prime", involvement="left")
    world.larkhill_avenmoor.hang_under(world.hope_1)
    return chain_of(world.westmere, {"lit": world.hope.public_id})


def svg_of(chain, **asked):
    return ElementTree.fromstring(export(Picture(chain, TODAY, **asked), "svg"))


def words(root):
    return [text.strip() for text in root.itertext() if text.strip()]


# ---- what a file holds


@pytest.mark.parametrize("view", VIEWS)
def test_the_file_needs_nothing_but_itself(chain, view, world):
    content = export(Picture(chain, TODAY, view, world.hope.public_id), "svg").decode()
    for foreign in ("var(", "light-dark", "color-mix", "class=", "style", "href", "<use", "<a ", "<script", "data-"):
        assert foreign not in content, foreign
    root = ElementTree.fromstring(content)
    assert {element.tag for element in root.iter() if not element.tag.startswith(("{http://purl", "{urn"))} <= {
        SVG + name for name in "svg title desc metadata rect g path circle text tspan".split()
    }
    assert "Hope Trust" in words(root)


def test_it_is_titled_and_says_in_words_and_in_metadata_what_it_shows(chain, world):
    today = timezone.localdate().isoformat()
    asked = {"tier": "2", "on": "2026-05-10", "known": today}
    narrowed = chain_of(world.westmere, asked)
    root = ElementTree.fromstring(export(Picture.asked(narrowed, asked, TODAY), "svg"))
    caption = root.findtext(SVG + "desc")
    about = {part.tag.partition("}")[2]: part.text for part in root.find(SVG + "metadata")}
    assert root.findtext(SVG + "title") == "Area 1, Westmere. Demonstration programme, supply chain"
    assert "Filters: Tier: Tier 2." in caption
    assert f"Data {about['checksum'][:12]}." in caption and len(about["checksum"]) == 64
    assert (about["on"], about["known"], about["date"]) == ("2026-05-10", today, "2026-05-10")
    assert about["positions"] == str(len(narrowed.positions)) == "2"
    shown = " ".join(text.text or "" for text in root.findall(SVG + "text"))
    assert caption in shown


def test_a_comparison_counts_the_gap_in_its_caption(world):
    world.said(world.ostler_1, dt.date(2026, 5, 2), involvement="left")
    chain = chain_of(world.westmere, {"from_on": "2026-03-01"})
    assert "4 positions before, 3 after: entered 0, left 1" in Export(Picture(chain, TODAY)).caption


def test_everything_lies_on_white_and_within_the_file(chain, world):
    world.listed(register_provider(name="N" * 120), world.tallis_1, "2")
    root = svg_of(chain_of(world.westmere, {}))
    width, height = float(root.get("width")), float(root.get("height"))
    ground = root.find(SVG + "rect")
    assert ground.attrib == {"fill": "#ffffff", "width": root.get("width"), "height": root.get("height")}
    for text in root.findall(SVG + "text"):
        assert 0 < float(text.get("y")) < height
        assert float(text.get("x")) + wide(text.text, float(text.get("font-size"))) / 1.14 < width


def test_a_caption_is_wrapped_and_no_word_is_lost():
    caption = "Area 1, Westmere. " + "word " * 60 + "x" * 300
    found = lines(caption, 400, SMALL)
    assert len(found) > 3 and max(wide(line, SMALL) for line in found) < 400 * 1.3
    assert "".join(found).replace(" ", "") == caption.replace(" ", "")


# ---- the same look as the pages


def light(text):
    return dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}), ", text))


def test_the_colours_are_those_of_the_pages_in_light():
    tokens = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    of_pages = light(tokens) | {"paper": "#ffffff"}  # as in print: --paper: #fff
    assert "@media print { :root { color-scheme: light; --paper: #fff;" in tokens
    assert {name: of_pages[name] for name in INK} == INK
    assert dict(re.findall(r"--dash-(\w+): ([\d. ]+);", tokens)) == DASH


def test_the_widths_are_those_of_the_pages():
    css = (ROOT / "static/css/drawing.css").read_text(encoding="utf-8")
    for selector in ("link", "link shared", "leader", "edge"):
        rule = "." + selector.replace(" ", ".")
        width = re.search(rf"(?m)^{re.escape(rule)} {{[^}}]*stroke-width: ([\d.]+)", css)[1]
        worn = attributes((("g", frozenset(["third"])), ("path", frozenset(selector.split()))))
        assert worn["stroke-width"].lstrip("0") == width.lstrip("0"), rule


def test_the_legend_has_the_entries_of_the_page():
    for chain, legend in (({}, LEGEND), ({"gap": True}, [*LEGEND, COMPARED])):
        page = ElementTree.fromstring(render_to_string("graphs/_legend.html", {"chain": chain}).strip())
        on_page = {" ".join(words(item)) for item in page.iter("li")}
        assert {said for _, entries in legend for _, said in entries} == on_page
        assert [title for title, _ in legend] == [heading.text for heading in page.iter("h3")]


def test_the_legend_is_in_every_file(chain):
    for view in VIEWS:
        assert {said for _, entries in LEGEND for _, said in entries} <= set(words(svg_of(chain, view=view)))


def test_the_shapes_of_the_pages_are_those_of_the_files():
    sprite = ElementTree.fromstring(render_to_string("_parts/sprite.html").strip())
    assert {path.get("id"): path.get("d") for path in sprite.iter("path")} == SHAPES


@pytest.mark.parametrize("view", VIEWS)
def test_a_comparison_is_dressed_and_explained(world, view):
    """Hope moved to Tier 2, Ostler left, and Quill was found by calling."""
    day = dt.date(2026, 3, 12)
    world.said(world.hope_1, day, tier="2")
    world.said(world.ostler_1, day, involvement="never")
    found, _ = place(provider=world.quill, prime_contract=world.tallis_1)
    world.said(found, day, tier="1", involvement="delivering")
    compared = chain_of(world.westmere, {"layer": "difference"})
    drawing = ElementTree.fromstring(Picture(compared, TODAY, view).svg)
    classes = {name for element in drawing.iter() for name in element.get("class", "").split()}
    assert classes - known_classes() - PLAIN == set()
    assert {said for _, said in COMPARED[1]} <= set(words(svg_of(compared, view=view)))
    assert {"entered", "left", "changed"} <= set(words(svg_of(compared, view=view)))


@pytest.mark.parametrize("view", VIEWS)
def test_every_class_of_a_drawing_is_dressed_or_says_nothing_by_itself(chain, view, world):
    drawing = ElementTree.fromstring(Picture(chain, TODAY, view, world.hope.public_id).svg)
    found = {name for element in drawing.iter() for name in element.get("class", "").split()}
    assert found - known_classes() - PLAIN == set()


# ---- dressing


@pytest.mark.parametrize(
    ("state", "fill", "outline"),
    [
        ("listed", "#ffffff", "#bf5210"),
        ("confirmed", "#bf5210", "#bf5210"),
        ("corrected", "#bf5210", "#bf5210"),
        ("unlisted", "#bf5210", "#ffffff"),
        ("disputed", "#ffffff", "#bf5210"),
        ("confirmed old", mixed("third", 0.38), "#bf5210"),
    ],
)
def test_a_mark_is_outlined_and_filled_as_its_state_asks(state, fill, outline):
    drawing = dressed(f'<svg><a class="node third {state}" href="/x/"><use class="edge" href="#m-third"/></a></svg>')
    (shape,) = drawing.iter("path")
    assert (shape.get("fill"), shape.get("stroke"), shape.get("d")) == (fill, outline, SHAPES["m-third"])


def test_what_the_highlight_draws_again_is_left_out():
    drawing = dressed('<svg class="lit"><path class="link under" d="M0 0"/><path class="link near" d="M1 1"/></svg>')
    assert [(path.get("d"), path.get("stroke")) for path in drawing.iter("path")] == [("M1 1", INK["accent"])]


def test_a_colour_is_mixed_with_white():
    assert mixed("ink", 1) == INK["ink"] and mixed("ink", 0) == "#ffffff"
