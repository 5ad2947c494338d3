import { button, h, player, svg, widget } from "./front/shared.js";
import { tensorCells } from "./front/tensor.js";

const LABELS = {
  en: {
    begin: "Nothing is computed yet. Predict each number before you step.",
    value: "Forwards:",
    start: "Back, from the end:",
    backwards: "Back:",
    end: "To the end",
    graph: (title, quantity) => `${title ? `${title}: ` : ""}how ${quantity} was computed`,
    source: "source",
    constant: "constant",
    result: "",
    target: "target",
    unknown: "not computed yet",
    texts: "The steps as text",
    chain: (count) => `${count} operations`,
    open: (count) => `Show the ${count} operations one by one`,
    inside: "What is in it",
    close: "Draw long chains as one",
    hint: "Pick a tensor, with a click or the arrow keys, to see its numbers and local derivatives.",
    smaller: "Smaller",
    larger: "Larger",
    again: "again",
  },
  ko: {
    begin: "아직 아무것도 계산하지 않았습니다. 한 단계씩 넘기기 전에 수를 예측해 보세요.",
    value: "앞으로:",
    start: "끝에서 거꾸로:",
    backwards: "거꾸로:",
    end: "끝까지",
    graph: (title, quantity) => `${title ? `${title}: ` : ""}${quantity}의 계산 과정`,
    source: "소스",
    constant: "상수",
    result: "",
    target: "타깃",
    unknown: "아직 계산하지 않음",
    texts: "글로 보는 단계",
    chain: (count) => `연산 ${count}개`,
    open: (count) => `연산 ${count}개를 하나씩 보기`,
    inside: "들어 있는 연산",
    close: "긴 사슬을 하나로 그리기",
    hint: "텐서를 누르거나 화살표 키로 고르면 그 수와 국소 도함수를 볼 수 있습니다.",
    smaller: "작게",
    larger: "크게",
    again: "다시",
  },
};
const BOX = { width: 126, height: 76 };
const NARROW = 480; // pixels: below, the layers go from top to bottom
const LINE = 16;
const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Where things are drawn: layers go to the right, or down where there is little room. */
function placing(graph, isNarrow) {
  const [along, across] = isNarrow ? [BOX.height, BOX.width] : [BOX.width, BOX.height];
  const [onward, beside] = isNarrow ? [along + 58, across + 14] : [along + 64, across + 26];
  const turn = (a, b) => (isNarrow ? [b, a] : [a, b]);
  const edge = graph.edges.some(({ lane }) => lane) && !isNarrow ? 16 : 8; // room for bent edges
  return {
    turn,
    centre: ([layer, place]) => [layer * onward + along / 2 + 8, place * beside + across / 2 + edge],
    along,
    aside: isNarrow ? 68 : 46, // how far apart edges between the same two nodes are
    size: turn((graph.layers - 1) * onward + along + 16, (graph.width - 1) * beside + across + 2 * edge),
  };
}

/** An edge as an SVG path through its points, and where its label and its two arrow heads stand. */
function route(edge, graph, { turn, centre, along, aside }) {
  const [start, end] = [centre(graph.nodes[edge.start].at), centre(graph.nodes[edge.end].at)];
  const points = [[start[0] + along / 2, start[1]]];
  for (const [a, b] of edge.route.map(centre)) points.push([a - along / 2, b], [a + along / 2, b]);
  points.push([end[0] - along / 2, end[1]]);
  const bend = edge.lane * aside;
  let path = `M ${turn(...points[0])}`;
  for (let i = 1; i < points.length; i++) {
    const [[a, b], [c, d]] = [points[i - 1], points[i]];
    const middle = (a + c) / 2;
    path += ` C ${turn(middle, b + bend)} ${turn(middle, d + bend)} ${turn(c, d)}`;
  }
  const [[a, b], [c, d]] = points.slice(-2);
  const head = ([x, y], way) => `M ${turn(x, y)} L ${turn(x - 10 * way, y - 5)} L ${turn(x - 10 * way, y + 5)} Z`;
  const label = turn((a + c) / 2, (b + d) / 2 + 0.75 * bend);
  return { path, label, ahead: head(points.at(-1), 1), behind: head(points[0], -1) };
}

function drawEdge(edge, graph, places) {
  const { path, label, ahead, behind } = route(edge, graph, places);
  const text = svg("text", { x: label[0], y: label[1] + 4, class: "k-local" }, edge.local && `× ${edge.local}`);
  const [forth, back] = [ahead, behind].map((d) => svg("path", { d, class: "k-head" }));
  const element = svg("g", { class: "k-edge" }, svg("path", { d: path, class: "k-line" }), forth, back);
  return { edge, element, text, forth, back };
}

