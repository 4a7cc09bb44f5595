// Data points: one tab stop in the drawing. Arrow keys go from value to value, and a pointer near a value shows it, too.
// What is said and shown are cells of the tables.

/** @typedef {{columns: string[], table: number, row: number, x: number, y: number, width: number, height: number}} Point  Cells of a table; middle and size of their mark in the drawing [CSS px]. */

/** How near a pointer has to be, four times as far above or below, and the least size of a mark [CSS px]. */
const [NEAR, LEAST] = [24, 16];
/** @type {Record<string, number>} */
const WAYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -1e9, End: 1e9 };

/**
 * Whether points go from top to bottom.
 * @param {Point[]} points
 */
const isUpright = ([one, other]) => Math.abs(other.y - one.y) > Math.abs(other.x - one.x);

/**
 * The points of one series.
 * @param {any} series
 * @param {DOMRect} corner  Of the drawing.
 * @returns {Point[]}
 */
function placed(series, corner) {
  const { points, sizes = "0", columns, table = 0, row = 0, step = 1 } = series.dataset;
  const { a: scale, e: left, f: top } = series.getScreenCTM() ?? new DOMMatrix();
  const [numbers, lengths] = [columns, sizes].map((each) => each.split(" "));
  const length = (/** @type {number} */ number) => Math.max(LEAST, 8 + scale * lengths[number % lengths.length]);
  let [x, y] = [left - corner.x, top - corner.y];
  return points.split(",").flatMap((/** @type {string} */ way, /** @type {number} */ index) => {
    if (!way) return [];
    const [right, down] = /** @type {any[]} */ (way.split(" "));
    x += scale * right;
    y += scale * down;
    return { columns: numbers, table, row: +row + step * index, x, y, width: length(2 * index), height: length(2 * index + 1) };
  });
}

/**
 * @param {any} element
 * @param {Record<string, number>} lengths
 */
function place(element, lengths) {
  for (const name in lengths) element.style.setProperty(`--sg-${name}`, `${lengths[name]}px`);
}

/**
 * Let a reader go through the points of a drawing.
 * @param {any} drawing
 */
function inspect(drawing) {
  const block = drawing.closest("figure");
  const [range, ring, tip] = [["input", "points"], ["div", "ring"], ["ul", "tip"]].map(([tag, name]) =>
    /** @type {any} */ (Object.assign(document.createElement(tag), { className: `sg-${name}` })));
  /** @type {Point[][]} */
  let sets = [];
  /** @type {Point[]} */
  let points = [];
  let over = -1; // the point under the pointer; -2 after Escape, which hides the words

  /**
   * The first cell of a row, and those that tell the value, each with the head of its column.
   * @param {Point} point
   */
  function words({ columns, table, row }) {
    const { tHead, tBodies } = all(block, ".sg-table:not(.sg-data details *)")[table];
    const [heads, cells] = [tHead.rows[0].cells, tBodies[0].rows[row].cells];
    return [0, ...columns].map((column) => (column ? `${heads[column].textContent}: ` : cells[0].className ? "" : `${heads[0].textContent} `) + cells[column].textContent);
  }

  /** Find the points again, and show the one under the pointer, or the chosen one while the focus is here. */
  function update() {
    const corner = drawing.getBoundingClientRect();
    sets = all(shownArt(block), "[data-points]").map((each) => placed(each, corner)).filter((each) => each.length);
    points = sets.flat();
    range.max = points.length - 1;
    range.hidden = !points[0];
    const point = points[over < 0 && range.matches(":focus") ? range.value : over];
    ring.remove();
    tip.remove();
    block.dispatchEvent(new Event("sitegen:read"));
    if (points[0]) range.ariaValueText = spoken(words(points[range.value]).join(", "));
    if (!point) return;
    drawing.append(ring);
    if (over > -2) drawing.append(tip);
    const { x, y, width, height } = point;
    const [left, top] = [x - width / 2, y - height / 2];
    place(ring, { left, top, width, height });
    fillAll(tip, words(point), fill);
    const above = top - tip.offsetHeight - 4;
    place(tip, {
      left: Math.max(0, Math.min(x - tip.offsetWidth / 2, corner.width - tip.offsetWidth)),
      top: above < 0 ? Math.min(top + height + 4, corner.height - tip.offsetHeight) : above,
    });
  }

  /**
   * The number of the point that a key leads to: along its series, if that has more than one, or to the same row of another one.
   * @param {string} key
   */
  function next(key) {
    const here = points[range.value], number = sets.findIndex((each) => each.includes(here)), way = WAYS[key];
    const own = sets[number][1] ? sets[number] : points, at = own.indexOf(here);
    const other = own !== points && sets[1] && key[0] === "A" && /U|D/.test(key) !== isUpright(own) ? sets[number + way] ?? own : 0;
    return points.indexOf(other ? other.find((each) => each.row === here.row) ?? other[Math.min(at, other.length - 1)]
      : own[Math.max(0, Math.min(at + way, own.length - 1))]);
  }

  /**
   * The number of the point nearest to a pointer; -1 if none is near.
   * @param {{clientX: number, clientY: number}} pointer
   */
  function nearest({ clientX, clientY }) {
    const corner = drawing.getBoundingClientRect();
    let [best, least] = [-1, NEAR];
    points.forEach(({ x, y, width, height }, index) => {
      const [right, down] = [Math.abs(clientX - corner.x - x), Math.abs(clientY - corner.y - y)];
      const far = Math.hypot(Math.max(0, right - width / 2), Math.max(0, down - height / 2) / 4) + Math.hypot(right, down) / 99;
      if (far < least) [best, least] = [index, far];
    });
    return best;
  }

  /** @param {any} index */
  function show(index) {
    over = index;
    update();
  }

  range.type = "range";
  range.value = 0;
  range.ariaLabel = drawing.dataset.point;
  drawing.removeAttribute("data-point"); // the preview starts this script again
  tip.ariaHidden = "true";
  drawing.append(range);
  on(range, "keydown", (event) => {
    if (!WAYS[event.key]) return;
    event.preventDefault();
    range.value = next(event.key);
    show(-1);
  });
  on(range, "focus blur input", () => show(-1));
  on(drawing, "pointerleave", () => show(-1));
  on(drawing, "pointermove", (event) => {
    const near = tip.contains(event.target) ? over : nearest(event);
    if (near !== over) show(near);
  });
  on(drawing, "click", (event) => {
    const near = nearest(event);
    if (near < 0) return;
    range.value = near;
    range.focus({ preventScroll: true }); // the point stays when the pointer leaves, or the finger is lifted
    show(-1);
  });
  on(window, "keydown", ({ key }) => key === "Escape" && show(-2));
  on(block, "sitegen:change", () => ring.isConnected && update());
  on(block, "sitegen:told", () => requestAnimationFrame(update)); // which measures anyway
  new ResizeObserver(update).observe(drawing);
}
