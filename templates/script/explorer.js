// One interactive figure: its controls (sliders, radio buttons, lists, switches), the current state, and its download links.

/** @type {Record<string, Promise<any>>} */
const files = {};

/**
 * A JSON file, or the text of an element of the page, if it is of this build of the figure.
 * @param {string} address
 * @param {string} version
 */
const load = (address, version) => files[address] ??= Promise.resolve(address[0] === "#" ? new Response(all(document, address)[0]?.dataset.record) : fetch(address)).then((answer) => answer.json()).then((found) => {
  if (found.version !== `${VERSION} ${version}`) throw `${address}: another build`;
  return found;
});

/**
 * @param {HTMLTemplateElement} template
 * @returns {Explorer}
 */
function explore(template) {
  const { figure: id, prefix, states: address, link } = /** @type {any} */ (template.dataset);
  const [block, panel] = unpack(template);
  const find = (/** @type {string} */ selector) => block.querySelector(selector);
  const [live, field] = [".sg-live", ".sg-address"].map(find);
  /** @type {Axis[]} */
  const axes = all(panel, "[data-axis]").map((box) => ({ ...JSON.parse(box.dataset.axis), inputs: all(box, "input, select"), output: box.querySelector("output") }));
  const base = axes.map((axis) => axis.base);
  const links = all(block, ".sg-downloads a").map((element) => [element, element.getAttribute("href")]);
  let [at, timer, folded, changed] = [base, 0, 0, 0];
  /** @type {States} */
  let data;
  /** @type {Words} */
  let words;
  /** @type {string[]} What was announced last; only what differs from it is announced next. */
  let heard = [];
  /** @type {any[]} */
  let moving = [];
  /** @type {Record<string, any>} Marks in the base state. */
  const own = {};
  /** @type {Record<string, Patch>} What was changed in the drawing for each canvas. */
  const patches = {};
  let art = shownArt(block);

  const state = () => Object.fromEntries(axes.map(({ name, values }, axis) => [name, values[at[axis]]]));
  const number = () => at.reduce((sum, index, axis) => sum * axes[axis].values.length + index, 0);
  const query = () => new URLSearchParams(state());

  /**
   * @param {string} text
   * @param {boolean} [aloud]  For screen readers alone.
   */
  function tell(text, aloud = false) {
    clearTimeout(timer);
    live.classList.toggle("sg-spoken", aloud);
    live.textContent = text;
  }

  /** Update the controls to the current state. */
  function follow() {
    axes.forEach(({ said, shown, inputs, output }, axis) => {
      const index = at[axis];
      for (const input of inputs)
        if (/x|radio/.test(input.type)) input.checked = +input.value === index;
        else input.value = index;
      if (!output) return;
      write(output, shown[index]);
      inputs[0].ariaValueText = said[index];
    });
  }

  /**
   * Undo the changes of the last state in the drawing, and apply those of this one.
   * @param {Patch} next
   * @param {boolean} [moves]
   */
  function draw(next, moves) {
    const { canvas } = art.dataset;
    const patch = patches[canvas];
    moving = moving.filter((each) => each.playState === "running" && (moves || each.cancel())); // while a reader drags, the animation would lag behind
    for (const key in { ...patch, ...next }) {
      const mark = art.querySelector(`.${prefix}-s${key}`);
      const ours = (own[canvas + key] ??= mark.cloneNode(true));
      const from = pose(mark);
      for (const attribute in { ...patch?.[key], ...next[key] }) {
        const given = /** @type {any} */ (next[key])?.[attribute];
        const value = given === undefined ? ours.getAttribute(attribute) : given;
        if (attribute === "#text") write(mark, given ?? ours.textContent);
        else if (value === null) mark.removeAttribute(attribute);
        else mark.setAttribute(attribute, value);
      }
      if (moves) moving.push(travel(mark, from));
    }
    patches[canvas] = next;
  }

  /** The words of all states, and the drawings for the canvas that is shown. */
  const loadAll = () => {
    const { canvas, prefix: name } = art.dataset;
    return Promise.all([load(address, prefix), load(address.replace(/(\.json)?$/, `-${canvas}$1`), name)]);
  };

  /**
   * @param {number[]} next
   * @param {Origin} [by]
   */
  async function go(next, by) {
    if (same(at, next)) return;
    at = next;
    follow();
    try {
      const [found, drawn] = await loadAll();
      data = found;
      if (at === next) show(drawn, by);
    } catch (error) {
      fail(error);
    }
  }

  function detail() {
    clearTimeout(folded);
    folded = 0;
    for (const steps of all(block, ".sg-steps")) {
      fillAll(steps.lastElementChild, words.steps, fill);
      steps.hidden = !words.steps.length;
    }
    const [answers, rules, bodies] = [".sg-answers dd", ".sg-rule", ".sg-table tbody"].map((each) => all(block, each));
    words.answers.forEach((answer, index) => fill(answers[index], answer));
    words.rules.forEach((rule, index) => fill(rules[index], rule));
    words.tables.forEach((table, index) => fillAll(bodies[index], table, (row, cells) => fillAll(row, cells, write)));
    block.dispatchEvent(new Event("sitegen:told"));
  }

  /**
   * @param {Drawn} drawn
   * @param {Origin} [by]
   */
  function show(drawn, by) {
    const shown = data.states[number()];
    words = { ...data.states[data.base].words, ...shown.words };
    block.classList.toggle("sg-changed", shown.rests || !find(".sg-step"));
    block.classList.toggle("sg-modified", !same(at, base));
    draw(drawn.draw[number()], Date.now() - changed > 150); // faster changes come from dragging, and are not animated
    changed = Date.now();
    fill(find(".sg-lead-text"), words.lead);
    fill(find(".sg-summary-text"), words.more);
    fill(find(".sg-summary .sg-moving"), words.motion);
    all(block, ".sg-choices .sg-moment").forEach((moment, index) => write(moment, words.moments[index]));
    clearTimeout(folded);
    if (find("details[open]")) detail();
    else folded = setTimeout(detail, SPEAK_MS); // closed details can wait until the reader stops dragging
    for (const [element, file] of links) {
      URL.revokeObjectURL(element.href);
      element.href = file;
      element.removeAttribute("download");
    }
    if (field) field.hidden = true;
    emit(id, block);
    const seen = (/** @type {any} */ (by)?.add ? /** @type {any} */ (by) : new Set()).add(block);
    for (const other of explorers)
      if ((other.id === link || other.link === id) && !seen.has(other.block)) other.choose({ ...state(), [id]: number() }, seen);
    clearTimeout(timer);
    if (by === "user") timer = setTimeout(() => {
      tell(`${words.say.filter((part) => !heard.includes(part)).join("; ") || live.dataset.same}.`, true);
      heard = words.say;
    }, SPEAK_MS);
  }

  /**
   * Show the base state with an error message, and disable the controls.
   * @param {unknown} error
   */
  function fail(error) {
    if (panel.disabled) return;
    warn(error);
    const focused = panel.matches(":focus-within");
    panel.disabled = true;
    at = base;
    follow();
    draw({});
    tell(live.dataset.failed);
    if (focused) live.focus();
  }

  /**
   * @param {any} values
   * @param {Origin} [by]
   */
  function choose(values, by) {
    const next = [...at];
    for (const [name, value] of Object.entries(values ?? {})) {
      const axis = axes.findIndex((each) => each.name === name);
      const near = axes[axis]?.values.map((each) => same(each, value) ? Infinity : axes[axis].said && 1 / Math.abs(each - parseFloat(value)) || 0) ?? [];
      const best = Math.max(0, ...near);
      if (best) next[axis] = near.indexOf(best);
      else if (!by) warn(`${id} has no ${name} ${value}, but${axes.map((each) => ` ${each.name}: ${each.values}`)}`);
    }
    go(next, by);
  }

  /** Copy the address of the current state, or show it where that is not allowed. */
  async function copy() {
    history.replaceState(null, "", `#${block.id}?${query()}`);
    field.value = location.href;
    field.hidden = false;
    try {
      await navigator.clipboard.writeText(location.href);
      tell(live.dataset.copied);
    } catch {
      field.select();
      tell(live.dataset.link);
    }
  }

  /** Make the download files of the current state when a link is focused or hovered. */
  function offer() {
    if (links[0][0].download || same(at, base)) return;
    detail();
    const rows = all(find(".sg-table"), "tr").map((row) => [...row.cells].map((cell) => cell.textContent.replaceAll("−", "-")));
    /** @type {Record<string, string>} */
    const texts = {
      "figure.svg": picture(),
      "data.csv": rows.map((row) => row.map((cell) => `"${cell.replace(/"/g, '""')}"`).join()).join("\n"),
      "data.json": JSON.stringify({ id, state: state(), ...words }),
      "description.txt": [words.lead, words.more, ...rows.map((row) => row.join("\t"))].join("\n"),
    };
    for (const [element, file] of links) {
      const name = file.split("/").pop();
      if (texts[name]) Object.assign(element, { href: URL.createObjectURL(new Blob([texts[name]])), download: `${id}-${query()}-${name}` });
    }
  }

  /** The drawing as a standalone SVG file in light colours, with the panels one below the other. */
  function picture() {
    const root = art.querySelector("svg").cloneNode();
    let bottom = 0;
    for (const drawing of all(art, "svg")) {
      const part = root.appendChild(drawing.cloneNode(true));
      for (const mark of all(part, "[display]")) mark.remove();
      part.removeAttribute("role");
      part.setAttribute("y", bottom);
      part.setAttribute("height", part.viewBox.baseVal.height);
      bottom += part.viewBox.baseVal.height;
    }
    root.viewBox.baseVal.height = bottom;
    root.role = "img";
    root.ariaLabel = `${find(".sg-name").lastChild.textContent.trim()}: ${words.say.join("; ")}`;
    return new XMLSerializer().serializeToString(root).replace(/ (id|class|aria-(hidden|\w+by)|data-\w+)="[^"]*"/g, "");
  }

  on(panel, "focusin", () => loadAll().catch(fail));
  new ResizeObserver(() => {
    if (art === shownArt(block)) return;
    art = shownArt(block);
    if (words) loadAll().then(([, drawn]) => draw(drawn.draw[number()]), fail);
  }).observe(block);
  on(panel, "input", ({ target }) => go(at.map((index, axis) =>
    axes[axis].inputs.includes(target) ? +(/x/.test(target.type) ? target.checked : target.value) : index), "user"));
  on(block, "sitegen:read", () => folded && detail());
  on(find(".sg-reset"), "click", () => {
    if (location.hash.startsWith(`#${block.id}?`)) history.replaceState(null, "", `#${block.id}`);
    go(base, "user");
  });
  on(find(".sg-copy"), "click", copy);
  on(field, "keydown", ({ key }) => {
    if (key !== "Escape") return;
    field.hidden = true;
    find(".sg-copy").focus();
  });
  on(find(".sg-downloads"), "focusin pointerover", offer);
  choose(block.state);
  Object.defineProperties(block, { state: { get: state, set: /** @type {any} */ (choose) } });
  return { id, link, block, choose };
}
