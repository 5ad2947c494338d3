import { h, short, svg, widget } from "./front/shared.js";
import { drawCurves } from "./front/curves.js";

const LABELS = {
  en: {
    waiting: "Not begun",
    training: "Training",
    done: "Done",
    stopped: "Stopped early",
    interrupted: "Interrupted",
    epoch: (done, all) => `epoch ${done} of ${all}`,
    left: (time) => `${time} left`,
    rate: (rate) => `learning rate ${rate}`,
    progress: "Progress",
    measure: "Measure",
    train: "Training",
    validation: "Validation",
    at: "Look at epoch",
    epochs: "epochs",
    curve: (name, train, val) => `${name} over the epochs: now ${train} in training${val ? `, ${val} in validation` : ""}`,
  },
  ko: {
    waiting: "시작하지 않음",
    training: "훈련하는 중",
    done: "끝",
    stopped: "일찍 끝남",
    interrupted: "중단됨",
    epoch: (done, all) => `에포크 ${done}/${all}`,
    left: (time) => `남은 시간 ${time}`,
    rate: (rate) => `학습률 ${rate}`,
    progress: "진행",
    measure: "측정값",
    train: "훈련",
    validation: "검증",
    at: "볼 에포크",
    epochs: "에포크",
    curve: (name, train, val) => `에포크에 따른 ${name}: 지금 훈련 ${train}${val ? `, 검증 ${val}` : ""}`,
  },
};

export default widget(LABELS, (ctx) => {
  const { root, t, get, watch, signal } = ctx;
  const state = h("strong", { role: "status" });
  const where = h("span", { class: "k-tm-numbers" });
  const bar = h("progress", { class: "k-tm-bar", max: 1, "aria-label": t("progress") });
  const charts = h("div", { class: "k-tm-charts" });
  const table = h("table", { class: "k-tm-table" });
  const slider = h("input", { type: "range", step: 1, min: 0 });
  const chosen = h("span", { class: "k-tm-numbers" });
  const look = h("label", { class: "k-field" }, h("span", {}, `${t("at")} `, chosen), slider);
  root.append(h("div", { class: "k-row" }, state, where), bar, charts, look, table);
  let rows = [];
  let isFollowing = true; // the last epoch, until the reader looks at another
  slider.addEventListener("input", () => {
    isFollowing = Number(slider.value) === rows.length - 1;
    draw();
  });

  function read() {
    const view = get("_rows");
    const numbers = new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
    const width = get("_names").length + 1;
    rows = Array.from({ length: numbers.length / width }, (_, row) => numbers.slice(width * row, width * (row + 1)));
    slider.max = Math.max(0, rows.length - 1);
    if (isFollowing || Number(slider.value) >= rows.length) slider.value = slider.max;
    look.hidden = rows.length < 2;
  }

  function draw() {
    const names = get("_names");
    const shown = [...new Set(names.map((name) => name.replace(/^val_/, "")))].sort((one, other) => (other === "loss") - (one === "loss"));
    const row = rows[Number(slider.value)];
    const column = (name) => names.indexOf(name) + 1;
    const number = (name) => (row && column(name) ? short(row[column(name)]) : "");
    const line = (name) => rows.map((each) => [each[0], each[column(name)]]);
    while (charts.childElementCount > shown.length) charts.lastChild.remove();
    shown.forEach((name, index) => {
      charts.children[index] ?? charts.append(h("figure", {}, h("figcaption", {}), svg("svg", { role: "img" })));
      const [caption, picture] = charts.children[index].children;
      const val = column(`val_${name}`) ? `val_${name}` : null;
      caption.textContent = name;
      picture.setAttribute("aria-label", t("curve", name, number(name), val && number(val)));
      const lines = [{ points: line(name), kind: val ? "dashed" : "solid" }];
      if (val) lines.push({ points: line(val), kind: "solid" });
      const at = isFollowing || !row ? null : row[0];
      drawCurves(picture, lines, { epochs: t("epochs"), isFromLowest: !/loss|error/.test(name), at });
    });
    chosen.textContent = row ? String(row[0]) : "";
    drawTable(shown, number, column);
  }

  function drawTable(shown, number, column) {
    const now = isFollowing ? get("_now") : {};
    const hasValidation = shown.some((name) => column(`val_${name}`));
    const cell = (name) => h("td", {}, now[name] ?? number(name));
    const head = [t("measure"), t("train"), ...(hasValidation ? [t("validation")] : [])];
    const kinds = ["", hasValidation ? "k-tm-dashed" : "k-tm-solid", "k-tm-solid"];
    const names = shown.length ? shown : Object.keys(now);
    table.hidden = !names.length;
    table.replaceChildren(
      h("thead", {}, h("tr", {}, ...head.map((text, index) => h("th", { scope: "col", class: kinds[index] }, text)))),
      h("tbody", {}, ...names.map((name) => h("tr", {}, h("th", { scope: "row" }, name), cell(name), hasValidation && cell(`val_${name}`)))),
    );
  }

  function tell() {
    const [done, all, left] = [get("epoch"), get("epochs"), get("_seconds_left")];
    state.textContent = t(get("state"));
    const parts = [all ? t("epoch", done, all) : "", get("_rate") ? t("rate", get("_rate")) : "", left === null ? "" : t("left", clock(left))];
    where.textContent = parts.filter(Boolean).join(" · ");
    bar.value = all ? (done + get("_part")) / all : 0;
    bar.hidden = get("state") !== "training";
  }

  let frame = 0;
  const update = () => {
    frame = 0;
    if (signal.aborted) return;
    read();
    draw();
    tell();
  };
  watch(["_rows", "_names", "_now", "state", "epoch", "_part", "_seconds_left"], () => (frame ||= requestAnimationFrame(update)));
  update();
});

function clock(seconds) {
  const whole = Math.round(seconds);
  const two = (number) => String(number).padStart(2, "0");
  const [minutes, hours] = [Math.floor(whole / 60), Math.floor(whole / 3600)];
  return hours ? `${hours}:${two(minutes % 60)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
