"""The rules of two published schemas in our words, as far as graphs without hierarchy, ports and hyperedges need them:
GraphML 1.0 (graphml-structure.xsd with graphml-attributes.xsd) and GEXF 1.2draft (gexf.xsd, data.xsd, dynamics.xsd).

For every element: what it may hold, as a pattern of the names of its children, and its attributes, each as a pattern
of its values; "!" before the name of an attribute says that it must be there."""

import re
from xml.etree import ElementTree

TEXT = r"(?s:.*)"
TOKEN = r"[\w.:·\u0300-\u036f\u203f-\u2040-]+"  # NMTOKEN
COUNT = r"\d+"
DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
TIME = rf"{DAY}(T\d\d:\d\d:\d\d(\.\d+)?)?|[+-]?\d+(\.\d+)?"
TIMES = {"start": TIME, "startopen": TIME, "end": TIME, "endopen": TIME}
LEAF = ("", {})


def one_of(words):
    return "|".join(words.split())


class Schema:
    """`space` is the namespace, `root` the outermost element, `types` what a value of a declared type looks like."""

    def __init__(self, space, root, elements):
        self.space, self.root, self.elements = f"{{{space}}}", root, elements

    def faults(self, content: bytes) -> list[str]:
        """What is wrong with a file, in words; empty for a valid one."""
        root = ElementTree.fromstring(content)
        found = [] if root.tag == self.space + self.root else [f"the root is {root.tag}"]
        return found + [fault for element in root.iter() for fault in self._element(element)]

    def _element(self, element):
        name = element.tag.removeprefix(self.space)
        if name not in self.elements:
            yield f"<{name}> is not known"
            return
        holds, attributes = self.elements[name]
        children = "".join(f"{child.tag.removeprefix(self.space)} " for child in element)
        if not re.fullmatch(holds, children):
            yield f"<{name}> holds {children}"
        yield from _attributes(name, element.attrib, attributes)


def _attributes(name, given, known):
    patterns = {attribute.removeprefix("!"): pattern for attribute, pattern in known.items()}
    for attribute in known:
        if attribute.startswith("!") and attribute[1:] not in given:
            yield f"<{name}> has no {attribute[1:]}"
    for attribute, value in given.items():
        if attribute.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
            continue
        if attribute not in patterns:
            yield f"<{name}> may have no {attribute}"
        elif not re.fullmatch(patterns[attribute], value):
            yield f"{attribute} of <{name}> is {value!r}"


_GRAPHML = Schema(
    "http://graphml.graphdrawing.org/xmlns",
    "graphml",
    {
        "graphml": ("(desc )?(key )*((graph )|(data ))*", {}),
        "desc": LEAF,
        "default": LEAF,
        "key": (
            "(desc )?(default )?",
            {
                "!id": TOKEN,
                "for": one_of("all graph graphml node edge hyperedge port endpoint"),
                "attr.name": TOKEN,
                "attr.type": one_of("boolean int long float double string"),
            },
        ),
        "graph": ("(desc )?((data )|(node )|(edge ))*", {"id": TOKEN, "!edgedefault": one_of("directed undirected")}),
        "node": ("(desc )?(data )*(graph )?", {"!id": TOKEN}),
        "edge": (
            "(desc )?(data )*(graph )?",
            {"id": TOKEN, "directed": one_of("true false 1 0"), "!source": TOKEN, "!target": TOKEN},
        ),
        "data": ("", {"!key": TOKEN, "id": TOKEN}),
    },
)
GEXF = Schema(
    "http://www.gexf.net/1.2draft",
    "gexf",
    {
        "gexf": ("(meta )?graph ", {"!version": r"1\.2", "variant": TEXT}),
        "meta": ("((creator )|(keywords )|(description ))*", {"lastmodifieddate": DAY}),
        "creator": LEAF,
        "keywords": LEAF,
        "description": LEAF,
        "graph": (
            "((attributes )|(nodes )|(edges ))*",
            {
                "timeformat": one_of("integer double date dateTime"),
                "defaultedgetype": one_of("directed undirected mutual"),
                "idtype": one_of("integer string"),
                "mode": one_of("static dynamic"),
                **TIMES,
            },
        ),
        "attributes": ("(attribute )*", {"!class": one_of("node edge"), "mode": one_of("static dynamic"), **TIMES}),
        "attribute": (
            "((default )|(options ))*",
            {
                "!id": TEXT,
                "!title": TEXT,
                "!type": one_of("integer long double float boolean liststring string anyURI"),
            },
        ),
        "default": LEAF,
        "options": LEAF,
        "nodes": ("(node )*", {"count": COUNT}),
        "edges": ("(edge )*", {"count": COUNT}),
        "node": ("((attvalues )|(spells ))*", {"!id": TEXT, "label": TEXT, "pid": TEXT, **TIMES}),
        "edge": (
            "((attvalues )|(spells ))*",
            {
                "!id": TEXT,
                "!source": TEXT,
                "!target": TEXT,
                "label": TEXT,
                "type": one_of("directed undirected mutual"),
                "weight": r"[+-]?\d+(\.\d+)?",
                **TIMES,
            },
        ),
        "attvalues": ("(attvalue )*", {}),
        "attvalue": ("", {"!for": TEXT, "!value": TEXT, **TIMES}),
        "spells": ("(spell )+", {}),
        "spell": ("", TIMES),
    },
)


def graphml_faults(content: bytes) -> list[str]:
    """GraphML also names its identities: keys, nodes and edges once each, and nothing refers to what is not there."""
    root, space = ElementTree.fromstring(content), _GRAPHML.space
    keys = [key.get("id") for key in root.iter(space + "key")]
    nodes = [node.get("id") for node in root.iter(space + "node")]
    edges = [edge.get("id") for edge in root.iter(space + "edge") if edge.get("id")]
    found = [f"{what} twice" for what, ids in (("key", keys), ("node", nodes), ("edge", edges)) if repeats(ids)]
    for element in root.iter():
        data = [data.get("key") for data in element.findall(space + "data")]
        found += [f"{element.tag} has a fact twice"] if repeats(data) else []
        found += [f"no key {key}" for key in data if key not in keys]
    ends = [edge.get(end) for edge in root.iter(space + "edge") for end in ("source", "target")]
    return _GRAPHML.faults(content) + found + [f"no node {end}" for end in ends if end not in nodes]


def repeats(ids):
    return len(ids) != len(set(ids))
