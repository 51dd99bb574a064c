import { cDefinitions, type Definition, stripComments } from './cDefinitions.ts';
import { cExpression } from './cExpression.ts';
import { cStructSizes } from './cStructSizes.ts';

/** What a group of headers defines, the first definition of a name before all others. */
export interface CValues {
  definitions: readonly Definition[];
  /** The value of a name; undefined where it has none or none that is a number. */
  value(name: string): bigint | undefined;
}

/** Reads headers in the order in which the preprocessor meets their definitions. */
export function cValues(headers: readonly string[]): CValues {
  const definitions = headers.flatMap(cDefinitions);
  const first = new Map<string, Definition>();
  for (const definition of definitions) if (!first.has(definition.name)) first.set(definition.name, definition);
  const known = new Map<string, bigint | undefined>();
  const sizeOf = cStructSizes(headers.map(stripComments).join('\n'), value);

  function value(name: string): bigint | undefined {
    if (!known.has(name)) {
      known.set(name, undefined); // a name defined by way of itself has no value
      const definition = first.get(name);
      if (definition !== undefined) known.set(name, cExpression(definition.expression, value, sizeOf));
    }
    return known.get(name);
  }

  return { definitions: [...first.values()], value };
}
