import { field, h, player, widget } from "./front/shared.js";
import { tensorCells } from "./front/tensor.js";

const LABELS = {
  en: {
    units: "Units computed",
    inputs: (s) => `inputs (${s.examples}, ${s.features})`,
    kernel: (s) => `W (${s.features}, ${s.units})`,
    bias: (s) => `b (${s.units},)`,
    sums: (s) => `sums (${s.examples}, ${s.units}): before the activation`,
    outputs: (s) => `outputs (${s.examples}, ${s.units}): after ${s.activation}`,
    start: "No unit is computed yet. Press Step, or click a column of W.",
    count: (each, step, count, total) => `${each} parameters for each unit × ${step} units = ${count} of ${total} parameters`,
    written: (example, unit) => `Example ${example}, unit ${unit}:`,
    more: (count, rest) => `${count} more terms (${rest})`,
    waits: (activation) => `${activation} looks at all units: the outputs come with the last one.`,
    cell: (table, at, text) => `${table}[${at}] ${text ? `is ${text}` : "is not computed yet"}`,
    hint: "Click a row of the inputs, or a cell of the sums, to see its sum.",
  },
  ko: {
    units: "계산한 유닛",
    inputs: (s) => `입력 (${s.examples}, ${s.features})`,
    kernel: (s) => `W (${s.features}, ${s.units})`,
    bias: (s) => `b (${s.units},)`,
    sums: (s) => `합 (${s.examples}, ${s.units}): 활성화 함수 전`,
    outputs: (s) => `출력 (${s.examples}, ${s.units}): ${s.activation} 후`,
    start: "아직 계산한 유닛이 없습니다. '한 단계' 버튼을 누르거나 W의 열을 누르세요.",
    count: (each, step, count, total) => `유닛마다 파라미터 ${each}개 × 유닛 ${step}개 = 전체 ${total}개 가운데 ${count}개`,
    written: (example, unit) => `샘플 ${example}, 유닛 ${unit}:`,
    more: (count, rest) => `나머지 ${count}개 항(${rest})`,
    waits: (activation) => `${activation}: 모든 유닛을 함께 보므로, 출력은 마지막 유닛까지 계산해야 나옵니다.`,
    cell: (table, at, text) => `${table}[${at}] ${text ? `값 ${text}` : "아직 계산하지 않음"}`,
    hint: "입력의 행이나 합의 칸을 누르면 그 합을 볼 수 있습니다.",
  },
};
const TABLES = ["inputs", "kernel", "bias", "sums", "outputs"];

export default widget(LABELS, (ctx) => {
  const { t, get, set, root, watch } = ctx;
  const sizes = get("sizes");
  const go = (step) => {
    if (step < 0 || step > sizes.units) return false;
    set({ step });
    return true;
  };
  const slider = h("input", { type: "range", min: 0, max: sizes.units, step: 1, value: get("step") });
  const { element, pause } = player(ctx, {
    onstep: () => go(get("step") + 1),
    onback: () => go(get("step") - 1),
    onreset: () => go(0),
  });
  slider.addEventListener("input", () => (pause(), go(Number(slider.value))));
  const count = h("p", { class: "k-count" });
  const sum = h("div", { class: "k-message", role: "status" });
  const product = h("div", { class: "k-product" });
  const bar = h("div", { class: "k-bar", "aria-hidden": "true" }, h("div"));
  root.append(h("div", { class: "k-row" }, element, field(t("units"), slider)), count, bar, sum, product, h("p", {}, t("hint")));

  const update = () => {
    const shown = get("shown"); // it comes with the step that it shows, a moment after the step is set
    const { step, example } = shown;
    slider.value = get("step");
    count.textContent = t("count", shown.each, step, shown.count, shown.total);
    bar.firstChild.style.width = `${(100 * shown.count) / shown.total}%`;
    sum.replaceChildren(...(step ? written(shown, step, example) : [t("start")]));
    const held = product.contains(document.activeElement) ? document.activeElement : null;
    const place = held && [held.closest("[data-table]").dataset.table, held.dataset.at];
    product.replaceChildren(...TABLES.filter((name) => shown.tables[name]).map((name) => part(name, shown, step, example)));
    if (place) product.querySelector(`[data-table="${place[0]}"] [data-at="${place[1]}"]`)?.focus();
  };

  function part(name, shown, step, example) {
    const unit = step - 1;
    const computed = (column) => column < step && (name !== "outputs" || shown.has_outputs);
    const table = ["sums", "outputs"].includes(name) ? hidden(shown.tables[name], computed) : shown.tables[name];
    const label = t(name, sizes);
    const marks = {
      inputs: ([row]) => step && row === example,
      kernel: ([, column]) => column === unit,
      bias: ([column]) => column === unit,
      sums: ([row, column]) => row === example && column === unit,
      outputs: ([row, column]) => shown.has_outputs && row === example && column === unit,
    };
    const picks = {
      inputs: ([row]) => ({ example: row }),
      kernel: ([, column]) => ({ step: column + 1 }),
      bias: ([column]) => ({ step: column + 1 }),
      sums: ([row, column]) => ({ example: row, step: column + 1 }),
    };
    picks.outputs = picks.sums;
    const fresh = (at) => (["sums", "outputs"].includes(name) && at[1] === unit ? "k-fresh" : "");
    const grid = tensorCells(table, {
      label,
      mark: (at) => `${marks[name](at) ? "k-picked" : ""} ${fresh(at)}`,
      name: (at, text) => t("cell", label.split(" ")[0], at.join(", "), text),
      onpick: (at) => (pause(), set(picks[name](at))),
    });
    return h("div", { class: `k-part k-${name}`, "data-table": name }, h("p", { class: "k-mono" }, label), grid);
  }

  /** The sum of one unit for one example, a term after the other. */
  function written(shown, step, example) {
    const chips = shown.terms.map(([x, w]) => `${x} × ${w.startsWith("-") ? `(${w})` : w}`);
    if (shown.left_out) chips.push(t("more", shown.left_out, shown.rest));
    if (shown.bias !== null) chips.push(shown.bias);
    const terms = chips.map((text, number) =>
      h("span", { class: "k-term", style: `animation-delay: ${80 * number}ms` }, number ? "+ " : "", h("code", {}, text)),
    );
    const result = [h("span", { class: "k-term" }, "= ", h("strong", {}, shown.sum))];
    if (!shown.has_outputs) result.push(h("span", {}, t("waits", sizes.activation)));
    else if (sizes.activation !== "linear") {
      result.push(h("span", { class: "k-term" }, `${sizes.activation} → `, h("strong", {}, shown.output)));
    }
    return [h("div", {}, t("written", example, step - 1)), h("div", { class: "k-row" }, ...terms, ...result)];
  }

  watch(["step", "shown"], update);
  update();
});

/** The table with what is not computed yet left empty. */
function hidden(table, computed) {
  const columns = table.shown[1];
  const keep = (values, empty) => values.map((value, number) => (computed(columns[number % columns.length]) ? value : empty));
  return { ...table, texts: keep(table.texts, ""), shades: keep(table.shades, 0) };
}
