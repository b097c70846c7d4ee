"""Layouts kept under a hash of what they are made from, so that a chain that has not changed is laid out once."""

from hashlib import sha256

from django.core.cache import caches

from .drawing.build import build
from .layout import Layout, fingerprint, lay_out


def laid_out(graph, former=None) -> Layout:
    """The layout of a graph. With `former`, another graph: as near as may be to where things stand in the layout of
    that one."""
    key = fingerprint(graph)
    if former is not None and fingerprint(former) != key:
        key = sha256(f"{key} {fingerprint(former)}".encode()).hexdigest()
        return _kept(key, lambda: lay_out(graph, laid_out(former)))
    return _kept(key, lambda: lay_out(graph))


def _kept(key, make):
    cache = caches["layouts"]
    layout = cache.get(key)
    if layout is None:
        layout = make()
        cache.set(key, layout, timeout=None)
    return layout


def layout_of(chain, graph) -> Layout:
    """The layout of a graph of a chain (graphs/chains.py). The whole chain as it is now gives the order, so that
    nothing moves while somebody narrows it or looks at another day."""
    return laid_out(graph, build(chain.area, chain.all_contracts, chain.now))
