"""How fast a list is read and parsed: `.venv/bin/python -m benchmarks.reading`, half a minute.

Rows a second beside python-calamine alone, which reads the same workbook to Python lists in the same run and knows
nothing of headings, words or dates. Processor time, the best of some turns taken alternately, because other work on
the machine disturbs both.
"""

import io
import random
import tracemalloc
from collections.abc import Callable
from time import process_time

import xlsxwriter
from python_calamine import load_workbook

from supplychains.lists.parsing import parse

ROWS, TURNS, MOST = 100_000, 5, 2.0
HEADING = "Area,Prime,Contract reference,Subcontractor,Tier,Organisation type,Start date,End date,Phone,Notes"
TIERS = ["1", "2", "Tier 1", "Specialist", "end to end"]
SECTORS = ["Private", "VCS", "Public", "Charity", "CIC"]


def main() -> None:
    rows = lines(ROWS, seed=1)
    wide, narrow = workbook(rows), workbook([[*row[:2], row[3], row[4], row[5]] for row in rows])
    text = "\n".join(",".join(row) for row in rows).encode()
    print(f"Reading and parsing {ROWS:,} rows, the best of {TURNS} turns")
    heads = ["file", "ours, rows/s", "calamine alone, rows/s", "ours/calamine, time", "target"]
    found = [
        compared("xlsx, 10 columns", lambda: parse(wide, "list.xlsx"), lambda: alone(wide)),
        compared("xlsx, 5 columns", lambda: parse(narrow, "list.xlsx"), lambda: alone(narrow)),
        compared("csv, 10 columns", lambda: parse(text, "list.csv"), lambda: alone(wide)),
    ]
    show(heads, found)
    tenth = workbook(lines(ROWS // 10, seed=1))
    growth = best(lambda: parse(wide, "list.xlsx"), 3) / best(lambda: parse(tenth, "list.xlsx"), 3)
    print(f"\nTime for {ROWS:,} rows over that for {ROWS // 10:,}: {growth:.1f} (in proportion: 10)")
    print(f"Memory that Python takes at most while parsing {ROWS:,} rows: {peak(wide):.0f} MB (1 GiB for the whole)")


def compared(name: str, ours: Callable, theirs: Callable) -> list[str]:
    """One line of the table. Both take turns, so that what disturbs one disturbs the other."""
    times = [(best(ours, 1), best(theirs, 1)) for _ in range(TURNS)]
    own, other = (min(each) for each in zip(*times, strict=True))
    return [name, f"{ROWS / own:,.0f}", f"{ROWS / other:,.0f}", f"{own / other:.2f}", f"<= {MOST:g}"]


def best(what: Callable, turns: int) -> float:
    """Seconds of the processor that it takes in the best of so many turns."""
    times = []
    for _ in range(turns):
        start = process_time()
        result = what()
        times.append(process_time() - start)
        del result
    return min(times)


def alone(content: bytes) -> list[list]:
    return load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def peak(content: bytes) -> float:
    """Megabytes that Python's own objects take at most; what the compiled reader takes is not counted."""
    tracemalloc.start()
    parse(content, "list.xlsx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1024 / 1024


def lines(count: int, seed: int) -> list[list[str]]:
    """The heading and so many rows of an invented list, with 20,000 names and some words that nobody understands."""
    rng = random.Random(seed)
    firsts, lasts = "Hope Quill North Vale River Harbour".split(), "Trust College Training Works Partnership".split()
    names = [f"{rng.choice(firsts)} {rng.choice(lasts)} {number}" for number in range(20_000)]
    return [HEADING.split(",")] + [
        [
            f"Area {rng.randint(1, 60)}",
            f"Prime {rng.randint(1, 15)}",
            f"C{rng.randint(1, 300):04}",
            rng.choice(names),
            rng.choice(TIERS),
            rng.choice(SECTORS),
            f"{rng.randint(1, 28)}/0{rng.randint(1, 9)}/2023",
            "2026-03-31",
            f"0161 496 {rng.randint(0, 999):04}",
            rng.choice(["", "", "", "see note"]),
        ]
        for _ in range(count)
    ]


def workbook(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Chain")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def show(heads: list[str], rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in [heads, *rows]:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
