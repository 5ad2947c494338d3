import { button, h, short, widget } from "./front/shared.js";

const LABELS = {
  en: {
    none: (name) => `${name} has not been called yet. Call it in a cell and watch this widget.`,
    old: (call, trace, signature) => `Call ${call}: trace ${trace} fitted (${signature}). Python did not run.`,
    fresh: (call, trace, signature) => `Call ${call}: Python ran and wrote down trace ${trace} (${signature}).`,
    before: (count) => `Traced before this widget was made: ${count}. Calls are counted from now on.`,
    traces: (name) => `Traces of ${name}`,
    number: "trace",
    signature: "signature",
    calls: "calls",
    count: "operations",
    trace: "tracing",
    compile: "compiling",
    ms: (number) => (number === null ? "–" : `${short(number)} ms`),
    look: (number) => `Look at trace ${number}`,
    last: "last call",
    why: (number, like) => `Why trace ${number} was needed: what differs from trace ${like}, the most similar one before.`,
    first: "This was the first signature.",
    inside: (number, count) => `What trace ${number} is made of: ${count} operations`,
    more: (count) => `… and ${count} more`,
    measure: "Measure eager against compiled",
    stop: "Stop",
    warning:
      "This calls the function for a second or two. Variables are put back and nothing is printed, but what else Python does in it, such as append, is done.",
    call: "Call it with such arguments first: they are what is measured with.",
    eager: "eager",
    compiled: "compiled",
    faster: (times) => `Compiled, it runs ${short(times)} times as fast.`,
    even: (count) => `Tracing and compiling have paid off after ${count} calls.`,
    slower: "Compiling brings nothing here.",
    measured: (count) => `Median of ${count} calls of each kind.`,
  },
  ko: {
    none: (name) => `${name} 함수는 아직 호출되지 않았습니다. 다른 셀에서 호출하고 이 위젯을 지켜보세요.`,
    old: (call, trace, signature) => `호출 ${call}: 그래프 ${trace}이(가) 맞았습니다 (${signature}). 파이썬은 실행되지 않았습니다.`,
    fresh: (call, trace, signature) => `호출 ${call}: 파이썬이 실행되어 그래프 ${trace}을(를) 적었습니다 (${signature}).`,
    before: (count) => `이 위젯을 만들기 전에 추적한 그래프: ${count}개. 호출은 지금부터 셉니다.`,
    traces: (name) => `${name}의 그래프`,
    number: "그래프",
    signature: "시그니처",
    calls: "호출",
    count: "연산",
    trace: "추적",
    compile: "컴파일",
    ms: (number) => (number === null ? "–" : `${short(number)} ms`),
    look: (number) => `그래프 ${number} 보기`,
    last: "마지막 호출",
    why: (number, like) => `그래프 ${number}번이 필요했던 까닭: 앞의 것 가운데 가장 비슷한 그래프 ${like}번과 다른 점입니다.`,
    first: "첫 번째 시그니처입니다.",
    inside: (number, count) => `그래프 ${number}번에 들어 있는 것: 연산 ${count}개`,
    more: (count) => `… 그 밖에 ${count}개`,
    measure: "즉시 실행과 컴파일의 시간 재기",
    stop: "멈추기",
    warning:
      "1~2초 동안 함수를 되풀이하여 호출합니다. 변수는 되돌려 놓고 출력은 버리지만, append처럼 파이썬이 하는 다른 일은 그대로 일어납니다.",
    call: "먼저 이런 인자로 함수를 호출하세요. 그 인자로 잽니다.",
    eager: "즉시 실행",
    compiled: "컴파일",
    faster: (times) => `컴파일하면 호출 한 번의 시간이 ${short(times)}분의 1이 됩니다.`,
    even: (count) => `추적과 컴파일에 든 시간은 ${count}번 호출하면 본전입니다.`,
    slower: "여기서는 컴파일해도 얻는 것이 없습니다.",
    measured: (count) => `각각 ${count}번 호출한 시간의 중앙값.`,
  },
};

