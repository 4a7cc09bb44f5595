// Starts the figures of the page, and applies attributes set by host pages and the state in the address.

const explorers = all(document, "template.sg-explorer").map(explore);
const attributeFilter = ["data-state", "data-playing", "data-current-layer"];
const host = new MutationObserver((changes) => changes.forEach(({ target, attributeName }) => obey(target, attributeName)));
for (const { block } of [...explorers, ...all(document, "template.sg-player").map(play)]) {
  host.observe(block, { attributeFilter });
  for (const name of attributeFilter) obey(block, name);
}

all(document, "[data-point]").forEach(inspect);

/** A state in the address: `#fig-relu-16?init_scale=1.4`. */
function arrive() {
  const [anchor, query] = location.hash.slice(1).split("?");
  for (const { block, choose } of explorers) if (query && block.id === anchor) {
    block.tabIndex = -1;
    block.focus();
    choose(Object.fromEntries(new URLSearchParams(query)));
  }
}

/** Boxes are tab stops only where they scroll: in a wide window most do not. Without a script, all of them are. */
for (const box of all(document, ".sg-scroll, #page-main :is(.scroll, .formula)[tabindex]")) new ResizeObserver(() => {
  box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
}).observe(box);

on(window, "hashchange", arrive);
arrive();
