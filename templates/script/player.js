// The player of a stepped animation: buttons and a slider that control the radio buttons and the Pause checkbox of the page.

/**
 * Play, step and scrub. The radio buttons and the Pause checkbox do the work.
 * @param {HTMLTemplateElement} template
 */
function play(template) {
  const [beat, last] = [Number(template.dataset.beat), Number(template.dataset.rest)];
  const [block, panel] = unpack(template);
  const [motion, ...radios] = all(block, ".sg-step");
  const [pause = {}] = all(block, ".sg-pause");
  const [drawing] = all(block, ".sg-drawing");
  const [output, range, button, status] = ["output", "input", "[value=play]", "[role=status]"].map((each) => panel.querySelector(each));
  let [shown, timer] = ["", 0];

  /** @type {() => any[]} The animations of the style sheet; none with reduced motion. */
  const runs = () => drawing.getAnimations({ subtree: true }).filter((/** @type {any} */ run) => run.animationName);
  const playing = () => motion.checked && runs().some((run) => run.playState === "running");

  /** Index of the current step; the first is next to the loss. */
  function layer() {
    const [run] = runs();
    return !motion.checked ? radios.findIndex((radio) => radio.checked)
      : run ? Math.min(last, Math.floor((run.currentTime % run.effect.getTiming().duration) / beat)) : last;
  }

  /**
   * Move the slider to a step and set its text.
   * @param {number} current
   */
  function point(current) {
    range.value = current;
    range.ariaValueText = radios[current].nextElementSibling.textContent;
  }

  /**
   * Update the controls to the current step; while the animation plays, again later.
   * @param {Event} [event]
   */
  function follow(event) {
    const [plays, current] = [playing(), layer()];
    const label = radios[current].nextElementSibling;
    const before = shown;
    shown = `${plays} ${current} ${label.textContent}`;
    if (shown !== before) {
      output.replaceChildren(...label.cloneNode(true).childNodes);
      button?.classList.toggle("sg-plays", plays);
      if (!plays || !range.matches(":focus")) point(current); // or every beat would be read aloud
      if (before && event?.type !== "sitegen:change") emit(template.dataset.figure, block);
    }
    clearTimeout(timer);
    if (plays) timer = setTimeout(follow, beat / 4);
  }

  /** @param {any} on */
  function setPlaying(on) {
    const from = layer() < last ? layer() : 0;
    pause.checked = !on;
    block.classList.remove("sg-offscreen");
    if (on && !playing()) {
      radios[0].checked = true;
      runs(); // flushes styles, so that the animations restart
      motion.checked = true;
      for (const run of runs()) run.currentTime = from * beat;
    }
    follow();
  }

  /**
   * Pause at a step, or at the nearest one that exists.
   * @param {any} current
   */
  function hold(current) {
    if (isNaN(current)) return;
    range.value = current;
    radios[range.value].checked = true;
    follow();
  }

  panel.addEventListener("keydown", () => point(layer()));
  panel.addEventListener("click", (/** @type {any} */ { target }) => {
    const way = target.closest("button")?.value;
    if (!way) return;
    if (way === "play") return setPlaying(!playing());
    hold(way === "restart" ? 0 : layer() + Number(way));
    if (way === "restart") setPlaying(true);
    write(status, radios[layer()].nextElementSibling.textContent);
  });
  range.addEventListener("input", () => hold(range.value));
  for (const name of ["change", "sitegen:change"]) block.addEventListener(name, follow);
  motion.addEventListener("change", () => setPlaying(true));
  Object.defineProperties(block, { playing: { get: playing, set: setPlaying }, current_layer: { get: layer, set: hold } });
  new IntersectionObserver(([{ isIntersecting }], observer) => {
    block.classList.toggle("sg-offscreen", !isIntersecting);
    if (isIntersecting) observer.disconnect();
    follow();
  }, { threshold: 0.2 }).observe(drawing);
  follow();
  return { block };
}