export default widget(LABELS, (ctx) => {
  const { root, t, get, set, send, watch } = ctx;
  const message = h("p", { class: "k-message", role: "status" });
  const body = h("tbody");
  const heads = ["number", "signature", "calls", "count", "trace", "compile"].map((key) => h("th", { scope: "col" }, t(key)));
  const table = h("table", { class: "k-traces", "aria-label": t("traces", get("name")) }, h("thead", {}, h("tr", {}, ...heads)), body);
  const scroll = h("div", { class: "k-scroll" }, table);
  const why = h("div", {});
  const measuring = button("", () => (get("measuring") < 0 ? send("measure") : send("stop")));
  const times = h("div", { class: "k-times", role: "status" });
  const note = h("p", { class: "k-note" });
  const list = h("ol", { class: "k-operations k-mono", tabindex: 0 });
  const summary = h("summary");
  const inside = h("details", {}, summary, list);
  const chosen = h("div", {}, why, h("div", { class: "k-row" }, measuring), note, times, inside);
  root.append(message, scroll, chosen);

  const update = () => {
    const [traces, calls, last, picked] = [get("traces"), get("calls"), get("last"), get("picked")];
    const told = get("is_new") ? "fresh" : "old";
    if (calls) message.textContent = t(told, calls, last + 1, traces[last].signature);
    else message.textContent = traces.length ? t("before", traces.length) : t("none", get("name"));
    scroll.style.display = traces.length ? "" : "none";
    chosen.style.display = traces[picked] ? "" : "none";
    const buttons = () => [...body.querySelectorAll("button")];
    const here = buttons().indexOf(document.activeElement);
    body.replaceChildren(...traces.map((trace, number) => row(trace, number, number === last && calls > 0)));
    buttons()[here]?.focus();
    if (traces[picked]) look(traces[picked], picked);
  };

  function row(trace, number, isLast) {
    const isPicked = number === get("picked");
    const attributes = { "aria-pressed": isPicked, "aria-label": t("look", number + 1) };
    const pick = button(String(number + 1), () => set({ picked: number }), attributes);
    const mark = isLast ? h("span", { class: "k-last" }, `◀ ${t("last")}`) : null;
    const numbers = [String(trace.calls), String(trace.count), t("ms", trace.trace), t("ms", trace.compile)];
    const cells = numbers.map((text) => h("td", { class: "k-number" }, text));
    return h("tr", { class: isLast ? "k-used" : "" }, h("td", {}, pick), h("td", { class: "k-mono" }, trace.signature, " ", mark), ...cells);
  }

  function look(trace, number) {
    const reasons = trace.why.map((text) => h("li", {}, text));
    why.replaceChildren(h("p", {}, number ? t("why", number + 1, trace.like + 1) : t("first")), h("ul", {}, ...reasons));
    const isRunning = get("measuring") >= 0;
    measuring.textContent = isRunning ? t("stop") : t("measure");
    measuring.disabled = !isRunning && !trace.can_measure;
    note.textContent = trace.can_measure ? t("warning") : t("call");
    times.replaceChildren(...(trace.times ? bars(trace) : []));
    summary.textContent = t("inside", number + 1, trace.count);
    const shown = get("operations").map((text) => h("li", {}, text));
    const rest = trace.count - shown.length;
    list.replaceChildren(...shown, ...(rest > 0 ? [h("li", {}, t("more", rest))] : []));
  }

  function bars({ times: { eager, compiled, calls }, trace, compile }) {
    const longest = Math.max(eager, compiled);
    const bar = (key, value) =>
      h(
        "div",
        { class: "k-bar" },
        h("span", {}, t(key)),
        h("div", { class: "k-track" }, h("div", { class: `k-length k-${key}`, style: `width: ${(100 * value) / longest}%` })),
        h("span", { class: "k-number" }, t("ms", value)),
      );
    const isFaster = compiled < 0.95 * eager;
    const even = Math.ceil((trace + compile) / (eager - compiled));
    const words = [isFaster ? t("faster", eager / compiled) : t("slower"), isFaster && t("even", even), t("measured", calls)];
    return [bar("eager", eager), bar("compiled", compiled), h("p", {}, words.filter(Boolean).join(" "))];
  }

  watch(["traces", "calls", "last", "is_new", "picked", "operations", "measuring"], update);
  update();
});
