/** Longer names are never public names; they all share symbol 0, which nothing resolves. */
const longest = 100;

/**
 * Names as small numbers, so that reading a file compares and looks up numbers instead of strings.
 * Symbol 0 stands for "some name that cannot matter".
 */
export class Symbols {
  readonly #names: string[] = [""];
  #hashes = new Int32Array(1024);
  /** Open addressing: symbol numbers, 0 for a free slot; the length is a power of two. */
  #slots = new Int32Array(4096);

  get size(): number {
    return this.#names.length;
  }

  name(symbol: number): string {
    return this.#names[symbol] ?? "";
  }

  /** The symbol of a whole string. */
  of(name: string): number {
    return this.intern(name, 0, name.length, hashOf(name));
  }

  /** The symbol of `text[start, end)`, whose hash the caller computed with {@link mix} on the way. */
  intern(text: string, start: number, end: number, hash: number): number {
    const length = end - start;
    if (length > longest) return 0;
    const mask = this.#slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const symbol = this.#slots[slot]!;
      if (symbol === 0) break;
      if (this.#hashes[symbol] === hash && this.#equals(symbol, text, start, length)) return symbol;
      slot = (slot + 1) & mask;
    }
    return this.#add(copyOf(text, start, end), hash, slot);
  }

  #equals(symbol: number, text: string, start: number, length: number): boolean {
    const name = this.#names[symbol]!;
    if (name.length !== length) return false;
    for (let i = 0; i < length; i++) {
      if (name.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
    }
    return true;
  }

  #add(name: string, hash: number, slot: number): number {
    const symbol = this.#names.length;
    this.#names.push(name);
    if (symbol >= this.#hashes.length) {
      const larger = new Int32Array(this.#hashes.length * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[symbol] = hash;
    this.#slots[slot] = symbol;
    if (symbol * 2 > this.#slots.length) this.#grow();
    return symbol;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let symbol = 1; symbol < this.#names.length; symbol++) {
      const hash = this.#hashes[symbol]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = symbol;
    }
    this.#slots = slots;
  }
}

/** One step of the hash over UTF-16 units; the hash of the first unit is the unit. */
export function mix(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

function hashOf(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = mix(hash, name.charCodeAt(i));
  return hash;
}

/** A copy that does not keep the whole text alive, as a slice would. */
function copyOf(text: string, start: number, end: number): string {
  const units: number[] = [];
  for (let i = start; i < end; i++) units.push(text.charCodeAt(i));
  return String.fromCharCode(...units);
}
