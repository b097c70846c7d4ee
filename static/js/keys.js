// Single keys of the caller's pages: what carries data-key is pressed by it. They act while nothing is being filled in,
// on the page itself or among outcomes and answers, and only if they are wanted (WCAG 2.1.4). In a list to choose from
// letters choose: there, and wherever one answers, those in `withAlt` act together with Alt.
const Keys = (() => {
  const dialog = document.getElementById("keys");
  const toggle = document.getElementById("keys-switch");
  const shown = (element) => element.getClientRects().length > 0;
  const more = {};
  const withAlt = new Set();
  const read = () => {
    try {
      return localStorage.getItem("single-keys");
    } catch {
      return null;
    }
  };
  const wanted = () => read() !== "off";
  const words = () => (toggle.textContent = wanted() ? "Switch them off" : "They are off. Switch them on");

  toggle.addEventListener("click", () => {
    try {
      localStorage.setItem("single-keys", wanted() ? "off" : "on");
    } catch {}
    words();
  });
  words();
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }

  function listens(target) {
    if (target.closest("dialog, select, textarea, input:not([type=radio], [type=checkbox])")) return false;
    return Boolean(target.closest(".reach, .answers, #review")) || !target.closest("a, button, summary, input, [contenteditable]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const letter = /^[a-z]$/i.test(event.key) || !event.altKey ? event.key : event.code.replace("Key", ""); // Alt may write another sign
    const key = letter.toLowerCase();
    if (event.altKey ? !withAlt.has(key) || !event.target.closest(".answers") : !wanted() || !listens(event.target)) return;
    const button = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
    if (!button && !more[key]) return;
    event.preventDefault();
    if (button) button.click();
    else more[key]();
  });
  return { more, withAlt, shown };
})();
