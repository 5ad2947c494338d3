// Two runs of the Playground side by side: what differs in their settings, and what came of it.

import { button, h } from "./shared.js";
import { bytesOf, drawPlane, floats } from "./plane.js";
import { featureName } from "./network.js";

export const SETTINGS = ["data", "noise", "train_ratio", "batch_size", "seed", "features", "hidden"];
SETTINGS.push("activation", "learning_rate", "regularization", "regularization_rate");

/** A part to unfold. `loss(number)` writes a loss, `border(data)` is the label between two kinds. */
export function comparison({ t, get, send, dark }, { loss }) {
  const forget = button(t("forget"), () => send("forget"));
  const table = h("table", { class: "k-pg-compared" });
  const planes = [0, 1].map(() => h("canvas", { width: 240, height: 240, class: "k-pg-plane", role: "img" }));
  const pictures = h(
    "div",
    { class: "k-pg-pair" },
    ...planes.map((plane, index) => h("figure", {}, plane, h("figcaption", {}, t(index ? "now" : "kept")))),
  );
  const element = h(
    "details",
    {},
    h("summary", {}, t("compare")),
    h("p", {}, t("keepHint")),
    h("div", { class: "k-row" }, button(t("keep"), () => send("keep")), forget),
    h("div", { class: "k-pg-both" }, table, pictures),
  );
  element.addEventListener("toggle", update);

  function update() {
    const kept = get("_kept");
    const isKept = Boolean(kept.settings);
    forget.disabled = !isKept;
    table.hidden = pictures.hidden = !isKept;
    if (!isKept || !element.open) return;
    const now = Object.fromEntries(SETTINGS.map((name) => [name, get(name)]));
    const differing = SETTINGS.filter((name) => written(name, now[name]) !== written(name, kept.settings[name]));
    const losses = floats(get("_curve")).slice(-2);
    const shares = get("_accuracies");
    const share = (part) => (part === undefined ? "" : ` (${t("right", `${(100 * part).toFixed(0)}%`)})`);
    const row = (name, one, other) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, one), h("td", {}, other));
    table.replaceChildren(
      h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, t("kept")), h("th", { scope: "col" }, t("now")))),
      h(
        "tbody",
        {},
        ...differing.map((name) => row(t(name), written(name, kept.settings[name]), written(name, now[name]))),
        row(t("parameters"), String(parameters(kept.settings)), String(parameters(now))),
        row(t("epoch"), String(kept.epoch), String(get("epoch"))),
        row(t("train"), loss(kept.train_loss ?? NaN), loss(losses[0])),
        row(t("test"), loss(kept.test_loss ?? NaN) + share(kept.accuracies[1]), loss(losses[1]) + share(shares[1])),
      ),
    );
    ["_kept_output", "_output"].forEach((name, index) => {
      drawPlane(planes[index], bytesOf(get(name)), { isDark: dark(), isDiscrete: get("discretize") });
      planes[index].setAttribute("aria-label", `${t("output")}, ${t(index ? "now" : "kept")}`);
    });
  }

  function written(name, value) {
    if (name === "features") return value.map(featureName).join(", ");
    if (name === "hidden") return value.join(", ") || t("none");
    if (name === "regularization" && value === "none") return t("none");
    if (name === "noise" || name === "train_ratio") return `${Math.round(100 * value)}%`;
    return String(value);
  }

  return { element, update };
}

function parameters({ features, hidden }) {
  const sizes = [features.length, ...hidden, 1];
  return sizes.slice(1).reduce((sum, units, index) => sum + (sizes[index] + 1) * units, 0);
}
