"""Subcontracts -> a networkx DiGraph with one column a tier, pure. The only room of the drawing that knows our fields.

In: an area and its subcontracts (objects with the attributes of our models, already filtered; nothing is fetched
here). Out: a DiGraph. Nodes: "commissioner", "area", "contract:ID" and one (organisation, tier) pair each,
"TIER:PUBLIC_ID", so that a body at both tiers stands in both columns. Every node has `kind`, `layer` (its column),
`label`, `order` (for ties) and `height` (in rows of the drawing); organisations carry `provider`, `positions`
(what they hold there) and `through`, the names of those they work under without a line from there: not shown, or in the
same column. Edges to organisations carry `positions` too and run from the prime contract, or from the
organisation a position hangs under."""

import networkx as nx

from supplychains.contracts.vocabulary import OUTSIDE

from .columns import Columns, columns_for
from .frames import below_contract, frame_of

ROW, AIR = 25, 6  # units of a row of the drawing, and what stays free between two boxes of the buying side


def build(area, contracts, subcontracts):
    """The chain of one area as a graph. `graph.graph["columns"]` says which columns it has and what they are called."""
    subcontracts = list(subcontracts)
    columns = columns_for(tier for s in subcontracts for tier in tiers(s))
    graph = nx.DiGraph(columns=columns, area=area)
    graph.add_node("commissioner", kind="commissioner", layer=0, label=area.programme.commissioner, order="")
    graph.add_node("area", kind="area", layer=1, label=area.name, order="")
    graph.add_edge("commissioner", "area")
    for contract in contracts:
        _add_contract(graph, contract)
    for subcontract in subcontracts:
        _add_positions(graph, columns, subcontract)
    for subcontract in subcontracts:
        _add_links(graph, subcontract)
        if subcontract.involvement not in OUTSIDE:
            graph.nodes[contract_node(subcontract.prime_contract_id)]["chain"].add(subcontract.provider.public_id)
    _box(graph, columns)
    return graph


def tiers(subcontract):
    """The columns a position stands in: one, or both where it works at both tiers."""
    return ["1", "2"] if subcontract.tier == "1+2" else [subcontract.tier]


def contract_node(contract_id):
    return f"contract:{contract_id}"


def _add_contract(graph, contract):
    name = contract_node(contract.pk)
    label = contract.provider.name
    graph.add_node(
        name,
        kind="contract",
        layer=2,
        label=label,
        order=f"{label} {contract.reference}",
        contract=contract,
        chain=set(),
    )
    graph.add_edge("area", name)


def _add_positions(graph, columns: Columns, subcontract):
    provider = subcontract.provider
    for tier in tiers(subcontract):
        node = f"{tier}:{provider.public_id}"
        if node not in graph:
            graph.add_node(
                node,
                kind="organisation",
                layer=columns.layer_of(tier),
                label=provider.name,
                order=provider.name,
                provider=provider,
                tier=tier,
                positions=[],
            )
        graph.nodes[node]["positions"].append(subcontract)


def _add_links(graph, subcontract):
    for tier in tiers(subcontract):
        node = f"{tier}:{subcontract.provider.public_id}"
        buyer = _buyer(graph, subcontract, graph.nodes[node]["layer"])
        if subcontract.via is not None and buyer == contract_node(subcontract.prime_contract_id):
            graph.nodes[node].setdefault("through", []).append(subcontract.via.provider.name)
        if not graph.has_edge(buyer, node):
            graph.add_edge(buyer, node, positions=[])
        graph.edges[buyer, node]["positions"].append(subcontract)


def _box(graph, columns):
    """Sizes: an organisation takes one row, the buying side what its text takes."""
    for _, data in graph.nodes(data=True):
        data["height"] = 1
        if data["kind"] != "organisation":
            _, width = columns.place(data["layer"])
            data["frame"] = frame_of(data["kind"], data["label"], _below(graph, data, width), width)
            data["height"] = (data["frame"].height + AIR) / ROW


def _below(graph, data, width):
    if data["kind"] == "area":
        return [f"area {graph.graph['area'].number}"]
    if data["kind"] == "contract":
        return below_contract(data["contract"], len(data["chain"]), width)
    return []


def _buyer(graph, subcontract, layer):
    """Whom it works under: the organisation it hangs under where that stands in an earlier column, else the prime
    itself."""
    via = subcontract.via
    if via is not None:
        for tier in tiers(via):
            node = f"{tier}:{via.provider.public_id}"
            if node in graph and graph.nodes[node]["layer"] < layer:
                return node
    return contract_node(subcontract.prime_contract_id)
