// Who is this?: single keys for the buttons of a question. A number goes to an organisation; S, N and B then mean it.
// Where there is only one they mean that; among several they never choose, but say that a number has to come first.
// Without this script, or with the keys switched off, the same buttons are pressed by pointer or by Tab and Enter.
(() => {
  const keys = document.getElementById("keys");
  if (!keys) return;
  const toggle = document.getElementById("keys-switch");
  const wanted = () => localStorage.getItem("single-keys") !== "off";
  const show = () => {
    toggle.textContent = wanted() ? "Switch them off" : "They are off. Switch them on";
    for (const hint of document.querySelectorAll("main kbd")) hint.hidden = !wanted();
  };
  keys.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    localStorage.setItem("single-keys", wanted() ? "off" : "on");
    show();
  });

  const form = keys.closest("form");
  let sent = false; // a key held down does not answer the next question
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => (sent = false));

  const candidates = document.querySelectorAll("[data-candidate]");
  const chosen = () => document.activeElement.closest("[data-candidate]") || (candidates.length === 1 && candidates[0]);
  const said = document.getElementById("keys-said");
  const ask = (key) => {
    said.textContent = `Which one? Press 1 to ${candidates.length}, then ${key.toUpperCase()}.`;
    document.getElementById("maybe").focus();
  };
  const named = (key, within = document) => within.querySelector(`[data-key="${key}"]`);

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea");
    const radio = event.target.closest("[type=radio]") && event.key.startsWith("Arrow");
    if (field || radio || event.repeat || event.ctrlKey || event.metaKey || event.altKey || !wanted()) return;
    const key = event.key.toLowerCase();
    const candidate = /^[1-9]$/.test(key) && document.querySelector(`[data-candidate="${key}"]`);
    const isAboutOne = "snb".includes(key) && key.length === 1;
    if (isAboutOne && candidates.length && !chosen()) return ask(key);
    const control = isAboutOne ? chosen() && named(key, chosen()) : /^(w|u|k|arrowleft|arrowright)$/.test(key) && named(key);
    if (!candidate && !control) return;
    event.preventDefault();
    said.textContent = "";
    if (candidate) {
      candidate.querySelector("button").focus(); // one that is contested cannot be the same again
      candidate.scrollIntoView({ block: "nearest" });
    } else control.click();
  });
})();
