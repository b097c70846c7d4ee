"""The page of an area in headless Chromium: how soon its picture is complete, what it weighs, how it scrolls and lights
up, at 200, 1,500 and 15,000 elements (nodes and links). Beside each stands the same page with its drawing taken out,
measured in the same run.

Needs a Chromium; without one it says so and measures the server alone."""

import gzip
import os
import shutil
import statistics
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.chains import area
from benchmarks.layout import show

SIZES = {200: (36, 0.2), 1_500: (268, 0.2), 15_000: (2_600, 0.1)}  # elements: subcontracts a prime, share of shared
TARGETS = {  # elements: picture ms, page kB, frame ms, highlight ms
    200: (200, 15, 34, 50),
    1_500: (300, 60, 34, 50),
    15_000: (1_500, 400, 67, 100),
}
ROOT = Path(__file__).resolve().parent.parent
WORDS = "Larkhill Pennant Harbour Carrow Ostler Quillford Tamarisk Wendmoor Sallowby Brackle".split()
KINDS = "Skills Trust,Council,Recruitment,College,Advice Centre,Enterprise Hub,Carers,Housing".split(",")
TIMES = 5
CHROMIUM = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main():
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        shutil.copytree(ROOT / "static", Path(folder, "static"))
        lines = [measured(Path(folder), elements, *how) for elements, how in SIZES.items()]
    print("The page of an area (targets in brackets; the same page without its drawing after the slash)")
    head = ["elements", "server ms", "again", "page kB gz", "picture ms", "frame p95 ms", "highlight ms"]
    show(head, lines)
    scripts = [ROOT / "static" / "js" / name for name in ("drawing.js", "export.js")]
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in scripts) / 1000
    print(f"\n  own JavaScript of the page: {weight:.1f} kB gzipped (<= 10)")


def set_up(folder):
    """A database of its own and a person who may look."""
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder / 'pages.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "supplychains.settings",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare", verbosity=0)
    from django.contrib.auth import get_user_model

    get_user_model().objects.create_superuser("somebody")


def measured(folder, elements, subcontracts, share):
    address, count = fill(elements, area(1, 3, subcontracts, share))
    page, first = served(address)
    page, again = served(address)
    without = (
        page[: page.index('<svg class="drawing')] + page[page.index("</svg>", page.index('<svg class="drawing')) + 6 :]
    )
    (folder / "with.html").write_text(page)
    (folder / "without.html").write_text(without)
    kilobytes = len(gzip.compress(page.encode(), 6)) / 1000
    times, lit, size = TARGETS[elements], None, f"{count:,}"
    if not (chromium := shutil.which("chromium") or shutil.which("chromium-browser")):
        return [size, f"{first:.0f}", f"{again:.0f}", f"{kilobytes:.1f} ({times[1]})", "-", "-", "no Chromium"]
    with browser(chromium) as new_page, served_from(folder) as base:
        picture, floor = (
            statistics.median(complete(new_page, f"{base}/{name}.html") for _ in range(TIMES))
            for name in ("with", "without")
        )
        frames = frame_times(new_page, f"{base}/with.html")
        lit = highlight(new_page, f"{base}/with.html")
    return [
        size,
        f"{first:.0f}",
        f"{again:.0f}",
        f"{kilobytes:.1f} (<= {times[1]})",
        f"{picture:.0f} / {floor:.0f} (<= {times[0]})",
        f"{frames:.0f} (<= {times[2]})",
        f"{lit:.0f} (<= {times[3]})",
    ]


