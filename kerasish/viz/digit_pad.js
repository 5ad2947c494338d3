import { button, h, shade, short, widget } from "./front/shared.js";
import { bytesFrom, inkCanvas, paintInk } from "./front/ink.js";

const LABELS = {
  en: {
    pad: "Draw a digit here",
    help: "Draw with mouse, pen or finger. By keyboard: arrow keys move the pen (with Shift in small steps), Space puts it down and lifts it, Backspace undoes, Delete clears.",
    undo: "Undo",
    clear: "Clear",
    sees: "What the model sees",
    seesMore: "28 × 28 pixels, fitted and centred as in MNIST",
    bars: "How probable each digit is",
    digit: "digit",
    probability: "probability",
    empty: "Nothing is drawn yet.",
    units: "Hidden units",
    unitsMore: "Darker: a larger number. In a thick frame: it fires.",
    nearest: "The nearest training digits",
    nearestIs: (labels) => `Nearest training digits: ${labels}`,
    down: "The pen is down.",
    up: "The pen is up.",
  },
  ko: {
    pad: "여기에 숫자를 그리세요",
    help: "마우스나 펜, 손가락으로 그리세요. 키보드로는 화살표 키로 펜을 옮기고(Shift와 함께 누르면 조금씩) 스페이스로 펜을 내리고 듭니다. 백스페이스는 되돌리기, Delete는 지우기입니다.",
    undo: "되돌리기",
    clear: "지우기",
    sees: "모델이 보는 것",
    seesMore: "MNIST처럼 크기와 가운데를 맞춘 28 × 28 픽셀",
    bars: "숫자마다의 확률",
    digit: "숫자",
    probability: "확률",
    empty: "아직 아무것도 그리지 않았습니다.",
    units: "은닉 유닛",
    unitsMore: "어두울수록 큰 수입니다. 굵은 테두리는 켜진 유닛입니다.",
    nearest: "가장 가까운 훈련용 숫자",
    nearestIs: (labels) => `가장 가까운 훈련용 숫자: ${labels}`,
    down: "펜을 내렸습니다.",
    up: "펜을 들었습니다.",
  },
};
const SIDE = 280; // pixels of the pad
const FINE = 0.006; // a shorter way of the pen is no new place
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const QUIET = 700; // ms without a change until a screen reader says what is read

