"""What belongs to one organisation in the drawing of an area, pure: where it stands, whom it works under up to the
commissioner, and who works under it.

In: the graph of build.py and a public id. A body is followed through its own chains only: the one it hangs under
leads on to a prime where that prime's contract is what the position belongs to, and to no other prime beside it."""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Neighbourhood:
    """Nodes and links (pairs of nodes) of the graph. `own` are the places of the body itself, in every column."""

    own: frozenset = frozenset()
    nodes: frozenset = frozenset()
    links: frozenset = frozenset()


def body(data) -> str:
    """The public id of the organisation a node stands for, from the attributes of the node; "" for commissioner and
    area."""
    if data["kind"] == "organisation":
        return data["provider"].public_id
    return data["contract"].provider.public_id if data["kind"] == "contract" else ""


def places(graph) -> dict[str, list]:
    """Public id -> the nodes of that body: its prime contracts, and one node for each column it stands in."""
    found = defaultdict(list)
    for node, data in sorted(graph.nodes(data=True), key=lambda item: (item[1]["layer"], str(item[0]))):
        if body(data):
            found[body(data)].append(node)
    return dict(found)


def chains(graph, tail, head) -> frozenset | None:
    """The prime contracts (their nodes) whose chains a link belongs to; None stands for all of the area."""
    if graph.nodes[tail]["kind"] == "contract":
        return frozenset({tail})
    if graph.nodes[head]["kind"] == "contract":
        return frozenset({head})
    positions = graph.edges[tail, head].get("positions")
    return frozenset(f"contract:{p.prime_contract_id}" for p in positions) if positions else None


def neighbourhood(graph, public_id: str) -> Neighbourhood:
    """All of the drawing that has to do with one body; nothing at all where it does not stand in this area."""
    own = places(graph).get(public_id, []) if public_id else []
    links: set = set()
    for node in own:
        _follow(graph, node, None, links, is_upward=True)
        _follow(graph, node, None, links, is_upward=False)
    nodes = {end for link in links for end in link}
    return Neighbourhood(frozenset(own), frozenset(nodes.union(own)), frozenset(links))


def _follow(graph, node, within, links, *, is_upward):
    """Gather the links on from `node` that belong to one of the chains `within`."""
    for tail, head in graph.in_edges(node) if is_upward else graph.out_edges(node):
        shared = _both(within, chains(graph, tail, head))
        if shared is None or shared:
            links.add((tail, head))
            _follow(graph, tail if is_upward else head, shared, links, is_upward=is_upward)


def _both(some, others):
    """What two sets of chains share, where None is all of them."""
    if some is None or others is None:
        return others if some is None else some
    return some & others
