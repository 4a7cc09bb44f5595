// The player of an animation: buttons, and a slider for the steps, that control the radio buttons and the Pause checkbox of the page.

/**
 * Play, pause, step, scrub and replay. The radio buttons and the Pause checkbox, which are hidden, do the work.
 * @param {HTMLTemplateElement} template
 */
function play(template) {
  const [beat, last] = [template.dataset.beat, template.dataset.rest].map(Number);
  const [block, panel] = unpack(template);
  const [motion = { checked: true }, ...radios] = all(block, ".sg-step");
  const [pause = {}] = all(block, ".sg-pause");
  const [drawing] = all(block, ".sg-drawing");
  const [output, range, button, status] = ["output", "input", "[value=play]", ".sg-live"].map((each) => panel.querySelector(each));
  let [shown, timer, asked] = /** @type {any[]} */ ([""]);

  /** @type {() => any[]} The animations of the style sheet; none with reduced motion, or at their end. */
  const runs = () => drawing.getAnimations({ subtree: true }).filter((/** @type {any} */ run) => run.animationName);
  const playing = () => motion.checked && runs().some((run) => run.playState === "running");

  /** Index of the current step; the first is next to the loss. */
  function layer() {
    const [run] = runs();
    return !motion.checked ? radios.findIndex((radio) => radio.checked)
      : run ? Math.min(last, Math.floor((run.currentTime % run.effect.getTiming().duration) / beat)) : last;
  }

  /** @param {number} current */
  const label = (current) => radios[current]?.nextElementSibling;
  const text = () => label(layer())?.textContent ?? "";

  /**
   * Move the slider, whose left end is the last step, to a step and set its text.
   * @param {number} current
   */
  function point(current) {
    range.value = range.max - current;
    range.ariaValueText = label(current).textContent;
  }

  /**
   * Update the controls to the current step; while the animation plays, again later.
   * @param {Event} [event]
   */
  function follow(event) {
    const [plays, current] = [playing(), layer()];
    const ended = !plays && (range ? current === last : !runs().length);
    const before = shown;
    shown = `${plays} ${ended} ${current} ${text()}`;
    if (shown !== before) {
      if (output) output.innerHTML = label(current).innerHTML;
      button?.classList.toggle("sg-plays", plays);
      button?.classList.toggle("sg-ended", ended);
      if (range && (!plays || !range.matches(":focus"))) point(current); // or every beat would be read aloud
      if (before && event?.type !== "sitegen:change") emit(template.dataset.figure, block);
    }
    if (asked && ended) tell(status.dataset.ended);
    clearTimeout(timer);
    if (plays) timer = setTimeout(follow, beat / 4);
  }

  /**
   * Say the current step, which the reader asked for.
   * @param {string} [before]
   */
  function tell(before = "") {
    asked = playing();
    const words = before + text();
    status.textContent = words + (status.textContent === words ? "\u00a0" : ""); // or it would not be read aloud again
  }

  /** @param {any} on */
  function setPlaying(on) {
    const from = layer() < last ? layer() : 0;
    pause.checked = !on;
    block.classList.remove("sg-offscreen");
    if (on && !playing()) {
      if (range) radios[0].checked = true;
      else block.classList.add("sg-changed");
      runs(); // flushes styles, so that the animations restart
      if (!range) block.classList.remove("sg-changed");
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
    if (!range || isNaN(current)) return;
    asked = false;
    range.value = range.max - current;
    radios[range.max - range.value].checked = true;
    follow();
  }

  on(panel, "keydown", () => range && point(layer()));
  on(panel, "click", ({ target }) => {
    const way = target.closest("button")?.value;
    if (!way) return;
    if (way === "play") {
      setPlaying(!playing());
      tell(status.dataset[playing() ? "plays" : "paused"]);
    } else {
      const before = layer();
      hold(before + +way);
      tell(layer() === before ? status.dataset.stays : "");
    }
  });
  on(range, "input", () => hold(range.max - range.value));
  on(block, "change sitegen:change", follow);
  if (range) on(motion, "change", () => setPlaying(true));
  Object.defineProperties(block, { playing: { get: playing, set: setPlaying }, current_layer: { get: layer, set: hold } });
  new IntersectionObserver((seen, observer) => {
    const { isIntersecting } = /** @type {any} */ (seen.pop()); // a busy page is told of several changes at once
    block.classList.toggle("sg-offscreen", !isIntersecting);
    if (isIntersecting) observer.disconnect();
    follow();
  }, { threshold: 0.2 }).observe(drawing);
  follow();
  return { block };
}
