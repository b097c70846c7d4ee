// What is written in words is read back in full, as the server understands it: a day and a time, or about when.
const Echo = (() => {
  const AFTER = 300; // milliseconds without a key

  /** Read `input` back in `output`; `address` is where to ask, up to the text itself. */
  function follow(input, output, address) {
    let waiting = 0;
    async function read() {
      const text = input.value.trim();
      const asked = text && fetch(address + encodeURIComponent(text), { redirect: "manual" });
      const answer = text ? await asked.then((r) => r.json()).catch(() => ({ error: "No connection. It is read when the call is sent." })) : {};
      if (text !== input.value.trim()) return;
      output.textContent = [answer.words, answer.clash, answer.error].filter(Boolean).join(". ");
      output.classList.toggle("not-understood", Boolean(answer.error));
    }
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(read, AFTER);
    });
    input.addEventListener("change", read);
    if (input.value) read();
  }
  for (const output of document.querySelectorAll("output[data-echo]")) follow(document.getElementById(output.htmlFor.value), output, output.dataset.echo);
  return { follow };
})();
