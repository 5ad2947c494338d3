import { button, h, rove, widget } from "./front/shared.js";
import { bytesFrom, inkCanvas, paintInk } from "./front/ink.js";

const LABELS = {
  en: {
    matrix: "Confusion matrix: rows are what was meant, columns what was read",
    meant: "meant ↓",
    read: "read →",
    cell: (meant, read, count) => `${meant} read as ${read}: ${count}`,
    row: (name, count) => `${name} read as something else: ${count}`,
    column: (name, count) => `something else read as ${name}: ${count}`,
    all: "All mistakes",
    hint: "Click a cell, or the class of a row or a column. By keyboard: arrow keys and Enter.",
    order: "Order",
    surest: "surest first",
    unsure: "least sure first",
    pages: (page, pages) => `page ${page} of ${pages}`,
    earlier: "Earlier",
    later: "Later",
    none: "There are no such pictures.",
    pictures: "The pictures",
    is: (place, meant, read, sure) => `x_test[${place}]: ${meant === read ? meant : `${read}, not ${meant}`}${sure}`,
    sure: (share) => `${share} sure`,
    not: (read, meant) => `${read}, not ${meant}`,
    said: (place, meant) => `What the model says of x_test[${place}], a ${meant}`,
  },
  ko: {
    matrix: "혼동 행렬: 행은 쓴 것, 열은 읽은 것",
    meant: "쓴 것 ↓",
    read: "읽은 것 →",
    cell: (meant, read, count) => `${meant} → ${read}: ${count}개`,
    row: (name, count) => `${name}인데 다르게 읽음: ${count}개`,
    column: (name, count) => `${name}(으)로 잘못 읽음: ${count}개`,
    all: "틀린 것 모두",
    hint: "칸을 누르거나, 행이나 열의 클래스를 누르세요. 키보드로는 화살표 키와 Enter를 씁니다.",
    order: "순서",
    surest: "확신이 큰 것부터",
    unsure: "확신이 작은 것부터",
    pages: (page, pages) => `${pages}쪽 중 ${page}쪽`,
    earlier: "이전",
    later: "다음",
    none: "그런 이미지가 없습니다.",
    pictures: "이미지",
    is: (place, meant, read, sure) => `x_test[${place}]: ${meant === read ? meant : `${meant}인데 ${read}(으)로 읽음`}${sure}`,
    sure: (share) => `확신 ${share}`,
    not: (read, meant) => `${meant} → ${read}`,
    said: (place, meant) => `x_test[${place}](${meant})에 대해 모델이 말하는 것`,
  },
};
const TILE = 56; // pixels of a picture
const LARGE = 140;

