import { button, h, player, svg, widget } from "./front/shared.js";

const LABELS = {
  en: {
    begin: "Nothing is computed yet. Predict each number before you step.",
    at: (step, count, kind, text) => `${step}/${count} ${kind} ${text}`,
    value: "forwards:",
    start: "back, from the end:",
    back: "back:",
    end: "To the end",
    graph: (quantity) => `Recording of ${quantity}`,
    source: "source",
    constant: "constant",
    result: "",
    target: "target",
    unknown: "not computed yet",
    named: (name, code, role, value) => [name, role, code && `= ${code}`, value].filter(Boolean).join(", "),
    gradient: (of, text) => `${of} = ${text}`,
    steps: "The steps as text",
    chain: (count) => `${count} operations`,
  },
  ko: {
    begin: "아직 아무것도 계산하지 않았습니다. 한 단계씩 넘기기 전에 수를 예측해 보세요.",
    at: (step, count, kind, text) => `${step}/${count} ${kind} ${text}`,
    value: "앞으로:",
    start: "끝에서 거꾸로:",
    back: "거꾸로:",
    end: "끝까지",
    graph: (quantity) => `${quantity}의 기록`,
    source: "소스",
    constant: "상수",
    result: "",
    target: "타깃",
    unknown: "아직 계산하지 않음",
    named: (name, code, role, value) => [name, role, code && `= ${code}`, value].filter(Boolean).join(", "),
    gradient: (of, text) => `${of} = ${text}`,
    steps: "글로 보는 단계",
    chain: (count) => `연산 ${count}개`,
  },
};
const BOX = { width: 122, height: 68 };
const NARROW = 480; // pixels: below, the layers go from top to bottom
const LINE = 16;

/** Where things are drawn: layers go to the right, or down where there is little room. */
function placing(graph, isNarrow) {
  const [along, across] = isNarrow ? [BOX.height, BOX.width] : [BOX.width, BOX.height];
  const [onward, aside] = isNarrow ? [along + 58, across + 14] : [along + 84, across + 28];
  const turn = (a, b) => (isNarrow ? [b, a] : [a, b]);
  const half = 34; // for a bent edge beside the outermost node
  return {
    turn,
    centre: ([layer, place]) => [layer * onward + along / 2 + 8, place * aside + across / 2 + half],
    along,
    size: turn((graph.layers - 1) * onward + along + 16, (graph.width - 1) * aside + across + 2 * half),
  };
}

/** An edge as an SVG path through its points, and where its label and its two arrow heads stand. */
function route(edge, graph, { turn, centre, along }) {
  const [start, end] = [centre(graph.nodes[edge.start].at), centre(graph.nodes[edge.end].at)];
  const points = [[start[0] + along / 2, start[1]]];
  for (const [a, b] of edge.route.map(centre)) points.push([a - along / 2, b], [a + along / 2, b]);
  points.push([end[0] - along / 2, end[1]]);
  const bend = edge.lane * 46;
  let path = `M ${turn(...points[0])}`;
  for (let i = 1; i < points.length; i++) {
    const [[a, b], [c, d]] = [points[i - 1], points[i]];
    const middle = (a + c) / 2;
    path += ` C ${turn(middle, b + bend)} ${turn(middle, d + bend)} ${turn(c, d)}`;
  }
  const [[a, b], [c, d]] = points.slice(-2);
  const head = ([x, y], way) => `M ${turn(x, y)} L ${turn(x - 9 * way, y - 5)} L ${turn(x - 9 * way, y + 5)} Z`;
  return { path, label: turn((a + c) / 2, (b + d) / 2 + 0.75 * bend), ahead: head(points.at(-1), 1), behind: head(points[0], -1) };
}

