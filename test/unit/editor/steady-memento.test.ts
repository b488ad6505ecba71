import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { SteadyMemento } from "../../../src/editor/steady-memento";

/**
 * VS Code's own memento: what is stored comes back to every window a moment later, and comes over what was changed
 * in the meantime.
 */
class EchoingMemento {
  #values: Record<string, unknown> = {};
  stored: Record<string, unknown> = {};
  failing = false;

  constructor(private readonly delay: () => number) {}

  keys(): readonly string[] {
    return Object.keys(this.#values);
  }

  get<T>(key: string, otherwise?: T): T | undefined {
    return (this.#values[key] as T | undefined) ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    if (this.failing) throw new Error("disk full");
    this.#values[key] = value;
    await wait(this.delay());
    const sent = { ...this.#values };
    await wait(this.delay());
    this.stored = sent;
    this.#values = { ...sent };
  }
}

const wait = (ticks: number) => new Promise<void>((resume) => setTimeout(resume, ticks));

describe("a memento that is written to often", () => {
  it("loses something in VS Code as it is", async () => {
    const echoing = new EchoingMemento(() => 1);
    const first = echoing.update("draft", "pri");
    await wait(1);
    void echoing.update("draft", "print");
    await first;
    await wait(20);
    assert.equal(echoing.stored.draft, "pri");
  });

  it("stores the last value of every key, whatever the order and the pauses", async () => {
    const writes = fc.array(fc.record({ key: fc.constantFrom("a", "b"), pause: fc.nat(3) }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(writes, fc.array(fc.nat(3), { minLength: 1 }), async (all, delays) => {
        let turn = 0;
        const echoing = new EchoingMemento(() => delays[turn++ % delays.length] ?? 0);
        const memento = new SteadyMemento(echoing);
        const wanted: Record<string, unknown> = {};
        for (const [index, { key, pause }] of all.entries()) {
          wanted[key] = index;
          void memento.update(key, index);
          assert.equal(memento.get(key), index);
          await wait(pause);
          assert.equal(memento.get(key), index);
        }
        await memento.settled();
        assert.deepEqual(echoing.stored, wanted);
      }),
      { numRuns: 60 },
    );
  });

  it("answers with what is not stored yet, forgotten keys too", async () => {
    const memento = new SteadyMemento(new EchoingMemento(() => 0));
    await memento.update("a", 1);
    const forgotten = memento.update("a", undefined);
    const written = memento.update("b", 2);
    assert.equal(memento.get("a"), undefined);
    assert.equal(memento.get("a", 7), 7);
    assert.deepEqual(memento.keys(), ["b"]);
    await Promise.all([forgotten, written]);
    assert.equal(memento.get("a", 7), 7);
    assert.equal(memento.get("b"), 2);
  });

  it("says when something could not be stored, and tries again with the next write", async () => {
    const echoing = new EchoingMemento(() => 0);
    const memento = new SteadyMemento(echoing);
    echoing.failing = true;
    await assert.rejects(memento.update("a", 1), /disk full/);
    assert.equal(memento.get("a"), 1);
    echoing.failing = false;
    await memento.update("b", 2);
    assert.deepEqual(echoing.stored, { a: 1, b: 2 });
  });
});
