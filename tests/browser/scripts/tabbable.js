// The places, in document order, where the Tab key has to stop.
() => [...document.querySelectorAll("*")].flatMap((element, index) => {
  const stops = element.matches("a[href], button, select, textarea, summary, input:not([type=radio]), input[type=radio]:checked, [tabindex='0']");
  return stops && element.checkVisibility({ visibilityProperty: true }) ? [index] : [];
})
