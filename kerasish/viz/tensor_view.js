import { button, field, h, widget } from "./front/shared.js";
import { tensorCells } from "./front/tensor.js";

const LABELS = {
  en: {
    index: "Index",
    examples: "Examples",
    tensor: (name, shape, dtype) => `${name}: shape ${shape}, ${dtype}`,
    cell: (name, at, text, picked) => `${name}[${at}] is ${text}${picked ? ", picked" : ""}`,
    axis: (number, name) => `axis ${number}: ${name}`,
    parts: "What each part does",
    rest: "(left out)",
    none: "The result has no number in it.",
    large: "More than four axes: not drawn.",
    hint: "Type an index, or click a cell, a row's number or a column's number.",
  },
  ko: {
    index: "인덱스",
    examples: "예",
    tensor: (name, shape, dtype) => `${name}: 형상 ${shape}, ${dtype}`,
    cell: (name, at, text, picked) => `${name}[${at}]의 값은 ${text}${picked ? ", 골라짐" : ""}`,
    axis: (number, name) => `축 ${number}: ${name}`,
    parts: "각 부분이 하는 일",
    rest: "(생략)",
    none: "결과에 수가 하나도 없습니다.",
    large: "축이 네 개보다 많아서 그리지 않습니다.",
    hint: "인덱스를 입력하거나, 칸이나 행 번호, 열 번호를 누르세요.",
  },
};
const PATIENCE = 250; // ms after a key until the index is tried

export default widget(LABELS, (ctx) => {
  const { t, get, set, root, watch, signal } = ctx;
  const name = get("name");
  const input = h("input", { class: "k-input k-mono", type: "text", spellcheck: "false", autocomplete: "off", size: 18 });
  const pick = (text) => set({ index: text });
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => pick(input.value), PATIENCE);
  });
  input.addEventListener("change", () => (clearTimeout(timer), pick(input.value)));
  signal.addEventListener("abort", () => clearTimeout(timer));
  input.addEventListener("keydown", (event) => event.key === "Enter" && pick(input.value));
  const examples = get("examples").map((text) => button(text, () => pick(text), { class: "k-button k-mono" }));
  const message = h("p", { class: "k-message", role: "status" });
  const left = h("div", { class: "k-side" });
  const right = h("div", { class: "k-side" });
  const parts = h("div", {});
  root.append(
    h("div", { class: "k-row" }, field(t("index"), input)),
    h("div", { class: "k-row", role: "group", "aria-label": t("examples") }, h("span", {}, t("examples")), ...examples),
    ...[message, h("div", { class: "k-sides" }, left, right), parts],
  );

  const inText = (at) => `${name}[${at.map((number) => number ?? ":").join(", ")}]`;
  const update = () => {
    const [tensor, result] = [get("tensor"), get("result")];
    const where = [get("index"), result.problem, result.sentence];
    if (document.activeElement !== input || where[0] !== input.value.trim()) {
      if (document.activeElement !== input || !timer) input.value = where[0];
    }
    timer = 0;
    input.setAttribute("aria-invalid", Boolean(result.problem));
    message.textContent = result.problem || result.sentence || t("hint");
    message.classList.toggle("k-wrong", Boolean(result.problem));
    drawTensor(left, tensor, result);
    drawResult(right, result);
    parts.replaceChildren(...(result.parts?.length ? [explained(result.parts)] : []));
  };

  function drawTensor(side, tensor, { chosen }) {
    const picked = (at) => Boolean(chosen) && at.every((place, axis) => chosen[axis].includes(place));
    const here = side.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    side.replaceChildren(
      h("p", { class: "k-mono" }, t("tensor", name, tensor.written, tensor.dtype)),
      h("p", { class: "k-axes" }, tensor.axes.map((axis, number) => axis && t("axis", number, axis)).filter(Boolean).join(", ")),
      tensorCells(tensor, {
        label: name,
        mark: (at) => (picked(at) ? "k-picked" : ""),
        name: (at, text) => t("cell", name, at.join(", "), text, picked(at)),
        onpick: (at) => at.length && pick(inText(at)),
        onplace: (at) => pick(inText(at)),
      }),
    );
    if (here !== null) side.querySelector(`[data-at="${here}"]`)?.focus();
  }

  function drawResult(side, result) {
    if (!result.written) return side.replaceChildren();
    const head = h("p", { class: "k-mono" }, t("tensor", result.code, result.written, result.dtype));
    const body = !result.table
      ? h("p", {}, t("large"))
      : result.table.texts.length
        ? tensorCells(result.table, { label: result.code, mark: () => "k-picked" })
        : h("p", {}, t("none"));
    side.replaceChildren(head, body);
  }

  function explained(list) {
    const lines = list.map(({ text, says }) => h("li", {}, h("code", {}, text || t("rest")), ` ${says}`));
    return h("div", {}, h("p", {}, t("parts")), h("ul", { class: "k-parts" }, ...lines));
  }

  watch(["index", "tensor", "result"], update);
  update();
});
