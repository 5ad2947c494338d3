import { field, h, player, widget } from "./front/shared.js";
import { brief, graph } from "./front/graph.js";
import { drawCurve, drawData, drawMap, lossAt } from "./front/descent.js";

const LABELS = {
  en: {
    rate: "Learning rate",
    batch: "Points a step",
    all: (count) => `all ${count}`,
    optimizer: "Optimizer",
    momentum: "Momentum",
    own: "Adam has its own",
    bias: "Bias b",
    best: "the best for any weights",
    fixed: "stays at its start",
    trained: "is trained, too",
    biasStart: "b at the start",
    map: "Map of the loss",
    mapIs: {
      best: () => "for the best b at each place",
      fixed: (b) => `for b = ${b}, which stays`,
      trained: (b) => `for b = ${b}, the bias of this step`,
    },
    mapHelp: "Click a start. By keyboard: arrow keys move the cross (with Shift in small steps), Enter starts there.",
    mapLegend: "□ start   ● this step   a line: all weights with that loss",
    data: "The data",
    dataLegend: "● target 0   ▲ target 1   ✕ on the wrong side   grey: predicted 1",
    curve: "The loss of each step",
    curveLegend: "dashed: the bottom of the valley",
    stepAxis: "step",
    lossAxis: "loss",
    cross: (w1, w2, loss) => `w1 ${w1}, w2 ${w2}: loss ${loss}`,
    now: (step, steps) => `step ${step} of ${steps}`,
    lossIs: (loss) => `loss ${loss}`,
    wrongIs: (wrong, count) => `${wrong} of ${count} on the wrong side`,
    off: "This step is off the map.",
  },
  ko: {
    rate: "학습률",
    batch: "스텝마다 보는 점",
    all: (count) => `${count}개 모두`,
    optimizer: "옵티마이저",
    momentum: "모멘텀",
    own: "Adam에는 따로 있습니다",
    bias: "편향 b",
    best: "가중치마다 가장 좋은 값",
    fixed: "처음 값 그대로",
    trained: "함께 훈련하기",
    biasStart: "시작할 때의 b",
    map: "손실의 지도",
    mapIs: {
      best: () => "자리마다 b가 가장 좋은 값일 때",
      fixed: (b) => `b = ${b}, 고정된 편향일 때`,
      trained: (b) => `b = ${b}, 이 스텝의 편향일 때`,
    },
    mapHelp: "출발점을 누르세요. 키보드로는 화살표 키로 십자를 옮기고(Shift와 함께 누르면 조금씩) Enter로 출발합니다.",
    mapLegend: "□ 출발점   ● 이 스텝   선: 손실이 같은 가중치",
    data: "데이터",
    dataLegend: "● 타깃 0   ▲ 타깃 1   ✕ 잘못된 쪽   회색: 1로 예측",
    curve: "스텝마다의 손실",
    curveLegend: "파선: 골짜기의 바닥",
    stepAxis: "스텝",
    lossAxis: "손실",
    cross: (w1, w2, loss) => `w1 ${w1}, w2 ${w2}: 손실 ${loss}`,
    now: (step, steps) => `스텝 ${steps}번 중 ${step}번째`,
    lossIs: (loss) => `손실 ${loss}`,
    wrongIs: (wrong, count) => `${count}개 중 ${wrong}개가 잘못된 쪽`,
    off: "이 스텝은 지도 밖에 있습니다.",
  },
};
const MOMENTA = [0, 0.5, 0.8, 0.9, 0.95, 0.99];
const RATES = Array.from({ length: 161 }, (_, place) => Number((10 ** (place / 40 - 3)).toPrecision(3)));
const SIZES = [1, 4, 16, 64, 256];
const SQUARE = { width: 290, height: 278 };
const TICK = 70; // ms of a step while it plays
const TICKS = 120; // pictures of a whole training

