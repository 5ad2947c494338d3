// Pictures of the plane: the output of a unit at each place, points, the border.

const HALF = 127.5; // what 0 is in a picture of bytes
// `points` are the two kinds of points, which stand out from the ends of the scale.
const COLORS = {
  light: {
    ...{ cool: [122, 181, 218], middle: [247, 247, 245], warm: [232, 146, 84], ink: "#111", edge: "#fff" },
    points: [[0, 84, 140], [158, 62, 0]],
  },
  dark: {
    ...{ cool: [38, 104, 152], middle: [38, 40, 43], warm: [176, 92, 24], ink: "#fff", edge: "#1b1b1b" },
    points: [[130, 205, 255], [255, 184, 112]],
  },
};
const REACH = 6; // the plane goes from -6 to 6
const palettes = {};

function palette(isDark, isDiscrete) {
  const key = `${isDark},${isDiscrete}`;
  palettes[key] ??= Array.from({ length: 256 }, (_, byte) => {
    const { cool, middle, warm } = COLORS[isDark ? "dark" : "light"];
    const end = byte < HALF ? cool : warm;
    const part = isDiscrete ? 1 : Math.abs(byte - HALF) / HALF;
    return mixed(middle, end, part);
  });
  return palettes[key];
}

function mixed(from, to, part) {
  return from.map((start, index) => Math.round(start + part * (to[index] - start)));
}

/** Paint bytes, 0 to 255 for -1 to 1, one a pixel, into a canvas of their size. */
export function paintBytes(canvas, bytes, { isDark, isDiscrete = false, hasLine = false }) {
  const side = canvas.width;
  const colors = palette(isDark, isDiscrete);
  const context = canvas.getContext("2d");
  const picture = context.createImageData(side, side);
  const above = (place) => bytes[place] > HALF;
  for (let place = 0; place < side * side; place++) {
    let color = colors[bytes[place]];
    if (hasLine && place % side < side - 1 && place + side < side * side) {
      const isBorder = above(place) !== above(place + 1) || above(place) !== above(place + side);
      if (isBorder) color = isDark ? [200, 200, 200] : [95, 90, 85];
    }
    picture.data.set([...color, 255], 4 * place);
  }
  context.putImageData(picture, 0, 0);
}

const sheet = document.createElement("canvas"); // where a picture is painted before it is enlarged

/**
 * Draw a picture with the border where it is 0, and points over it.
 *
 * `points` are rows of (x1, x2, label, whether it is trained with); `border` is the label between
 * the two kinds. Test points have an edge of ink.
 */
export function drawPlane(canvas, bytes, { points = [], border = 0.5, ...look }) {
  const size = canvas.width;
  const context = canvas.getContext("2d");
  sheet.width = sheet.height = Math.sqrt(bytes.length);
  paintBytes(sheet, bytes, look);
  context.imageSmoothingEnabled = true;
  context.drawImage(sheet, 0, 0, size, size);
  const { middle, ink, edge, points: kinds } = COLORS[look.isDark ? "dark" : "light"];
  drawBorder(context, bytes, size, ink);
  const scale = size / (2 * REACH);
  const radius = Math.max(2.5, size / 110);
  for (const [x1, x2, label, isTraining] of points) {
    const [x, y] = [(x1 + REACH) * scale, (REACH - x2) * scale];
    const isAbove = label > border;
    context.beginPath();
    if (isAbove) triangle(context, x, y, 1.35 * radius);
    else context.arc(x, y, radius, 0, 7);
    const strength = border ? 1 : Math.min(1, 0.25 + Math.abs(label)); // of a number to be predicted
    context.fillStyle = `rgb(${mixed(middle, kinds[Number(isAbove)], strength)})`;
    context.strokeStyle = isTraining ? edge : ink;
    context.lineWidth = isTraining ? size / 400 : size / 260;
    context.fill();
    context.stroke();
  }
}

function triangle(context, x, y, radius) {
  context.moveTo(x, y - radius);
  context.lineTo(x + 0.87 * radius, y + 0.6 * radius);
  context.lineTo(x - 0.87 * radius, y + 0.6 * radius);
  context.closePath();
}

/** Marching squares: the line where the bytes cross the middle. */
function drawBorder(context, bytes, size, ink) {
  const side = Math.sqrt(bytes.length);
  const step = size / side;
  context.beginPath();
  for (let row = 0; row < side - 1; row++) {
    for (let column = 0; column < side - 1; column++) {
      const at = row * side + column;
      const corners = [bytes[at], bytes[at + 1], bytes[at + side + 1], bytes[at + side]].map((byte) => byte - HALF);
      const crossings = [];
      corners.forEach((from, index) => {
        const to = corners[(index + 1) % 4];
        if (from > 0 === to > 0) return;
        const part = from / (from - to);
        const [x, y] = [[part, 0], [1, part], [1 - part, 1], [0, 1 - part]][index];
        crossings.push([(column + 0.5 + x) * step, (row + 0.5 + y) * step]);
      });
      for (let first = 0; first + 1 < crossings.length; first += 2) {
        context.moveTo(...crossings[first]);
        context.lineTo(...crossings[first + 1]);
      }
    }
  }
  context.strokeStyle = ink;
  context.lineWidth = size / 250;
  context.stroke();
}

/** The bytes of a sketch of points, for the picture of a data set. */
export function drawPoints(canvas, points, { isDark, border }) {
  const empty = new Uint8Array(4).fill(128);
  drawPlane(canvas, empty, { points: points.map((point) => [...point, 1]), border, isDark });
}

/** Numbers from the bytes of float32. */
export function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** Rows of `width` numbers from the bytes of float32. */
export function rows(view, width) {
  const numbers = floats(view);
  return Array.from({ length: numbers.length / width }, (_, row) => numbers.slice(width * row, width * (row + 1)));
}

export function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
