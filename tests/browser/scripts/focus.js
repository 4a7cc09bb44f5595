// The focused element: where it stands in the document and on the page, and how its focus shows.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getClientRects()[0];  // of a link over two lines: the first
  const rings = [element, element.nextElementSibling].filter((at) => at).map((at) => {
    const { outlineStyle, outlineWidth, outlineColor, opacity } = getComputedStyle(at);
    return outlineStyle === "none" || opacity === "0" || outlineColor.endsWith(", 0)") ? 0 : parseFloat(outlineWidth);
  });
  return {
    index: [...document.querySelectorAll("a, button, select, textarea, summary, input, [tabindex]")].indexOf(element),
    id: element.id,
    name: `${element.localName} "${(element.textContent || element.value || element.className).trim().slice(0, 40)}"`,
    landmark: [...document.querySelectorAll("*")].indexOf(element.closest("nav, header, footer, figure, section, main")),
    box: [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY],
    ring: Math.max(...rings),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}
