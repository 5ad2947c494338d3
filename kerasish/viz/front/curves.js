// Numbers over epochs, as lines in a small frame.

import { short, svg } from "./shared.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [320, 120, 40, 18];
const INK = "var(--k-ink)";
const LINES = {
  solid: { stroke: INK, "stroke-width": 2.2 },
  dashed: { stroke: INK, "stroke-width": 1.3, "stroke-dasharray": "4 3" },
  dotted: { stroke: "var(--k-accent)", "stroke-width": 2, "stroke-dasharray": "1 3", "stroke-linecap": "round" },
};

/**
 * Draw into an SVG element. `lines` is a list of {points: [[epoch, number], ...], kind}, the kind
 * one of "solid", "dashed", "dotted". What is not finite is left out; what lies above the frame is
 * drawn along its edge. The frame goes from 0, or from the smallest number if `isFromLowest`.
 * `epochs` is the word for them; `at` marks an epoch.
 */
export function drawCurves(element, lines, { epochs, isFromLowest = false, at = null }) {
  const numbers = lines.flatMap(({ points }) => points).filter(([, number]) => Number.isFinite(number));
  const [first, last] = [Math.min(0, ...numbers.map(([epoch]) => epoch)), Math.max(1, ...numbers.map(([epoch]) => epoch))];
  const [low, high] = limits(numbers.map(([, number]) => number), isFromLowest);
  const x = (epoch) => LEFT + ((WIDTH - LEFT - 8) * (epoch - first)) / (last - first);
  const y = (number) => 6 + (HEIGHT - BOTTOM - 6) * (1 - Math.min((number - low) / (high - low), 1));
  const path = (points) =>
    points
      .filter(([, number]) => Number.isFinite(number))
      .map(([epoch, number]) => `${x(epoch).toFixed(1)},${y(number).toFixed(1)}`)
      .join(" ");
  const text = (value, place) => svg("text", { "font-size": 11, fill: INK, ...place }, value);
  const stroke = { fill: "none", stroke: "var(--k-line)" };
  element.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  element.replaceChildren(
    svg("path", { ...stroke, d: `M${LEFT},6V${HEIGHT - BOTTOM}H${WIDTH - 8}` }),
    text(short(high), { x: LEFT - 5, y: 14, "text-anchor": "end" }),
    text(short(low), { x: LEFT - 5, y: HEIGHT - BOTTOM + 3, "text-anchor": "end" }),
    text(epochs, { x: LEFT, y: HEIGHT - 4 }),
    text(String(last), { x: WIDTH - 8, y: HEIGHT - 4, "text-anchor": "end" }),
    at === null ? "" : svg("path", { ...stroke, d: `M${x(at)},6V${HEIGHT - BOTTOM}`, "stroke-width": 2 }),
    ...lines.map(({ points, kind }) => svg("polyline", { fill: "none", ...LINES[kind], points: path(points) })),
  );
}

/** Where a frame begins and ends. A number far above the first, as of a run that diverges, is cut. */
function limits(numbers, isFromLowest) {
  const low = isFromLowest && numbers.length ? Math.min(...numbers) : 0;
  const high = numbers.length ? Math.max(...numbers) : 1;
  const most = isFromLowest ? high : Math.min(high, 3 * (numbers[0] || 1));
  return [low, Math.max(most, low + 1e-3)];
}
