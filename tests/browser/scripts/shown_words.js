// Count the words that a page shows in its main part, and in its figures. Drawings and texts for screen readers alone are left out.
() => {
  const main = document.querySelector("main");
  const count = (roots) => {
    let words = 0;
    for (const root of roots) {
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) {
        const at = walk.currentNode.parentElement;
        if (at.closest("svg, script, style, .sg-spoken, annotation") || !at.checkVisibility({ visibilityProperty: true })) continue;
        words += walk.currentNode.textContent.match(/\S+/g)?.length ?? 0;
      }
    }
    return words;
  };
  return { all: count([main]), figures: count(main.querySelectorAll(".sg-figure")) };
}
