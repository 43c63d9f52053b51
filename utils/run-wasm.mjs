// Runs a WASI program: node utils/run-wasm.mjs program.wasm arguments...
//
// The program sees the caller's environment, standard streams and the files
// below the current directory; its exit status becomes this process's.

import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";

// Node 18 has WASI only behind an option.
const wasiOption = "--experimental-wasi-unstable-preview1";
if (Number(process.versions.node.split(".")[0]) < 20 &&
    !process.execArgv.includes(wasiOption)) {
  const child = spawnSync(process.execPath,
    [wasiOption, "--no-warnings", ...process.argv.slice(1)],
    { stdio: "inherit" });
  process.exit(child.status ?? 134);
}

// node:wasi announces that it is experimental; a program's standard error is
// compared with what it is expected to print.
const emitWarning = process.emitWarning;
process.emitWarning = (warning, ...rest) => {
  if (String(warning).includes("WASI")) return;
  emitWarning.call(process, warning, ...rest);
};
const { WASI } = await import("node:wasi");

const [program, ...args] = process.argv.slice(2);
if (program === undefined) {
  console.error("usage: node run-wasm.mjs program.wasm [argument...]");
  process.exit(2);
}

const wasi = new WASI({
  version: "preview1",
  args: [program, ...args],
  env: process.env,
  preopens: { "/": "/", ".": "." },
  returnOnExit: true,
});

const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, {
  wasi_snapshot_preview1: wasi.wasiImport,
});
try {
  process.exitCode = wasi.start(instance);
} catch (error) {
  if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  // A trap: what a native program would end with on abort.
  console.error(`wasm trap: ${error.message}`);
  process.exitCode = 134;
}
