// What a caller typed and saved, kept in this browser until the server has it; loaded on every page of those who call.
// By user, so that nobody is shown what another typed: "draft:USER:PAGE:WINDOW" is being typed, "unsent:USER:ID" was
// saved and did not get through. Both hold what was typed, never the names and numbers the page showed.
const Outbox = (() => {
  const { user, login } = document.currentScript.dataset;
  const AGAIN = 10_000; // between two tries, in milliseconds
  const PATIENCE = 15_000; // for one answer of the server
  const WEEK = 7 * 24 * 3_600_000; // after which a draft nobody went back to is dropped

  // Where the browser keeps nothing, a page keeps it as long as it is open.
  const memory = new Map();
  const kept = {
    keys() {
      try {
        return [...Object.keys(localStorage), ...memory.keys()];
      } catch {
        return [...memory.keys()];
      }
    },
    get(key) {
      try {
        return JSON.parse(memory.get(key) ?? localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    put(key, value) {
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        memory.set(key, JSON.stringify(value));
      }
    },
    drop(key) {
      memory.delete(key);
      try {
        localStorage.removeItem(key);
      } catch {}
    },
  };
  const under = (start) => kept.keys().filter((key) => key.startsWith(start));

  // ---- drafts: one for each page of a call and window it is typed in, so that no window writes over another's
  const place = (page, tab = "") => `draft:${user}:${page}:${tab}`;
  const draft = (page, tab) => kept.get(place(page, tab));
  const note = (page, tab, value) => kept.put(place(page, tab), value);
  const forget = (page, tab) => kept.drop(place(page, tab));
  /** The drafts of a page, newest first, each with its `tab`. */
  const drafts = (page) =>
    under(place(page))
      .map((key) => ({ ...kept.get(key), tab: key.slice(place(page).length) }))
      .sort((one, other) => other.at - one.at);
  /** Tell the other windows something about a page; nothing of it stays. */
  function tell(page, value) {
    kept.put(`told:${user}:${page}`, value);
    kept.drop(`told:${user}:${page}`);
  }

  const here = document.getElementById("call")?.dataset.page;
  for (const key of under("draft:")) {
    const stale = Date.now() - (kept.get(key)?.at ?? 0) > WEEK;
    const closed = kept.get(key)?.closing && !key.startsWith(place(here));
    if (stale || closed || !key.startsWith(`draft:${user}:`)) kept.drop(key);
  }

  // ---- sending
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

  /** One try. {state: "saved", then}, "refused" (the form is wrong), "away" (no answer), "logged-out" or "other" (user). */
  async function send(entry) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE);
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    const body = new URLSearchParams([...entry.body, ["caller", user]]);
    try {
      const answer = await fetch(entry.address, { method: "POST", body, headers, redirect: "manual", signal: limit.signal });
      if (answer.type === "opaqueredirect" || answer.status === 403) return { state: "logged-out" };
      if (answer.status >= 500) return { state: "away" };
      const { then, errors } = answer.ok ? await answer.json() : { errors: {} };
      if (errors) return { state: errors.caller ? "other" : "refused" };
      return { state: "saved", then };
    } catch {
      return { state: "away" };
    } finally {
      clearTimeout(timer);
    }
  }

  const keep = (entry) => kept.put(`unsent:${user}:${entry.id}`, entry);
  const drop = (entry) => kept.drop(`unsent:${user}:${entry.id}`);
  const unsent = () => under(`unsent:${user}:`).map(kept.get).filter((entry) => entry?.since);

  /** Keep what could not be sent: from now on it goes out by itself, from any page. */
  function queue(entry, state) {
    keep({ ...entry, state, since: entry.since ?? Date.now() });
    show();
  }

  let sending = false;
  async function flush() {
    const left = under(`unsent:${user}:`).map(kept.get);
    if (sending || !left.length) return;
    sending = true;
    for (const entry of left) if (entry && (entry.since || Date.now() - entry.at > PATIENCE)) await resend(entry);
    sending = false;
    show();
  }

  async function resend(entry) {
    const { state } = await send({ ...entry, body: [...entry.body.filter(([name]) => name !== "then"), ["then", "stop"]] });
    if (state === "saved") {
      drop(entry);
      went = entry;
      document.dispatchEvent(new CustomEvent("sent", { detail: entry }));
    } else if (state === "refused") {
      // It goes back to where it was typed, to be put right there.
      note(entry.page, entry.tab ?? "", { id: entry.id, at: entry.at, fields: entry.body, typed: true, who: entry.who, address: entry.from });
      drop(entry);
      document.dispatchEvent(new CustomEvent("refused", { detail: entry }));
    } else keep({ ...entry, state, since: entry.since ?? Date.now() });
  }

  // ---- what the page says of it
  const line = document.createElement("div");
  line.id = "outbox";
  line.setAttribute("role", "status");
  document.getElementById("main").prepend(line);
  let went = null;
  const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit" });

  function notice(kind, strong, text, link) {
    const part = document.createElement("p");
    part.className = `notice ${kind}`;
    const [head, rest] = [document.createElement("b"), document.createElement("span")];
    [head.textContent, rest.textContent] = [strong, text];
    part.append(head, " ", rest);
    if (link) {
      const [address, words] = link;
      part.append(Object.assign(document.createElement("a"), { href: address, textContent: words }));
    }
    return part;
  }

  function waiting(entries) {
    const [since, state] = [Math.min(...entries.map((entry) => entry.since)), entries[0].state];
    const names = entries.map((entry) => entry.who).join(", ");
    const head = `${entries.length} not sent.`;
    const kept = entries.length > 1 ? "They are kept here and go out by themselves." : "It is kept here and goes out by itself.";
    if (state === "away") return notice("warn", head, `No connection since ${clock(since)}. ${kept} (${names})`);
    const back = `${login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    const why = state === "other" ? "Somebody else is logged in by now." : "You are logged out.";
    return notice("warn", head, `${why} ${kept.replace("by itself", "when you log in again").replace("by themselves", "when you log in again")} (${names})`, [back, "Log in"]);
  }

  function unfinished() {
    const pages = new Set(under(`draft:${user}:`).map((key) => key.split(":")[2]));
    pages.delete(here);
    return [...pages].map((page) => drafts(page).find((one) => one.typed)).filter(Boolean);
  }

  function show() {
    const parts = [];
    const entries = unsent();
    if (entries.length) parts.push(waiting(entries));
    else if (went) parts.push(notice("good", "Sent.", `${went.who}, saved at ${clock(went.at)}. Nothing else waits.`));
    for (const one of unfinished())
      parts.push(notice("warn", "Not saved yet.", `${one.who}, typed at ${clock(one.at)}.`, [one.address, "Go on with it"]));
    const others = under("unsent:").length - under(`unsent:${user}:`).length;
    if (others) parts.push(notice("", `${others} of somebody else`, "kept in this browser, to go out when they log in here."));
    if (line.textContent !== parts.map((part) => part.textContent).join("")) line.replaceChildren(...parts);
  }

  // ---- log-out: nothing that was being typed stays; what was saved and not sent waits for the same user
  for (const form of document.querySelectorAll('form[action$="/logout/"]'))
    form.addEventListener("submit", () => under("draft:").forEach(kept.drop));

  addEventListener("online", flush);
  addEventListener("storage", show);
  setInterval(flush, AGAIN);
  setTimeout(show); // after the region is there, so that it is read out
  flush();
  return { user, token, draft, drafts, note, forget, tell, send, keep, drop, queue, unsent, flush };
})();
