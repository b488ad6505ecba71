/** An extension's storage in memory. */
export class Storage {
  readonly values = new Map<string, unknown>();
  synced: readonly string[] = [];

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    for (const [key, value] of Object.entries(values)) this.values.set(key, value);
  }

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, fallback?: T): T | undefined {
    return (this.values.get(key) as T | undefined) ?? fallback;
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
  }

  setKeysForSync(keys: readonly string[]): void {
    this.synced = keys;
  }
}
