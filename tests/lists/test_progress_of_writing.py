"""How far the writing of a list is: rows done only grow, within steps too, and end at all of them."""

from hypothesis import given
from hypothesis import strategies as st

from supplychains.lists import in_bulk
from supplychains.lists.actions import apply_list
from supplychains.lists.applying.progress import Progress
from tests.lists.making import csv_of

SHARES = st.lists(st.integers(1, 20), min_size=1, max_size=8)
MOVES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20)), max_size=4)


def test_a_step_moves_within_its_share():
    told = []
    progress = Progress(lambda *said: told.append(said), 100, [1, 3])
    progress.start("writing names")
    progress.start("writing positions")
    progress.within(1, 3)
    progress.within(3, 3)
    progress.finish()
    names, positions = "writing names", "writing positions"
    assert told == [(names, 0), (positions, 25), (positions, 50), (positions, 100), (positions, 100)]


@given(SHARES, st.integers(0, 100_000), st.data())
def test_rows_done_only_grow_and_end_at_all(shares, rows, data):
    told = []
    progress = Progress(lambda _, done: told.append(done), rows, shares)
    for _ in shares:
        progress.start("writing")
        for done, of in data.draw(MOVES):
            progress.within(done, of)
    progress.finish()
    assert told == sorted(told) and told[-1] == rows and min(told) >= 0


def test_nobody_need_listen():
    progress = Progress(None, 3, [1])
    progress.start("writing")
    progress.finish()
    assert progress.done == 3


def test_it_moves_inside_long_steps(world, stage, monkeypatch):
    monkeypatch.setattr(in_bulk, "AT_ONCE", 5)
    lines = (["Westmere", "Avenmoor Group", f"Body {number} Works", "2", "VCS"] for number in range(40))
    provider_list, told = stage(csv_of(*lines)), []
    apply_list(provider_list=provider_list, by=world.by, progress=lambda *said: told.append(said))
    rows = [done for _, done in told]
    assert rows == sorted(rows) and (rows[0], rows[-1]) == (0, 40)
    within = [done for step, done in told if step == "writing positions"]
    assert len(within) == 9 and len(set(within)) > 3
