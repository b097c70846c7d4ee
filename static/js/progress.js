// How far a list is that is being applied: asked for every other second, until its page has something else to show.
// Without this script, "Look again" does it.
(() => {
  const EVERY = 2000; // milliseconds
  const shown = () => document.querySelector("[data-progress]");
  const told = (section) => [...section.querySelectorAll("[data-told]")];

  function show(now) {
    const here = shown();
    if (now.dataset.stage === here.dataset.stage) {
      // only what was told, so that whoever stands on a button stays there
      const news = told(now);
      told(here).forEach((part, n) => part.replaceWith(news[n]));
    } else {
      here.replaceWith(now);
      hide();
    }
  }

  async function look() {
    try {
      const answer = await fetch(shown().dataset.progress);
      if (answer.redirected) return location.replace(answer.url); // it is applied, or came to nothing
      const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page && page.querySelector("[data-progress]");
      if (now) show(now);
    } catch {
      // no connection just now: asked again
    }
    setTimeout(look, EVERY);
  }

  const hide = () => document.querySelector("[data-look]").remove();
  hide();
  setTimeout(look, EVERY);
})();
