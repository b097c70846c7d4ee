"""The lines of the drawing, pure: curves in the gaps, straight lanes past a column, one band where several share a
lane."""

CLASS = {"receiving": "", "unknown": "not-known"}


def curves(sheet):
    """The <path>s of every link, shared bands first so that the lines lie over them."""
    trunks = {}
    for tail, head in sorted(sheet.graph.edges, key=lambda e: (sheet.layout.routes[e], e)):
        bends = tuple(sheet.layout.routes[tail, head][1:-1])
        trunks.setdefault((tail, bends), []).append(head)
    bands, lines = [], []
    for (tail, bends), heads in sorted(trunks.items(), key=lambda t: (t[0][0], t[0][1])):
        _trunk(sheet, tail, bends, heads, bands, lines)
    return bands + lines


def _trunk(sheet, tail, bends, heads, bands, lines):
    """Links that share a lane run as one: in their own style where they agree, as a pale band where they do not."""
    origin, at, stem = _stem(sheet, tail, bends)
    styles = {_style(sheet, tail, head) for head in heads}
    is_shared = bool(stem) and len(heads) > 1
    if is_shared:
        bands.append(_path("shared" if len(styles) > 1 else styles.pop(), origin, stem))
    for head in heads:
        left, _, middle = sheet.at(head)
        end = _curve(at, (left, middle))
        start, way = (at, end) if is_shared else (origin, stem + end)
        lines.append(_path(_style(sheet, tail, head), start, way))


def _stem(sheet, tail, bends):
    """(where it leaves, where it is after the last lane, the way between the two)."""
    left, width, middle = sheet.at(tail)
    origin = at = (left + width, middle)
    way = ""
    for layer, row in bends:
        left, width = sheet.columns.place(int(layer))
        way += _curve(at, (left, sheet.y(row))) + f"H{left + width}"
        at = (left + width, sheet.y(row))
    return origin, at, way


def _style(sheet, tail, head):
    """The class of a link: its referral status, or "frame" on the buying side. Positions that differ leave it
    unknown."""
    positions = sheet.graph.edges[tail, head].get("positions")
    if positions is None:
        return "frame"
    found = {position.referral_status for position in positions}
    status = found.pop() if len(found) == 1 else "unknown"
    return CLASS.get(status, status)


def _path(kind, at, way):
    return f'<path class="{" ".join(filter(None, ["link", kind]))}" d="M{at[0]} {at[1]:.1f}{way}"/>'


def _curve(start, end):
    half = (end[0] - start[0]) / 2
    return f"C{start[0] + half:.0f} {start[1]:.1f} {end[0] - half:.0f} {end[1]:.1f} {end[0]} {end[1]:.1f}"
