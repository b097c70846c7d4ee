// What a call leaves to ask, as far as the page can know: the rules of the server (`closed` of survey/script.py, then
// `_ended` of survey/dispositions.py) over what earlier calls of the round were told and what is filled in now.
const Forecast = (() => {
  const KEYS = { involvement: "delivering", tier: "role", referral_status: "referrals" };
  const FACTS = Object.keys(KEYS);
  const unsaid = ["dont-know", "would-not-say"];
  const answered = (value) => Boolean(value) && !unsaid.includes(value);

  /** The newest answer; what was answered once is not erased by a later "don't know". */
  const together = (earlier, now) => (answered(now) || !answered(earlier) ? now || earlier : earlier) || "";

  /** {settled, untold}: facts of a position, by {question: value}. */
  function closed(told) {
    const part = told.part_of_it;
    if (answered(part) && part !== "still") return { settled: FACTS, untold: [] };
    const clear = (fact) => fact !== "involvement" || part === "still" || told.delivering === "yes";
    const settled = FACTS.filter((fact) => answered(told[KEYS[fact]]) && clear(fact));
    const others = (fact) => !settled.includes(fact);
    if (part === "would-not-say") return { settled, untold: FACTS.filter(others) };
    return { settled, untold: FACTS.filter((fact) => unsaid.includes(told[KEYS[fact]])) };
  }

  /** In words, of positions [{asks, told}] and of the sector {asks, told}. */
  function words(positions, sector) {
    const states = positions.map(({ asks, told }) => ({ asks, ...closed(told) }));
    const open = states.filter(({ asks, settled, untold }) => asks.some((fact) => ![...settled, ...untold].includes(fact)));
    const left = sector.asks && !sector.told ? " The sector is still open." : "";
    if (open.length) return `${open.length} of ${states.length} positions still open.${left}`;
    const all = states.length === 1 ? "The position is" : `All ${states.length} positions are`;
    const unknown = states.filter(({ asks, settled }) => asks.includes("involvement") && !settled.includes("involvement")).length;
    if (left) return `${all} done.${left}`;
    if (!unknown) return `${all} done. The case is complete.`;
    const some = answered(sector.told) || states.some(({ settled }) => settled.length);
    const ends = some ? "as partly answered" : "as declined, for nothing was told";
    return `${all} done. Whether they deliver is not known of ${unknown}, so the case ends ${ends}.`;
  }
  return { together, words };
})();
