// What of the page is too wide, too small, cut off or printed over something else, at the present size.
() => {
  const told = (element) => `${element.localName}.${element.className?.baseVal ?? element.className} "${(element.textContent || "").trim().slice(0, 40)}"`;
  const style = (element) => getComputedStyle(element);
  const forEars = (element) => {
    for (let at = element; at; at = at.parentElement) if (style(at).clipPath.startsWith("inset(50%")) return true;
    return false;
  };
  const unseen = (element) =>
    !element.checkVisibility({ visibilityProperty: true }) || element.closest(".skip") !== null || forEars(element);
  const block = (element) => {
    while (style(element).display === "inline") element = element.parentElement;
    return element;
  };
  // What is left of a box in the regions that scroll around it; they hide the rest.
  const shown = ({ left, top, right, bottom }, element) => {
    for (let at = element; at !== document.body; at = at.parentElement) {
      if (!["auto", "scroll"].includes(style(at).overflowX)) continue;
      const region = at.getBoundingClientRect();
      const [x, y] = [region.left + at.clientLeft, region.top + at.clientTop];
      [left, right] = [Math.max(left, x), Math.min(right, x + at.clientWidth)];
      [top, bottom] = [Math.max(top, y), Math.min(bottom, y + at.clientHeight)];
    }
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };

  const texts = [];
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || unseen(element) || element.closest("svg, math, textarea")) continue;
    texts.push({ element, node });
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of [...range.getClientRects()].map((whole) => shown(whole, element)))
      if (box.width > 1 && box.height > 1) lines.push({ box, block: block(element), text: node.data.trim().slice(0, 40) });
  }
  const wide = lines.filter(({ box }) => box.left < -0.5 || box.right > innerWidth + 0.5);
  lines.sort((one, other) => one.box.top - other.box.top);
  const overprinted = [];
  lines.forEach((one, index) => {
    for (let next = index + 1; next < lines.length && lines[next].box.top < one.box.bottom - 3; next++) {
      const other = lines[next];
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (across > 1 && one.block !== other.block) overprinted.push(`${one.text} | ${other.text}`);
    }
  });

  // A number or a short word that a narrow column has cut in two.
  const broken = [];
  for (const { element, node } of texts.filter(({ element }) => element.closest("td, th"))) {
    for (const { 0: word, index } of node.data.matchAll(/[^\s\u2010-\u2015/-]+/g)) {
      if (word.length > 12 && !/^[\d.]/.test(word)) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const tops = [...range.getClientRects()].filter(({ width }) => width > 1).map(({ top }) => Math.round(top));
      if (new Set(tops).size > 1) broken.push(`${word} in ${told(element)}`);
    }
  }

  const clipped = [...document.body.querySelectorAll("*")].filter((element) => {
    if (unseen(element) || element.closest("svg")) return false;
    const { overflowX, overflowY } = style(element);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    return (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(overflowY) && element.scrollHeight > element.clientHeight + 1);
  });

  // WCAG 2.5.8 leaves out links within a line of text: their height is that of the line.
  const within = (element) => {
    const holder = block(element);
    return style(element).display === "inline" && holder.textContent.trim() !== element.textContent.trim();
  };
  const reaches = (element, box) => {
    element.scrollIntoView({ block: "center" });
    const now = element.getBoundingClientRect();
    const [x, y] = [now.left + box.width / 2, now.top + box.height / 2];
    return [[-1, -1], [1, -1], [-1, 1], [1, 1]].every(([across, down]) =>
      element.contains(document.elementFromPoint(x + 11.5 * across, y + 11.5 * down)));
  };
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((element) => !unseen(element) && !within(element))
    .map((element) => ({ element, box: (element.closest("label") ?? element).getBoundingClientRect() }));
  const small = targets.filter(({ element, box }) => (box.width < 24 || box.height < 24) && !reaches(element, box));
  scrollTo(0, 0);

  return {
    headings: document.querySelectorAll("h1").length,
    // The modules, and nothing that runs where it stands; of the templates, none is left when the modules have run.
    scripts: [...document.querySelectorAll("script, noscript, template, [onclick], [onload]")]
      .filter((element) => !element.matches("head > script[type=module]:is([src$='assets/explore.js'], [src$='assets/code.js'], [src$='assets/gallery.js']):empty")).map(told),
    scroll: document.documentElement.scrollWidth - innerWidth,
    wide: wide.map(({ text }) => text),
    overprinted,
    broken,
    clipped: clipped.map(told),
    targets: targets.length,
    small: small.map(({ element, box }) => `${told(element)} ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`),
  };
}
