// Where every element is, to half a pixel.
() => [...document.querySelectorAll("body *")].map((element) => {
  const box = element.getBoundingClientRect();
  return [element.localName, ...[box.left, box.top, box.width, box.height].map((value) => Math.round(2 * value) / 2)].join(" ");
})
