// The call page: the line's clock, the lease, only the outcome that fits, and saving. Everything works without it.
(() => {
  const form = document.getElementById("call");
  if (!form) return;
  const $ = (selector, within = form) => within.querySelector(selector);
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const { shown } = Keys;
  const fields = form.elements;

  // Times are the server's: how far its clock is from ours was seen when the page was made.
  const stat = $("[data-until]");
  const ahead = Number(stat.dataset.now) - Date.now() / 1000;
  const now = () => Date.now() / 1000 + ahead;
  let until = Number(stat.dataset.until);
  let active = Date.now();
  for (const kind of ["input", "keydown", "pointerdown"]) document.addEventListener(kind, () => (active = Date.now()));

  // ---- the line: dialling names the number, starts the clock and quietens what was read before
  const line = document.getElementById("line");
  const quieten = (selector) => all(selector).forEach((part) => (part.open = false));
  if (fields.dialled.value) quieten(".before:not(.say) > div > details");
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-number]");
    if (!link) return;
    if (fields.number) fields.number.value = link.dataset.number;
    fields.dialled.value = now().toFixed(0);
    fields.dialled.dispatchEvent(new Event("change", { bubbles: true }));
    quieten(".before:not(.say) > div > details");
    document.getElementById("reach").focus({ preventScroll: true });
    if (form.dataset.opened) post(form.dataset.opened, { client_id: fields.client_id.value, number: link.dataset.number }).catch(() => {});
    tick();
  });
  for (const button of all("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy).catch(() => {});
      $("[data-copied]").textContent = `${button.dataset.copy} is copied.`;
    });
  }

  // ---- the lease: kept by itself while somebody works on the page
  const ends = document.getElementById("lease-ends");
  const lease = document.getElementById("lease");
  const extend = document.getElementById("extend");
  const clock = (seconds) => [seconds / 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  const HEARTBEAT = 60_000;
  const LATER = "What you typed is kept here and can still be saved. It will be marked late.";
  let trouble = "";

  function tick() {
    if (fields.dialled.value) {
      line.hidden = false;
      $(".clock").textContent = clock(Math.max(0, now() - Number(fields.dialled.value)));
    }
    if (until) {
      const left = until - now();
      const minutes = Math.ceil(left / 60);
      lease.textContent = left > 0 ? `Held for you for ${minutes} ${minutes === 1 ? "minute" : "minutes"}.` : "Not held for you any more.";
      const soon = left > 0 ? "It is held for less than two more minutes. Keep it longer if you are still speaking." : LATER;
      say(trouble || (left > 120 ? "" : soon));
    } else say(trouble);
  }

  function say(words) {
    if (ends.textContent !== words) ends.textContent = words;
    ends.hidden = !words;
  }

  function post(address, values = {}) {
    const headers = { Accept: "application/json", "X-CSRFToken": Outbox.token() };
    return fetch(address, { method: "POST", headers, redirect: "manual", body: new URLSearchParams(values) });
  }

  async function hold() {
    try {
      const answer = await post(extend.formAction, { caller: Outbox.user });
      if (answer.type === "opaqueredirect") trouble = "You are logged out. What you typed is kept here. Log in again in another window.";
      else {
        const { held, until: later, holder } = await answer.json();
        if (held) until = later;
        trouble = held ? "" : `${holder ? `${holder} has this one now.` : "It cannot be held any longer."} ${LATER}`;
        if (!held) until = 0;
        if (!held) lease.textContent = "Not held for you any more.";
      }
    } catch {
      trouble = "No connection. What you type is kept here.";
    }
    tick();
  }
  extend.addEventListener("click", (event) => {
    event.preventDefault();
    hold();
  });
  setInterval(() => until && Date.now() - active < 3 * HEARTBEAT && !form.inert && hold(), HEARTBEAT);

  // ---- reached or not: an outcome of the other kind is let go
  const outcomes = () => all('[name="outcome"]');
  const follows = $("#follows span");
  const told = follows.textContent;

  function settle() {
    const reached = $('[name="reached"]:checked');
    for (const outcome of outcomes()) if (reached && outcome.checked && !shown(outcome)) outcome.checked = false;
    const chosen = $('[name="outcome"]:checked');
    const words = chosen ? chosen.dataset.follows : told;
    if (follows.textContent !== words) follows.textContent = words;
    if (reached?.value === "yes") quieten(".before:not(.say) > div > details");
    if (chosen?.hasAttribute("data-asks")) quieten(".say > div > details");
  }
  form.addEventListener("change", settle);

  // ---- a day and a time, read back in full
  const callback = document.getElementById("id_callback");
  Echo.follow(callback, document.getElementById("id_callback_echo"), form.dataset.when);

  // ---- saving: by itself where it can, kept for later where it cannot
  const status = document.getElementById("saving");
  const before = form.dataset.typed ? "" : fields.ended.value;
  const WHY = { away: "there is no connection", "logged-out": "you are logged out", other: "somebody else is logged in" };
  let saving = false;

  /** What a save cannot do without, as far as the browser knows: the place to go to and what is missing there. */
  function lacks() {
    const chosen = $('[name="outcome"]:checked');
    if (!chosen) return [$('[name="reached"]'), "Choose what the call came to."];
    if (chosen.hasAttribute("data-note") && !fields.note.value.trim()) return [fields.note, "Say in a few words what was said."];
    if (chosen.hasAttribute("data-callback") && !callback.value.trim()) return [callback, "Say when to call back."];
    return null;
  }

  function entry(then) {
    fields.ended.value = before || now().toFixed(0);
    const body = [...new FormData(form), ["then", then]].filter(([name]) => !["csrfmiddlewaretoken", "caller"].includes(name) && !name.startsWith("reason"));
    const { page, who, back: from } = form.dataset;
    return { id: fields.client_id.value, page, tab: form.dataset.tab, who, from, address: form.action, at: Date.now(), body };
  }

  function natively(then) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "then", value: then }));
    HTMLFormElement.prototype.submit.call(form);
  }

  async function save(then) {
    const [missing, call] = [lacks(), entry(then)];
    saving = true;
    status.textContent = "Saving.";
    if (!missing) Outbox.keep(call); // a browser that dies now still has it
    const answer = await Outbox.send(call);
    saving = false;
    status.textContent = "";
    if (answer.state === "saved") {
      form.dispatchEvent(new Event("saved"));
      Outbox.drop(call);
      location.assign(answer.then);
    } else if (answer.state === "refused") {
      Outbox.drop(call);
      natively(then); // the server's page says what has to be put right
    } else if (missing) {
      (missing[0].closest(".field, fieldset") ?? form).append(status); // beside what is missing, to be in view
      status.textContent = `Not saved, ${WHY[answer.state]}. ${missing[1]}`;
      missing[0].focus();
    } else {
      form.dispatchEvent(new Event("saved"));
      Outbox.queue(call, answer.state);
      form.inert = true;
      document.querySelector(".dock")?.remove();
      document.getElementById("main").scrollIntoView();
    }
  }

  addEventListener("submit", (event) => {
    if (event.target !== form || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (!saving && !form.inert) save(event.submitter?.value || "next");
  });
  const ours = ({ detail }) => detail.id === fields.client_id.value;
  document.addEventListener("sent", (event) => ours(event) && location.assign(form.dataset.today));
  document.addEventListener("refused", (event) => ours(event) && location.assign(form.dataset.back)); // to put it right

  // ---- keys
  const choose = (input) => {
    if (!input || !shown(input)) return;
    input.checked = true;
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const press = (element) => element && shown(element) && element.click();
  Object.assign(Keys.more, {
    d: () => press($("a.button[data-number]")),
    y: () => choose($('[name="reached"][value="yes"]')),
    n: () => choose($('[name="reached"][value="no"]')),
    a: () => press($("[data-position]:focus-within [data-as-listed]") || $("[data-position]:not(:has(.answered)) [data-as-listed]")),
    f: () => press($("[data-fill]")),
    e: () => press(extend),
  });
  for (const key of "af") Keys.withAlt.add(key);
  const digit = (key) => choose(outcomes().filter(shown).find((outcome) => $("kbd", outcome.parentElement)?.textContent.toLowerCase() === key));
  for (const key of "0123456789w") Keys.more[key] = () => digit(key);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      document.getElementById(event.shiftKey ? "save-stop" : "save").click();
    } else if (event.target.matches("#call input:not([type=radio], [type=checkbox])")) event.preventDefault();
  });

  settle();
  tick();
  setInterval(tick, 1000);

  // ---- what has to be put right: the first field of it, opened where it stands folded
  const first = $(".errors") && (all(".errors a").map((link) => document.querySelector(link.hash)).find(Boolean) ?? $(".errors"));
  for (let part = first?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (first) (first.matches("div:not([tabindex]), fieldset") ? $("input, select", first) : first).focus();
})();
