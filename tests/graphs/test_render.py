"""The drawing as text: well formed, complete, and safe whatever a name holds."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from supplychains.graphs.drawing.build import build
from supplychains.graphs.drawing.render import paper, render
from supplychains.graphs.layout import lay_out
from tests.graphs import small


def drawn(positions=small.POSITIONS, contracts=small.CONTRACTS, on=small.TODAY, lit=""):
    graph = build(small.AREA, contracts, positions)
    return render(graph, lay_out(graph), address=lambda public_id: f"/organisations/{public_id}/", on=on, lit=lit)


def nodes(svg):
    return [e for e in ElementTree.fromstring(svg).iter("a") if e.get("class", "").startswith("node")]


def test_every_organisation_is_a_link_with_a_sentence():
    said = {node.get("href"): node.get("aria-label") for node in nodes(drawn())}
    assert said["/organisations/hope/"] == (
        "Hope. Tier 1 under Avenmoor, third sector, receiving referrals, confirmed 24 November 2026."
    )
    assert said["/organisations/quill/"] == (
        "Quill. Tier not known under Avenmoor, public, referrals not known, on lists only."
    )
    assert said["/organisations/tallis/"] == "Tallis, prime contract T, Advice & more, chain of 1 organisation."


def test_a_body_at_both_tiers_stands_in_both_columns():
    assert sum(node.get("href") == "/organisations/larkhill/" for node in nodes(drawn())) == 2


def test_line_style_tells_the_referrals():
    classes = [e.get("class") for e in ElementTree.fromstring(drawn()).iter("path") if "link" in e.get("class", "")]
    assert classes.count("link frame") == 3
    assert {"link", "link none", "link stopped", "link not-known"} <= set(classes)


def test_fill_shape_and_sign_tell_the_verification():
    states = {
        "confirmed": ("confirmed", None),
        "corrected": ("corrected", 'class="dot"'),
        "disputed": ("disputed", 'class="half"'),
        "unlisted": ("unlisted", ">+<"),
        "unverified": ("listed", None),
    }
    for verification, (css, sign) in states.items():
        svg = drawn([small.position(small.HOPE, small.AVENMOOR, "1", verification=verification)])
        assert f'class="node third {css}"' in svg
        assert sign is None or sign in svg


def test_a_check_of_over_half_a_year_ago_is_pale():
    old = small.position(
        small.HOPE, small.AVENMOOR, "1", verification="confirmed", checked_on=small.TODAY - timedelta(days=200)
    )
    assert "confirmed old" in drawn([old])
    assert "confirmed old" not in drawn([old], on=old.checked_on + timedelta(days=100))


def test_names_are_escaped_whatever_they_hold():
    nasty = small.provider("<script>alert('x')</script> & \"Söhne\" مؤسسة")
    nasty.public_id = "nasty"
    svg = drawn([small.position(nasty, small.AVENMOOR, "1")])
    assert "<script>" not in svg
    assert ElementTree.fromstring(svg) is not None


def test_no_style_and_no_script_is_written_into_the_page():
    svg = drawn()
    assert "style=" not in svg and "<style" not in svg and "onclick" not in svg


def test_an_area_without_subcontractors_is_drawn():
    assert len(nodes(drawn([]))) == 2


def test_the_same_chain_in_any_order_is_the_same_drawing():
    assert drawn(small.POSITIONS[::-1], small.CONTRACTS[::-1]) == drawn()


def top_of(node):
    """The upper edge of a node's box: where the node stands, and its box in it."""
    middle = float(node.get("transform").split()[1].rstrip(")"))
    return middle + float(node.find("rect").get("y"))


def test_labels_do_not_overlap_in_a_column():
    many = [small.position(small.provider(f"Body {n:02}"), small.AVENMOOR, "1") for n in range(40)]
    root = ElementTree.fromstring(drawn(many, on=date(2026, 1, 1)))
    tops = sorted(top_of(e) for e in root.iter("a") if "third" in e.get("class"))
    assert all(below - above >= 24 for above, below in zip(tops, tops[1:], strict=False))