export default widget(LABELS, (ctx) => {
  const { t, get, set, root, watch } = ctx;
  const { names, matrix, shape, sure } = get("counts");
  const channels = shape[2] ?? 1;
  const size = shape[0] * shape[1] * channels;
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const errors = matrix.map((row, meant) => row.map((count, read) => (meant === read ? 0 : count)));
  const most = Math.max(...errors.flat(), 1);

  // -- the matrix ---------------------------------------------------------------------------

  const pick = (meant, read) => set({ meant, read });
  // Place -1 of an axis is its heading, which stands for the whole row or column.
  const cell = (meant, read) => {
    const count = matrix[meant][read];
    const isRight = meant === read;
    const style = isRight ? "" : `background-color: rgb(var(--k-warm) / ${(0.65 * Math.sqrt(count / most)).toFixed(3)})`;
    return h("td", { class: `k-gallery-cell ${isRight ? "k-gallery-right" : ""}`, style, "data-at": `${meant},${read}`, "aria-label": t("cell", names[meant], names[read], count) }, count ? String(count) : "");
  };
  const heading = (scope, number, label) => h("th", { scope, class: "k-gallery-cell", "data-at": scope === "row" ? `${number},-1` : `-1,${number}`, "aria-label": label }, names[number]);
  const column = (read) => sum(errors.map((row) => row[read]));
  const head = h("tr", {}, h("td", { class: "k-gallery-corner" }), ...names.map((name, read) => heading("col", read, t("column", name, column(read)))));
  const body = names.map((name, meant) => h("tr", {}, heading("row", meant, t("row", name, sum(errors[meant]))), ...names.map((_, read) => cell(meant, read))));
  const table = h("table", { class: "k-gallery-matrix", role: "grid", "aria-label": t("matrix") }, h("tbody", {}, head, ...body));
  rove(table, {
    onpick(found) {
      const [meant, read] = found.dataset.at.split(",").map((place) => (place === "-1" ? null : Number(place)));
      pick(meant, read);
    },
  });

  // -- the pictures -------------------------------------------------------------------------

  const status = h("p", { role: "status", class: "k-gallery-says" });
  const note = h("p", { class: "k-gallery-note" });
  const all = button(t("all"), () => pick(null, null));
  const orders = [
    [t("surest"), true],
    [t("unsure"), false],
  ].map(([text, value]) => button(text, () => set({ surest_first: value }), { "data-value": String(value) }));
  const turn = (way) => () => set({ page: get("shown").page + way });
  const [earlier, later] = [button(`◀ ${t("earlier")}`, turn(-1)), button(`${t("later")} ▶`, turn(1))];
  const number = h("span", {});
  const pager = h("div", { class: "k-row" }, earlier, number, later);
  const tiles = h("div", { class: "k-gallery-tiles", role: "group", "aria-label": t("pictures") });
  const detail = h("div", { class: "k-gallery-detail" });
  const percent = (share) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`;

  function update() {
    const { page, pages, says, note: warning, pictures, items } = get("shown");
    status.textContent = says;
    note.textContent = warning;
    all.setAttribute("aria-pressed", get("meant") === null && get("read") === null);
    for (const order of orders) order.setAttribute("aria-pressed", order.dataset.value === String(get("surest_first")));
    const chosen = `${get("meant") ?? -1},${get("read") ?? -1}`;
    for (const each of table.querySelectorAll("[data-at]")) {
      const isChosen = each.dataset.at === chosen;
      each.classList.toggle("k-gallery-chosen", isChosen);
      each.setAttribute("aria-selected", isChosen);
    }
    pager.style.display = pages < 2 ? "none" : "";
    number.textContent = t("pages", page + 1, pages);
    earlier.disabled = page === 0;
    later.disabled = page === pages - 1;
    const bytes = bytesFrom(pictures);
    detail.replaceChildren();
    tiles.replaceChildren(...(items.length ? items.map((item, place) => tile(item, bytes.subarray(size * place, size * (place + 1)), place)) : [h("p", {}, t("none"))]));
    if (items.length) rove(tiles, { onpick: (found) => explain(items[Number(found.dataset.at)], bytes) });
  }

  function tile({ place, meant, read, probabilities }, bytes, at) {
    const canvas = inkCanvas(shape, TILE, { role: "presentation" });
    paintInk(canvas, bytes, channels);
    const share = probabilities ? t("sure", percent(probabilities[read])) : "";
    const label = t("is", place, names[meant], names[read], share && `, ${share}`);
    const lines = [meant === read ? names[read] : t("not", names[read], names[meant]), share].map((line) => h("span", {}, line));
    return h("div", { class: "k-gallery-tile", role: "button", "data-at": String(at), "aria-label": label, title: `x_test[${place}]` }, canvas, ...lines);
  }

  function explain(item, bytes) {
    const { place, meant, probabilities } = item;
    const at = get("shown").items.indexOf(item);
    const canvas = inkCanvas(shape, LARGE, { "aria-label": `x_test[${place}]` });
    paintInk(canvas, bytes.subarray(size * at, size * (at + 1)), channels);
    const rows = (probabilities ?? []).map((share, read) => {
      const bar = h("div", { class: "k-gallery-bar", style: `width: ${(100 * share).toFixed(1)}%` });
      return h("tr", { class: read === meant ? "k-gallery-meant" : "" }, h("th", { scope: "row" }, names[read]), h("td", { class: "k-gallery-track" }, bar), h("td", {}, percent(share)));
    });
    const bars = h("table", { class: "k-gallery-bars", "aria-label": t("said", place, names[meant]) }, h("tbody", {}, ...rows));
    detail.replaceChildren(h("p", {}, t("said", place, names[meant])), h("div", { class: "k-row" }, canvas, bars));
    ctx.announce(t("said", place, names[meant]));
  }

  root.append(
    ...[note, h("p", { class: "k-gallery-small" }, t("hint"))],
    h(
      "div",
      { class: "k-gallery-sides" },
      h("div", { class: "k-gallery-side" }, h("p", { class: "k-gallery-small" }, `${t("meant")}  ${t("read")}`), h("div", { class: "k-scroll" }, table), h("div", { class: "k-row" }, all)),
      h("div", { class: "k-gallery-side" }, status, sure ? h("div", { class: "k-row", role: "group", "aria-label": t("order") }, ...orders) : null, tiles, pager, detail),
    ),
  );
  watch(["shown"], update);
  update();
});
