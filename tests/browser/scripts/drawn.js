// Go to each of the states, and compare what the figure then shows with a figure that was made for that state alone: given as
// pairs of a state and the HTML of that figure. What is hidden, the names that hold a hash, and the height of the drawing, which has
// room for all states, are no part of what is shown.
async (pairs) => {
  const figure = document.querySelector(".sg-figure");
  const { canvas } = [...figure.querySelectorAll(".sg-art")].find((art) => art.offsetWidth).dataset;
  const hashed = /-[0-9a-f]{8}(-|$)/;
  const inherited = /^(fill|stroke|font|text-anchor)/;  // marks may have their paint from groups, whose neighbours differ in another state
  const pick = (attributes, wanted) => Object.fromEntries(Object.entries(attributes).filter(([name]) => inherited.test(name) === wanted));
  const tree = (element, paint) => {
    const named = [...element.attributes].filter(({ name }) => !["id", "class", "aria-labelledby", "aria-describedby"].includes(name));
    const own = Object.fromEntries(named.map(({ name, value }) => [name, name === "viewBox" ? value.split(" ").slice(0, 3).join(" ") : value]));
    const painted = { ...paint, ...pick(own, true) };
    const children = [...element.children].filter((child) => child.getAttribute("display") !== "none").flatMap((child) => tree(child, painted));
    if (element.localName === "g" && !element.classList.length && !Object.keys(pick(own, false)).length) return children;
    return [[
      element.localName,
      Object.fromEntries(Object.entries(element.childElementCount ? pick(own, false) : { ...own, ...painted }).sort()),
      [...element.classList].filter((name) => !hashed.test(name)),
      element.childElementCount ? "" : element.textContent,
      children,
    ]];
  };
  const run = (element) => [...(element?.childNodes ?? [])]
    .filter((node) => node.className !== "sg-moving")
    .map((node) => [node.className ?? "", node.ariaHidden ?? "", node.textContent]);
  const text = (element) => run(element?.querySelector(".sg-summary-text") ?? element).map((piece) => piece.join("|")).join("¦").replace(/[|¦\s]+$/, "");
  let rests = false;
  const shown = (root) => {
    const all = (selector) => [...root.querySelectorAll(selector)];
    return {
      drawing: all(`.sg-${canvas} svg`).map((svg) => tree(svg, {})),
      lead: (root.querySelector(".sg-lead-text") ?? root.querySelector(".sg-lead")).textContent,
      summary: text(root.querySelector(".sg-summary")),
      motion: rests ? "" : text(root.querySelector(".sg-summary .sg-moving")),
      moments: rests ? [] : all(".sg-choice > .sg-step").map(({ nextElementSibling }) => nextElementSibling.textContent),
      steps: rests ? [] : all(".sg-steps ol li").map(text),
      answers: all(".sg-answers dd").map(text),
      tables: all(".sg-table").map((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map(text))),
    };
  };
  figure.querySelectorAll("details").forEach((details) => { details.open = true; });  // what is folded away follows later
  const found = [];
  for (const [state, html] of pairs) {
    const changed = new Promise((resolve, reject) => {
      figure.addEventListener("sitegen:change", resolve, { once: true });
      setTimeout(reject, 20_000, `${JSON.stringify(state)} is never shown`);
    });
    const before = JSON.stringify(figure.state);
    figure.state = state;
    if (JSON.stringify(figure.state) !== before) await changed;
    rests = figure.matches(".sg-changed") && !!figure.querySelector(".sg-step");  // the player of the page is not theirs
    const [now, alone] = [figure, new DOMParser().parseFromString(html, "text/html").querySelector("figure")].map(shown);
    now.tables.length = alone.tables.length;  // the table of all states comes last, and is the same in each
    for (const name in alone)
      if (JSON.stringify(now[name]) !== JSON.stringify(alone[name])) {
        const [one, other] = [now, alone].map((each) => JSON.stringify(each[name]));
        let at = 0;
        while (one[at] === other[at]) at++;
        found.push(`${JSON.stringify(state)} ${name}: …${one.slice(Math.max(0, at - 60), at + 90)} | …${other.slice(Math.max(0, at - 60), at + 90)}`);
      }
  }
  return found;
}
