// The answers of a call: fill down, as listed, and before saving what is the same as before and what is not.
(() => {
  const form = document.getElementById("call");
  if (!form) return;
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const rows = all("[data-position]");
  const control = (row, question) => row.querySelector(`select[data-question="${question}"]`);
  const changed = (element) => element.dispatchEvent(new Event("change", { bubbles: true }));

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

  // ---- an answer shows as one, and whoever answers has been reached
  form.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-question]");
    if (!select) return;
    select.classList.toggle("answered", select.value !== "");
    select.classList.toggle("unasked", select.value === "");
    const outcome = form.querySelector('[name="outcome"]:checked');
    if (select.value && !outcome) form.querySelector("[data-asks]").click();
    review();
  });

  // ---- the review
  const box = document.getElementById("review");
  const list = box.querySelector("[data-changes]");
  const template = document.getElementById("change");
  const unsaid = ["", "dont-know", "would-not-say"];
  const facts = (n) => `${n} ${n === 1 ? "fact" : "facts"}`;
  const words = (select) => select.options[select.selectedIndex].text;

  function count(kind, label, n) {
    const line = box.querySelector(`[data-${kind}]`);
    line.hidden = n === 0;
    line.querySelector("b").textContent = `${label}, ${facts(n)}.`;
  }

  function review() {
    const told = all("select[data-question]").filter((s) => s.dataset.believed !== undefined && !unsaid.includes(s.value));
    const known = told.filter((s) => s.dataset.believed);
    const different = known.filter((s) => !s.dataset.believed.split(" ").includes(s.value));
    count("new", "New", told.length - known.length);
    count("same", "Same as before", known.length - different.length);
    count("different", "Different", different.length);
    box.hidden = told.length === 0;
    list.replaceChildren(...different.map(change));
  }

  function change(select) {
    const part = template.content.cloneNode(true);
    const row = select.closest("[data-position]");
    const column = select.closest("label")?.querySelector(".q")?.firstChild.textContent.replace("?", "").toLowerCase();
    const what = row ? `${row.dataset.position}: ${column}` : "Sector";
    part.querySelector("[data-what]").textContent = what;
    part.querySelector(".was").textContent = select.dataset.was;
    part.querySelector(".is").textContent = `→ ${words(select)}`;
    part.querySelector("[data-source]").textContent = select.dataset.from;
    part.querySelector("legend").textContent = `Why it differs, ${what}`;
    for (const radio of part.querySelectorAll("input")) {
      radio.name = `because-${select.name}`;
      radio.checked = select.dataset.because === radio.value;
      radio.addEventListener("change", () => (select.dataset.because = radio.value));
    }
    part.querySelector("button").addEventListener("click", () => {
      select.value = "";
      changed(select);
      select.focus();
    });
    return part;
  }

  review();
})();
