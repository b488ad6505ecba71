import type { Convention } from "../frameworks/framework";
import type { Program } from "../program";
import type { PublicName, PublicNames } from "../public-names";
import type { Symbols } from "../symbols";

/** The conventions that hold in a file, by the symbol of their method. */
export type Conventions = ReadonlyMap<number, readonly KnownConvention[]>;

export interface KnownConvention extends Convention {
  readonly names: readonly PublicName[];
  /** See {@link Convention.takes}. */
  readonly taken?: PublicName | undefined;
  /** Holds only where the call says `dim=`. */
  readonly saysDimension: boolean;
}

/** Whether a program imports something of the framework with this id. */
export function importsFramework(program: Program, names: PublicNames, id: string): boolean {
  return modulesOf(program).some((name) => names.frameworkOf(name)?.id === id);
}

function modulesOf({ imported, stars }: Program): PublicName[] {
  return [...imported.map(({ name }) => name), ...stars];
}

/** The conventions of the frameworks that a program imports; undefined where it imports none. */
export function conventionsOf(
  program: Program,
  names: PublicNames,
  symbols: Symbols,
): Conventions | undefined {
  const modules = modulesOf(program);
  const imported = new Set(modules.map((name) => names.frameworkOf(name)));
  imported.delete(undefined);
  if (imported.size === 0) return undefined;
  const hasArrays = modules.some((name) => names.isArrays(name));
  const conventions = new Map<number, KnownConvention[]>();
  for (const framework of imported) {
    for (const convention of framework?.conventions ?? []) {
      const symbol = symbols.of(convention.method);
      const saysDimension = hasArrays && convention.isShared === true;
      const known = {
        ...convention,
        saysDimension,
        names: convention.means.map((path) => names.at(path)),
        ...(convention.takes !== undefined && { taken: names.at(convention.takes) }),
      };
      conventions.set(symbol, [...(conventions.get(symbol) ?? []), known]);
    }
  }
  return conventions;
}
