"""The picture of a chain: one graph and one layout behind links, groups and matrix, on the page and in its exports."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import mark_safe

from .chains import Chain
from .drawing.build import build
from .drawing.grid import grid_of
from .drawing.grid_drawing import render_grid
from .drawing.groups import SUGGEST, crossings_a_link, render_groups
from .drawing.render import paper, render
from .drawing.wording import pointed
from .layout import crossings
from .layouts import layout_of

VIEWS = ("links", "groups", "matrix")


@dataclass
class Picture:
    """A chain as it is drawn: in one of VIEWS, with the neighbourhood of one organisation (its public id) lit. `on` is
    the day it is drawn for, from which the age of a check counts."""

    chain: Chain
    on: date
    view: str = "links"
    lit: str = ""

    @classmethod
    def asked(cls, chain, params, today):
        """As an address asks for it; a view it does not know is links."""
        view = params.get("view", "")
        on = chain.filter.said("on") or today
        return cls(chain, on, view if view in VIEWS else "links", params.get("lit", ""))

    @cached_property
    def graph(self):
        return build(self.chain.area, self.chain.contracts, self.chain.positions)

    @cached_property
    def layout(self):
        return layout_of(self.chain, self.graph)

    @cached_property
    def grid(self):
        return grid_of(self.graph, self.layout, on=self.on)

    @property
    def crossings(self):
        return crossings(self.graph, self.layout)

    @property
    def suggests_groups(self):
        """Whether the links cross so often that groups are easier to read."""
        return crossings_a_link(self.graph, self.layout) > SUGGEST

    @cached_property
    def svg(self) -> str:
        """The picture as the text of one <svg>. Every text in it is escaped where it is set."""
        if self.view == "matrix":
            return render_grid(self.grid, self.chain.area, address=page_of, lit=self.lit)
        draw = render_groups if self.view == "groups" else render
        return draw(self.graph, self.layout, address=page_of, on=self.on, lit=self.lit)

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of the page, the figures below it. Said to the style sheet by a class: to
        look for it with :has() costs a fifth of a second a highlight in a large drawing."""
        return self.view != "matrix" and "wide" in self.svg.partition('"')[2].partition('"')[0].split()

    @property
    def markup(self):
        """The same for a template, with the sheets of paper it takes."""
        return mark_safe(
            self.svg + paper(self.svg)
        )  # every text in it is escaped where it is set, see drawing/render.py

    @property
    def pointed(self) -> str:
        """What the highlighted organisation says, in a sentence; "" where none is."""
        return pointed(self.graph, self.lit) if self.lit else ""


def page_of(public_id):
    """The address of an organisation."""
    return reverse("contracts:provider", args=[public_id])