def fill(elements, graph):
    """An area with this chain: (its address, how many elements its drawing has)."""
    from django.contrib.auth import get_user_model

    from providers.actions import register_provider
    from supplychains.contracts import actions

    by = get_user_model().objects.get()
    programme, _ = actions.define_programme(slug="invented", name="Invented programme", commissioner="Office")
    place, _ = actions.define_area(programme=programme, number=elements, name=f"Area of {elements}")
    bodies = {}
    for node, data in graph.nodes(data=True):
        key = data.get("org", node)
        if data["layer"] >= 2 and key not in bodies:
            at = len(bodies)
            name = f"{WORDS[at % 10]} {KINDS[at // 10 % 8]} {at} of {elements}"
            bodies[key] = register_provider(name=name)
    held = {
        n: actions.award_contract(area=place, prime=bodies[n])[0] for n, d in graph.nodes(data=True) if d["layer"] == 2
    }
    said = list(positions(graph, held, bodies))
    shared = {"source": "list", "speaks_for": "publisher", "publisher": "Office", "edition": "one"}
    actions.state_positions(positions=said, by=by, stated_on=date(2026, 2, 28), **shared)
    return f"/programmes/invented/areas/{elements}/", len(graph) + graph.number_of_edges()


def positions(graph, held, bodies):
    """(subcontract, what the list says of it) for every link to an organisation, Tier 1 first."""
    from supplychains.contracts.actions import place

    made = {}
    for tier in (1, 2):
        for buyer, node in graph.edges:
            if graph.nodes[node]["layer"] != 2 + tier:
                continue
            above = made.get(buyer)
            contract = above.prime_contract if above else held[buyer]
            subcontract, is_new = place(provider=bodies[graph.nodes[node]["org"]], prime_contract=contract, via=above)
            made.setdefault(node, subcontract)
            if is_new:
                yield subcontract, {"listed": True, "tier": str(tier)}


def served(address):
    """(the page, milliseconds on the server)."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.get())
    start = time.perf_counter()
    answer = client.get(address, secure=True)
    assert answer.status_code == 200, answer
    return answer.content.decode(), (time.perf_counter() - start) * 1000


@contextmanager
def served_from(folder):
    """The address of a server for the files of a folder, on loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # as a real server: one connection for the page and its files

        def log_message(self, *_):
            """Nothing: the table is what is read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@contextmanager
def browser(path):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield lambda: chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
        chromium.close()


DONE = """addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.done = performance.now() })))"""


def complete(new_page, address):
    """Milliseconds from the start of the navigation to the frame that shows the whole picture, nothing cached."""
    page = new_page()
    page.add_init_script(DONE)
    page.goto(address)
    page.wait_for_function("window.done")
    found = page.evaluate("window.done")
    page.context.close()
    return found


SCROLL = """() => new Promise(done => {
  const times = []; let before = performance.now(), left = 60;
  const step = now => { times.push(now - before); before = now; scrollBy(0, 60);
    left-- ? requestAnimationFrame(step) : done(times.slice(2).sort((a, b) => a - b)) };
  requestAnimationFrame(step) })"""


def frame_times(new_page, address):
    """The 95th percentile of milliseconds a frame while the page scrolls."""
    page = new_page()
    page.goto(address)
    times = page.evaluate(SCROLL)
    page.context.close()
    return times[int(len(times) * 0.95)]


LIGHT = """nodes => new Promise(done => {
  const times = []; let at = 0;
  const next = () => {
    const start = performance.now();
    const pointer = new PointerEvent("pointermove", {bubbles: true, screenX: at + 1, pointerType: "mouse"});
    nodes[at * 7 % nodes.length].dispatchEvent(pointer);
    requestAnimationFrame(() => { document.body.offsetHeight; times.push(performance.now() - start);
      ++at < 9 ? setTimeout(next, 50) : done(times.sort((a, b) => a - b)[4]) }) };
  next() })"""


def highlight(new_page, address):
    """Milliseconds from pointing at an organisation to the frame with its neighbourhood, median of nine."""
    page = new_page()
    page.goto(address)
    found = page.eval_on_selector_all("a.node:not(.prime)", LIGHT)
    assert page.locator(".drawing.lit").count(), "nothing lit up"
    page.context.close()
    return found


if __name__ == "__main__":
    main()
