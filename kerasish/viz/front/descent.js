// The three pictures of DescentView: the map of the loss, the data, the curve of the loss.

import { brief } from "./graph.js";

const TAU = 2 * Math.PI;
const SHADES = 100; // pixels of the shading of the map, to each side

/** The loss for weights and a bias; see kerasish/viz/descent.py. */
export function lossAt(matrix, w1, w2, b) {
  const u = [w1, w2, b, 1];
  let sum = 0;
  for (let row = 0; row < 4; row += 1) for (let column = 0; column < 4; column += 1) sum += u[row] * matrix[4 * row + column] * u[column];
  return sum;
}

/** The valley for one bias: its lowest place and loss, and its axes with half their curvatures. */
export function valley(matrix, b) {
  const [p, q, r] = [matrix[0], matrix[1], matrix[5]];
  const [c, d] = [b * matrix[2] + matrix[3], b * matrix[6] + matrix[7]];
  const middle = (p + r) / 2;
  const spread = Math.hypot((p - r) / 2, q);
  const turn = Math.atan2(2 * q, p - r) / 2; // of the steepest axis
  const [steep, flat] = [middle + spread, Math.max(middle - spread, 1e-9 * middle + 1e-300)];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [along, across] = [-(cos * c + sin * d) / steep, -(cos * d - sin * c) / flat];
  const lowest = [cos * along - sin * across, sin * along + cos * across];
  return { lowest, loss: lossAt(matrix, ...lowest, b), steep, flat, turn };
}

/** Draw the map of the loss for the bias b, and the path so far. */
export function drawMap(view, { matrix, frame, cursor, dark, b }, path) {
  const [first, second, reach] = frame;
  const window = { x: [first - reach, first + reach], y: [second - reach, second + reach], names: ["w1", "w2"] };
  view.begin(window);
  const ground = valley(matrix, b);
  const corners = [-1, 1].flatMap((i) => [-1, 1].map((j) => lossAt(matrix, first + i * reach, second + j * reach, b)));
  const highest = Math.max(...corners);
  if (Number.isFinite(highest) && highest > ground.loss) {
    drawShades(view, matrix, window, b, ground.loss, highest, dark);
    drawContours(view, window, ground, highest);
  }
  drawPath(view, path);
  if (cursor) drawCross(view, cursor);
  view.finish();
}

function drawShades(view, matrix, { x, y }, b, low, high, dark) {
  const image = new ImageData(SHADES, SHADES);
  const range = Math.log(1 + (high - low) / scaleOf(low, high));
  for (let row = 0; row < SHADES; row += 1) {
    for (let column = 0; column < SHADES; column += 1) {
      const w1 = x[0] + ((x[1] - x[0]) * (column + 0.5)) / SHADES;
      const w2 = y[1] - ((y[1] - y[0]) * (row + 0.5)) / SHADES;
      const height = Math.log(1 + Math.max(lossAt(matrix, w1, w2, b) - low, 0) / scaleOf(low, high)) / range;
      const place = 4 * (row * SHADES + column);
      image.data.fill(dark ? 255 : 0, place, place + 3);
      image.data[place + 3] = 90 * Math.min(height, 1);
    }
  }
  const small = document.createElement("canvas");
  small.width = small.height = SHADES;
  small.getContext("2d").putImageData(image, 0, 0);
  const [left, top] = view.at(x[0], y[1]);
  const [right, bottom] = view.at(x[1], y[0]);
  view.pen.globalAlpha = 1;
  view.pen.drawImage(small, left, top, right - left, bottom - top);
}

const scaleOf = (low, high) => Math.max(low, (high - low) / 1000);

/** Lines of equal loss are ellipses around the lowest place. */
function drawContours(view, { x, y }, { lowest, loss, steep, flat, turn }, highest) {
  const { pen } = view;
  const [centre, unit] = [view.at(...lowest), (view.at(x[1], 0)[0] - view.at(x[0], 0)[0]) / (x[1] - x[0])];
  const labels = [];
  for (const level of levels(loss, highest)) {
    const radii = [steep, flat].map((curvature) => unit * Math.sqrt((level - loss) / curvature));
    pen.beginPath();
    pen.ellipse(...centre, ...radii, -turn, 0, TAU);
    pen.strokeStyle = view.ink("ink", 0.6);
    pen.lineWidth = 1;
    pen.stroke();
    labels.push([level, radii]);
  }
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const taken = [];
  for (const [level, [long, wide]] of labels) {
    for (let angle = 1.5; angle < 1.5 + TAU; angle += 0.1) {
      const [a, b] = [long * Math.cos(angle), wide * Math.sin(angle)];
      const place = [centre[0] + a * Math.cos(turn) + b * Math.sin(turn), centre[1] - a * Math.sin(turn) + b * Math.cos(turn)];
      const inside = place[0] > view.margin.left + 16 && place[0] < view.width - 24 && place[1] > view.margin.top + 10 && place[1] < view.height - view.margin.bottom - 10;
      if (!inside || taken.some((other) => Math.abs(other[0] - place[0]) < 34 && Math.abs(other[1] - place[1]) < 15)) continue;
      view.write(brief(level), place);
      taken.push(place);
      break;
    }
  }
}

/** Round numbers between two, each about three times the one before. */
function levels(low, high) {
  const found = [];
  const start = Math.max(low, high / 1e4);
  for (let exponent = Math.floor(Math.log10(start)); exponent < 300; exponent += 1) {
    for (const factor of [1, 3]) {
      const level = factor * 10 ** exponent;
      if (level >= high) return found;
      if (level > 1.02 * low) found.push(level);
    }
  }
  return found;
}

