// The texts and shapes of every drawing of the figure at each of the moments [ms]; null is the page as it stands. Boxes are in user units.
(moments) => {
  const onPage = [...document.querySelectorAll(".sg-drawing svg")].filter((svg) => svg.checkVisibility());
  const drawings = onPage.length ? onPage : [document.documentElement];
  const animations = document.getAnimations();
  animations.forEach((animation) => animation.pause());

  const opacity = (element) => {
    let product = 1;
    for (let at = element; at instanceof SVGElement; at = at.parentNode) product *= Number(getComputedStyle(at).opacity);
    return product;
  };
  const measured = (element, frame, scale) => {
    const box = element.getBoundingClientRect();  // without the stroke
    const { fontSize, textAnchor, stroke, strokeWidth } = getComputedStyle(element);
    const edge = stroke === "none" ? 0 : parseFloat(strokeWidth) / 2;
    return {
      name: element.localName === "text" ? element.textContent : `${element.localName}.${element.className.baseVal}`,
      left: (box.left - frame.left) / scale - edge,
      top: (box.top - frame.top) / scale - edge,
      right: (box.right - frame.left) / scale + edge,
      bottom: (box.bottom - frame.top) / scale + edge,
      opacity: opacity(element),
      anchor: textAnchor,
      pixels: parseFloat(fontSize) * scale,
    };
  };
  const picture = (svg) => {
    const frame = svg.getBoundingClientRect();  // with the title of a file that is opened by itself
    const { width } = svg.viewBox.baseVal;
    const scale = frame.width / width;
    const visible = (selector) => [...svg.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => measured(element, frame, scale))
      .filter((shape) => shape.opacity > 0.001);
    return { width, height: frame.height / scale, shown: frame.width, texts: visible("text"), shapes: visible("rect, line, path, circle, polyline, polygon, use, image") };
  };
  return (moments ?? [null]).flatMap((moment) => {
    if (moment !== null) animations.forEach((animation) => { animation.currentTime = moment; });
    return drawings.map(picture);
  });
}
