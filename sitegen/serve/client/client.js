// Follows the preview of `sitegen serve`: an open page becomes its new version in place. No file of a build loads this script.

import { remember, restore } from "./keep.js";
import { SentPage } from "./patch.js";
import { lost, showProblems } from "./problems.js";

/**
 * @typedef {{severity: string, place: string, message: string, line: string, caret: string, hint: string, figure: string}} Problem
 * @typedef {{version: number, changed: string[], problems: Problem[]}} Update
 */

const KEPT = "sitegen-kept";
const MOST_PATCHES = 100; // scripts that ran again stay in memory until the page is loaded

const page = new SentPage(document);
let version = Number(page.data.version);
let patches = 0;
/** @type {EventSource | undefined} */
let source;
/** @type {Update | undefined} */
let waiting;
let busy = false;

/** Load the page again, with everything that its reader opened, chose and scrolled to. */
function reload() {
  sessionStorage.setItem(KEPT, JSON.stringify({ at: location.pathname, scroll: [scrollX, scrollY], body: remember(document.body) }));
  location.reload();
}

/**
 * Show the site as it is after an update.
 * @param {Update} update
 */
async function show(update) {
  const missed = ![version, version + 1].includes(update.version); // the server started again, or the tab slept
  if (update.version !== version) {
    if ("waiting" in page.data) return reload();
    const changed = (/** @type {string} */ path) => missed || update.changed.includes(path);
    await page.refresh(changed, update.version);
    if (changed(page.data.path) || "missing" in page.data) {
      patches += 1;
      if (patches > MOST_PATCHES || !(await page.become(await page.fetch(), update.version))) return reload();
    }
    version = update.version;
  }
  showProblems(update.problems);
}

/** Show updates one after the other; of those that come meanwhile, the last is enough. */
async function follow() {
  if (busy) return;
  busy = true;
  while (waiting) {
    const update = waiting;
    waiting = undefined;
    try {
      await show(update);
    } catch (error) { // the server has ended, or the page is not what it was
      console.warn(`sitegen serve: ${error}`);
    }
  }
  busy = false;
}

/** A browser has few connections for each server, so a hidden tab gives its own back. */
function connect() {
  source?.close();
  if (document.hidden) return;
  source = new EventSource("/.sitegen/events");
  source.addEventListener("open", () => lost(false));
  source.addEventListener("error", () => lost(true));
  source.addEventListener("message", ({ data }) => {
    waiting = JSON.parse(data);
    follow();
  });
}

const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
sessionStorage.removeItem(KEPT);
if (kept?.at === location.pathname)
  addEventListener("load", async () => {
    await restore(document.body, kept.body);
    scrollTo(kept.scroll[0], kept.scroll[1]);
  });
document.addEventListener("visibilitychange", connect);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", connect);
