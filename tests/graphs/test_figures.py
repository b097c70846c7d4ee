from supplychains.graphs.figures import by_prime, by_sector, figures, margin
from tests.graphs import small


def test_figures_say_what_they_are_out_of():
    told = {f.title: (f.part, f.whole, f.most) for f in figures(small.POSITIONS)}
    assert told == {
        "Response so far": (1, 3, None),
        "Delivering, at least and at most": (0, 4, 4),
        "Receiving referrals": (1, 4, 2),
        "With more than one buyer": (1, 3, None),
    }


def test_whoever_has_left_is_not_counted_as_perhaps_receiving():
    left = small.position(small.HOPE, small.AVENMOOR, "1", involvement="left")
    receiving = next(f for f in figures([left]) if f.title.startswith("Receiving"))
    assert (receiving.part, receiving.most) == (0, 0)


def test_organisations_are_counted_once_whatever_their_positions():
    assert margin(small.POSITIONS)["organisations"] == 3
    assert [(s.label, s.part, s.whole, s.scale) for s in by_prime(small.POSITIONS)] == [
        ("Avenmoor", 1, 3, 3),
        ("Tallis", 0, 1, 3),
    ]
    assert [(sector, share.whole) for sector, share in by_sector(small.POSITIONS)] == [
        ("private", 1),
        ("public", 1),
        ("third", 1),
    ]


def test_nothing_shown_is_counted_as_nothing():
    assert margin([])["organisations"] == 0
    assert all(f.whole == 0 for f in figures([]))