function drawGraph(graph, t, isNarrow) {
  const places = placing(graph, isNarrow);
  const [width, height] = places.size;
  const edges = graph.edges.map((edge) => {
    const { path, label, ahead, behind } = route(edge, graph, places);
    const text = svg("text", { x: label[0], y: label[1] + 4, class: "k-local" }, edge.local && `× ${edge.local}`);
    const [forth, back] = [svg("path", { d: ahead, class: "k-head" }), svg("path", { d: behind, class: "k-head" })];
    const element = svg("g", { class: "k-edge" }, svg("path", { d: path, class: "k-line" }), forth, back);
    return { edge, element, text, back };
  });
  const nodes = graph.nodes.map((node, number) => {
    const [x, y] = places.turn(...places.centre(node.at));
    const line = (place, name) => svg("text", { x, y: y - BOX.height / 2 + 1 + LINE * place, class: name });
    const [name, code, value, gradient] = [line(1, "k-name"), line(2, "k-code"), line(3, "k-value"), line(4, "k-gradient")];
    name.textContent = cut(node.name, 16);
    code.textContent = node.code ? cut(node.chain ? t("chain", node.chain) : node.code, 18) : t(node.role);
    const shape = { x: x - BOX.width / 2, y: y - BOX.height / 2, width: BOX.width, height: BOX.height, rx: node.code ? 4 : 16 };
    const title = svg("title", {}, [node.name, node.code].filter(Boolean).join(" = "));
    const attributes = { class: `k-node k-${node.role}`, tabindex: -1, role: "img", "data-number": number };
    const element = svg("g", attributes, title, svg("rect", shape), name, code, value, gradient);
    return { node, element, value, gradient };
  });
  const picture = svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, class: "k-graph" },
    ...[edges.map(({ element }) => element), edges.map(({ text }) => text), nodes.map(({ element }) => element)].flat(),
  );
  return { picture, edges, nodes };
}

function cut(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

export default widget(LABELS, (ctx) => {
  const { root, t, get, set, watch, signal } = ctx;
  const count = () => get("steps").length;
  const go = (step) => set({ step: Math.max(0, Math.min(step, count())) });
  const onstep = () => get("step") < count() && (go(get("step") + 1), get("step") < count());
  const { element: buttons } = player(ctx, { onstep, onback: () => go(get("step") - 1), onreset: () => go(0) });
  buttons.append(button(`${t("end")} ▶▶`, () => go(count())));
  const message = h("p", { class: "k-message", role: "status" });
  const places = h("div", { class: "k-graphs" });
  const list = h("ol", {});
  const texts = h("details", {}, h("summary", {}, t("steps")), h("div", { class: "k-steps" }, list));
  root.append(buttons, message, places, texts);

  let drawn = [];
  const draw = () => {
    const isNarrow = root.clientWidth < NARROW;
    drawn = get("graphs").map((graph) => ({ graph, ...drawGraph(graph, t, isNarrow) }));
    places.replaceChildren(
      ...drawn.map(({ graph, picture }) =>
        h("div", { class: "k-scroll k-frame", role: "group", "aria-label": t("graph", graph.quantity) }, picture),
      ),
    );
    list.replaceChildren(...get("steps").map(({ kind, text }) => h("li", {}, `${t(kind)} ${text}`)));
    update();
  };

  const update = () => {
    const step = get("step");
    const now = get("steps")[step - 1];
    message.textContent = now ? t("at", step, count(), t(now.kind), now.text) : t("begin");
    for (const { graph, edges, nodes } of drawn) {
      for (const { edge, element, text, back } of edges) {
        const [isDone, isBack] = [edge.since <= step, edge.back && edge.back <= step];
        element.classList.toggle("k-done", isDone);
        element.classList.toggle("k-back", Boolean(isBack));
        element.classList.toggle("k-now", edge.since === step || edge.back === step);
        back.style.display = isBack ? "" : "none";
        text.style.display = isDone ? "" : "none";
      }
      for (const { node, element, value, gradient } of nodes) showNode(step, graph, node, element, value, gradient);
    }
    [...list.children].forEach((item, place) => item.toggleAttribute("aria-current", place === step - 1));
  };

  const showNode = (step, graph, node, element, value, gradient) => {
    const isKnown = node.since <= step;
    const last = node.gradients.filter(([since]) => since <= step).at(-1);
    value.textContent = isKnown ? node.value : "?";
    gradient.textContent = last ? `∂ ${last[1]}` : "";
    const name = t("named", node.name, node.code, t(node.role), isKnown ? node.value : t("unknown"));
    element.setAttribute("aria-label", last ? `${name}, ${t("gradient", `d${graph.quantity}/d${node.name}`, last[1])}` : name);
    element.classList.toggle("k-now", node.since === step || last?.[0] === step);
  };

  const watcher = new ResizeObserver(() => drawn.length && draw());
  watcher.observe(root);
  signal.addEventListener("abort", () => watcher.disconnect());
  watch(["graphs", "steps"], draw);
  watch(["step"], update);
  draw();
});
