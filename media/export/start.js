// Runs demo.ts with the lab, both as they stand in this folder: change them and start again.
// Needs Node 20 or newer and no package: sucrase, in transpiler.js, takes the types away.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");
const { transform } = require("./transpiler.js");

const folder = join(__dirname, "..");
const { language } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).lab;
const withoutTypes = (text) =>
  transform(text, { transforms: ["typescript", "imports"], disableESTransforms: true }).code;

require.extensions[".ts"] = (module, file) => module._compile(withoutTypes(readFileSync(file, "utf8")), file);

const { reportOf } = require("../lab/report.ts");
const started = performance.now();
const outputs = [];

/** Prints everything and ends; the exit code is 1 when a check does not hold. */
function end(failure) {
  const report = reportOf(outputs, failure, performance.now() - started);
  process.stdout.write(`${report.text}\n`, () => process.exit(report.holds ? 0 : 1));
}

/** The lab's worker expects what a browser's worker has, and tells by messages what a demo shows. */
const listeners = {};
globalThis.addEventListener = (type, listener) => {
  listeners[type] = listener;
};
globalThis.postMessage = (message) => {
  if (message.type === "outputs") outputs.push(...message.outputs);
  else end(message.type === "failed" ? message : undefined);
};
require("../lab/worker.ts");
process.on("unhandledRejection", (reason) => listeners.unhandledrejection({ reason, preventDefault() {} }));
process.on("uncaughtException", (error) =>
  listeners.error({ error, message: String(error), preventDefault() {} }),
);

/** The demo as a function; its lines keep their numbers. */
function programOf(text) {
  const source = `(async function (require, exports) {${withoutTypes(text)}\n})`;
  return new Script(source, { filename: "demo.js" }).runInThisContext();
}

const text = readFileSync(join(folder, "demo.ts"), "utf8");
try {
  const map = { linesBefore: 0, changes: text.split("\n").map(() => [0, Number.POSITIVE_INFINITY, 0]) };
  globalThis.labRun(programOf(text), map);
  listeners.message({ data: { type: "start", params: {}, language, interactive: false } });
} catch (error) {
  const line = error.loc?.line ?? /demo\.js:(\d+)/.exec(error.stack)?.[1];
  end({ message: `${error.name}: ${error.message}`, line });
}
