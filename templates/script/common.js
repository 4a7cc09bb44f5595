// Interactive figures. All states were computed, drawn and described at build time; this script shows one of them.
// All text for readers comes from the templates and the states. The published file is minified, without comments.

/**
 * @typedef {{say: string[], lead: string, more: string, motion: string, moments: string[], steps: string[], answers: string[], rules: string[], tables: string[][][]}} Words
 * @typedef {Record<string, Record<string, string | null>>} Patch  New attributes, by the number of the mark.
 * @typedef {{version: string, base: number, states: {words: Words, rests?: boolean}[]}} States  Words that are the same as in the base state are left out.
 * @typedef {{version: string, draw: Patch[]}} Drawn  What each state changes in the drawing for one canvas.
 * @typedef {{name: string, values: any[], said: string[], shown: string[], base: number, inputs: any[], output: any}} Axis
 * @typedef {"user" | Set<any>} Origin  Source of a change other than the page: user input, or the linked figures that changed before. Only user input is announced.
 * @typedef {{id?: string, link?: string, block: any, choose: (values: object, by?: Origin) => void}} Explorer
 */

const VERSION = 3;
const SPEAK_MS = 250;
const style = getComputedStyle(document.documentElement);

/** @type {(root: ParentNode, selector: string) => any[]} */
const all = (root, selector) => [...root.querySelectorAll(selector)];
/** @type {(target: any, events: string, listener: (event: any) => void) => void} Listen to events, whose names have a blank between them. */
const on = (target, events, listener) => events.split(" ").forEach((name) => target?.addEventListener(name, listener));
/** @type {(one: any, other: any) => boolean} Whether two lists have the same values. */
const same = (one, other) => `${one}` === `${other}`;
/** @type {(message: unknown) => void} */
const warn = (message) => console.warn(`sitegen: ${message}`);
/** @type {(figure: string | undefined, block: any) => void} */
const emit = (figure, block) => block.dispatchEvent(new CustomEvent("sitegen:change", {
  bubbles: true,
  detail: { figure, state: block.state, playing: block.playing, current_layer: block.current_layer },
}));

/** @type {(block: any) => any} The drawing that the page has room for. */
function shownArt(block) {
  const artboards = all(block, ".sg-art");
  return artboards.find((each) => each.offsetWidth) ?? artboards[0];
}

/**
 * Replace a template by the controls in it. In host pages they are in an attribute, because other tools empty templates.
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
 * Set the property that an attribute of the figure has a JSON value for.
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
 * Write a text into an existing text node. When nodes are added or removed, browsers evaluate every `:has()` again, for 2 ms.
 * @param {any} element
 * @param {string} text
 */
const write = (element, text) => element.textContent === text || ((element.firstChild ?? element).textContent = text);

/** Code or an address; or a number such as 3.1e−5: its mantissa, the sign and the digits of its exponent. */
const POWER = /(`[^`]*`|(?:https?:\/\/|www\.)\S+)|(?<![\w.,/-])(\d[\d,]*(?:\.\d+)?)e(−?)(\d{1,3})(?![\w./-]*\w)/;

/**
 * A power of ten as the page writes it, with its spoken form, as `with_powers` makes it.
 * @param {string} mantissa
 * @param {string} minus
 * @param {string} exponent
 */
function power(mantissa, minus, exponent) {
  const /** @type {any} */ shown = document.createElement("span"), times = mantissa !== "1";
  shown.role = "img";
  shown.ariaLabel = `${times ? `${mantissa} times ` : ""}ten to the ${minus && "minus "}${exponent}`;
  shown.textContent = `${times ? `${mantissa}\u00a0×\u00a0` : ""}10${(minus + exponent).replace(/./g, (sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[/** @type {any} */ (sign)] ?? "⁻")}`;
  return shown;
}

/**
 * A text as nodes, with its powers of ten.
 * @param {string} text
 * @returns {any[]}
 */
function nodes(text) {
  const parts = text.split(POWER);
  /** @type {any[]} */
  const found = [parts[0]];
  for (let at = 1; at < parts.length; at += 5) {
    found.push(parts[at] ?? power(.../** @type {[string, string, string]} */ (parts.slice(at + 1, at + 4))), parts[at + 4]);
  }
  return found.filter(Boolean);
}

/** @type {(text: string) => string} A text as it is spoken. */
const spoken = (text) => nodes(text).map((node) => node.ariaLabel ?? node).join("").replace(/−(?=\d)/g, "minus ");

/**
 * Show sentences, with their powers of ten.
 * @param {any} element
 * @param {string} text
 */
function fill(element, text) {
  if (!element || element.told === text) return;
  element.told = text;
  if (element.firstElementChild || POWER.test(text)) element.replaceChildren(...nodes(text));
  else write(element, text);
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
 * Left, bottom, width, height and opacity of a mark at rest. Paths have no place: their dots and lines are at once where they belong.
 * @param {Element} mark
 */
function pose(mark) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(mark.getAttribute(name) ?? mark.getAttribute(`${name}1`)));
  return [x, y + height, width, height, mark.hasAttribute("display") ? 0 : +(mark.getAttribute("opacity") ?? 1)];
}

/**
 * Animate a mark to its new position by transform and opacity alone. The animation is added to those that still run, so that it never jumps.
 * @param {any} mark
 * @param {number[]} from
 * @returns {Animation | number | boolean} The animation, if there is one.
 */
function travel(mark, from) {
  const to = pose(mark);
  const [x, y, width, height, opacity] = to;
  const [left, bottom, wide, high, seen] = from;
  const transform = seen ? `translate(${left - x}px,${bottom - y}px) scale(${wide / width || 1},${height ? high / height : 1})` : "none";
  const duration = +style.getPropertyValue("--sg-spring-ms"); // none for readers who ask for less motion
  return duration && opacity && !same(from, to) && mark.animate({ transform: [transform, "none"], opacity: [seen - opacity, 0] }, {
    composite: "add",
    duration,
    easing: style.getPropertyValue("--sg-spring"),
    delay: height && 300 * (1 - x / mark.ownerSVGElement.viewBox.baseVal.width), // bars ripple from the loss to the input
    fill: "backwards",
  });
}
