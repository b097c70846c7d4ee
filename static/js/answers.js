// The answers of a call: branches, fill down, as listed, and before saving what is the same as before and what is not.
(() => {
  const form = document.getElementById("call");
  if (!form || !document.getElementById("review")) return;
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const rows = all("[data-position]");
  const control = (row, question) => row.querySelector(`select[data-question="${question}"]`);
  const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));
  const unsaid = ["", "dont-know", "would-not-say"];

  function set(select, value) {
    if (!select || !value || ![...select.options].some((option) => option.value === value)) return;
    select.value = value;
    changed(select);
  }

  for (const button of all("[data-as-listed]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = button.closest("[data-position]");
      set(control(row, "part_of_it"), "still");
      set(control(row, "role"), row.dataset.tier);
    });
  }
  for (const button of all("[data-fill]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const same of all("select", button.parentElement)) {
        for (const row of rows) set(control(row, same.dataset.question), same.value);
        same.value = "";
        changed(same);
      }
    });
  }

  // ---- branches: what an earlier answer leaves no room for is hidden, and is there again when that answer goes
  function branch(row) {
    for (const part of all("[data-asked-if]", row)) {
      const [question, ...codes] = part.dataset.askedIf.split(" ");
      const value = control(row, question)?.value ?? "";
      part.closest("label").classList.toggle("not-asked-here", !unsaid.includes(value) && !codes.includes(value));
    }
  }
  const branches = () => [...rows, ...all(".grid .all")].forEach(branch);

  // ---- an answer shows as one, and whoever answers has been reached
  form.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-question]");
    if (!select) return;
    select.classList.toggle("answered", select.value !== "");
    select.classList.toggle("unasked", select.value === "");
    const outcome = form.querySelector('[name="outcome"]:checked');
    if (select.value && !outcome) form.querySelector("[data-asks]").click();
    branches();
    review();
  });

  // ---- the review
  const box = document.getElementById("review");
  const list = box.querySelector("[data-changes]");
  const template = document.getElementById("change");
  const facts = (n) => `${n} ${n === 1 ? "fact" : "facts"}`;
  const words = (select) => select.options[select.selectedIndex].text;
  const hidden = (select) => Boolean(select.closest(".not-asked-here"));

  function named(select) {
    const row = select.closest("[data-position]");
    const column = select.closest("label")?.querySelector(".q")?.firstChild.textContent.replace("?", "").toLowerCase();
    return row ? `${row.dataset.position}: ${column}` : "Sector";
  }

  function count(kind, label, told) {
    const part = box.querySelector(`[data-${kind}]`);
    part.hidden = told.length === 0;
    part.querySelector("b").textContent = `${label}, ${facts(told.length)}.`;
    const lines = told.map((select) => Object.assign(document.createElement("li"), { textContent: `${named(select)}, ${words(select)}` }));
    part.querySelector("ul")?.replaceChildren(...lines);
  }

  function review() {
    const told = all("select[data-believed]").filter((s) => !unsaid.includes(s.value) && !hidden(s));
    const known = told.filter((s) => s.dataset.believed);
    const different = known.filter((s) => !s.dataset.believed.split(" ").includes(s.value));
    count("new", "New", told.filter((s) => !s.dataset.believed));
    count("same", "Same as before", known.filter((s) => !different.includes(s)));
    count("different", "Different", different);
    box.hidden = told.length === 0;
    list.replaceChildren(...different.map(change));
    foresee();
  }

  function change(select) {
    const part = template.content.cloneNode(true);
    const what = named(select);
    part.querySelector("[data-what]").textContent = what;
    part.querySelector(".was").textContent = select.dataset.was;
    part.querySelector(".is").textContent = `→ ${words(select)}`;
    part.querySelector("[data-source]").textContent = select.dataset.from;
    part.querySelector("legend").textContent = `Why it differs, ${what}`;
    const row = select.closest("[data-position]");
    const since = row ? row.querySelector("[name^=since-]") : form.elements.sector_since;
    const when = part.querySelector("[data-when]");
    for (const radio of part.querySelectorAll("input[type=radio]")) {
      radio.name = `because-${select.name}`;
      radio.checked = select.dataset.because === radio.value;
      radio.addEventListener("change", () => {
        select.dataset.because = radio.value;
        when.hidden = radio.value !== "changed" || !since;
      });
    }
    when.hidden = select.dataset.because !== "changed" || !since;
    const date = when.querySelector("input");
    date.setAttribute("aria-label", `About when, ${what}`);
    date.value = since?.value ?? "";
    date.addEventListener("input", () => {
      since.value = date.value;
      since.dispatchEvent(new Event("input", { bubbles: true }));
    });
    when.append(Object.assign(document.createElement("output"), { className: "small echo" }));
    Echo.follow(date, when.querySelector("output"), form.dataset.about);
    part.querySelector("button").addEventListener("click", () => {
      select.value = "";
      select.dataset.because = "";
      changed(select);
      select.focus();
    });
    return part;
  }

  // ---- lines for other chains: one, those that are filled in, and one more when asked for
  const empty = () => all("[data-more][hidden]");
  for (const line of all("[data-more]")) line.hidden = !all("input, select", line).some((part) => part.value) && !line.querySelector(".error");
  const more = document.getElementById("one-more");
  more.hidden = empty().length === 0;
  more.addEventListener("click", () => {
    const [line] = empty();
    line.hidden = false;
    line.querySelector("select").focus();
    more.hidden = empty().length === 0;
  });

  // ---- boxes to tick: what is unsaid stands alone
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox" || !target.checked || !target.name.startsWith("client_groups-")) return;
    const alone = unsaid.includes(target.value);
    for (const pick of all(`[name="${target.name}"]:checked`)) if (pick !== target && (alone || unsaid.includes(pick.value))) pick.checked = false;
  });

  // ---- the next step of a call that answered: how much is still open, as far as this call tells
  function foresee() {
    const other = form.elements.right_organisation?.value === "other"; // then nothing said is about them
    const value = (row, question) => {
      const [select, same] = [control(row, question), form.elements[`all-${question}`]];
      return Forecast.together(select.dataset.told, other ? "" : select.value || same?.value);
    };
    const questions = ["part_of_it", "role", "delivering", "referrals"];
    const positions = rows.map((row) => ({
      asks: row.dataset.asks.split(" ").filter(Boolean),
      told: Object.fromEntries(questions.map((question) => [question, value(row, question)])),
    }));
    const sector = form.elements.sector;
    const told = Forecast.together(sector.dataset.told, other ? "" : sector.value);
    box.querySelector("[data-open]").textContent = Forecast.words(positions, { asks: form.dataset.asksSector !== undefined, told });
  }

  branches();
  review();
})();
