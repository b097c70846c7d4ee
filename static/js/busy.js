// A form whose answer takes a while says so from the press of its button until the next page comes. Without this script
// the browser's own sign of loading does it.
(() => {
  const parts = (form) => [form.querySelector("[data-busy]"), form.querySelector("[data-busy-words]")];

  function show(form, isBusy) {
    const [button, words] = parts(form);
    if (!button) return;
    button.dataset.idle ??= button.textContent;
    button.textContent = isBusy ? button.dataset.busy : button.dataset.idle;
    button.disabled = isBusy;
    if (words) words.textContent = isBusy ? words.dataset.busyWords : "";
    form.setAttribute("aria-busy", String(isBusy));
  }

  // after the browser has taken what is sent: a button that is disabled before is not sent with it
  document.addEventListener("submit", (event) => setTimeout(() => event.defaultPrevented || show(event.target, true)));
  // whoever goes back finds the page as it was left
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => show(form, false)));
})();
