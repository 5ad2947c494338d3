// A tensor as tables of cells, from what kerasish/viz/table.py sends.

import { h, rove, shade } from "./shared.js";

const LONGEST = 10; // characters in a cell

/**
 * The tensor `label`, with one tab stop for all its cells.
 *
 * What may be given besides: mark(at) is the class of a cell beside "k-cell"; name(at, text) what a
 * screen reader says of it; onreach(at) and onpick(at) are called with the place of a cell;
 * onplace(at) when the number of a row, a column or a table is clicked: null is a whole axis.
 */
export function tensorCells(table, { label, ...options }) {
  const [columns, rows, tables, stacks] = [...table.shown].reverse();
  const values = { texts: table.texts.values(), shades: table.shades.values() };
  const onward = (lead, number) => (number === null ? lead : [...lead, number]);
  const stack = (lead) =>
    h("div", { class: "k-stack" }, ...withGaps(tables, (number) => matrix(onward(lead, number))));
  const matrix = (lead) => {
    const name = lead.length ? `[${lead.join(", ")}]` : "";
    const body = withGaps(rows, (row) => line(onward(lead, row), row));
    const grid = h(
      "table",
      { class: "k-cells", role: "grid", "aria-label": `${label} ${name}` },
      h("tbody", {}, columns ? heading(lead) : null, ...body),
    );
    return h("div", { class: "k-matrix" }, name ? place(name, lead, options) : null, grid);
  };
  const heading = (lead) => {
    const numbers = withGaps(columns, (column) => {
      const at = rows ? [...lead, null, column] : [column];
      return h("th", { scope: "col" }, place(column, at, options));
    });
    return h("tr", {}, rows ? h("td") : null, ...numbers);
  };
  const line = (lead, row) => {
    const head = row === null ? null : h("th", { scope: "row" }, place(row, lead, options));
    return h("tr", {}, head, ...withGaps(columns, (column) => cell(onward(lead, column), values, options)));
  };
  const element = h("div", { class: "k-scroll" }, ...withGaps(stacks, (number) => stack(onward([], number))));
  const at = (found) => (table.shape.length ? found.dataset.at.split(",").map(Number) : []);
  if (table.texts.length) {
    rove(element, {
      onreach: (found) => options.onreach?.(at(found)),
      onpick: (found) => options.onpick?.(at(found)),
    });
  }
  return element;
}

function cell(at, { texts, shades }, { mark, name }) {
  const text = texts.next().value;
  const style = `background-color: ${shade(shades.next().value, 1)}`;
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  const attributes = { "data-at": at.join() || "0", class: `k-cell ${mark?.(at) ?? ""}`, style };
  if (name) attributes["aria-label"] = name(at, text);
  if (short !== text) attributes.title = text;
  return h("td", attributes, short);
}

function place(text, at, { onplace }) {
  if (!onplace) return h("span", { class: "k-mono" }, String(text));
  const onclick = () => onplace(at);
  return h("button", { type: "button", tabindex: -1, class: "k-place k-mono", onclick }, String(text));
}

/** An element for each place of an axis, or one if there is no such axis; dots where some are left out. */
function withGaps(places, draw) {
  return (places ?? [null]).flatMap((number, index) => {
    const element = draw(number);
    const skips = index > 0 && number !== places[index - 1] + 1;
    if (!skips) return [element];
    if (element.tagName === "TR") return [h("tr", {}, h("td", { class: "k-gap" }, "⋮")), element];
    return [h(element.tagName === "DIV" ? "div" : "td", { class: "k-gap" }, "⋯"), element];
  });
}
