import Module from "node:module";

/** The shell of the page needs two functions of `vscode`; here they make addresses of the test's server. */
const stub = {
  Uri: {
    joinPath: (base: string, ...path: string[]): string => [base, ...path].join("/"),
  },
};

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const original = loader._load;
loader._load = (request, ...rest) => (request === "vscode" ? stub : original.call(loader, request, ...rest));
