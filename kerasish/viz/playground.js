import { button, field, h, svg, widget } from "./front/shared.js";
import { drawCurves } from "./front/curves.js";
import { bytesOf, drawPlane, drawPoints, rows } from "./front/plane.js";
import { featurePicture, network } from "./front/network.js";
import { SETTINGS, comparison } from "./front/comparison.js";

const LABELS = {
  en: {
    network: "Network",
    data: "Data",
    noise: "Noise",
    train_ratio: "Training data",
    batch_size: "Batch size",
    seed: "Seed",
    features: "Features",
    output: "Output",
    feature: (name) => `feature ${name}`,
    units: (n) => (n === 1 ? "1 unit" : `${n} units`),
    layers: (n) => (n === 1 ? "1 hidden layer" : `${n} hidden layers`),
    fewerLayers: "Remove a hidden layer",
    moreLayers: "Add a hidden layer",
    fewerUnits: (layer) => `Remove a unit from hidden layer ${layer}`,
    moreUnits: (layer) => `Add a unit to hidden layer ${layer}`,
    unit: (layer, unit, hidden) => (layer > hidden ? "output" : `unit ${unit} of layer ${layer}`),
    hint: "Point at a box or a line. Solid lines are weights above 0, dashed ones below.",
    weight: (from, to, weight) => `Weight from ${from} to ${to}: ${weight}`,
    sum: (name, bias, terms) => `${name}: bias ${bias}; ${terms.join(", ")}`,
    isFeature: (name) => `${name} is an input. Click to take it out.`,
    noFeature: (name) => `${name} is no input. Click to put it in.`,
    lastFeature: "A network needs an input.",
    learning_rate: "Learning rate",
    activation: "Activation",
    regularization: "Regularization",
    regularization_rate: "Rate",
    none: "none",
    epoch: "Epoch",
    epochs_a_picture: "Epochs a picture",
    compiling: "compiling…",
    train: "Training loss",
    test: "Test loss",
    right: (share) => `${share} right`,
    show_test: "Show test data",
    discretize: "Discretize output",
    kinds: ["● class 0", "▲ class 1"],
    numbers: ["● below 0", "▲ above 0"],
    outputOf: (name) => `Output of ${name}`,
    curves: (train, test, epoch) => `Loss over ${epoch} epochs: now ${train} in training, ${test} in the test`,
    diverged: "The loss is no number any more: every step overshot. Begin again with a smaller learning rate.",
    epochs: "epochs",
    keep: "Keep this run",
    forget: "Forget it",
    compare: "Compare two runs",
    keepHint: "Keep a run, change something, train again: both stand side by side.",
    kept: "Kept",
    now: "Now",
    parameters: "Numbers learnt",
    code: "The same in code",
    copy: "Copy",
    copied: "Copied",
    codeHint: "A cell for a notebook. It comes to the same loss.",
    hidden: "Hidden layers",
  },
  ko: {
    network: "신경망",
    data: "데이터",
    noise: "잡음",
    train_ratio: "훈련 데이터",
    batch_size: "배치 크기",
    seed: "시드",
    features: "특성",
    output: "출력",
    feature: (name) => `특성 ${name}`,
    units: (n) => `유닛 ${n}개`,
    layers: (n) => `은닉층 ${n}개`,
    fewerLayers: "은닉층 하나 빼기",
    moreLayers: "은닉층 하나 더하기",
    fewerUnits: (layer) => `은닉층 ${layer}에서 유닛 하나 빼기`,
    moreUnits: (layer) => `은닉층 ${layer}에 유닛 하나 더하기`,
    unit: (layer, unit, hidden) => (layer > hidden ? "출력" : `층 ${layer}의 유닛 ${unit}`),
    hint: "상자나 선을 가리켜 보세요. 실선은 0보다 큰 가중치, 점선은 0보다 작은 가중치입니다.",
    weight: (from, to, weight) => `${from} → ${to} 가중치: ${weight}`,
    sum: (name, bias, terms) => `${name}: 편향 ${bias}; ${terms.join(", ")}`,
    isFeature: (name) => `${name}: 입력입니다. 누르면 빠집니다.`,
    noFeature: (name) => `${name}: 입력이 아닙니다. 누르면 들어갑니다.`,
    lastFeature: "신경망에는 입력이 하나는 있어야 합니다.",
    learning_rate: "학습률",
    activation: "활성화 함수",
    regularization: "규제",
    regularization_rate: "규제율",
    none: "없음",
    epoch: "에포크",
    epochs_a_picture: "그림당 에포크",
    compiling: "컴파일하는 중…",
    train: "훈련 손실",
    test: "테스트 손실",
    right: (share) => `정확도 ${share}`,
    show_test: "테스트 데이터 보기",
    discretize: "출력을 두 색으로",
    kinds: ["● 클래스 0", "▲ 클래스 1"],
    numbers: ["● 0보다 작음", "▲ 0보다 큼"],
    outputOf: (name) => `${name}의 출력`,
    curves: (train, test, epoch) => `에포크 ${epoch}개 동안의 손실: 지금 훈련 ${train}, 테스트 ${test}`,
    diverged: "손실이 더는 수가 아닙니다. 걸음마다 지나쳤습니다. 학습률을 줄이고 처음부터 다시 해 보세요.",
    epochs: "에포크",
    keep: "이 결과 남겨 두기",
    forget: "지우기",
    compare: "두 결과 비교하기",
    keepHint: "결과를 남겨 두고 설정을 바꾸어 다시 훈련하면 둘을 나란히 볼 수 있습니다.",
    kept: "남겨 둔 것",
    now: "지금",
    parameters: "학습하는 수",
    code: "같은 것을 코드로",
    copy: "복사",
    copied: "복사했습니다",
    codeHint: "노트북에 붙여 넣는 셀입니다. 같은 손실에 이릅니다.",
    hidden: "은닉층",
  },
};
const SETS = ["circle", "xor", "gauss", "spiral", "plane", "multi-gauss"];
const RATES = [0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];
const SKETCHED = 100; // points in the picture of a data set
const HASTE = 60; // ms between two settings while a slider moves

