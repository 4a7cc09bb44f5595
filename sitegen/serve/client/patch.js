// Changes an open page into its new version, and leaves alone what is equal: text keeps its place, and figures their state.

import { remember, restore } from "./keep.js";

const OWN = 'script[src="/.sitegen/client.js"]';
const POLICY = 'meta[http-equiv="Content-Security-Policy" i]';
const FIGURE = "figure.sg-figure";

/** @type {(root: ParentNode, selector: string) => any[]} */
const all = (root, selector) => [...root.querySelectorAll(selector)];
/** @type {(element: any, name: string) => string} Path in the site of the file that an attribute names; empty for one elsewhere. */
function siteFile(element, name) {
  const url = new URL(element.getAttribute(name) ?? "", document.baseURI);
  return url.origin === location.origin ? decodeURIComponent(url.pathname.slice(1)) : "";
}

/** A page as the server sent it, and the document that its reader and scripts have changed since. */
export class SentPage {
  /** @param {Document} open */
  constructor(open) {
    const own = /** @type {any} */ (open.querySelector(OWN));
    this.data = { ...own.dataset };
    own.remove();
    this.sent = /** @type {any} */ (open.documentElement.cloneNode(true));
    this.head = [...open.head.children].map((live) => ({ live, sent: live.cloneNode(true) }));
  }

  /** @returns {Promise<Document>} The page as it is now. */
  async fetch() {
    const answer = await fetch(location.href, { cache: "no-store" });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  /**
   * Load style sheets and pictures again that have changed.
   * @param {(path: string) => boolean} changed
   * @param {number} version
   */
  async refresh(changed, version) {
    for (const picture of all(document, "img[src]"))
      if (changed(siteFile(picture, "src"))) picture.src = fresh(picture.src, version);
    await Promise.all(this.head.map(async (entry) => {
      const { live } = /** @type {any} */ (entry);
      if (live.rel !== "stylesheet" || !changed(siteFile(live, "href"))) return;
      const next = live.cloneNode();
      next.href = fresh(live.href, version);
      live.after(next);
      await loaded(next);
      live.remove();
      entry.live = next;
    }));
  }

  /**
   * Change the open page into `next`.
   * @param {Document} next
   * @param {number} version
   * @returns {Promise<boolean>} Whether that was possible; if not, the page has to be loaded again.
   */
  async become(next, version) {
    const own = /** @type {any} */ (next.querySelector(OWN));
    own?.remove();
    if (!own || next.querySelector(POLICY)?.outerHTML !== this.sent.querySelector(POLICY)?.outerHTML) return false;
    const old = await this.#changeHead(next);
    markLinked(this.sent, next);
    const work = new Work();
    work.patch(document.body, this.sent.querySelector("body"), next.body);
    attributes(document.documentElement, this.sent, next.documentElement);
    for (const each of old) each.remove();
    const scripts = all(next, "script[type=module][src]").map((script) => fresh(new URL(script.getAttribute("src"), location.href).href, version));
    if (work.needsScripts) await Promise.all(scripts.map((address) => import(address)));
    work.finish();
    this.data = { ...own.dataset };
    this.sent = next.documentElement;
    return true;
  }

  /**
   * Add what is new in the head; style sheets are loaded before the page changes.
   * @param {Document} next
   * @returns {Promise<any[]>} The elements that go when the page has changed.
   */
  async #changeHead(next) {
    const spare = [...this.head];
    const waits = [];
    this.head = [];
    for (const sent of next.head.children) {
      const index = spare.findIndex((each) => each.sent.isEqualNode(sent));
      if (index >= 0) {
        this.head.push(...spare.splice(index, 1));
        continue;
      }
      const live = /** @type {any} */ (document.importNode(sent, true));
      document.head.append(live);
      if (live.rel === "stylesheet") waits.push(loaded(live));
      this.head.push({ live, sent });
    }
    await Promise.all(waits);
    return spare.map(({ live }) => live);
  }
}

