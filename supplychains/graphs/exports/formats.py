"""The formats a chain is exported in. The downloads and `manage.py export_area` call the same `export`, so that both
give the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from supplychains.contracts.export import organisation_rows, organisations_csv, position_row, positions_csv
from supplychains.contracts.standpoints import CHECKED, DIFFERENCE, LISTED
from supplychains.contracts.wording import count, day

from ..area_page import gap_lines
from ..pictures import Picture
from .exchange import checksum, exchange, plainly
from .gexf import as_gexf
from .graphml import as_graphml, as_json
from .spreadsheet import as_xlsx
from .standalone import standalone

LAYERS = {
    LISTED: "Only what lists say.",
    CHECKED: "Only what calls and rulings found.",
    DIFFERENCE: "What calls found, beside what lists say.",
}
SOFTWARE = "Supply Chains"


@dataclass
class Export:
    """One picture of a chain on its way into a file. The day it is drawn for is the day of the file."""

    picture: Picture

    @property
    def chain(self):
        return self.picture.chain

    @cached_property
    def graph(self):
        """The graph for exchange; what it is about is its own attributes."""
        graph = exchange(self.picture.graph, self.picture.layout)
        graph.graph = self._about(graph)
        return graph

    def _about(self, graph):
        """{name: value} of everything a file says of itself. Without dates and filters, nothing: no empty values."""
        area, asked = self.chain.area, self.chain.filter
        about = {
            "title": f"Area {area.number}, {area.name}",
            "programme": area.programme.name,
            "programme_id": area.programme.slug,
            "area": area.name,
            "area_number": area.number,
            "filters": "; ".join(f"{label}: {value}" for label, value in asked.told()),
            "layer": asked.said("layer"),
            "on": asked.said("on"),
            "known": asked.said("known"),
            "standing": asked.standing(),
            "compared": self._comparison(),
            "date": self.picture.on,
            "organisations": len({s.provider_id for s in self.chain.positions}),
            "positions": len(self.chain.positions),
            "checksum": checksum(graph),
            "software": SOFTWARE,
            "note": _note(graph.graph["unwritable"], area.programme),
        }
        return {name: plainly(value) for name, value in about.items() if value not in (None, "")}

    def _comparison(self):
        if not self.chain.gap:
            return ""
        counts = ", ".join(f"{words.lower()} {number}" for words, _, number in gap_lines(self.chain))
        before, after = self.chain.gap.before, self.chain.gap.after
        against = self.chain.filter.standing("from_")
        return f"{against + ': ' if against else ''}{before} positions before, {after} after: {counts}"

    @property
    def caption(self):
        """What stands under a picture."""
        about = self.graph.graph
        standing = about.get("standing") or f"as it is on {day(self.picture.on)}"
        people = f"{count(about['organisations'], 'organisation')} in {count(about['positions'], 'position')}"
        told = [
            f"{about['title']}, {about['programme']}.",
            f"{people}.",
            f"Filters: {about['filters']}." if "filters" in about else "",
            LAYERS.get(about.get("layer"), ""),
            f"{standing[:1].upper()}{standing[1:]}.",
            f"Compared: {about['compared']}." if "compared" in about else "",
            about.get("note", ""),
            f"Data {about['checksum'][:12]}.",
        ]
        return " ".join(filter(None, told))


def _note(unwritable, programme):
    invented = "Every organisation, number and answer here is invented." if programme.is_invented else ""
    kept_out = f"{count(unwritable, 'text')} had control characters, which are left out." if unwritable else ""
    return " ".join(filter(None, [invented, kept_out]))


def _svg(given):
    eyebrow = f"{given.graph.graph['programme']}, supply chain"
    about = {"eyebrow": eyebrow, "caption": given.caption, **given.graph.graph}
    return standalone(given.picture.svg, about, is_compared=bool(given.chain.gap))


def _xlsx(given):
    positions = map(position_row, given.chain.positions)
    return as_xlsx(positions, organisation_rows(given.chain.positions, given.chain.contracts), given.graph.graph)


def _csv(text):
    return text.encode("utf-8-sig")  # spreadsheets take a csv without the mark for Windows-1252


@dataclass(frozen=True)
class Format:
    """`file` is the last part of its address, `use` one line of what it is for."""

    make: Callable[[Export], bytes]
    file: str
    content_type: str
    words: str
    use: str

    @property
    def suffix(self):
        return self.file.rpartition(".")[2]


FORMATS = {
    "svg": Format(_svg, "chain.svg", "image/svg+xml", "SVG", "the drawing with legend and caption, for a paper"),
    "graphml": Format(
        lambda given: as_graphml(given.graph),
        "chain.graphml",
        "application/xml; charset=utf-8",
        "GraphML",
        "for igraph, networkx, yEd and Gephi",
    ),
    "gexf": Format(
        lambda given: as_gexf(given.graph),
        "chain.gexf",
        "application/xml; charset=utf-8",
        "GEXF",
        "for Gephi, with the days positions began and ended",
    ),
    "json": Format(
        lambda given: as_json(given.graph), "chain.json", "application/json", "JSON", "nodes and links, for programs"
    ),
    "xlsx": Format(
        _xlsx,
        "chain.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
        "positions and organisations as two sheets",
    ),
    "csv": Format(
        lambda given: _csv(positions_csv(given.chain.positions)),
        "positions.csv",
        "text/csv; charset=utf-8",
        "CSV of positions",
        "the edge list: who works under whom",
    ),
    "organisations-csv": Format(
        lambda given: _csv(organisations_csv(given.chain.positions, given.chain.contracts)),
        "organisations.csv",
        "text/csv; charset=utf-8",
        "CSV of organisations",
        "the node list: one line each",
    ),
}


def export(picture: Picture, name: str) -> bytes:
    """What a picture shows as a file in the format of that name. The same chain, view and day give the same bytes."""
    return FORMATS[name].make(Export(picture))


def file_name(picture: Picture, name: str) -> str:
    """ "work-programme-area-3-2026-03-12.svg"; the list of organisations has that word in its name."""
    area, which = picture.chain.area, "-organisations" if name == "organisations-csv" else ""
    return f"{area.programme.slug}-area-{area.number}{which}-{picture.on:%Y-%m-%d}.{FORMATS[name].suffix}"
