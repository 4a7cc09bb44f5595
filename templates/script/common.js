// The reader's hand on a figure. Every state was computed, drawn and told when the page was built; this shows one of them.
// What a reader is told stands in the templates and in states.json, never here. The published file has no comments.

/**
 * @typedef {string | [eye: string, ear: string]} Told  One text, or one to see and one to hear.
 * @typedef {{say: string, verdict: string, summary: Told[], motion: Told[], moments: string[], steps: Told[][], answers: Told[][], rules: Told[][], tables: Told[][][]}} Words
 * @typedef {Record<string, Record<string, string | null>>} Patch  New attributes by the number of the mark.
 * @typedef {{version: string, base: number, states: {draw: Patch, words: Words, rests?: boolean}[]}} States  Words that are as in the base state are left out.
 * @typedef {{name: string, label: string, values: any[], said: string[], shown: string[], base: number, inputs: any[], output: any}} Axis
 * @typedef {"hand" | Set<any>} Origin  Who chose, where it is not the page: the hand, or the linked figures that have changed before. Only the hand is answered aloud.
 * @typedef {{id?: string, link?: string, block: any, choose: (values: object, by?: Origin) => void}} Explorer
 */

const VERSION = 1;
const SPEAK_MS = 250;
const style = getComputedStyle(document.documentElement);

/** @type {(root: ParentNode, selector: string) => any[]} */
const all = (root, selector) => [...root.querySelectorAll(selector)];
/** @type {(message: unknown) => void} */
const warn = (message) => console.warn(`sitegen: ${message}`);
/** @type {(figure: string | undefined, block: any) => void} */
const emit = (figure, block) => block.dispatchEvent(new CustomEvent("sitegen:change", {
  bubbles: true,
  detail: { figure, state: block.state, playing: block.playing, current_layer: block.current_layer },
}));

/**
 * Put a template's controls into its place. On a page of others they stand in an attribute, which tools leave alone.
 * @param {any} template
 */
function unpack(template) {
  const block = template.closest("figure");
  template.innerHTML ||= JSON.parse(template.dataset.panel);
  const panel = template.content.firstElementChild;
  template.replaceWith(panel);
  block.classList.add("sg-scripted");
  return [block, panel];
}

/**
 * An attribute of the figure is JSON for the property of its name.
 * @param {any} block
 * @param {any} name
 */
function obey(block, name) {
  try {
    const value = JSON.parse(block.getAttribute(name));
    if (value !== null) block[name.slice(5).replace("-", "_")] = value;
  } catch (error) {
    warn(error);
  }
}

/**
 * Write a text into the node that holds it. When nodes come or go, browsers ask every `:has()` again, at 2 ms a time.
 * @param {any} element
 * @param {string} text
 */
const write = (element, text) => (element.firstChild ?? element).textContent = text;

/**
 * Show a text, in the nodes that are there if they fit.
 * @param {any} element
 * @param {Told[]} run
 */
function fill(element, run) {
  if (!element || element.textContent === run.flat().join("")) return;
  const kinds = run.flatMap((piece) => typeof piece === "string" ? ["#"] : ["sg-eye", "sg-spoken"]);
  if (String([...element.childNodes].map(({ className = "#" }) => className)) !== String(kinds))
    element.replaceChildren(...kinds.map((className) => className !== "#"
      ? Object.assign(document.createElement("span"), { className, ariaHidden: className === "sg-eye" ? "true" : null }) : new Text()));
  run.flat().forEach((text, index) => write(element.childNodes[index], text));
}

/**
 * Show as many children as there are texts.
 * @param {any} parent
 * @param {any[]} texts
 * @param {(child: any, text: any) => void} put
 */
function fillAll(parent, texts, put) {
  const spare = parent.children[0] ?? document.createElement("li");
  while (parent.children[texts.length]) parent.lastElementChild.remove();
  texts.forEach((text, index) => put(parent.children[index] ?? parent.appendChild(spare.cloneNode(true)), text));
}

/**
 * Left, bottom, width, height and opacity of a mark at rest.
 * @param {Element} mark
 */
function pose(mark) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(mark.getAttribute(name) ?? mark.getAttribute(`${name}1`)));
  return [x, y + height, width, height, mark.hasAttribute("display") ? 0 : Number(mark.getAttribute("opacity") ?? 1)];
}

/**
 * Let a mark travel to its new place, by transform and opacity alone. What it lacks of earlier ways is added, so that it never jumps.
 * @param {any} mark
 * @param {number[]} from
 * @returns {Animation | number | boolean} The motion, if there is any.
 */
function travel(mark, from) {
  const to = pose(mark);
  const [x, y, width, height, opacity] = to;
  const [left, bottom, wide, high, seen] = from;
  const transform = seen ? `translate(${left - x}px,${bottom - y}px) scale(${wide / width || 1},${height ? high / height : 1})` : "none";
  const duration = Number(style.getPropertyValue("--sg-spring-ms")); // none for readers who ask for less motion
  return duration && opacity && String(from) !== String(to) && mark.animate([{ transform, opacity: seen - opacity }, { transform: "none", opacity: 0 }], {
    composite: "add",
    duration,
    easing: style.getPropertyValue("--sg-spring"),
    delay: height && 300 * (1 - x / mark.ownerSVGElement.viewBox.baseVal.width), // bars ripple from the loss to the input
    fill: "backwards",
  });
}
