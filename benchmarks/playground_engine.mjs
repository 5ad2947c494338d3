// The TensorFlow Playground's engine on its default problem: node playground_engine.mjs ENGINE
//
// ENGINE is its nn.ts as a module of JavaScript. The first line of the input is a JSON list of
// points [x1, x2, label], the label -1 or 1. After that every line is a number of epochs, which is
// answered with the seconds that they took.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { Activations, Errors, backProp, buildNetwork, forwardProp, updateWeights } = await import(
  pathToFileURL(process.argv[2])
);
const [SHAPE, RATE, BATCH] = [[2, 4, 2, 1], 0.03, 10];
const network = buildNetwork(SHAPE, Activations.TANH, Activations.TANH, null, ["x", "y"]);
let points = null;

for await (const line of createInterface({ input: process.stdin })) {
  if (points === null) {
    points = JSON.parse(line);
    continue;
  }
  const began = performance.now();
  for (let epoch = 0; epoch < Number(line); epoch++) train();
  console.log((performance.now() - began) / 1000);
}

function train() {
  points.forEach(([x1, x2, label], index) => {
    forwardProp(network, [x1, x2]);
    backProp(network, label, Errors.SQUARE);
    if ((index + 1) % BATCH === 0) updateWeights(network, RATE, 0);
  });
}
