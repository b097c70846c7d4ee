// The call page: keys, the line's clock, the lease, and only the outcome that fits. Everything works without it.
(() => {
  const form = document.getElementById("call");
  if (!form) return;
  const $ = (selector, within = form) => within.querySelector(selector);
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const shown = (element) => element.getClientRects().length > 0;

  // Times are the server's: its clock when the page was made, and what has passed here since.
  const stat = $("[data-until]");
  const now = () => Number(stat.dataset.now) + performance.now() / 1000;
  let until = Number(stat.dataset.until);
  let connected = null;

  // ---- the line: dialling names the number and starts the clock
  const dialled = form.elements.dialled;
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-number]");
    if (!link) return;
    if (form.elements.number) form.elements.number.value = link.dataset.number;
    connected = now();
    dialled.value = connected.toFixed(0);
  });

  // ---- the lease
  const ends = document.getElementById("lease-ends");
  const lease = document.getElementById("lease");
  const clock = (seconds) => [seconds / 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");

  function tick() {
    if (connected !== null) {
      document.getElementById("line").hidden = false;
      $(".clock").textContent = clock(now() - connected);
    }
    const left = until - now();
    if (!until) return;
    const minutes = Math.ceil(left / 60);
    lease.textContent = left > 0 ? `Held for you for ${minutes} ${minutes === 1 ? "minute" : "minutes"}.` : "Not held for you any more.";
    const words = left > 120 ? "" : left > 0 ? "Held for two more minutes. Keep it longer if you are still speaking." : "It is not held for you any more. What you save is kept and marked late.";
    if (ends.textContent !== words) ends.textContent = words;
    ends.hidden = !words;
  }

  const extend = document.getElementById("extend");
  extend.addEventListener("click", async (event) => {
    event.preventDefault();
    const token = form.elements.csrfmiddlewaretoken.value;
    try {
      const answer = await fetch(extend.formAction, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": token } });
      const { held, until: later } = await answer.json();
      if (held) until = later;
      else ends.textContent = "It cannot be held any longer. What you save is still kept.";
      ends.hidden = held;
    } catch {
      ends.textContent = "No connection. It is held until the time above.";
      ends.hidden = false;
    }
    tick();
  });

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
  }
  form.addEventListener("change", settle);

  // ---- a day and a time, read back in full
  const callback = document.getElementById("id_callback");
  const echo = document.getElementById("id_callback_echo");
  callback.addEventListener("change", async () => {
    const text = callback.value.trim();
    const answer = text ? await fetch(`${form.dataset.when}?text=${encodeURIComponent(text)}`).then((r) => r.json()).catch(() => ({})) : {};
    echo.textContent = answer.words || answer.error || "";
    echo.classList.toggle("not-understood", Boolean(answer.error));
  });

  // ---- keys: single ones only while nothing is being filled in, and only if they are wanted
  const keys = document.getElementById("keys");
  const keysSwitch = document.getElementById("keys-switch");
  const wanted = () => localStorage.getItem("single-keys") !== "off";
  const showSwitch = () => (keysSwitch.textContent = wanted() ? "Switch them off" : "They are off. Switch them on");
  keys.hidden = false;
  showSwitch();
  keysSwitch.addEventListener("click", () => {
    localStorage.setItem("single-keys", wanted() ? "off" : "on");
    showSwitch();
  });

  const choose = (input) => {
    if (!input || !shown(input)) return;
    input.checked = true;
    input.focus();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const press = (element) => element && shown(element) && element.click();
  const single = {
    d: () => press($("a.button[data-number]")),
    y: () => choose($('[name="reached"][value="yes"]')),
    n: () => choose($('[name="reached"][value="no"]')),
    a: () => press($("[data-position]:focus-within [data-as-listed]") || $("[data-position]:not(:has(.answered)) [data-as-listed]")),
    f: () => press($("[data-fill]")),
    e: () => press(extend),
    "?": () => $("h3", keys).focus(),
  };
  const digit = (key) => choose(outcomes().filter(shown).find((outcome) => $("kbd", outcome.parentElement)?.textContent === key));

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.getElementById("save").click();
    } else if (event.key === "Enter" && field && field.tagName === "INPUT") event.preventDefault();
    if (field || event.ctrlKey || event.metaKey || event.altKey || !wanted()) return;
    const key = event.key.toLowerCase();
    if (!single[key] && !/^[0-9]$/.test(key)) return;
    event.preventDefault();
    if (single[key]) single[key]();
    else digit(key);
  });

  settle();
  tick();
  setInterval(tick, 1000);
  const errors = $(".errors");
  if (errors) errors.focus();
})();
