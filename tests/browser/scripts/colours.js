// How many pixels of a screenshot (PNG as base64) have each of its 30 most frequent colours, most frequent first.
async (screenshot) => {
  const bytes = Uint8Array.from(atob(screenshot), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const counts = new Map();
  for (const pixel of new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer))
    counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, 30)
    .map(([pixel, count]) => ({ rgb: [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255], share: count / (image.width * image.height) }));
}
