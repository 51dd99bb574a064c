import { type JsonNode, problemsOf, readPieces, sourceText } from '../../../text/index.ts';

/** A string, number or word of a JSON text, with the keys that lead to it; "[]" stands for an element of a list. */
export interface JsonScalar {
  /** As "HostConfig.IDMappings.UidMap[]". Only the last eight steps: deeper keys are never asked for. */
  path: string;
  value: string;
  /** Where the value stands, without its quotes. */
  start: number;
  end: number;
}

const DEEPEST = 8;

/**
 * Every scalar of a JSON text, in order, however broken the text is: a piece cut out of the middle, a trailing comma, a missing brace. What is
 * wrong with a file is its parser's to tell; this only looks things up.
 */
export function jsonScalars(text: string): JsonScalar[] {
  const scalars: JsonScalar[] = [];
  const waiting: { node: JsonNode; steps: readonly string[] }[] = [];
  const add = (steps: readonly string[], nodes: readonly (readonly [key: string, node: JsonNode])[]) => {
    for (const [key, node] of nodes.toReversed()) {
      const step = node.kind === 'array' ? `${key}[]` : key;
      waiting.push({ node, steps: step === '' ? steps : [...steps, step].slice(-DEEPEST - 1) });
    }
  };
  add(
    [],
    readPieces(sourceText(text), problemsOf(sourceText(text), 0)).map((node) => ['', node]),
  );
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, steps } = next;
    if (node.kind === 'object')
      add(
        steps,
        node.members.map(({ key, value }) => [key.value, value]),
      );
    else if (node.kind === 'array')
      add(
        steps,
        node.items.map((item) => ['', item]),
      );
    else scalars.push({ path: steps.join('.').replaceAll('.[]', '[]'), ...scalarOf(text, node) });
  }
  return scalars;
}

function scalarOf(text: string, node: Exclude<JsonNode, { kind: 'object' | 'array' }>): Omit<JsonScalar, 'path'> {
  const { start, end } = node;
  const written = text.slice(start, end);
  if (node.kind !== 'string') return { value: written, start, end };
  // A bare word has no quotes, and a string that its line ends has none behind it.
  if (node.value === written) return { value: written, start, end };
  return { value: node.value, start: start + 1, end: node.open ? end : end - 1 };
}
