import { button, field, h, widget } from "./front/shared.js";
import { tensorCells } from "./front/tensor.js";

const LABELS = {
  en: {
    shape: (name) => `Shape of ${name}`,
    examples: "Examples",
    compared: "The shapes, compared from the right",
    axis: "axis",
    result: "result",
    none: "none",
    verdict: "verdict",
    copies: "Dashed cells are read again. Move over a cell to see what it is made of.",
    sum: (at, a, b, text) => `result[${at}] = a[${a}] + b[${b}] = ${text}`,
    large: "Too many axes or numbers: the cells are not drawn.",
  },
  ko: {
    shape: (name) => `${name}의 형상`,
    examples: "예",
    compared: "오른쪽부터 비교한 두 형상",
    axis: "축",
    result: "결과",
    none: "없음",
    verdict: "판정",
    copies: "점선 칸은 같은 수를 다시 읽은 것입니다. 칸 위로 옮겨 가면 무엇으로 만들어졌는지 보입니다.",
    sum: (at, a, b, text) => `결과[${at}] = a[${a}] + b[${b}] = ${text}`,
    large: "축이나 수가 너무 많아서 칸을 그리지 않습니다.",
  },
};
const PAIRS = [
  ["(4, 1)", "(3,)"],
  ["(2, 3)", "(3,)"],
  ["(2, 3)", "(2,)"],
  ["(4,)", "(4, 1)"],
  ["(2, 1, 4)", "(3, 1)"],
  ["(3, 2)", "()"],
];
const PATIENCE = 250;

export default widget(LABELS, (ctx) => {
  const { t, get, set, root, watch, signal } = ctx;
  const inputs = ["first", "second"].map((trait) => shapeInput(ctx, trait));
  const pairs = PAIRS.map(([first, second]) =>
    button(`${first} ${second}`, () => set({ first, second }), { class: "k-button k-mono" }),
  );
  const message = h("p", { class: "k-message", role: "status" });
  const compared = h("div", { class: "k-scroll" });
  const drawn = h("div", {});
  root.append(
    h("div", { class: "k-row" }, ...inputs.map((input, number) => field(t("shape", "ab"[number]), input))),
    h("div", { class: "k-row", role: "group", "aria-label": t("examples") }, h("span", {}, t("examples")), ...pairs),
    ...[message, compared, drawn],
  );

  const update = () => {
    const result = get("result");
    inputs.forEach((input) => input.dispatchEvent(new Event("k-update")));
    message.textContent = result.problem || result.sentence;
    message.classList.toggle("k-wrong", Boolean(result.problem));
    compared.replaceChildren(...(result.columns ? [h("p", {}, t("compared")), comparison(result, t)] : []));
    drawn.replaceChildren(...(result.written ? cells(result, t) : []));
  };
  watch(["first", "second", "result"], update);
  update();
  signal.addEventListener("abort", () => inputs.forEach((input) => input.remove()));
});

function shapeInput({ get, set, signal }, trait) {
  const input = h("input", { class: "k-input k-mono", type: "text", spellcheck: "false", autocomplete: "off", size: 10 });
  let timer = 0;
  const send = () => {
    clearTimeout(timer);
    timer = 0;
    set({ [trait]: input.value });
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, PATIENCE);
  });
  input.addEventListener("change", send);
  input.addEventListener("k-update", () => {
    if (!timer) input.value = get(trait);
  });
  signal.addEventListener("abort", () => clearTimeout(timer));
  return input;
}

/** The shapes below each other, a column for each axis, and what becomes of it. */
function comparison({ columns, shapes, written }, t) {
  const row = (name, shape, key) => {
    const lengths = columns.map((column) => {
      const stretches = key !== "result" && !column.clash && (column[key] ?? 1) !== column.result;
      const look = column.clash ? "k-clash" : stretches ? "k-copy" : "";
      return h("td", {}, h("span", { class: `k-length ${look}` }, length(column, key, t)));
    });
    return h("tr", {}, h("th", { scope: "row" }, `${name} `, h("code", {}, shape)), ...lengths);
  };
  const heads = columns.map((_, number) => h("th", { scope: "col" }, `${t("axis")} ${number - columns.length}`));
  const verdicts = columns.map(({ says }) => h("td", { class: "k-verdict" }, says));
  return h(
    "table",
    { class: "k-compared", "aria-label": t("compared") },
    h("thead", {}, h("tr", {}, h("td"), ...heads)),
    h(
      "tbody",
      {},
      row("a", shapes[0], "first"),
      row("b", shapes[1], "second"),
      h("tr", {}, h("th", { scope: "row" }, t("verdict")), ...verdicts),
      row(t("result"), written || "✗", "result"),
    ),
  );
}

function length(column, key, t) {
  if (key === "result" && column.clash) return "✗";
  return column[key] === null ? t("none") : String(column[key]);
}

/** a and b stretched, and their sum; what is reached in one is marked in all. */
function cells(result, t) {
  if (!result.tables.length) return [h("p", {}, t("large"))];
  const shapes = result.columns.length ? ["first", "second"].map((key) => result.columns.map((column) => column[key])) : [[], []];
  const source = (at, shape) => at.map((place, axis) => (shape[axis] === 1 ? 0 : place)).filter((_, axis) => shape[axis] !== null);
  const isCopy = (at, shape) => at.some((place, axis) => place > 0 && (shape[axis] ?? 1) === 1);
  const made = h("p", { class: "k-made k-mono", role: "status" });
  const grids = [];
  const reach = (at) => {
    const place = at.join() || "0";
    const texts = grids.map((grid) => {
      grid.querySelectorAll(".k-reached").forEach((cell) => cell.classList.remove("k-reached"));
      const cell = grid.querySelector(`[data-at="${place}"]`);
      cell.classList.add("k-reached");
      return cell.textContent;
    });
    const [a, b] = shapes.map((shape) => source(at, shape).join(", "));
    made.textContent = t("sum", at.join(", "), a, b, `${texts[0]} + ${texts[1]} = ${texts[2]}`);
  };
  ["a", "b", "a + b"].forEach((label, number) => {
    const shape = shapes[number];
    const mark = (at) => (shape && isCopy(at, shape) ? "k-copy" : "");
    const name = (at, text) => `${label}[${at.join(", ")}] = ${text}`;
    const grid = tensorCells(result.tables[number], { label, mark, name, onreach: reach });
    grid.addEventListener("mouseover", ({ target }) => {
      const place = target.closest?.("[data-at]")?.dataset.at;
      if (place !== undefined) reach(result.columns.length ? place.split(",").map(Number) : []);
    });
    grids.push(grid);
  });
  const titled = (number, text) => h("div", { class: "k-side" }, h("p", { class: "k-mono" }, text), grids[number]);
  const sign = (text) => h("span", { class: "k-sign", "aria-hidden": "true" }, text);
  return [
    h("p", {}, t("copies")),
    h("div", { class: "k-sides" }, titled(0, `a → ${result.written}`), sign("+"), titled(1, `b → ${result.written}`), sign("="), titled(2, result.written)),
    made,
  ];
}
