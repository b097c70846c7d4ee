// The draft of a call: kept at every change and put back after a reload. Every window keeps its own, so that none writes
// over what was typed in another; of one call they share its id, so that it is saved once.
(() => {
  const form = document.getElementById("call");
  if (!form) return;
  const { page, known } = form.dataset;
  const private_ = (name) => !name || name === "csrfmiddlewaretoken" || name === "caller" || name.startsWith("reason");
  const recorded = known.split(" ");
  const fresh = () => URL.createObjectURL(new Blob()).slice(-36); // a UUID, also where the connection is not encrypted
  const load = fresh(); // this page as it is open now
  let tab = window_();
  let closed = false;

  function window_() {
    try {
      return (sessionStorage.tab ??= fresh());
    } catch {
      return load;
    }
  }

  // Typed on the page the server sent back with errors: that counts. Else what this window kept, else the newest of any.
  const others = () => Outbox.drafts(page).filter((one) => one.tab !== tab && one.typed && !recorded.includes(one.id));
  const own = Outbox.draft(page, tab);
  const mine = own && !recorded.includes(own.id) && (own.typed || !others().length) ? own : null;
  const draft = mine ?? others()[0] ?? Outbox.drafts(page).find((one) => one.id && !recorded.includes(one.id));
  let source = mine ? null : draft; // the window this one has its text from
  let id = form.dataset.typed ? form.elements.client_id.value : draft?.id ?? fresh();
  const fields = () => [...new FormData(form)].filter(([name]) => !private_(name));
  let typed = Boolean(form.dataset.typed || draft?.typed);
  let changed = false; // here, since the page is open
  let at = draft?.typed && !form.dataset.typed ? draft.at : Date.now(); // when something was typed last

  function keep(more = {}) {
    if (closed) return;
    const words = { who: form.dataset.who, address: form.dataset.back };
    Outbox.note(page, tab, { id, at, typed, load, fields: typed ? fields() : [], ...words, ...more });
  }

  function fill({ fields: values }) {
    const told = new Map();
    for (const [name, value] of values) told.set(name, [...(told.get(name) ?? []), value]);
    for (const control of form.elements) {
      if (private_(control.name) || control.name === "client_id" || control.type === "submit") continue;
      const given = told.get(control.name) ?? [];
      if (control.type === "radio" || control.type === "checkbox") control.checked = given.includes(control.value);
      else if (given.length || control.tagName !== "SELECT") control.value = given[0] ?? "";
      if (control.dataset.question) control.dataset.because = told.get(`because-${control.name}`)?.[0] ?? "";
      if (control.dataset.question) control.className = control.value ? "answered" : "unasked";
    }
  }

  const clock = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit" });

  function restore(one) {
    fill(one);
    const line = document.getElementById("restored");
    line.querySelector("span").textContent = `What you typed at ${clock(one.at)} is back.`;
    line.hidden = false;
    line.querySelector("button").addEventListener("click", () => {
      closed = true;
      Outbox.forget(page, tab);
      if (source && Outbox.draft(page, source.tab)?.at === source.at) Outbox.forget(page, source.tab);
      location.reload();
    });
  }

  // ---- other windows of this call
  const notice = document.getElementById("elsewhere");
  const say = (strong, words, button) => {
    notice.querySelector("b").textContent = strong;
    notice.querySelector("span").textContent = words;
    notice.querySelector("button").hidden = !button;
    notice.hidden = false;
  };

  /** What another window kept and is not here: to be looked at, while what is here takes its place there. */
  function offer() {
    const [one] = others().filter((other) => other.tab !== source?.tab);
    if (one) say("Another window kept something else.", `It was typed at ${clock(one.at)} and is kept too.`, true);
  }
  notice.querySelector("button").addEventListener("click", () => {
    const [one] = others().filter((other) => other.tab !== source?.tab);
    if (!one) return;
    Outbox.note(page, one.tab, { ...one, at, fields: fields(), id, load: "" });
    Outbox.note(page, tab, { ...one, load });
    location.reload();
  });

  /** Saved in another window: what was typed here only is no part of that call, and is kept as one of its own. */
  function savedElsewhere({ id: other, tab: from, at: until }) {
    if (other !== id) return;
    if (!typed || (!changed && source?.tab === from) || until === at) {
      closed = true;
      Outbox.forget(page, tab);
      say("Saved or closed in another window.", "What is typed here is not kept any more.");
      return;
    }
    id = form.elements.client_id.value = fresh();
    keep();
    say("Saved in another window, without what you typed here.", "It is kept. Save it only if it is a call of its own.");
  }

  function another(value) {
    if (value.hello) keep({ answered: Date.now() }); // another value, for the other window hears of changes only
    if (notice.hidden) say("This call is open in another window.", "What is typed there is kept too.");
  }

  addEventListener("storage", ({ key, newValue }) => {
    if (closed) return;
    const value = newValue && JSON.parse(newValue);
    const start = `draft:${Outbox.user}:${page}:`;
    if (key === `told:${Outbox.user}:${page}` && value) savedElsewhere(value);
    else if (key === start + tab && !value) {
      closed = true; // logged out there
      say("Closed in another window.", "What is typed here is not kept any more.");
    } else if (key === start + tab && value.load !== load) {
      tab = form.dataset.tab = fresh(); // the window was doubled, and both write to one place
      keep();
    } else if (key?.startsWith(start) && value) another(value);
  });

  for (const kind of ["input", "change"])
    form.addEventListener(kind, () => {
      typed = changed = true;
      at = Date.now();
      keep();
    });

  // Putting it back, or taking another call back, leaves this page: the draft goes unless the page comes back with it.
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction") && event.submitter.formAction.endsWith("/skip/")) keep({ closing: true });
  });
  // The back button brings a page as it was left: one whose call is saved is asked for anew.
  addEventListener("pageshow", (event) => event.persisted && Outbox.draft(page, tab)?.id !== id && location.reload());

  // Saved: what this window kept goes, and what it was taken from; what others typed since waits as a call of its own.
  form.addEventListener("saved", () => {
    closed = true;
    Outbox.tell(page, { id, tab, at: source?.at });
    Outbox.forget(page, tab);
    for (const one of Outbox.drafts(page)) {
      if (one.id !== id) continue;
      if (!one.typed || (one.tab === source?.tab && one.at === source.at)) Outbox.forget(page, one.tab);
      else Outbox.note(page, one.tab, { ...one, id: fresh() });
    }
  });

  if (draft?.typed && !form.dataset.typed) restore(draft);
  form.elements.client_id.value = id;
  form.dataset.tab = tab;
  keep({ hello: true });
  offer();
})();
