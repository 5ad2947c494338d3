// What the front ends of all widgets share. widget.py puts this text in front of each of them, in
// place of the line that imports from it, so that a front end is one module and still reads as two.

const WORDS = {
  en: {
    problem: "Python could not do that.",
    details: "Where",
    step: "Step",
    back: "Back",
    play: "Play",
    pause: "Pause",
    reset: "Start again",
  },
  ko: {
    problem: "파이썬이 이 일을 해내지 못했습니다.",
    details: "어디에서",
    step: "한 단계",
    back: "뒤로",
    play: "재생",
    pause: "멈춤",
    reset: "처음부터",
  },
};
const SVG = "http://www.w3.org/2000/svg";
const SETTLES = 1200; // ms after the last change until the picture for kernel-less pages is drawn

/** An element: h("button", {class: "k-button", onclick: go}, "Go"). null and false leave out. */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.startsWith("aria-") || typeof value !== "boolean") element.setAttribute(name, value);
    else element.toggleAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A button. */
export function button(text, onclick, attributes = {}) {
  return h("button", { type: "button", class: "k-button", onclick, ...attributes }, text);
}

/** A control with its name before it. */
export function field(name, control) {
  return h("label", { class: "k-field" }, h("span", {}, name), control);
}

/** A number in three digits, as short as it can be written. */
export function short(number) {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
  return String(Number(number.toPrecision(3))).replace("-", "−");
}

/** A colour for a number: warm above 0, cool below, none at 0; text on it stays legible. */
export function shade(number, limit) {
  if (!limit || !Number.isFinite(number)) return "transparent";
  const alpha = 0.5 * Math.min(Math.abs(number) / limit, 1);
  return `rgb(var(${number < 0 ? "--k-cool" : "--k-warm"}) / ${alpha.toFixed(3)})`;
}

/**
 * What a front end exports: `export default widget(LABELS, draw)`.
 *
 * `draw(ctx)` fills `ctx.root`, once and again when the language changes. LABELS is
 * {en: {key: text or function}, ko: {...}}. ctx has
 *   root       the element to fill,
 *   t          t("key", ...) is the label in the widget's language,
 *   get        get("trait") is its value,
 *   set        set({trait: value}) tells Python,
 *   send       send("kind", {...}) calls handle(kind, ...) in Python,
 *   watch      watch(["trait", ...], callback) calls back after changes, once for several at a time,
 *   announce   announce("...") has a screen reader say it,
 *   calm       whether the reader wants no motion,
 *   dark       dark() is whether the page is; root gets the event "k-theme" when that changes,
 *   signal     an AbortSignal for addEventListener and timers: aborted when the view goes.
 */
export function widget(labels, draw) {
  const [en, ko] = [labels.en, labels.ko].map((words) => Object.keys(words).sort().join());
  if (en !== ko) throw new Error(`LABELS has other keys in English than in Korean: ${en} / ${ko}`);
  return {
    render({ model, el }) {
      // A model of the same kernel that every widget has; anywidget hides whether its own lives.
      const pulse = model.get("layout");
      let stop = null;
      const update = () => {
        stop?.();
        stop = pulse?.comm_live === false ? null : start(model, el, labels, draw);
      };
      update();
      model.on("change:language", update);
      pulse?.on?.("comm_live_update", update);
      return () => {
        model.off("change:language", update);
        pulse?.off?.("comm_live_update", update);
        stop?.();
      };
    },
  };
}

function start(model, el, labels, draw) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const language = model.get("language");
  const words = { ...WORDS[language], ...labels[language] };
  const t = (key, ...values) => (typeof words[key] === "function" ? words[key](...values) : words[key]);
  const root = h("div", { class: "k-root" });
  const status = h("p", { role: "status", class: "k-hidden" });
  const problem = h("div", { role: "alert", class: "k-problem" });
  const frame = h(
    "section",
    { class: "kerasish-widget", lang: language, "aria-label": model.get("_title") },
    ...[root, problem, status],
  );
  el.replaceChildren(frame);
  frame.addEventListener("keydown", keepKeys);
  const hiding = hidePicture(model.get("_picture_class"));
  signal.addEventListener("abort", () => (frame.remove(), hiding.remove()));

  const listen = (name, callback) => {
    model.on(name, callback);
    signal.addEventListener("abort", () => model.off(name, callback));
  };
  const watch = (names, callback) => {
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      queueMicrotask(() => {
        waiting = false;
        if (!signal.aborted) callback();
      });
    };
    names.forEach((name) => listen(`change:${name}`, soon));
  };
  const ctx = {
    ...{ model, root, t, watch, signal },
    get: (name) => model.get(name),
    set(values) {
      Object.entries(values).forEach(([name, value]) => model.set(name, value));
      model.save_changes();
    },
    send: (kind, content = {}) => model.send({ ...content, kind }),
    announce: (text) => (status.textContent = text),
    calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
    dark: () => frame.dataset.theme === "dark",
  };
  const report = (text) => problem.replaceChildren(...(text ? complaint(t, text) : []));
  followTheme(frame, signal);
  keepPicture(ctx, listen);
  watch(["problem"], () => report(model.get("problem")));
  report(model.get("problem"));
  if (model.get("_asks_browser")) ctx.send("browser", { language: navigator.language });
  try {
    draw(ctx);
  } catch (error) {
    report(`${error}\n${error.stack}`);
    console.error(error);
  }
  return () => leaving.abort();
}

