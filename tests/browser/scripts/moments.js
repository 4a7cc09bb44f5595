// Moments [ms] between all key moments of the animations, with the first and the last: holds and the middles of fades.
(most) => {
  const keys = new Set([0]);
  for (const { effect } of document.getAnimations()) {
    const { delay, duration } = effect.getTiming();
    for (const { computedOffset } of effect.getKeyframes()) keys.add(Math.round(delay + computedOffset * duration));
  }
  const sorted = [...keys].sort((one, other) => one - other);
  const between = sorted.slice(1).map((key, index) => (key + sorted[index]) / 2);
  const thinned = between.filter((_, index) => index % Math.ceil(between.length / most) === 0);
  return [0, ...thinned, sorted.at(-1)];
}
