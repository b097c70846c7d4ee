"""What the pages with all areas of a programme show: small pictures, and tiles."""

from django.utils.safestring import mark_safe

from ..drawing.build import build
from ..drawing.thumbnails import bare, thumbnail
from ..layouts import laid_out
from .area_figures import around
from .tiles import arrange, key_of_numbers, key_of_shares, tile


def drawings_of(held, *, on) -> list:
    """[(the chain of an area, its picture or "" where nothing is bought there)]."""
    return [(chain, _picture(chain, on) if chain.contracts else "") for chain in held.chains]


def _picture(chain, on):
    graph = bare(build(chain.area, chain.contracts, chain.positions))
    return mark_safe(thumbnail(graph, laid_out(graph), on=on))  # numbers and classes only, see thumbnails.py


def map_of(held, figure) -> dict:
    """The tiles of a programme for one `AreaFigure`: `map` as arranged, `tiles` from most to least, `key`, the
    legend."""
    programme = around(held.contracts, held.positions)
    counted = [(chain.area, *figure.count(chain.contracts, chain.positions, programme)) for chain in held.chains]
    most = max((part for _, part, _ in counted), default=0)
    tiles = [tile(area, part, whole, whole if figure.is_share else most) for area, part, whole in counted]
    key = key_of_shares() if figure.is_share else key_of_numbers(most)
    ranked = sorted(tiles, key=lambda t: (-t.height, -t.whole, t.area.number))
    return {"tiles": ranked, "map": arrange(tiles), "key": key, "is_bare": any(t.depth is None for t in tiles)}
