import type { Catalogue, Concept } from "./model";
import { parseApi, writtenApi } from "./signature";

/**
 * The catalogue as it is stored: like things stand together, which the zip packs a fifth smaller, and less text is
 * read. A column holds a field of all concepts, null where one has none; texts have a column for each language.
 */
export interface StoredCatalogue {
  readonly [field: string]: Column;
}

type Column = readonly unknown[] | { readonly [field: string]: Column };

/** A concept with its public names as they are written. */
type Row = Omit<Concept, "apis"> & { readonly apis: readonly string[] };

export function storedCatalogue({ concepts }: Catalogue): StoredCatalogue {
  const rows = concepts.map((concept): Row => ({ ...concept, apis: concept.apis.map(writtenApi) }));
  return fieldsOf(rows);
}

export function catalogueOf(stored: StoredCatalogue): Catalogue {
  const count = (stored.id as readonly unknown[]).length;
  const rows = Array.from({ length: count }, (_, i) => rowAt(stored, i) as unknown as Row);
  return { concepts: rows.map((row) => ({ ...row, apis: row.apis.flatMap((api) => parseApi(api) ?? []) })) };
}

function fieldsOf(rows: readonly (object | null)[]): { [field: string]: Column } {
  const names = new Set(rows.flatMap((row) => Object.keys(row ?? {})));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      columnOf(rows.map((row) => (row as Readonly<Record<string, unknown>> | null)?.[name] ?? null)),
    ]),
  );
}

function columnOf(values: readonly unknown[]): Column {
  const isRecord = (value: unknown): value is object => typeof value === "object" && !Array.isArray(value);
  return values.every(isRecord) ? fieldsOf(values) : values;
}

/** Undefined for a record that is not there. */
function rowAt(columns: { readonly [field: string]: Column }, index: number): object | undefined {
  const fields = Object.entries(columns).flatMap(([name, column]) => {
    const value = Array.isArray(column) ? column[index] : rowAt(column as StoredCatalogue, index);
    return value === null || value === undefined ? [] : [[name, value]];
  });
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}