export default widget(LABELS, (ctx) => {
  const { root, t, get, set, send, watch, signal, dark, announce } = ctx;
  let looked = null; // the box that the reader looks at
  const shown = (name) => get("_shown")[name]; // what is asked for, get(name), may be ahead of it
  const border = (name = shown("data")) => (SETS.indexOf(name) < 4 ? 0.5 : 0);
  const loss = (number) => (Number.isFinite(number) ? number.toFixed(3) : "∞");

  // -- above: training ----------------------------------------------------------------------
  const playing = button("", () => set({ playing: !get("playing") }), { class: "k-button k-pg-play" });
  const epoch = h("output", { class: "k-pg-epoch" });
  const state = h("span", { class: "k-pg-state" });
  const above = h(
    "div",
    { class: "k-row k-pg-above" },
    button(`↺ ${t("reset")}`, () => send("reset")),
    playing,
    button(`${t("step")} ▶`, () => send("step")),
    h("span", { class: "k-pg-count" }, `${t("epoch")} `, epoch, state),
    choice("epochs_a_picture", [1, 10, 100]),
  );
  const choices = h(
    "div",
    { class: "k-row k-pg-choices" },
    choice("learning_rate", RATES),
    choice("activation", ["relu", "tanh", "sigmoid", "linear"]),
    choice("regularization", ["none", "L1", "L2"], (name) => (name === "none" ? t("none") : name)),
    choice("regularization_rate", [0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]),
  );

  // -- left: data ---------------------------------------------------------------------------
  const group = `k-pg-${Math.random().toString(36).slice(2)}`;
  const sketches = SETS.map((name) => {
    const canvas = h("canvas", { width: 96, height: 96 });
    const radio = h("input", { type: "radio", name: group, value: name, class: "k-hidden", onchange: () => set({ data: name }) });
    return { name, canvas, radio, element: h("label", { class: "k-pg-set" }, radio, canvas, h("span", {}, name)) };
  });
  const percent = (part) => `${Math.round(100 * part)}%`;
  const seed = h("input", { type: "number", class: "k-input k-pg-seed", min: 0, step: 1, onchange: () => set({ seed: Math.max(0, Math.floor(seed.valueAsNumber || 0)) }) });
  const left = h(
    "section",
    { class: "k-pg-data", "aria-label": t("data") },
    h("div", { class: "k-pg-title" }, t("data")),
    h("div", { class: "k-pg-sets", role: "radiogroup", "aria-label": t("data") }, ...sketches.map(({ element }) => element)),
    slider("noise", 0, 0.5, 0.05, percent),
    slider("train_ratio", 0.1, 0.9, 0.1, percent),
    slider("batch_size", 1, 30, 1, String),
    field(t("seed"), seed),
  );

  // -- middle and right: network and output -------------------------------------------------
  const net = network(ctx, { onchange: set, onlook: (place) => ((looked = place), drawOutput()) });
  const curves = svg("svg", { class: "k-pg-curves", role: "img" });
  const plane = h("canvas", { width: 600, height: 600, class: "k-pg-plane", role: "img" });
  const title = h("div", { class: "k-pg-title" });
  const [train, test] = [h("strong", {}), h("strong", {})];
  const shares = [h("span", {}), h("span", {})];
  const message = h("p", { class: "k-pg-message", role: "status" });
  const legend = h("div", { class: "k-pg-legend" }, h("span", { class: "k-pg-low" }), h("span", { class: "k-pg-scale", "aria-hidden": "true" }), h("span", { class: "k-pg-high" }));
  const right = h(
    "section",
    { class: "k-pg-output", "aria-label": t("output") },
    h(
      "div",
      { class: "k-pg-losses" },
      h("span", { class: "k-pg-test" }, `${t("test")} `, test, " ", shares[1]),
      h("span", { class: "k-pg-train" }, `${t("train")} `, train, " ", shares[0]),
    ),
    ...[curves, message, title, plane, legend],
    h("div", { class: "k-row" }, tick("show_test"), tick("discretize")),
  );

  // -- below: comparison and code -----------------------------------------------------------
  const compared = comparison(ctx, { loss, border });
  const program = h("pre", { class: "k-pg-program k-mono", tabindex: 0 });
  const copied = button(t("copy"), copy);
  const below = h(
    "div",
    { class: "k-pg-below" },
    compared.element,
    h("details", {}, h("summary", {}, t("code")), h("div", { class: "k-row" }, copied, h("span", {}, t("codeHint"))), program),
  );
  root.append(above, choices, h("div", { class: "k-pg-columns" }, left, net.element, right), below);

  async function copy() {
    try {
      await navigator.clipboard.writeText(program.textContent);
    } catch {
      getSelection().selectAllChildren(program); // no permission: the reader presses Ctrl+C
      if (!document.execCommand("copy")) return;
    }
    copied.textContent = t("copied");
    announce(t("copied"));
    setTimeout(() => (copied.textContent = t("copy")), 1500);
  }

  // -- controls -----------------------------------------------------------------------------
  function choice(name, values, say = String) {
    const select = h("select", { class: "k-input", onchange: () => set({ [name]: offered()[select.selectedIndex] }) });
    const offered = () => (values.includes(get(name)) ? values : [...values, get(name)]);
    const update = () => {
      select.replaceChildren(...offered().map((value) => h("option", {}, say(value))));
      select.selectedIndex = offered().indexOf(get(name));
    };
    watch([name], update);
    update();
    return field(t(name), select);
  }

  function slider(name, min, max, step, say) {
    const shown = h("strong", {}); // no <output>: the label would be its own
    const input = h("input", { type: "range", min, max, step });
    let timer = 0;
    let isAhead = false; // the reader has moved on since the last setting was sent
    const tell = () => {
      const value = Number(input.value);
      timer = setTimeout(() => ((timer = 0), isAhead && tell()), HASTE);
      isAhead = false;
      set({ [name]: value });
    };
    input.addEventListener("input", () => {
      shown.textContent = say(Number(input.value));
      if (timer) isAhead = true;
      else tell();
    });
    signal.addEventListener("abort", () => clearTimeout(timer));
    const update = () => {
      if (isAhead) return;
      input.value = get(name);
      shown.textContent = say(get(name));
    };
    watch([name], update);
    update();
    return h("label", { class: "k-pg-slider" }, h("span", {}, `${t(name)} `, shown), input);
  }

  function tick(name) {
    const input = h("input", { type: "checkbox", onchange: () => set({ [name]: input.checked }) });
    const update = () => (input.checked = get(name));
    watch([name], update);
    update();
    return h("label", { class: "k-pg-tick-box" }, input, h("span", {}, t(name)));
  }

  // -- what changes -------------------------------------------------------------------------
  let points = [];
  function drawData() {
    points = rows(get("_points"), 4);
    const sets = rows(get("_sketches"), 3);
    sketches.forEach(({ name, canvas, radio, element }, index) => {
      drawPoints(canvas, sets.slice(SKETCHED * index, SKETCHED * (index + 1)), { isDark: dark(), border: border(name) });
      radio.checked = name === shown("data");
      element.classList.toggle("k-pg-chosen", radio.checked);
    });
    seed.value = get("seed");
    const [low, high] = t(border() ? "kinds" : "numbers");
    legend.firstChild.textContent = low;
    legend.lastChild.textContent = high;
  }

  function drawOutput() {
    const hidden = shown("hidden");
    const isOutput = !looked || looked.layer > hidden.length || looked.unit >= (hidden[looked.layer - 1] ?? 8);
    const bytes = isOutput ? bytesOf(get("_output")) : looked.layer ? unitPicture(looked) : featurePicture(looked.feature);
    const name = !isOutput && (looked.layer ? t("unit", looked.layer, looked.unit + 1, hidden.length) : t("feature", looked.feature));
    title.textContent = isOutput ? t("output") : t("outputOf", name);
    plane.setAttribute("aria-label", title.textContent);
    const drawn = points.filter(([, , , isTraining]) => isTraining || get("show_test"));
    drawPlane(plane, bytes, { points: drawn, border: border(), isDark: dark(), isDiscrete: isOutput && get("discretize") });
  }

  function unitPicture({ layer, unit }) {
    const before = shown("hidden").slice(0, layer - 1).reduce((sum, units) => sum + units, 0);
    return bytesOf(get("_units")).subarray(1600 * (before + unit), 1600 * (before + unit + 1));
  }

  function drawState() {
    const isPlaying = get("playing");
    playing.textContent = isPlaying ? `⏸ ${t("pause")}` : `▶ ${t("play")}`;
    playing.setAttribute("aria-pressed", String(isPlaying));
    state.textContent = get("_compiling") ? ` ${t("compiling")}` : "";
    program.textContent = get("_program");
  }

  function drawNumbers() {
    const curve = rows(get("_curve"), 3);
    const [at, ...losses] = curve.at(-1);
    epoch.textContent = String(get("epoch")).padStart(4, "0");
    [train.textContent, test.textContent] = losses.map(loss);
    shares.forEach((share, index) => {
      const part = get("_accuracies")[index];
      share.textContent = part === undefined ? "" : `(${t("right", `${(100 * part).toFixed(0)}%`)})`;
    });
    message.textContent = losses.every(Number.isFinite) ? "" : t("diverged");
    curves.setAttribute("aria-label", t("curves", ...losses.map(loss), at));
    const line = (from, column) => from.map((row) => [row[0], row[column]]);
    const kept = get("_kept").settings ? rows(get("_kept_curve"), 3) : [];
    drawCurves(
      curves,
      [
        { points: line(kept, 2), kind: "dotted" },
        { points: line(curve, 1), kind: "dashed" },
        { points: line(curve, 2), kind: "solid" },
      ],
      { epochs: t("epochs") },
    );
  }

  function drawAll() {
    drawNumbers();
    net.update({ units: bytesOf(get("_units")), output: bytesOf(get("_output")) });
    drawOutput();
    if (get("playing")) send("drawn");
  }

  function begin() {
    drawData();
    net.rebuild();
    drawAll();
    compared.update();
  }

  let frame = 0;
  const soon = () => (frame ||= requestAnimationFrame(() => ((frame = 0), signal.aborted || drawAll())));
  watch(["epoch", "_weights", "_output", "_curve"], soon);
  watch(["_shown"], begin);
  watch(["show_test", "discretize"], drawOutput);
  watch(["playing", "_compiling", "_program"], drawState);
  watch(["_kept", ...SETTINGS, "epoch"], () => compared.update());
  watch(["_kept"], drawNumbers);
  watch(["playing"], () => get("playing") || announce(curves.getAttribute("aria-label")));
  root.addEventListener("k-theme", begin);
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (Math.abs(net.element.clientWidth - width) < 8) return;
    width = net.element.clientWidth;
    begin();
  });
  observer.observe(net.element);
  signal.addEventListener("abort", () => observer.disconnect());
  drawState();
  begin();
  send("opened");
});
