// The Playground's network: columns of boxes, each with its picture, and a line for each weight.

import { button, h, rove, short, svg } from "./shared.js";
import { floats, paintBytes } from "./plane.js";

const [TILE, PITCH, TOP] = [42, 52, 60]; // pixels: a box, from box to box, above the first
const [LABEL, NARROWEST, WIDEST, OUTPUT] = [52, 66, 150, 48]; // names of features; columns; the last
const [MOST_LAYERS, MOST_UNITS, SHARPNESS] = [6, 8, 40]; // SHARPNESS: pixels along a box's side
const FEATURES = {
  x1: ["x₁", (x) => x / 6],
  x2: ["x₂", (x, y) => y / 6],
  "x1**2": ["x₁²", (x) => x ** 2 / 36],
  "x2**2": ["x₂²", (x, y) => y ** 2 / 36],
  "x1*x2": ["x₁x₂", (x, y) => (x * y) / 36],
  "np.sin(x1)": ["sin x₁", (x) => Math.sin(x)],
  "np.sin(x2)": ["sin x₂", (x, y) => Math.sin(y)],
};

export function featureName(code) {
  return FEATURES[code][0];
}

/** What a feature gives at each place, as the bytes of a picture. */
export function featurePicture(code) {
  const place = (index) => (12 * (index + 0.5)) / SHARPNESS - 6;
  return Uint8Array.from({ length: SHARPNESS ** 2 }, (_, at) => {
    const value = FEATURES[code][1](place(at % SHARPNESS), -place(Math.floor(at / SHARPNESS)));
    return Math.round(127.5 * (value + 1));
  });
}

/** Kernels and biases of each layer: [{kernel: [[...]], bias: [...]}], a row for each input. */
export function readLayers(numbers, sizes) {
  let at = 0;
  const take = (count) => numbers.slice(at, (at += count));
  return sizes.slice(1).map((units, index) => {
    const kernel = Array.from({ length: sizes[index] }, () => take(units));
    return { kernel, bias: take(units) };
  });
}

/**
 * The network. `onchange({features} or {hidden})` asks for another; `onlook(place)` says which box
 * the reader looks at, {layer, unit}, layer 0 the features, or null.
 */
