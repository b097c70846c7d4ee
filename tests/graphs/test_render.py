"""The drawing as text: well formed, complete, and safe whatever a name holds."""

from datetime import date, timedelta
from xml.etree import ElementTree

from supplychains.graphs.layout import lay_out

from supplychains.graphs.build import build
from supplychains.graphs.render import render
from tests.graphs import small


def drawn(positions=small.POSITIONS, contracts=small.CONTRACTS, on=small.TODAY):
    graph = build(small.AREA, contracts, positions)
    return render(graph, lay_out(graph), address=lambda public_id: f"/organisations/{public_id}/", on=on)


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


def test_labels_do_not_overlap_in_a_column():
    many = [small.position(small.provider(f"Body {n:02}"), small.AVENMOOR, "1") for n in range(40)]
    root = ElementTree.fromstring(drawn(many, on=date(2026, 1, 1)))
    tops = sorted(float(e.find("rect").get("y")) for e in root.iter("a") if "third" in e.get("class"))
    assert all(below - above >= 24 for above, below in zip(tops, tops[1:], strict=False))


def test_primes_do_not_overlap():
    lone = [small.contract(n, small.provider(f"Prime {n}"), f"R{n}", "Personal wellbeing") for n in range(6)]
    root = ElementTree.fromstring(drawn([], lone))
    boxes = sorted((float(e.find("rect").get("y")), float(e.find("rect").get("height"))) for e in root.iter("a"))
    assert all(top + height <= below for (top, height), (below, _) in zip(boxes, boxes[1:], strict=False))