function drawPath(view, path) {
  const { pen } = view;
  const far = (value) => Math.min(Math.max(value, -1e5), 1e5);
  const places = path.map(([w1, w2]) => view.at(w1, w2).map(far)).filter((place) => place.every(Number.isFinite));
  pen.strokeStyle = view.ink("accent");
  pen.lineWidth = 2;
  pen.beginPath();
  places.forEach((place, number) => (number ? pen.lineTo(...place) : pen.moveTo(...place)));
  pen.stroke();
  pen.fillStyle = view.ink("accent");
  places.forEach((place) => dot(pen, place, places.length > 200 ? 1.5 : 3));
  const [[left, top], now] = [places[0], places.at(-1)];
  pen.fillStyle = view.ink("paper");
  pen.strokeStyle = view.ink("ink");
  pen.fillRect(left - 5, top - 5, 10, 10);
  pen.strokeRect(left - 5, top - 5, 10, 10);
  pen.fillStyle = view.ink("ink");
  dot(pen, now, 6);
}

function dot(pen, [x, y], radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, TAU);
  pen.fill();
}

function drawCross(view, cursor) {
  const [x, y] = view.at(...cursor);
  for (const [colour, width] of [["paper", 5], ["ink", 2]]) {
    view.pen.strokeStyle = view.ink(colour);
    view.pen.lineWidth = width;
    view.pen.beginPath();
    view.pen.moveTo(x - 12, y);
    view.pen.lineTo(x + 12, y);
    view.pen.moveTo(x, y - 12);
    view.pen.lineTo(x, y + 12);
    view.pen.stroke();
  }
}

/** Draw the points, the line of the classifier, its side and the points on the wrong side. */
export function drawData(view, { points, window }, [w1, w2, b]) {
  const { pen } = view;
  view.begin({ ...window, names: ["x1", "x2"] });
  const above = (x, y) => w1 * x + w2 * y + b > 0.5;
  drawSide(view, window, [w1, w2, b]);
  const wrong = [];
  for (let place = 0; place < points.length; place += 3) {
    const [x, y, target] = points.subarray(place, place + 3);
    const [left, top] = view.at(x, y);
    pen.fillStyle = view.ink(target ? "warm" : "cool", 0.6);
    pen.beginPath();
    if (target) {
      pen.moveTo(left, top - 3);
      pen.lineTo(left + 3, top + 2);
      pen.lineTo(left - 3, top + 2);
    } else pen.arc(left, top, 2.2, 0, TAU);
    pen.fill();
    if (above(x, y) !== target > 0.5) wrong.push([left, top]);
  }
  pen.strokeStyle = view.ink("ink");
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const [x, y] of wrong) {
    pen.moveTo(x - 3, y - 3);
    pen.lineTo(x + 3, y + 3);
    pen.moveTo(x - 3, y + 3);
    pen.lineTo(x + 3, y - 3);
  }
  pen.stroke();
  view.finish();
}

function drawSide(view, { x, y }, [w1, w2, b]) {
  const length = Math.hypot(w1, w2);
  if (!Number.isFinite(length + b) || !length) return;
  const { pen } = view;
  const [nx, ny] = [w1 / length, w2 / length];
  const far = 3 * (x[1] - x[0] + y[1] - y[0]);
  // The foot of the middle of the picture on the line, so that what is drawn begins nearby.
  const [mx, my] = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
  const away = (0.5 - b) / length - nx * mx - ny * my;
  const [fx, fy] = [mx + nx * away, my + ny * away];
  const ends = [-far, far].map((way) => view.at(fx - way * ny, fy + way * nx));
  const rest = [far, -far].map((way) => view.at(fx - way * ny + far * nx, fy + way * nx + far * ny));
  pen.beginPath();
  [...ends, ...rest].forEach((place, number) => (number ? pen.lineTo(...place) : pen.moveTo(...place)));
  pen.fillStyle = view.ink("ink", 0.14);
  pen.fill();
  pen.beginPath();
  pen.moveTo(...ends[0]);
  pen.lineTo(...ends[1]);
  pen.strokeStyle = view.ink("ink");
  pen.lineWidth = 2;
  pen.stroke();
}

/** Draw the loss of every step, those made so far in black, and the bottom of the valley. */
export function drawCurve(view, losses, { bottom, step, names }) {
  const { pen } = view;
  const finite = losses.filter((loss) => Number.isFinite(loss) && loss > 0);
  const least = Math.max(Math.min(bottom, ...finite), 1e-9 * losses[0], 1e-30);
  const highest = Math.max(...finite, 2 * least);
  const x = [-0.02 * losses.length, 1.02 * (losses.length - 1)];
  view.begin({ x, y: [least / 1.6, highest * 1.6], log: true, names });
  const line = (values, colour, alpha, width) => {
    pen.strokeStyle = view.ink(colour, alpha);
    pen.lineWidth = width;
    pen.beginPath();
    values.forEach((loss, number) => Number.isFinite(loss) && pen.lineTo(...view.at(number, Math.max(loss, least))));
    pen.stroke();
  };
  pen.setLineDash([4, 4]);
  line(losses.map(() => Math.max(bottom, least)), "ink", 0.7, 1);
  pen.setLineDash([]);
  line(losses, "ink", 0.35, 1.5);
  line(losses.slice(0, step + 1), "accent", 1, 2.5);
  pen.fillStyle = view.ink("ink");
  if (Number.isFinite(losses[step])) dot(pen, view.at(step, Math.max(losses[step], least)), 5);
  view.finish();
}