/** What moves a control stays with it: the notebook has plans of its own for arrows and letters. */
function keepKeys(event) {
  const isPress = event.key === " " || event.key === "Enter";
  const isControl = event.target.matches(isPress ? "select, input, textarea, button, summary" : "select, input, textarea");
  if (isControl && !event.ctrlKey && !event.metaKey && !event.shiftKey) event.stopPropagation();
}

/** The picture for pages without a kernel goes while this view is there; so does its frame. */
function hidePicture(name) {
  const rule = `.${name}, .jp-OutputArea-child:has(.${name}) { display: none !important; }`;
  const style = h("style", {}, rule);
  document.head.append(style);
  return style;
}

function complaint(t, text) {
  const [first, ...rest] = text.trim().split("\n");
  const where = h("details", {}, h("summary", {}, t("details")), h("pre", {}, rest.join("\n")));
  return [h("strong", {}, t("problem")), h("pre", {}, first), rest.length ? where : ""];
}

function followTheme(frame, signal) {
  const update = () => {
    const [r, g, b] = (getComputedStyle(frame).backgroundColor.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
    frame.dataset.theme = 0.3 * r + 0.59 * g + 0.11 * b < 128 ? "dark" : "light";
    frame.querySelector(".k-root").dispatchEvent(new Event("k-theme"));
  };
  update();
  const watcher = new MutationObserver(() => setTimeout(update, 50));
  for (const element of [document.documentElement, document.body]) {
    watcher.observe(element, { attributes: true, attributeFilter: ["class", "theme", "data-jp-theme-name"] });
  }
  // Outside the page nothing has a colour. A notebook lays far cells into it when they come near.
  let isThere = frame.isConnected;
  const arrival = new ResizeObserver(() => {
    const wasThere = isThere;
    isThere = frame.isConnected && frame.offsetWidth > 0;
    if (isThere && !wasThere) update();
  });
  arrival.observe(frame);
  signal.addEventListener("abort", () => (watcher.disconnect(), arrival.disconnect()));
}

/** Some time after the last change, Python may draw the picture anew. */
function keepPicture({ send, signal }, listen) {
  let timer = 0;
  listen("change", () => {
    clearTimeout(timer);
    timer = setTimeout(() => send("settled"), SETTLES);
  });
  signal.addEventListener("abort", () => clearTimeout(timer));
}

/**
 * One tab stop for many cells. Each has data-at="i,j,k", its place; arrow keys move along the last
 * two axes, PageUp and PageDown along the third from last, Home and End to the ends of the last.
 *
 * onreach(cell) is called when a cell gets the focus, onpick(cell) on Enter, Space or a click.
 */
export function rove(container, { onreach, onpick } = {}) {
  const cells = [...container.querySelectorAll("[data-at]")];
  const places = cells.map((cell) => cell.dataset.at.split(",").map(Number));
  const stop = (cell) => cells.forEach((other) => (other.tabIndex = other === cell ? 0 : -1));
  stop(cells[0]);
  const keys = { ArrowRight: [1, 1], ArrowLeft: [1, -1], ArrowDown: [2, 1], ArrowUp: [2, -1] };
  Object.assign(keys, { PageDown: [3, 1], PageUp: [3, -1], End: [1, Infinity], Home: [1, -Infinity] });
  cells.forEach((cell, number) => {
    cell.addEventListener("focus", () => (stop(cell), onreach?.(cell)));
    cell.addEventListener("click", () => (cell.focus(), onpick?.(cell)));
    cell.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") onpick?.(cell);
      else if (keys[event.key]) nearest(cells, places, places[number], ...keys[event.key])?.focus();
      else return;
      event.preventDefault();
      event.stopPropagation(); // the notebook has plans of its own for these keys
    });
  });
}

/** The next cell along an axis, counted from the last; with an infinite step the outermost. */
function nearest(cells, places, here, fromLast, step) {
  const axis = here.length - fromLast;
  const way = Math.sign(step);
  const onward = places
    .map((place, number) => [way * (place[axis] - here[axis]), number, place])
    .filter(([ahead, , place]) => ahead > 0 && place.every((at, other) => other === axis || at === here[other]))
    .sort(([one], [other]) => one - other);
  return cells[onward.at(Number.isFinite(step) ? 0 : -1)?.[1]];
}

/**
 * Step, back, play and reset. Each of `onstep`, `onback`, `onreset` does its part; `onstep` returns
 * false when there is nothing further. `pause()` stops the playing.
 */
export function player({ t, signal }, { onstep, onback, onreset, delay = 900 }) {
  let timer = 0;
  const playing = button("", () => (timer ? pause() : play()));
  const pause = () => {
    clearInterval(timer);
    timer = 0;
    playing.textContent = `▶ ${t("play")}`;
  };
  const play = () => {
    if (onstep() === false) return;
    timer = setInterval(() => onstep() === false && pause(), delay);
    playing.textContent = `⏸ ${t("pause")}`;
  };
  const still = (action) => () => (pause(), action());
  pause();
  signal.addEventListener("abort", pause);
  const element = h(
    "div",
    { class: "k-row", role: "group" },
    onback ? button(`◀ ${t("back")}`, still(onback)) : null,
    button(`${t("step")} ▶`, still(onstep)),
    playing,
    onreset ? button(`↺ ${t("reset")}`, still(onreset)) : null,
  );
  return { element, pause };
}