export default widget(LABELS, (ctx) => {
  const { t, get, set, root, watch, announce, signal } = ctx;
  let strokes = get("strokes");
  let drawing = false; // whether a pointer is down
  let pen = null; // where the pen of the keyboard is, and whether it is down
  const held = new Set();

  const pad = h("canvas", { class: "k-pad", width: 2 * SIDE, height: 2 * SIDE, tabindex: 0, role: "application", "aria-label": `${t("pad")}. ${t("help")}`, "data-lm-suppress-shortcuts": "true" });
  const said = h("p", { class: "k-pad-says" });
  const note = h("p", { class: "k-pad-note", role: "status" });
  const seen = inkCanvas([28, 28], 140, { "aria-label": t("sees") });
  const [bars, units, nearest] = [h("div"), h("div"), h("div")];

  // -- drawing ------------------------------------------------------------------------------

  const tell = oncePerFrame(() => set({ strokes }));
  const changed = () => (paint(), tell());
  const place = (event) => {
    const box = pad.getBoundingClientRect();
    const share = (at) => Number(Math.min(Math.max(at, 0), 1).toFixed(3));
    return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
  };
  const goOn = (to) => {
    const stroke = strokes.at(-1);
    const [x, y] = stroke.at(-1);
    if (Math.hypot(to[0] - x, to[1] - y) < FINE) return;
    strokes = [...strokes.slice(0, -1), [...stroke, to]];
    changed();
  };
  const begin = (at) => ((strokes = [...strokes, [at]]), changed());
  const undo = () => ((strokes = strokes.slice(0, -1)), liftPen(), changed());
  const clear = () => ((strokes = []), liftPen(), changed());
  const liftPen = () => pen && (pen.down = false);

  pad.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    pad.setPointerCapture(event.pointerId);
    drawing = true;
    pen = null;
    begin(place(event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const each of passed.length ? passed : [event]) goOn(place(each));
  });
  for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => (drawing = false));

  pad.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" || (event.key === "z" && (event.ctrlKey || event.metaKey))) undo();
    else if (event.key === "Delete") clear();
    else if (event.key === " ") dip();
    else if (KEYS[event.key]) (held.add(event.key), walk(event.shiftKey ? 0.01 : 0.04));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  pad.addEventListener("keyup", (event) => held.delete(event.key));
  pad.addEventListener("focus", () => {
    if (pad.matches(":focus-visible")) pen ??= { at: [0.5, 0.5], down: false }; // by keyboard
    paint();
  });
  pad.addEventListener("blur", () => (held.clear(), (pen = null), paint()));

  /** Two arrow keys held together go diagonally. */
  function walk(far) {
    pen ??= { at: [0.5, 0.5], down: false };
    const way = [...held].reduce((sum, key) => sum.map((value, axis) => value + KEYS[key][axis]), [0, 0]);
    pen.at = pen.at.map((value, axis) => Number(Math.min(Math.max(value + far * way[axis], 0), 1).toFixed(3)));
    if (pen.down) goOn(pen.at);
    paint();
  }

  function dip() {
    pen ??= { at: [0.5, 0.5], down: false };
    pen.down = !pen.down;
    announce(t(pen.down ? "down" : "up"));
    if (pen.down) begin(pen.at);
    paint();
  }

  function paint() {
    const brush = pad.getContext("2d");
    brush.setTransform(2 * SIDE, 0, 0, 2 * SIDE, 0, 0);
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, 1, 1);
    Object.assign(brush, { strokeStyle: "#111", fillStyle: "#111", lineWidth: get("pen"), lineCap: "round", lineJoin: "round" });
    for (const stroke of strokes) {
      brush.beginPath();
      stroke.forEach(([x, y], number) => (number ? brush.lineTo(x, y) : brush.moveTo(x, y)));
      if (stroke.length === 1) brush.lineTo(...stroke[0]);
      brush.stroke();
    }
    if (!pen || document.activeElement !== pad) return;
    const [x, y] = pen.at;
    brush.lineWidth = 0.012;
    for (const [colour, radius] of [["#fff", 0.052], ["#b3261e", 0.04]]) {
      brush.strokeStyle = colour;
      brush.beginPath();
      brush.arc(x, y, radius, 0, 2 * Math.PI);
      brush.stroke();
    }
    brush.fillStyle = "#b3261e";
    if (pen.down) brush.fill();
  }

  // -- what the model says ------------------------------------------------------------------

  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));
  const sayLater = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => announce(text), QUIET);
  };

  function update() {
    const answer = get("answer");
    said.textContent = answer.says ?? t("empty");
    note.textContent = get("note");
    paintInk(seen, answer.digit && bytesFrom(answer.digit));
    bars.replaceChildren(...(answer.probabilities ? [barTable(answer.probabilities)] : []));
    units.replaceChildren(...(answer.layers?.length ? unitRows(answer.layers) : []));
    nearest.replaceChildren(...(answer.labels ? nearestRow(answer) : []));
    if (answer.says) sayLater(answer.says);
  }

  function barTable(probabilities) {
    const best = Math.max(...probabilities);
    const rows = probabilities.map((probability, digit) => {
      const bar = h("div", { class: "k-pad-bar", style: `width: ${(100 * probability).toFixed(1)}%` });
      const share = `${(100 * probability).toFixed(probability > 0 && probability < 0.1 ? 1 : 0)}%`;
      return h("tr", { class: probability === best ? "k-pad-best" : "" }, h("th", { scope: "row" }, String(digit)), h("td", { class: "k-pad-track" }, bar), h("td", {}, share));
    });
    const head = h("tr", { class: "k-hidden" }, h("th", { scope: "col" }, t("digit")), h("td"), h("th", { scope: "col" }, t("probability")));
    return h("table", { class: "k-pad-bars", "aria-label": t("bars") }, h("tbody", {}, head, ...rows));
  }

  function unitRows(layers) {
    const rows = layers.map(({ name, values: bytes, threshold, says }) => {
      const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
      const limit = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      const cells = [...values].map((value, unit) => h("span", { class: value > threshold ? "k-pad-unit k-pad-fires" : "k-pad-unit", style: `background-color: ${shade(value, limit)}`, title: `${name}[${unit}] = ${short(value)}` }));
      return h("div", {}, h("p", {}, h("code", {}, name), ` ${says}`), h("div", { class: "k-pad-units", role: "img", "aria-label": `${name}: ${says}` }, ...cells));
    });
    return [h("h4", { class: "k-pad-head" }, t("units")), h("p", { class: "k-pad-small" }, t("unitsMore")), ...rows];
  }

  function nearestRow({ nearest: bytes, labels }) {
    const all = bytesFrom(bytes);
    const pictures = labels.map((label, number) => {
      const canvas = inkCanvas([28, 28], 48, { role: "presentation" });
      paintInk(canvas, all.subarray(784 * number, 784 * (number + 1)));
      return h("div", { class: "k-pad-near" }, canvas, h("span", {}, String(label)));
    });
    return [h("h4", { class: "k-pad-head" }, t("nearest")), h("div", { class: "k-row", role: "group", "aria-label": t("nearestIs", labels.join(", ")) }, ...pictures)];
  }

  const small = (key) => h("p", { class: "k-pad-small" }, t(key));
  root.append(
    h(
      "div",
      { class: "k-pad-sides" },
      h("div", { class: "k-pad-side" }, pad, h("div", { class: "k-row" }, button(`↶ ${t("undo")}`, undo), button(`✕ ${t("clear")}`, clear)), small("help")),
      h("div", { class: "k-pad-side" }, note, said, bars),
      h("div", { class: "k-pad-side" }, h("h4", { class: "k-pad-head" }, t("sees")), seen, small("seesMore")),
    ),
    ...[nearest, units],
  );
  watch(["strokes"], () => {
    if (drawing || pen?.down || JSON.stringify(strokes) === JSON.stringify(get("strokes"))) return;
    strokes = get("strokes");
    paint();
  });
  watch(["answer", "note"], update);
  paint();
  update();
});

/** The same action at most once a picture. */
function oncePerFrame(action) {
  let waiting = false;
  return () => {
    if (!waiting) requestAnimationFrame(() => ((waiting = false), action()));
    waiting = true;
  };
}
