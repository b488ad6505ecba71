/** A console line that starts with this carries an {@link InsideEvent} as JSON. */
export const insideMark = "[learn-dl-test] ";

export type InsideEvent =
  /** The first one; tells in which extension host the tests really run. */
  | { readonly type: "start"; readonly host: "node" | "web" }
  | { readonly type: "passed"; readonly title: readonly string[]; readonly milliseconds: number }
  | { readonly type: "failed"; readonly title: readonly string[]; readonly message: string }
  | { readonly type: "skipped"; readonly title: readonly string[] }
  /** All tests ran; without it the run was cut off. */
  | { readonly type: "end" };
