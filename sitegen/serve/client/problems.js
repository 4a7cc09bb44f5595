// Shows what is wrong with the content: errors over the page, warnings in a list, and each of them at its figure, too.

/** @typedef {import("./client.js").Problem} Problem */

const SAID_MS = 10_000;
const framed = window.top !== window;
const sheet = new CSSStyleSheet();
const styled = fetch("/.sitegen/client.css").then((answer) => answer.text()).then((text) => sheet.replace(text)).catch(() => {}); // without a style if the server has just ended

/** @type {(name: string, text?: string, attributes?: Record<string, string>, ...children: Element[]) => any} */
function element(name, text = "", attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(text, ...children);
  return made;
}

/** @type {(...children: Element[]) => any} An element whose content has only the style of the preview. */
function island(...children) {
  const host = element("div", "", { lang: "en", dir: "ltr" });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(...children);
  return host;
}

const status = element("p", "", { role: "status" });
const opener = element("button", "", { type: "button", hidden: "" });
const bar = element("section", "", { "aria-label": "Preview", class: "bar" }, status, opener);
const title = element("h2", "", { id: "title" });
const about = element("p", "", { id: "about" });
const closer = element("button", "Close", { type: "button" });
const list = element("ol", "", { tabindex: "0", role: "list", "aria-labelledby": "title" });
const dialog = element("dialog", "", { role: "alertdialog", "aria-labelledby": "title", "aria-describedby": "about" }, title, about, closer, list);
const host = island(bar, dialog);
let shown = "[]";
let timer = 0;

/** @param {string} text */
function say(text) {
  clearTimeout(timer);
  status.textContent = text;
}

opener.addEventListener("click", () => dialog.showModal());
closer.addEventListener("click", () => dialog.close());

/** @type {(problem: Problem) => Element[]} */
function summary({ severity, place, message }) {
  const kind = element("strong", severity === "error" ? "Error: " : "Warning: ");
  return [element("p", "", { class: severity }, kind, element("span", `${message}.`)), element("p", "", {}, element("code", place))];
}

/** @type {(problem: Problem) => Element} */
function entry(problem) {
  const { line, caret, hint } = problem;
  const code = () => element("pre", "", { tabindex: "0", role: "group", "aria-label": "Source line" }, element("code", line), element("code", `\n${caret}`, { "aria-hidden": "true" }));
  return element("li", "", {}, ...summary(problem), ...(line ? [code()] : []), ...(hint ? [element("p", hint)] : []));
}

/** @type {(count: number, noun: string) => string} */
const counted = (count, noun) => count ? `${count} ${noun}${count > 1 ? "s" : ""}` : "";

/**
 * Show the problems of the content; an overlay opens by itself for errors that were not shown before.
 * @param {Problem[]} problems
 */
export async function showProblems(problems) {
  await styled;
  for (const note of document.querySelectorAll("[data-sitegen-note]")) note.remove();
  for (const problem of problems) if (problem.figure) for (const words of places(problem.figure)) words.append(noteOf(problem));
  if (framed) return;
  document.documentElement.append(host);
  const now = JSON.stringify(problems);
  if (now === shown) return;
  const errors = problems.filter(({ severity }) => severity === "error");
  const hadErrors = shown.includes('"severity":"error"');
  shown = now;
  const count = [counted(errors.length, "error"), counted(problems.length - errors.length, "warning")].filter(Boolean).join(", ");
  title.textContent = count;
  about.textContent = errors.length ? "The page is the last one without errors. It follows when they are mended. Escape closes this list." : "Warnings do not keep the site from being built. Escape closes this list.";
  list.replaceChildren(...[...errors, ...problems.filter((each) => !errors.includes(each))].map(entry));
  opener.textContent = count;
  opener.hidden = !problems.length;
  if (errors.length && !dialog.open) dialog.showModal();
  if (!errors.length && hadErrors) dialog.close();
  say(hadErrors && !errors.length ? "No errors any more." : "");
  if (status.textContent) timer = setTimeout(say, SAID_MS, "");
}

/** @type {(figure: string) => Element[]} The words of a figure, in each of its blocks on this page. */
const places = (figure) => [...document.querySelectorAll("figure.sg-figure")]
  .filter(({ id }) => id === `fig-${figure}` || id.startsWith(`fig-${figure}--`))
  .map((block) => block.querySelector(".sg-lead") ?? block);

/** @type {(problem: Problem) => any} */
function noteOf(problem) {
  const note = island(element("div", "", { class: "note" }, ...summary(problem)));
  note.dataset.sitegenNote = "";
  return note;
}

/**
 * Say whether the server does not answer.
 * @param {boolean} is
 */
export async function lost(is) {
  await styled;
  if (framed) return;
  document.documentElement.append(host);
  say(is ? "sitegen serve does not answer, so this page may be old." : "");
}
