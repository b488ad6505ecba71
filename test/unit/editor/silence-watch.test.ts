import { strict as assert } from "node:assert";
import { mock } from "node:test";
import { SilenceWatch } from "../../../src/editor/silence-watch";

/** Second by second: the clock that stands in jumps to the end of a tick before it calls what was due in it. */
function wait(seconds: number): void {
  for (let i = 0; i < seconds; i++) mock.timers.tick(1_000);
}

describe("The watch over a page that runs a demo", () => {
  let alarms: number;
  let watch: SilenceWatch;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
    alarms = 0;
    watch = new SilenceWatch(() => alarms++);
  });
  afterEach(() => mock.timers.reset());

  it("speaks up once when the page says nothing any more", () => {
    watch.start();
    wait(11);
    assert.equal(alarms, 0);
    wait(60);
    assert.equal(alarms, 1);
  });

  it("waits as long again after every word of the page", () => {
    watch.start();
    for (let i = 0; i < 10; i++) {
      wait(8);
      watch.heard();
    }
    assert.equal(alarms, 0);
    wait(13);
    assert.equal(alarms, 1);
  });

  it("is silent while no demo runs, whatever the page says", () => {
    watch.heard();
    wait(60);
    watch.start();
    watch.stop();
    watch.heard();
    wait(60);
    assert.equal(alarms, 0);
  });

  it("gives the page time again after the machine has slept", () => {
    watch.start();
    // Asleep, no timer runs; the clock does.
    mock.timers.setTime(3_600_000);
    assert.equal(alarms, 0);
    wait(13);
    assert.equal(alarms, 1);
  });
});
