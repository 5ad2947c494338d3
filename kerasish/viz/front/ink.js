// Pictures of ink on paper, from bytes: 0 is paper, 255 is ink. They look the same in a dark theme.

import { h } from "./shared.js";

/** A canvas for a picture of shape [height, width] or [height, width, 3], `size` pixels wide. */
export function inkCanvas([height, width], size, attributes = {}) {
  const style = `width: ${size}px; height: ${(size * height) / width}px`;
  return h("canvas", { class: "k-ink", role: "img", width, height, style, ...attributes });
}

/** Draw one picture on it; without bytes it is empty paper. */
export function paintInk(canvas, bytes, channels = 1) {
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(canvas.width, canvas.height);
  for (let pixel = 0; pixel < canvas.width * canvas.height; pixel += 1) {
    const colour = [0, 1, 2].map((channel) => {
      if (!bytes) return 255;
      return channels === 3 ? bytes[3 * pixel + channel] : 255 - bytes[pixel];
    });
    image.data.set([...colour, 255], 4 * pixel);
  }
  pen.putImageData(image, 0, 0);
}

/** The bytes that Python sent, as numbers from 0 to 255. */
export function bytesFrom(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
