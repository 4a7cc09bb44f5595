// Bring every animation to a moment at which nothing is half faded.
() => document.getAnimations().forEach((animation) => {
  if (animation.effect.getComputedTiming().endTime === Infinity) {
    animation.pause();
    animation.currentTime = 0;
  } else animation.finish();
})