export function network(ctx, { onchange, onlook }) {
  const { t, get, dark } = ctx;
  const shown = (name) => get("_shown")[name]; // what is asked for, get(name), may be ahead of it
  const stage = h("div", { class: "k-pg-stage" });
  const count = h("span", {});
  const fewer = button("−", () => onchange({ hidden: get("hidden").slice(0, -1) }), { class: "k-button k-pg-small", "aria-label": t("fewerLayers") });
  const more = button("+", () => onchange({ hidden: [...get("hidden"), 2].slice(0, MOST_LAYERS) }), { class: "k-button k-pg-small", "aria-label": t("moreLayers") });
  const head = h("div", { class: "k-row k-pg-layers", role: "group" }, fewer, count, more);
  const scroller = h("div", { class: "k-scroll k-pg-scroll" }, stage);
  const says = h("p", { class: "k-pg-says", role: "status" });
  const element = h("section", { class: "k-pg-network", "aria-label": t("network") }, head, scroller, says);
  let boxes = []; // for each layer a list of canvases
  let links = []; // [path, layer, from, to]
  let biases = [];

  function rebuild() {
    const [features, hidden] = [shown("features"), shown("hidden")];
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    count.textContent = t("layers", hidden.length);
    fewer.disabled = !hidden.length;
    more.disabled = hidden.length === MOST_LAYERS;
    const room = scroller.clientWidth - 8 - LABEL - OUTPUT;
    const pitch = Math.min(WIDEST, Math.max(NARROWEST, Math.floor(room / (hidden.length + 1))));
    const left = (layer) => LABEL + layer * pitch;
    const names = Object.keys(FEATURES);
    const tallest = Math.max(names.length, ...hidden);
    const width = left(hidden.length + 1) + OUTPUT;
    const height = TOP + tallest * PITCH;
    stage.style.cssText = `width: ${width}px; height: ${height}px`;
    const lines = svg("svg", { width, height, "aria-hidden": "true" });
    const columns = [
      h("span", { class: "k-pg-title", style: `left: 0; top: 0` }, t("features")),
      ...hidden.map((units, index) => layerHead(units, index, left(index + 1))),
      h("span", { class: "k-pg-title", style: `left: ${left(hidden.length + 1)}px; top: 0` }, t("output")),
    ];
    const inputs = names.map((name, row) => featureBox(name, row, left(0)));
    const units = hidden.map((size, index) => Array.from({ length: size }, (_, row) => unitBox(index + 1, row, left(index + 1))));
    const output = unitBox(hidden.length + 1, 0, left(hidden.length + 1));
    stage.replaceChildren(lines, ...columns, ...inputs, ...units.flat(), output);
    const canvas = (box) => box.querySelector("canvas");
    boxes = [inputs, ...units, [output]].map((column) => column.map(canvas));
    biases = [...units, [output]].map((column) => column.map((box) => box.querySelector(".k-pg-bias")));
    names.forEach((name, row) => paintBytes(boxes[0][row], featurePicture(name), { isDark: dark() }));
    rove(stage, { onreach: look, onpick: (box) => box.dataset.feature && toggle(box.dataset.feature) });
    drawLinks(lines, features.map((name) => names.indexOf(name)), [...hidden, 1], left);
    if (focused) element.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  function layerHead(units, index, left) {
    const set = (size) => onchange({ hidden: get("hidden").map((other, place) => (place === index ? size : other)) });
    const control = (text, size, label) =>
      button(text, () => set(size), {
        class: "k-button k-pg-small",
        "aria-label": t(label, index + 1),
        "data-key": `${label}${index}`,
        disabled: size < 1 || size > MOST_UNITS,
      });
    return h(
      "div",
      { class: "k-pg-head", role: "group", style: `left: ${left + TILE / 2}px` },
      h("span", {}, t("units", units)),
      h("span", {}, control("−", units - 1, "fewerUnits"), control("+", units + 1, "moreUnits")),
    );
  }

  function box(layer, row, left, attributes, ...inside) {
    const canvas = h("canvas", { width: SHARPNESS, height: SHARPNESS });
    const element = h(
      "button",
      {
        type: "button",
        class: "k-pg-box",
        "data-at": `${row},${layer}`,
        "data-key": `box${row},${layer}`,
        style: `left: ${left}px; top: ${TOP + row * PITCH}px`,
        onmouseenter: () => look(element),
        onmouseleave: () => look(null),
        onblur: () => look(null),
        ...attributes,
      },
      canvas,
      ...inside,
    );
    return element;
  }

  function featureBox(name, row, left) {
    const isChosen = shown("features").includes(name);
    const attributes = { "aria-pressed": String(isChosen), "data-feature": name, "aria-label": t("feature", featureName(name)) };
    return box(0, row, left, attributes, h("span", { class: "k-pg-feature" }, featureName(name)));
  }

  function unitBox(layer, row, left) {
    return box(layer, row, left, { "aria-label": t("unit", layer, row + 1, shown("hidden").length) }, h("span", { class: "k-pg-bias" }));
  }

  function drawLinks(lines, chosen, sizes, left) {
    const rowsOf = [chosen, ...sizes.map((size) => Array.from({ length: size }, (_, row) => row))];
    const middle = (row) => TOP + row * PITCH + TILE / 2;
    links = [];
    for (let layer = 1; layer < rowsOf.length; layer++) {
      const [from, to] = [left(layer - 1) + TILE, left(layer) - 1];
      const bend = (from + to) / 2;
      rowsOf[layer - 1].forEach((start, input) => {
        rowsOf[layer].forEach((end) => {
          const [y, z] = [middle(start), middle(end)];
          const d = `M${from},${y}C${bend},${y},${bend},${z},${to},${z}`;
          const path = svg("path", { d, class: "k-pg-link" });
          const hit = svg("path", { d, class: "k-pg-hit" });
          hit.addEventListener("mouseenter", () => (says.textContent = t("weight", nameOf(layer - 1, input), nameOf(layer, end), short(layers()[layer - 1].kernel[input][end]))));
          hit.addEventListener("mouseleave", () => (says.textContent = t("hint")));
          lines.append(path, hit);
          links.push([path, layer - 1, input, end]);
        });
      });
    }
  }

  const layers = () => readLayers(floats(get("_weights")), [shown("features").length, ...shown("hidden"), 1]);
  const nameOf = (layer, unit) => (layer ? t("unit", layer, unit + 1, shown("hidden").length) : featureName(shown("features")[unit]));

  function look(box) {
    if (!box) {
      says.textContent = t("hint");
      return onlook(null);
    }
    const [row, layer] = box.dataset.at.split(",").map(Number);
    const feature = box.dataset.feature;
    if (feature) says.textContent = t(shown("features").includes(feature) ? "isFeature" : "noFeature", featureName(feature));
    else {
      const { kernel, bias } = layers()[layer - 1];
      const terms = kernel.map((weights, input) => `${short(weights[row])} · ${nameOf(layer - 1, input)}`);
      says.textContent = t("sum", nameOf(layer, row), short(bias[row]), terms);
    }
    onlook({ layer, unit: row, feature });
  }

  function toggle(name) {
    const [chosen, names] = [get("features"), Object.keys(FEATURES)];
    const others = chosen.filter((other) => other !== name);
    if (chosen.includes(name) && !others.length) return (says.textContent = t("lastFeature"));
    onchange({ features: names.filter((other) => (other === name ? !chosen.includes(name) : chosen.includes(other))) });
  }

  /** Show weights and pictures as they are now. */
  function update({ units, output }) {
    const found = layers();
    for (const [path, layer, input, unit] of links) {
      const weight = found[layer].kernel[input][unit];
      const size = Number.isFinite(weight) ? Math.min(0.8 + 2.2 * Math.abs(weight), 9) : 0.5;
      path.style.strokeWidth = size.toFixed(2);
      path.classList.toggle("k-pg-negative", weight < 0);
    }
    biases.forEach((column, layer) =>
      column.forEach((mark, unit) => {
        const bias = found[layer].bias[unit];
        mark.classList.toggle("k-pg-negative", bias < 0);
        mark.style.opacity = Math.min(0.25 + Math.abs(bias), 1).toFixed(2);
      }),
    );
    let at = 0;
    const look = { isDark: dark(), hasLine: true };
    for (const column of boxes.slice(1, -1)) {
      for (const canvas of column) {
        paintBytes(canvas, units.subarray(at, at + SHARPNESS ** 2), look);
        at += SHARPNESS ** 2;
      }
    }
    paintBytes(boxes.at(-1)[0], everyOther(output), look);
  }

  says.textContent = t("hint");
  return { element, rebuild, update };
}

function everyOther(bytes) {
  const side = Math.sqrt(bytes.length);
  return Uint8Array.from({ length: SHARPNESS ** 2 }, (_, at) => bytes[2 * (Math.floor(at / SHARPNESS) * side + (at % SHARPNESS))]);
}