/** One change of the body: what was replaced, and what its readers had done to it. */
class Work {
  /** @type {[any, import("./keep.js").Kept][]} */
  #replaced = [];
  needsScripts = false;

  /**
   * Change `live`, which was `sent` when it was sent, into `next`.
   * @param {any} live
   * @param {any} sent
   * @param {any} next
   */
  patch(live, sent, next) {
    if (sent.isEqualNode(next)) return;
    if (live.nodeName !== next.nodeName || (live.matches?.(FIGURE) || next.matches?.(FIGURE))) this.#replace(live, next);
    else if (!next.tagName) live.data = next.data;
    else {
      attributes(live, sent, next);
      this.#children(live, [...live.childNodes], [...sent.childNodes], [...next.childNodes]);
    }
  }

  /**
   * @param {any} parent
   * @param {any[]} lives
   * @param {any[]} sents
   * @param {any[]} nexts
   */
  #children(parent, lives, sents, nexts) {
    if (lives.length !== sents.length) return parent.replaceChildren(...nexts.map((next) => this.#made(next))); // another script was here
    let at = 0;
    for (const next of nexts) {
      const same = sents.findIndex((sent, index) => index >= at && sent.isEqualNode(next));
      if (same >= 0) {
        for (const live of lives.slice(at, same)) live.remove();
        at = same + 1;
      } else if (at < sents.length && sents[at].nodeName === next.nodeName && !nexts.some((each) => each.isEqualNode(sents[at]))) {
        this.patch(lives[at], sents[at], next);
        at += 1;
      } else parent.insertBefore(this.#made(next), lives[at] ?? null);
    }
    for (const live of lives.slice(at)) live.remove();
  }

  /** @param {any} next */
  #made(next) {
    const made = document.importNode(next, true);
    this.needsScripts ||= Boolean(made.matches?.("template, [tabindex]") || made.querySelector?.("template, [tabindex]"));
    return made;
  }

  /**
   * @param {any} live
   * @param {any} next
   */
  #replace(live, next) {
    const made = this.#made(next);
    if (live.tagName && made.tagName) this.#replaced.push([made, remember(live)]);
    live.replaceWith(made);
  }

  /** Do again to the new elements what readers had done to the old ones. */
  finish() {
    for (const [made, kept] of this.#replaced) restore(made, kept);
  }
}

/**
 * @param {any} live
 * @param {any} sent
 * @param {any} next
 */
function attributes(live, sent, next) {
  for (const name of sent.getAttributeNames()) if (!next.hasAttribute(name)) live.removeAttribute(name);
  for (const name of next.getAttributeNames())
    if (sent.getAttribute(name) !== next.getAttribute(name)) live.setAttribute(name, next.getAttribute(name));
}

/**
 * Figures that are linked start together: if one has changed, the others are replaced as well.
 * @param {any} sent
 * @param {Document} next
 */
function markLinked(sent, next) {
  const links = all(next, "template[data-link]").map((template) => [template.dataset.figure, template.dataset.link]);
  const blocks = new Map(all(next, FIGURE).map((block) => [block.querySelector("template")?.dataset.figure, block]));
  const before = (/** @type {any} */ block) => block && sent.querySelector(`[id="${block.id}"]`);
  for (const pair of links) {
    const found = pair.map((name) => blocks.get(name)).filter(Boolean);
    if (found.every((block) => before(block)?.isEqualNode(block))) continue;
    for (const block of found) before(block)?.setAttribute("data-replaced", "");
  }
}

/** @type {(address: string, version: number) => string} */
function fresh(address, version) {
  const url = new URL(address);
  url.search = `?${version}`;
  return url.href;
}

/** @type {(link: any) => Promise<void>} */
const loaded = (link) => new Promise((resolve) => {
  for (const end of ["load", "error"]) link.addEventListener(end, () => resolve(), { once: true });
});
