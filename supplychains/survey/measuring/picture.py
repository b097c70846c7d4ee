"""The progress of a round as a picture, pure: days -> the text of one <svg>.

Two lines in ink, told apart by stroke and by the word at their end: settled is full and thick, reached is dashed. The
thin line above is how many there are. It is drawn in the ink of whatever it stands in (currentColor), so that page,
dark page, print and file have one picture; the file adds white paper, a title and a caption."""

from collections.abc import Sequence
from datetime import date
from html import escape
from math import ceil

from supplychains.contracts.wording import day

from .progress import Day

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 40, 150, 16, 34  # units around the plot; the words of the lines stand at the right
APART = 16  # least distance of two words
SANS = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, 'Liberation Sans', sans-serif"
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000)
TICKS = 4  # most lines across, besides the ground
DATES = 5  # most days named
STYLES = {"settled": 'stroke-width="2.5"', "reached": 'stroke-width="1.5" stroke-dasharray="5 4"'}


def picture(days: Sequence[Day], whole: int) -> str:
    """The picture for a page, of one day or more and `whole` organisations."""
    label = f'role="img" aria-label="{escape(said(days, whole))}"'
    return f'<svg class="progress" {_size(HEIGHT)} {label}>{_plot(days, whole)}</svg>'


def picture_file(days: Sequence[Day], whole: int, *, title: str, caption: str) -> bytes:
    """The same with its title and its caption as a file that stands alone."""
    head = f'<rect width="{WIDTH}" height="{HEIGHT + 76}" fill="#ffffff"/><title>{_text(title)}</title>'
    words = f'<text x="{LEFT}" y="28" font-size="17" font-weight="600">{_text(title)}</text>'
    below = f'<text x="{LEFT}" y="{HEIGHT + 58}" font-size="11.5">{_text(caption)}</text>'
    plot = f'<g transform="translate(0 38)">{_plot(days, whole)}</g>'
    space = 'xmlns="http://www.w3.org/2000/svg" version="1.1" color="#16201f"'
    desc = f"<desc>{_text(said(days, whole))}</desc>"
    worn = f'<g font-family="{SANS}" fill="currentColor">{words}{plot}{below}</g>'
    return f"<svg {space} {_size(HEIGHT + 76)}>{head}{desc}{worn}</svg>\n".encode()


def said(days: Sequence[Day], whole: int) -> str:
    """The picture in a sentence."""
    last = days[-1]
    return (
        f"{day(days[0].on)} to {day(last.on)}: of {whole:,} organisations, {last.reached:,} reached and "
        f"{last.settled:,} settled at the end."
    )


def _size(height):
    return f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'


def _text(words):
    return escape("".join(filter(str.isprintable, words)))  # what XML cannot hold is left out


def _plot(days, whole):
    top = max(whole, days[-1].reached, days[-1].settled, 1)
    parts = [*_across(top), *_dates(days), _whole(top, whole)]
    parts += [_line(days, name, top) for name in ("reached", "settled")]
    return "".join(parts + list(_words(days, whole, top)))


def _x(number, of):
    return LEFT + (WIDTH - LEFT - RIGHT) * (number / of if of else 0)


def _y(value, top):
    return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top


def _across(top):
    """Hairlines with their number, from the ground up."""
    step = next((step for step in STEPS if top / step <= TICKS), top)
    for value in range(0, top + 1, step):
        y, faint = _y(value, top), ".2" if value else ".7"
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="currentColor" stroke-opacity="{faint}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" font-size="12" text-anchor="end">{value:,}</text>'


def _dates(days):
    """Few of the days by name, evenly, from the first on."""
    last = len(days) - 1
    for number in range(0, last + 1, max(ceil(last / (DATES - 1)), 1)):
        x = _x(number, last)
        yield f'<path d="M{x:.1f} {HEIGHT - BOTTOM}v4" stroke="currentColor" stroke-opacity=".7"/>'
        words = _short(days[number].on)
        yield f'<text x="{x:.1f}" y="{HEIGHT - 14}" font-size="12" text-anchor="middle">{words}</text>'


def _short(on: date):
    return f"{on.day} {on:%b}"


def _whole(top, whole):
    return f'<path d="M{LEFT} {_y(whole, top):.1f}H{WIDTH - RIGHT}" stroke="currentColor" stroke-width="1"/>'


def _line(days, name, top):
    points = [f"{_x(n, len(days) - 1):.1f} {_y(getattr(each, name), top):.1f}" for n, each in enumerate(days)]
    if len(points) == 1:
        points.append(f"{LEFT + 8} {points[0].split()[1]}")  # a day alone is a short stroke
    return f'<path class="{name}" d="M{"L".join(points)}" fill="none" stroke="currentColor" {STYLES[name]}/>'


def _words(days, whole, top):
    """What each line is, at its end."""
    last = days[-1]
    lines = [(whole, f"of {whole:,} organisations", "400")]
    lines += [(last.reached, f"{last.reached:,} reached", "400"), (last.settled, f"{last.settled:,} settled", "600")]
    lines.sort(key=lambda line: -line[0])
    for (_, words, weight), y in zip(lines, _apart([_y(value, top) for value, *_ in lines]), strict=True):
        yield f'<text x="{WIDTH - RIGHT + 8}" y="{y + 4:.1f}" font-size="12.5" font-weight="{weight}">{words}</text>'


def _apart(heights):
    """Heights from the top down, moved so that no two words meet and none stands under the ground."""
    for n, y in enumerate(heights[1:], start=1):
        heights[n] = max(y, heights[n - 1] + APART)
    under = HEIGHT - BOTTOM
    for n in reversed(range(len(heights))):
        heights[n] = under = min(heights[n], under)
        under -= APART
    return heights
