// A canvas with two axes, in colours of the theme.

import { h, short } from "./shared.js";

const MARGIN = { left: 44, right: 8, top: 8, bottom: 24 };

/**
 * A canvas of width x height, drawn as sharp as the screen is and shrunk where there is less room.
 *
 * `attributes` go to the canvas. It has
 *   element       the canvas,
 *   begin(frame)  clears it and draws the axes; frame is {x: [low, high], y: [low, high], names: [of x, of y],
 *                 log: is y logarithmic},
 *   finish()      draws the names of the axes, when all else is drawn,
 *   pen           what one draws with: a CanvasRenderingContext2D, clipped to the inside of the axes,
 *   at(x, y)      the place of numbers, in pixels,
 *   from(event)   the numbers at a pointer,
 *   ink(name, alpha)  a colour: "ink", "paper", "line", "accent", "bad", "cool", "warm",
 *   write(text, place)  text that stands out from what is under it.
 */
export function graph({ width, height }, attributes = {}) {
  const style = `aspect-ratio: ${width} / ${height}; max-width: 100%; width: ${width}px`;
  const element = h("canvas", { class: "k-drawing", role: "img", style, ...attributes });
  const pen = element.getContext("2d");
  const inner = [width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom];
  let frame = { x: [0, 1], y: [0, 1], names: ["", ""] };
  const scaled = (value) => (frame.log ? Math.log10(value) : value);
  const part = (value, [low, high]) => (value - low) / (high - low);
  const at = (x, y) => [
    MARGIN.left + inner[0] * part(x, frame.x),
    MARGIN.top + inner[1] * (1 - part(scaled(y), frame.y.map(scaled))),
  ];
  const from = (event) => {
    const box = element.getBoundingClientRect();
    const across = ((event.clientX - box.left) / box.width) * width - MARGIN.left;
    const down = ((event.clientY - box.top) / box.height) * height - MARGIN.top;
    const between = ([low, high], share) => low + (high - low) * Math.min(Math.max(share, 0), 1);
    return [between(frame.x, across / inner[0]), between(frame.y, 1 - down / inner[1])];
  };
  const ink = (name, alpha = 1) => {
    const value = getComputedStyle(element).getPropertyValue(`--k-${name}`).trim();
    pen.globalAlpha = alpha;
    return name === "cool" || name === "warm" ? `rgb(${value})` : value;
  };
  const begin = (next) => {
    frame = next;
    const sharp = Math.max(window.devicePixelRatio || 1, 1);
    element.width = width * sharp;
    element.height = height * sharp;
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.font = "11px system-ui, sans-serif";
    axes();
    pen.beginPath();
    pen.rect(MARGIN.left, MARGIN.top, ...inner);
    pen.clip();
  };
  const axes = () => {
    pen.strokeStyle = ink("line");
    pen.lineWidth = 1;
    pen.strokeRect(MARGIN.left, MARGIN.top, ...inner);
    pen.fillStyle = ink("ink");
    pen.textAlign = "center";
    pen.textBaseline = "top";
    for (const x of ticks(frame.x)) {
      const [place] = at(x, frame.y[0]);
      pen.fillRect(place, MARGIN.top + inner[1], 1, 4);
      pen.fillText(short(x), Math.min(place, width - 12), MARGIN.top + inner[1] + 7);
    }
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    for (const y of frame.log ? powers(frame.y) : ticks(frame.y)) {
      const place = at(frame.x[0], y)[1];
      pen.fillRect(MARGIN.left - 4, place, 4, 1);
      pen.fillText(frame.log ? power(y) : short(y), MARGIN.left - 6, place);
    }
  };
  const write = (text, place) => {
    pen.strokeStyle = ink("paper", 0.85);
    pen.lineWidth = 4;
    pen.lineJoin = "round";
    pen.strokeText(text, ...place);
    pen.fillStyle = ink("ink");
    pen.fillText(text, ...place);
  };
  const finish = () => {
    pen.textAlign = "right";
    pen.textBaseline = "bottom";
    write(`${frame.names[0]} →`, [width - MARGIN.right - 4, height - MARGIN.bottom - 3]);
    pen.textAlign = "left";
    pen.textBaseline = "top";
    write(`↑ ${frame.names[1]}`, [MARGIN.left + 4, MARGIN.top + 4]);
  };
  return { element, pen, at, from, ink, begin, write, finish, width, height, margin: MARGIN };
}

/** About four round numbers between two. */
function ticks([low, high]) {
  const rough = (high - low) / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * [1, 2, 5, 10].find((factor) => factor * unit >= rough);
  const found = [];
  for (let count = Math.ceil(low / step); count * step <= high; count += 1) found.push(count * step);
  return found.map((number) => Number(number.toPrecision(12)));
}

function powers([low, high]) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const every = Math.max(1, Math.ceil((last - first) / 5));
  const found = [];
  for (let exponent = first; exponent <= last; exponent += every) found.push(10 ** exponent);
  return found;
}

function power(number) {
  const exponent = Math.round(Math.log10(number));
  return Math.abs(exponent) < 4 ? short(number) : `1e${exponent}`;
}

/** A number in three digits; a large one as 1.23e15. */
export function brief(number) {
  const isLong = Number.isFinite(number) && (Math.abs(number) >= 1e6 || (number !== 0 && Math.abs(number) < 1e-4));
  return isLong ? number.toExponential(2).replace("e+", "e").replace(/-/g, "−") : short(number);
}
