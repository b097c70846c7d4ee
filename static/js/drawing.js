// Find your way in the drawing: point at a node and see its neighbourhood, keep it in the address, walk with the arrow
// keys, mark what is being typed. Without it every node is a plain link, and ?lit= is drawn by the server.
(() => {
  const svg = document.querySelector("svg.drawing");
  if (!svg) return;
  const nodes = [];
  const bodies = new Map(); // public id -> the nodes of that body
  for (const a of svg.querySelectorAll(".node[data-n]")) {
    nodes[a.dataset.n] = a;
    if (!a.dataset.o) continue;
    a.setAttribute("tabindex", -1);
    if (!bodies.has(a.dataset.o)) bodies.set(a.dataset.o, []);
    bodies.get(a.dataset.o).push(a);
  }
  const number = (a) => Number(a.dataset.n);

  // ---- links: which nodes they join, and in whose chains; read when first asked for, as a large drawing has many
  let found;
  function links() {
    if (found) return found;
    found = { into: [], from: [], bands: [], leaders: [] };
    const is = (n) => nodes[n]?.classList.contains("prime");
    for (const path of svg.querySelectorAll(".links path")) {
      const { e, t, l } = path.dataset;
      if (l) found.leaders[l] = path;
      if (t && !e) found.bands[t] = path;
      if (!e) continue;
      const [tail, head, ...held] = e.split(" ").map(Number);
      const link = { path, tail, head, t, held: held.length ? held : is(tail) ? [tail] : is(head) ? [head] : null };
      (found.from[tail] ??= []).push(link);
      (found.into[head] ??= []).push(link);
    }
    return found;
  }

  (window.requestIdleCallback ?? setTimeout)(links);

  // The same rule as neighbourhood.py: on through the chains a link belongs to, and through no other.
  function follow(n, within, side, end, ways) {
    for (const link of side[n] ?? []) {
      const held = within && link.held ? link.held.filter((h) => within.includes(h)) : (within ?? link.held);
      if (held && !held.length) continue;
      ways.add(link);
      follow(link[end], held, side, end, ways);
    }
  }

  // ---- the highlight: classes on nodes, and the near links drawn again, last, each over its whole way
  const over = svg.querySelector(".ways");
  const isGroups = svg.classList.contains("groups");
  const kind = (path) => path.getAttribute("class").replace(/ ?under/, "");
  let marked = [...svg.querySelectorAll(".near, .self, .under")];

  function clear() {
    for (const element of marked) element.classList.remove("near", "self", "under");
    over?.replaceChildren();
    marked = [];
  }

  function mark(element, name) {
    element.classList.add(name);
    marked.push(element);
  }

  function light(own) {
    clear();
    svg.classList.toggle("lit", own.length > 0);
    if (!own.length) return;
    const { into, from } = links();
    const ways = new Set();
    for (const a of own) {
      follow(number(a), null, into, "tail", ways);
      follow(number(a), null, from, "head", ways);
    }
    const near = new Set(own);
    for (const link of ways) near.add(nodes[link.tail]).add(nodes[link.head]);
    for (const a of near) mark(a, "near");
    for (const a of own) mark(a, "self");
    draw(ways);
  }

  function draw(ways) {
    const { bands, leaders } = links();
    const shared = new Map(); // band -> the near links in it
    const first = [];
    const lines = [];
    const add = (style, d, to = lines) => {
      const path = document.createElementNS(svg.namespaceURI, "path");
      path.setAttribute("class", `${style} near`);
      path.setAttribute("d", d);
      to.push(path);
    };
    for (const link of ways) {
      if (link.t) shared.has(link.t) ? shared.get(link.t).push(link) : shared.set(link.t, [link]);
      else add(kind(link.path), link.path.getAttribute("d"));
      mark(link.path, "under");
    }
    for (const n of new Set([...ways].map((link) => link.tail))) if (leaders[n]) add("leader", leaders[n].getAttribute("d"));
    for (const [t, part] of shared) {
      const stem = bands[t].getAttribute("d");
      const styles = new Set(part.map((link) => kind(link.path)));
      if (part.length > 1) add(styles.size > 1 || isGroups ? "link shared" : [...styles][0], stem, first);
      for (const { path } of part) {
        const end = path.getAttribute("d");
        add(kind(path), part.length > 1 ? end : stem + end.replace("M", "L"));
      }
    }
    over?.append(...first, ...lines);
  }

  // ---- what is pointed at, and what is kept
  const line = document.querySelector(".pointed");
  const part = (name) => line?.querySelector(`[data-${name}]`);
  let pinned = bodies.has(new URL(location).searchParams.get("lit")) ? new URL(location).searchParams.get("lit") : "";
  let kept = pinned ? bodies.get(pinned)[0] : null;
  let shown = kept;

  function show(a) {
    if (a === shown) return;
    shown = a;
    light(a ? bodies.get(a.dataset.o) : []);
    say();
  }

  function say() {
    if (!line) return;
    line.classList.toggle("quiet", !shown);
    line.classList.toggle("kept", Boolean(shown) && shown.dataset.o === pinned);
    part("say").textContent = shown?.getAttribute("aria-label") ?? "";
    if (shown) part("open").setAttribute("href", shown.getAttribute("href"));
  }

  function pin(a) {
    kept = a;
    pinned = a?.dataset.o ?? "";
    for (const link of [{ href: location.href }, ...document.querySelectorAll("a[data-lit]")]) {
      const url = new URL(link.href);
      if (pinned) url.searchParams.set("lit", pinned);
      else url.searchParams.delete("lit");
      if (link.dataset) link.href = url;
      else history.replaceState(history.state, "", url);
    }
    show(a);
    say();
  }

  const at = (event) => event.target.closest?.("a.node") ?? null;
  let [x, y] = [];
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || (event.screenX === x && event.screenY === y)) return; // a page that scrolls
    [x, y] = [event.screenX, event.screenY];
    show(at(event) ?? kept);
  });
  svg.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && show(kept));
  svg.addEventListener("click", (event) => {
    const a = at(event);
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (a.dataset.o === pinned) return; // the second time its page opens
    event.preventDefault();
    pin(a);
  });
  part("clear")?.addEventListener("click", (event) => {
    event.preventDefault();
    stop.focus({ preventScroll: true });
    pin(null);
  });

  // ---- keys: one tab stop, arrows along the structure
  let stop = kept ?? bodies.values().next().value?.[0];
  stop?.setAttribute("tabindex", 0);
  svg.closest("[tabindex='0'].scroll")?.removeAttribute("tabindex"); // its own stop is the node inside
  const cameFrom = new Map();
  let columns;

  const [edge, height] = ["e", "f"].map((part) => (a) => a.transform.baseVal[0].matrix[part]);

  function column(a) {
    if (!columns) {
      columns = new Map();
      for (const one of [...bodies.values()].flat()) {
        if (!columns.has(edge(one))) columns.set(edge(one), []);
        columns.get(edge(one)).push(one);
      }
      for (const all of columns.values()) all.sort((one, other) => height(one) - height(other));
    }
    return columns.get(edge(a));
  }

  function nearest(a, list = [], end) {
    const away = (n) => Math.abs(height(nodes[n]) - height(a));
    const ends = list.map((link) => link[end]).filter((n) => nodes[n]?.dataset.o);
    return nodes[ends.sort((one, other) => away(one) - away(other))[0]];
  }

  function right(a) {
    const to = nearest(a, links().from[number(a)], "head");
    if (to) cameFrom.set(to, a);
    return to;
  }

  function left(a) {
    const list = links().into[number(a)];
    const back = cameFrom.get(a);
    return list?.some((link) => nodes[link.tail] === back) ? back : nearest(a, list, "tail");
  }

  function step(a, by) {
    const all = column(a);
    return all[Math.max(0, Math.min(all.length - 1, all.indexOf(a) + by))];
  }

  const KEYS = {
    ArrowRight: right,
    ArrowLeft: left,
    ArrowDown: (a) => step(a, 1),
    ArrowUp: (a) => step(a, -1),
    PageDown: (a) => step(a, 10),
    PageUp: (a) => step(a, -10),
    Home: (a) => step(a, -Infinity),
    End: (a) => step(a, Infinity),
  };

  function go(a) {
    a?.focus({ preventScroll: true });
    a?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  svg.addEventListener("keydown", (event) => {
    const a = at(event);
    if (!a || !KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(KEYS[event.key](a));
  });
  // (an <svg> that listens for focus would be a tab stop itself)
  svg.parentElement.addEventListener("focusin", (event) => {
    const a = at(event);
    if (!a) return;
    stop?.setAttribute("tabindex", -1);
    stop = a;
    stop.setAttribute("tabindex", 0);
    show(a);
  });
  svg.parentElement.addEventListener("focusout", (event) => svg.contains(event.relatedTarget) || show(kept));

  // ---- search: what is typed into "Organisation" is marked here before it narrows the page
  const form = document.querySelector("form:has(.filters)");
  const field = form?.querySelector("[name='text']");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  let names;
  let hits = [];

  function search() {
    names ??= [...bodies].map(([, all]) => all.filter((a) => !a.classList.contains("prime"))).filter((all) => all.length)
      .map((all) => [plain(all[0].dataset.name ?? all[0].querySelector(".name").firstChild.textContent), all]);
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const fit = words.length ? names.filter(([name]) => words.every((word) => name.includes(word))) : [];
    for (const a of hits) a.classList.remove("found");
    hits = fit.flatMap(([, all]) => all);
    for (const a of hits) a.classList.add("found");
    if (!line) return;
    part("found").textContent = words.length ? `${fit.length} of ${names.length} organisations` : "";
  }

  field?.addEventListener("input", search);
  field?.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" || !hits.length) return;
    event.preventDefault();
    go(hits[0]);
  });
  form?.addEventListener("formdata", ({ formData }) => {
    if (pinned) formData.set("lit", pinned);
    else formData.delete("lit");
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea, dialog")) return;
    if (event.key === "Escape" && (pinned || shown)) pin(null);
    if (event.key === "/" && field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  say();
})();
