// The places, in document order among those that may have the focus, where the Tab key has to stop.
// The script of the page decides in the first frame which boxes scroll, so the answer comes after the second.
() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => [...document.querySelectorAll("a, button, select, textarea, summary, input, [tabindex]")].flatMap((element, index) => {
  const stops = element.matches("a[href], button, select, textarea, summary, input:not([type=radio]), input[type=radio]:checked, [tabindex='0']");
  return stops && element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }) ? [index] : [];
}))
