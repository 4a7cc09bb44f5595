// What a reader did to a part of a page: remembered before the part is replaced, and done again to the new one.

const FIELDS = "input, select, textarea";
const FOCUSABLE = "a, button, input, select, textarea, summary, [tabindex]";
const SCROLLED = ".sg-scroll, .scroll, pre";
const CONTROLS = ".sg-explore"; // what they are set to is the state of the figure

/**
 * @typedef {{details: [string, boolean][], fields: [string, any][], figures: [string, object][], scrolled: number[], focus: [number, string] | null}} Kept
 */

/** @type {(root: any, selector: string) => any[]} Matching elements, the root included. */
const all = (root, selector) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
/** @type {(field: any) => boolean} */
const isChoice = (field) => /radio|checkbox/.test(field.type);
/** @type {(root: any) => any[]} */
const fields = (root) => all(root, FIELDS).filter((field) => !field.closest(CONTROLS));
/** @type {(field: any) => boolean} Of radio buttons, the one that is chosen: the others follow. */
const isChanged = (field) => field.type === "radio" ? field.checked && !field.defaultChecked
  : isChoice(field) ? field.checked !== field.defaultChecked : field.value !== (field.defaultValue ?? field.value);
/** @type {(field: any) => string} A name without the digest of the figure, which changes with it. */
const key = (field) => [field.type, field.className, isChoice(field) ? field.value : field.name].join(" ");
/** @type {(details: any) => string} */
const heading = (details) => details.querySelector("summary")?.textContent ?? "";

/**
 * @param {any} root
 * @returns {Kept}
 */
export function remember(root) {
  const focused = all(root, FOCUSABLE).indexOf(document.activeElement);
  const changed = fields(root).filter(isChanged);
  return {
    details: all(root, "details").map((each) => [heading(each), each.open]),
    fields: changed.map((field) => [key(field), isChoice(field) ? field.checked : field.value]),
    figures: all(root, "figure.sg-modified").filter((block) => block.state).map((block) => [block.id, block.state]),
    scrolled: all(root, SCROLLED).map((box) => box.scrollLeft),
    focus: focused < 0 ? null : [focused, document.activeElement?.nodeName ?? ""],
  };
}

/**
 * @param {any} root
 * @param {Kept} kept
 */
export function restore(root, kept) {
  const open = new Map(kept.details);
  for (const each of all(root, "details")) each.open = open.get(heading(each)) ?? each.open;
  for (const [name, value] of kept.fields) {
    const field = fields(root).find((each) => key(each) === name);
    if (!field) continue;
    if (isChoice(field)) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  for (const [id, state] of kept.figures) {
    const block = all(root, "figure").find((each) => each.id === id);
    if (block?.state) block.state = Object.fromEntries(Object.entries(state).filter(([name]) => name in block.state));
  }
  all(root, SCROLLED).forEach((box, index) => box.scrollLeft = kept.scrolled[index] ?? 0);
  const [index, name] = kept.focus ?? [];
  const focused = all(root, FOCUSABLE)[index ?? -1];
  if (focused?.nodeName === name) focused?.focus({ preventScroll: true });
}