export default widget(LABELS, (ctx) => {
  const { t, get, set, root, watch, announce, dark } = ctx;
  const { best, count, points, optimizers } = get("data");
  const data = { points: floats(points, Float32Array), window: {} };
  data.window = surroundings(data.points);
  const reachable = { tabindex: 0, role: "application", "data-lm-suppress-shortcuts": "true" };
  const views = { map: graph(SQUARE, reachable), data: graph(SQUARE), curve: graph(SQUARE) };
  const notes = {
    map: h("p", { class: "k-legend" }),
    verdict: h("p", { class: "k-descent-verdict", role: "status" }),
    code: h("p", { class: "k-mono k-descent-code" }),
    now: h("p", { class: "k-mono k-descent-now" }),
  };
  let rows = [];
  let cursor = null;

  // -- what decides the training ------------------------------------------------------------

  const soon = throttled(set);
  const rate = slider(RATES, "learning_rate");
  const momentum = slider(MOMENTA, "momentum");
  const biases = Array.from({ length: 81 }, (_, place) => Number((best[2] + (place - 40) * 0.05).toFixed(3)));
  const bias = slider(biases, "bias");
  const mode = choice("bias_mode", ["best", "fixed", "trained"], t, String);
  const sizes = [...SIZES.filter((size) => size < count), 0];
  const batch = choice("batch_size", sizes, (size) => (size ? String(size) : t("all", count)), Number);
  const optimizer = choice("optimizer", optimizers, (name) => name, String);

  function slider(stops, trait) {
    const output = h("output", { class: "k-mono" });
    const input = h("input", { type: "range", min: 0, max: stops.length - 1, step: 1, oninput: () => moved() });
    const moved = () => (shown(stops[input.value]), soon({ [trait]: stops[input.value] }));
    const shown = (value) => {
      output.textContent = brief(value);
      input.setAttribute("aria-valuetext", brief(value));
    };
    const update = () => {
      const value = get(trait);
      const off = (stop) => Math.abs(stop - value);
      const nearest = stops.reduce((found, stop, place) => (off(stop) < off(stops[found]) ? place : found), 0);
      if (stops[input.value] !== value) input.value = nearest;
      shown(value);
    };
    return { input, update, element: h("span", { class: "k-descent-slider" }, input, output) };
  }

  function choice(trait, values, name, read) {
    const select = h("select", { class: "k-input", onchange: () => set({ [trait]: read(select.value) }) });
    const update = () => {
      const here = values.includes(get(trait)) ? values : [get(trait), ...values];
      select.replaceChildren(...here.map((value) => h("option", { value, selected: value === get(trait) }, name(value))));
    };
    return { input: select, update, element: select };
  }

  // -- the map ------------------------------------------------------------------------------

  const canvas = views.map.element;
  const begin = ([w1, w2]) => soon({ start: [Number(w1.toPrecision(4)), Number(w2.toPrecision(4))] });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    cursor = null;
    begin(views.map.from(event));
  });
  canvas.addEventListener("pointermove", (event) => event.buttons && begin(views.map.from(event)));
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  canvas.addEventListener("keydown", (event) => {
    const { frame: [, , reach], matrix } = get("training");
    if (moves[event.key]) {
      const far = reach * (event.shiftKey ? 0.01 : 0.1);
      cursor = (cursor ?? get("start")).map((value, axis) => value + far * moves[event.key][axis]);
      const loss = lossAt(matrix, ...cursor, biasOf(rows[get("step")]));
      announce(t("cross", ...[...cursor, loss].map(brief)));
    } else if (event.key === "Enter" || event.key === " ") {
      if (cursor) begin(cursor);
      cursor = null;
    } else if (event.key === "Escape" && cursor) cursor = null;
    else return;
    event.preventDefault();
    event.stopPropagation();
    show();
  });
  canvas.addEventListener("blur", () => ((cursor = null), show()));

  // -- playing ------------------------------------------------------------------------------

  const play = player(ctx, {
    delay: TICK,
    onstep() {
      const [step, steps] = [get("step"), get("steps")];
      const next = step >= steps ? 0 : Math.min(step + Math.max(1, Math.round(steps / TICKS)), steps);
      set({ step: next });
      return next < steps;
    },
    onback: () => set({ step: Math.max(get("step") - 1, 0) }),
    onreset: () => set({ step: 0 }),
  });

  // With the best bias everywhere, Python sends the loss of the weights alone, for a bias of 0.
  const biasOf = (row) => (get("bias_mode") === "best" ? 0 : row[2]);

  // -- drawing ------------------------------------------------------------------------------

  function show() {
    const { frame, matrix, bottom } = get("training");
    const step = Math.min(get("step"), rows.length - 1);
    const [w1, w2, b, loss, wrong] = rows[step];
    drawMap(views.map, { matrix, frame, cursor, dark: dark(), b: biasOf(rows[step]) }, rows.slice(0, step + 1));
    drawData(views.data, data, rows[step]);
    drawCurve(views.curve, rows.map((row) => row[3]), { bottom, step, names: [t("stepAxis"), t("lossAxis")] });
    const isOff = Math.max(Math.abs(w1 - frame[0]), Math.abs(w2 - frame[1])) > frame[2];
    notes.map.textContent = t("mapIs")[get("bias_mode")](brief(b));
    const parts = [t("now", step, get("steps")), `w1 ${brief(w1)}`, `w2 ${brief(w2)}`, `b ${brief(b)}`, t("lossIs", brief(loss)), t("wrongIs", wrong, count)];
    notes.now.textContent = [...parts, isOff ? t("off") : ""].join("  ");
    views.map.element.setAttribute("aria-label", `${t("map")}: ${notes.map.textContent}. ${t("mapHelp")}`);
    views.data.element.setAttribute("aria-label", `${t("data")}: ${t("wrongIs", wrong, count)}`);
    views.curve.element.setAttribute("aria-label", `${t("curve")}: ${t("lossIs", brief(loss))}`);
  }

  function update() {
    const { rows: bytes, says, code, kind } = get("training");
    const numbers = floats(bytes, Float64Array);
    rows = Array.from({ length: numbers.length / 5 }, (_, row) => [...numbers.subarray(5 * row, 5 * row + 5)]);
    for (const control of [rate, momentum, bias, mode, batch, optimizer]) control.update();
    bias.input.disabled = get("bias_mode") === "best";
    const isAdam = get("optimizer") === "Adam";
    momentum.input.disabled = isAdam;
    momentum.input.title = isAdam ? t("own") : "";
    notes.verdict.textContent = says;
    notes.verdict.classList.toggle("k-descent-bad", kind === "diverges" || kind === "worse");
    notes.code.textContent = code;
    show();
  }

  const legend = (key) => h("p", { class: "k-legend" }, t(key));
  const panel = (name, above, ...below) => h("div", { class: "k-descent-panel" }, h("h4", {}, t(name)), above, views[name].element, legend(`${name}Legend`), ...below);
  root.append(
    h("div", { class: "k-row" }, field(t("rate"), rate.element), field(t("batch"), batch.element)),
    h("div", { class: "k-row" }, field(t("optimizer"), optimizer.element), field(t("momentum"), momentum.element)),
    h("div", { class: "k-row" }, field(t("bias"), mode.element), field(t("biasStart"), bias.element)),
    ...[notes.code, notes.verdict, play.element, notes.now],
    h("div", { class: "k-descent" }, panel("map", notes.map, legend("mapHelp")), panel("data", h("p", { class: "k-legend" }, " ")), panel("curve", h("p", { class: "k-legend" }, " "))),
  );
  root.addEventListener("k-theme", () => rows.length && show());
  watch(["training"], update);
  watch(["step"], show);
  update();
});

/** Numbers from the bytes that Python sent. */
function floats(view, Kind) {
  return new Kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}

/** The ranges of the points, with a margin. */
function surroundings(points) {
  const range = (axis) => {
    const values = points.filter((_, place) => place % 3 === axis);
    const [low, high] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
    const margin = 0.05 * (high - low) || 1;
    return [low - margin, high + margin];
  };
  return { x: range(0), y: range(1) };
}

/** The same action at most once a picture, with what came last. */
function throttled(action) {
  let waiting = null;
  return (values) => {
    if (!waiting) requestAnimationFrame(() => ((values = waiting), (waiting = null), action(values)));
    waiting = { ...waiting, ...values };
  };
}
