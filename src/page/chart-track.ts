import type { Track } from "./chart-scene";

/** One value of one series. */
export interface Stand {
  readonly track: number;
  readonly index: number;
}

/** Farther than this from every value the pointer means none, in pixels. */
const reach = 40;

/** The value at the pointer: whose area it is in, or else the nearest one. */
export function standAt(tracks: readonly Track[], x: number, y: number): Stand | undefined {
  return nearest(tracks, x, y) ?? inside(tracks, x, y);
}

/** Points and lines lie above cells and bars: they come first. */
function nearest(tracks: readonly Track[], x: number, y: number): Stand | undefined {
  let best: Stand | undefined;
  const hasAreas = tracks.some((track) => track.box);
  let least = (hasAreas ? 10 : reach) ** 2;
  tracks.forEach((track, n) => {
    if (track.box) return;
    for (let i = 0; i < track.length; i++) {
      const distance = (track.x(i) - x) ** 2 + (track.y(i) - y) ** 2;
      if (distance < least) {
        least = distance;
        best = { track: n, index: i };
      }
    }
  });
  return best;
}

function inside(tracks: readonly Track[], x: number, y: number): Stand | undefined {
  for (let n = tracks.length - 1; n >= 0; n--) {
    const track = tracks[n];
    if (!track?.box) continue;
    for (let i = 0; i < track.length; i++) {
      const box = track.box(i);
      if (x < box.left || x > box.left + box.width) continue;
      if (y >= box.top && y <= box.top + box.height) return { track: n, index: i };
    }
  }
  return undefined;
}

/** The value that an arrow key leads to; undefined for other keys. */
export function standAfter(
  tracks: readonly Track[],
  from: Stand | undefined,
  key: string,
): Stand | undefined {
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(key)) return undefined;
  if (!from) return firstStand(tracks);
  const track = tracks[from.track];
  if (!track) return firstStand(tracks);
  switch (key) {
    case "ArrowLeft":
      return step(tracks, from, -1);
    case "ArrowRight":
      return step(tracks, from, 1);
    case "Home":
      return step(tracks, { ...from, index: -1 }, 1) ?? from;
    case "End":
      return step(tracks, { ...from, index: track.length }, -1) ?? from;
    case "ArrowUp":
      return change(tracks, from, -1);
    default:
      return change(tracks, from, 1);
  }
}

function firstStand(tracks: readonly Track[]): Stand | undefined {
  for (let track = 0; track < tracks.length; track++) {
    const stand = step(tracks, { track, index: -1 }, 1);
    if (stand) return stand;
  }
  return undefined;
}

/** The next value of the series that is no gap; the same one at its end. */
function step(tracks: readonly Track[], from: Stand, way: 1 | -1): Stand | undefined {
  const track = tracks[from.track];
  if (!track) return undefined;
  for (let index = from.index + way; index >= 0 && index < track.length; index += way) {
    if (!Number.isNaN(track.x(index) + track.y(index))) return { track: from.track, index };
  }
  return from.index >= 0 && from.index < track.length ? from : undefined;
}

/** The value of the next series that stands nearest to this one, sideways. */
function change(tracks: readonly Track[], from: Stand, way: 1 | -1): Stand {
  const x = tracks[from.track]?.x(from.index) ?? 0;
  for (let n = from.track + way; n >= 0 && n < tracks.length; n += way) {
    const track = tracks[n];
    if (!track) continue;
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < track.length; i++) {
      const distance = Math.abs(track.x(i) - x);
      if (distance < least && !Number.isNaN(track.y(i))) [best, least] = [i, distance];
    }
    if (best >= 0) return { track: n, index: best };
  }
  return from;
}