def test_primes_do_not_overlap():
    lone = [small.contract(n, small.provider(f"Prime {n}"), f"R{n}", "Personal wellbeing") for n in range(6)]
    root = ElementTree.fromstring(drawn([], lone))
    boxes = sorted((top_of(e), float(e.find("rect").get("height"))) for e in root.iter("a"))
    assert all(top + height <= below for (top, height), (below, _) in zip(boxes, boxes[1:], strict=False))


def classes(svg, tag):
    return [e.get("class", "").split() for e in ElementTree.fromstring(svg).iter(tag)]


def paths(svg, group):
    """(classes, way) of every path of a group of the drawing."""
    found = next(e for e in ElementTree.fromstring(svg).iter("g") if e.get("class") == group)
    return [(path.get("class").split(), path.get("d")) for path in found]


NAMES = [
    "<script>alert('x')</script> & \"Söhne\"",
    "مؤسسة الأمل للتدريب والتوظيف",
    "עמותת הדרך (Haderech) 2000",
    "Cymdeithas Ty\u0302 Lly\u0302n ŵyr",
    "x" * 120,
    "A very long name " * 7,
    "control\x00\x0b\x1f and \ufffe",
    "]]> &amp; <![CDATA[",
    "\u0301only marks\u0301",
    "株式会社さくら",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_drawn_as_well_formed_text(name):
    body = small.provider(name)
    body.public_id = "odd"
    prime = small.contract(9, small.provider(name), name, name)
    prime.provider.public_id = "prime"
    svg = drawn([small.position(body, prime, "1")], [prime], lit="odd")
    said = [node.get("aria-label") for node in nodes(svg)]
    kept = "".join(c for c in name if c not in "\x00\x0b\x1f\ufffe")
    assert len(said) == 2 and all(kept in sentence for sentence in said)


def test_a_name_written_from_the_right_is_kept_apart_from_the_sign_behind_it():
    trust = small.provider("مؤسسة الأمل", verification="disputed")
    svg = drawn([small.position(trust, small.AVENMOOR, "1")])
    text = next(e for e in ElementTree.fromstring(svg).iter("text") if "مؤسسة" in (e.text or ""))
    assert text.text == "\u2068مؤسسة الأمل\u2069" and text[0].text == "≠"


def test_a_name_the_drawing_cuts_has_its_whole_form_at_hand():
    long = small.provider("Westmere and District Community Transport and Employment Association of Friends")
    (_, _, node) = nodes(drawn([small.position(long, small.AVENMOOR, "1"), small.position(long, small.TALLIS, "2")]))[
        1:
    ]
    assert node.find("text").text.endswith("…") and node.get("data-name") == long.name
    assert node.find("title").text == node.get("aria-label") and long.name in node.get("aria-label")
    assert all(node.get("data-name") is None for node in nodes(drawn()))


def test_a_script_finds_the_ends_of_every_link_and_the_places_of_every_body():
    root = ElementTree.fromstring(drawn())
    numbers = {e.get("data-n"): e for e in root.iter() if e.get("data-n")}
    ends = [e.get("data-e").split() for e in root.iter("path") if e.get("data-e")]
    assert len(ends) == 8 and sorted(numbers, key=int) == [str(n) for n in range(len(numbers))]
    pairs = {tuple(numbers[n].get("data-o") for n in pair[:2]) for pair in ends}
    assert {("avenmoor", "hope"), ("hope", "larkhill"), ("tallis", "larkhill"), (None, "tallis")} <= pairs
    (under,) = [pair for pair in ends if numbers[pair[0]].get("data-o") == "hope"]
    assert [numbers[n].get("data-o") for n in under[2:]] == ["avenmoor"]
    leader = next(e for e in root.iter("path") if e.get("class") == "leader")
    assert numbers[leader.get("data-l")].get("data-o") == "hope"


def test_the_neighbourhood_of_a_body_is_lit():
    svg = drawn(lit="larkhill")
    said = {(e.get("data-o"), *sorted({"near", "self"} & set(e.get("class").split()))) for e in nodes(svg)}
    assert said == {
        ("larkhill", "near", "self"),
        ("hope", "near"),
        ("avenmoor", "near"),
        ("tallis", "near"),
        ("quill",),
    }
    assert "lit" in classes(svg, "svg")[0]
    assert ["node", "root", "near"] in classes(svg, "g")


def test_an_unknown_body_lights_nothing():
    assert drawn(lit="nobody") == drawn() and "near" not in drawn() and 'class="drawing"' in drawn([])


def test_a_near_link_is_drawn_last_in_its_own_style_and_over_its_whole_way():
    svg = drawn(lit="quill")
    near = paths(svg, "ways")
    assert [c for c, _ in near].count(["link", "frame", "near"]) == 2
    assert ["link", "not-known", "near"] in [c for c, _ in near]
    assert [c for c, _ in paths(svg, "links")].count(["link", "not-known", "under"]) == 1
    assert svg.index('class="ways"') > svg.index('class="links"')


def band(*statuses):
    """Hope at Tier 1 (lifting the lane), and two at Tier 2 right under the prime, which share a lane past Tier 1."""
    behind = [small.provider(f"Behind {n}") for n in range(len(statuses))]
    return [
        small.position(small.HOPE, small.AVENMOOR, "1"),
        *(small.position(b, small.AVENMOOR, "2", referral_status=s) for b, s in zip(behind, statuses, strict=True)),
    ]


def test_links_that_share_a_lane_are_one_band_a_script_can_find():
    root = ElementTree.fromstring(drawn(band("none", "receiving"), [small.AVENMOOR]))
    trunk = [e for e in root.iter("path") if "shared" in e.get("class", "").split()]
    assert [e.get("data-t") for e in trunk] == ["0"] and trunk[0].get("data-e") is None
    parts = [e for e in root.iter("path") if e.get("data-t") == "0" and e.get("data-e")]
    end = trunk[0].get("d").split("H")[-1]
    assert len(parts) == 2 and all(e.get("d").startswith(f"M{end} ") for e in parts)


def test_a_near_link_runs_over_the_band_too_and_the_band_stays_for_the_others():
    positions = band("none", "receiving")
    svg = drawn(positions, [small.AVENMOOR], lit="behind 0")
    stem = next(d for c, d in paths(svg, "links") if "shared" in c)
    assert [c for c, d in paths(svg, "ways") if d.startswith(stem)] == [["link", "none", "near"]]
    assert ["link", "shared"] in [c for c, _ in paths(svg, "links")]


def test_a_whole_chain_keeps_its_band():
    svg = drawn(band("none", "receiving"), [small.AVENMOOR], lit="avenmoor")
    assert [c for c, _ in paths(svg, "ways")].count(["link", "shared", "near"]) == 1
    agreed = drawn(band("none", "none"), [small.AVENMOOR], lit="avenmoor")
    assert [c for c, _ in paths(agreed, "ways")].count(["link", "none", "near"]) == 3
    assert ["link", "shared", "under"] in [c for c, _ in paths(svg, "links")]


def test_a_tall_drawing_lies_over_lines_of_paper_and_a_low_one_does_not():
    many = [small.position(small.provider(f"Body {n:03}"), small.AVENMOOR, "1") for n in range(210)]
    tall = drawn(many)
    assert "tall" in classes(tall, "svg")[0]
    lines = paper(tall).count("\n")
    height = float(ElementTree.fromstring(tall).get("viewBox").split()[3])
    width = float(ElementTree.fromstring(tall).get("viewBox").split()[2])
    assert 0 <= 5 * lines - height * 220 / width < 15
    assert paper(drawn()) == ""


@pytest.mark.parametrize(("size", "shape"), [(4, []), (30, ["slim"]), (100, ["tall"])])
def test_the_shape_of_a_drawing_is_said_for_print(size, shape):
    many = [small.position(small.provider(f"Body {n:03}"), small.AVENMOOR, "1") for n in range(size)]
    assert classes(drawn(many), "svg")[0] == ["drawing", *shape]