function drawNode(node, places, t) {
  const [x, y] = places.turn(...places.centre(node.at));
  const top = y - BOX.height / 2;
  const line = (place, name, text = "") => svg("text", { x, y: top + 3 + LINE * place, class: name }, text);
  const code = node.copy ? t("again") : node.chain ? `⋯ ${t("chain", node.chain)} ⋯` : node.code || t(node.role);
  const value = line(3, "k-value");
  const gradient = line(4, "k-gradient");
  const shape = { x: x - BOX.width / 2, y: top, width: BOX.width, height: BOX.height, rx: node.code ? 4 : 18 };
  const title = svg("title", {}, node.code ? `${node.name} = ${node.code}` : node.name);
  const parts = [line(1, "k-name", cut(node.name, 16)), line(2, "k-code", cut(code, 18)), value, gradient];
  const element = svg("g", { class: `k-node k-${node.copy ? "again" : node.role}`, role: "button", tabindex: -1 }, title, svg("rect", shape), ...parts);
  return { node, element, value, gradient, centre: [x, y] };
}

function cut(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** The node to which an arrow key leads: along the edges, or beside in the same layer. */
function nodeAt(graph, number, [right, down], isNarrow) {
  const [onward, aside] = isNarrow ? [down, right] : [right, down];
  const [layer, place] = graph.nodes[number].at;
  if (onward) {
    const [from, to] = onward > 0 ? ["start", "end"] : ["end", "start"];
    return graph.edges.find((edge) => edge[from] === number)?.[to];
  }
  const beside = graph.nodes
    .map((node, other) => [aside * (node.at[1] - place), other, node.at[0]])
    .filter(([ahead, , other]) => other === layer && ahead > 0);
  return beside.sort(([one], [other]) => one - other)[0]?.[1];
}

export default widget(LABELS, (ctx) => {
  const { root, t, get, set, watch, signal, calm } = ctx;
  const count = () => get("steps").length;
  const go = (step) => set({ step: Math.max(0, Math.min(step, count())) });
  const onstep = () => get("step") < count() && (go(get("step") + 1), get("step") < count());
  const { element: buttons, pause } = player(ctx, { onstep, onback: () => go(get("step") - 1), onreset: () => go(0) });
  const close = button(t("close"), () => set({ opened: [] }));
  buttons.append(button(`${t("end")} ▶▶`, () => (pause(), go(count()))));
  const zoom = (by) => ((scale = Math.min(1.5, Math.max(0.3, scale * by))), resize());
  buttons.append(
    button("−", () => zoom(0.8), { "aria-label": t("smaller") }),
    button("+", () => zoom(1.25), { "aria-label": t("larger") }),
    close,
  );
  const message = h("p", { class: "k-message", role: "status" });
  const frames = h("div", { class: "k-panels" });
  const details = h("div", { class: "k-detail" });
  const list = h("ol", {});
  const texts = h("details", {}, h("summary", {}, t("texts")), h("div", { class: "k-steps", tabindex: 0 }, list));
  root.append(buttons, message, frames, details, texts);

  let [drawn, scale, isNarrow] = [[], 1, false];
  const nameOf = (panel, node) => (drawn.length > 1 ? `${panel + 1}/${node.name}` : node.name);

  const draw = () => {
    isNarrow = root.clientWidth < NARROW;
    const here = frames.contains(document.activeElement) ? get("picked") : null;
    drawn = get("graphs").map(drawPanel);
    frames.replaceChildren(...drawn.map(({ panel }) => panel));
    list.replaceChildren(...get("steps").map(({ kind, text }) => h("li", {}, said(kind, text))));
    close.style.display = get("opened").length ? "" : "none";
    resize();
    update();
    look();
    if (here) drawn.forEach(({ nodes }, panel) => nodes.find(({ node }) => nameOf(panel, node) === here)?.element.focus());
  };

  function drawPanel(graph, panel) {
    const head = graph.title ? h("h4", {}, graph.title) : null;
    if (graph.problem) return { graph, nodes: [], edges: [], panel: h("div", { class: "k-panel" }, head, h("p", { class: "k-message k-wrong" }, graph.problem)) };
    const places = placing(graph, isNarrow);
    const edges = graph.edges.map((edge) => drawEdge(edge, graph, places));
    const nodes = graph.nodes.map((node) => drawNode(node, places, t));
    const parts = [edges.map((one) => one.element), edges.map((one) => one.text), nodes.map((one) => one.element)];
    const picture = svg("svg", { viewBox: `0 0 ${places.size.join(" ")}`, class: "k-graph" }, ...parts.flat());
    const frame = h("div", { class: "k-frame", role: "group", "aria-label": t("graph", graph.title, graph.quantity) }, picture);
    nodes.forEach(({ element }, number) => listen(element, graph, panel, number, nodes));
    nodes[0].element.setAttribute("tabindex", 0);
    const notes = graph.notes.map((text) => h("p", { class: "k-note" }, text));
    return { graph, nodes, edges, picture, frame, size: places.size, panel: h("div", { class: "k-panel" }, head, frame, ...notes) };
  }

  function listen(element, graph, panel, number, nodes) {
    element.addEventListener("focus", () => {
      nodes.forEach((other) => other.element.setAttribute("tabindex", other.element === element ? 0 : -1));
      set({ picked: nameOf(panel, graph.nodes[number]) });
    });
    element.addEventListener("click", () => element.focus());
    element.addEventListener("keydown", (event) => {
      const { chain, name } = graph.nodes[number];
      if (KEYS[event.key]) nodes[nodeAt(graph, number, KEYS[event.key], isNarrow)]?.element.focus();
      else if (chain && (event.key === "Enter" || event.key === " ")) set({ opened: [...get("opened"), name] });
      else return;
      event.preventDefault();
      event.stopPropagation(); // the notebook has plans of its own for these keys
    });
  }

  function resize() {
    for (const { picture, size } of drawn) {
      picture?.setAttribute("width", size[0] * scale);
      picture?.setAttribute("height", size[1] * scale);
    }
  }

  const said = (kind, text) => `${t(kind === "back" ? "backwards" : kind)} ${text}`;
  const update = () => {
    const step = get("step");
    const now = get("steps")[step - 1];
    message.textContent = now ? `${step}/${count()} ${said(now.kind, now.text)}` : t("begin");
    for (const { graph, edges, nodes } of drawn) {
      edges.forEach((one) => showEdge(step, one));
      nodes.forEach((one) => showNode(step, graph, one));
    }
    [...list.children].forEach((item, place) => {
      if (place === step - 1) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    if (now) follow(drawn[now.graph]);
  };

  function showEdge(step, { edge, element, text, forth, back }) {
    const [isDone, isBack] = [edge.since <= step, edge.back > 0 && edge.back <= step];
    element.classList.toggle("k-done", isDone);
    element.classList.toggle("k-back", isBack);
    element.classList.toggle("k-now", edge.since === step || (isBack && edge.back === step));
    forth.style.display = isBack ? "none" : "";
    back.style.display = isBack ? "" : "none";
    text.style.display = isDone ? "" : "none";
  }

  function showNode(step, graph, { node, element, value, gradient }) {
    const isKnown = node.since <= step;
    const last = node.gradients.filter(([since]) => since <= step).at(-1);
    value.textContent = isKnown ? node.value : "?";
    gradient.textContent = last ? `∂ ${last[1]}` : "";
    const code = node.chain ? `⋯ ${t("chain", node.chain)} ⋯` : node.code;
    const words = [code ? `${node.name} = ${code}` : node.name, node.copy ? t("again") : t(node.role)];
    words.push(isKnown ? node.value : t("unknown"), last && `d${graph.quantity}/d${node.name} = ${last[1]}`);
    element.setAttribute("aria-label", words.filter(Boolean).join(", "));
    element.classList.toggle("k-now", (step > 0 && node.since === step) || last?.[0] === step);
  }

  /** Bring what happens now into sight. */
  function follow({ nodes, frame }) {
    const here = nodes.filter(({ element }) => element.classList.contains("k-now"));
    if (!here.length) return;
    const [x, y] = here.at(-1).centre.map((place) => place * scale);
    const isSeen = Math.abs(x - frame.scrollLeft - frame.clientWidth / 2) < frame.clientWidth / 2 - BOX.width / 2;
    const isLevel = Math.abs(y - frame.scrollTop - frame.clientHeight / 2) < frame.clientHeight / 2 - BOX.height / 2;
    const [left, top] = [x - frame.clientWidth / 2, y - frame.clientHeight / 2];
    if (!isSeen || !isLevel) frame.scrollTo({ left, top, behavior: calm ? "auto" : "smooth" });
  }

  const look = () => {
    const found = get("detail");
    drawn.forEach(({ nodes }, panel) =>
      nodes.forEach(({ node, element }) => element.setAttribute("aria-pressed", nameOf(panel, node) === get("picked"))),
    );
    if (!found) return details.replaceChildren(h("p", { class: "k-note" }, t("hint")));
    const { head, value, gradient, parts, chain, inside } = found;
    const open = () => set({ opened: [...get("opened"), get("picked").replace(/^\d+\//, "")] });
    const sides = [value, gradient, ...parts].filter(Boolean).map(shown);
    details.replaceChildren(
      h("p", {}, h("strong", {}, head)),
      chain ? button(t("open", chain), open) : "",
      chain ? h("details", {}, h("summary", {}, t("inside")), h("ol", {}, ...inside.map((text) => h("li", { class: "k-mono" }, text)))) : "",
      h("div", { class: "k-sides" }, ...sides),
    );
  };

  function shown({ text, table }) {
    const cells = table?.texts.length ? tensorCells(table, { label: text }) : null;
    return h("div", { class: "k-side" }, h("p", { class: "k-mono" }, text), cells);
  }

  let width = 0;
  const watcher = new ResizeObserver(() => {
    if (root.clientWidth < NARROW !== isNarrow && root.clientWidth !== width) draw();
    width = root.clientWidth;
  });
  watcher.observe(root);
  signal.addEventListener("abort", () => watcher.disconnect());
  watch(["graphs", "steps"], draw);
  watch(["step"], update);
  watch(["detail", "picked"], look);
  draw();
});
