/**
 * JSON with one entry a line down to `depth` levels and each deeper value on its entry's line, so that a changed fact is a changed line.
 * Ends with a newline.
 */
export function formatTable(value: unknown, depth: number): string {
  return `${format(value, depth, '')}\n`;
}

function format(value: unknown, depth: number, indent: string): string {
  if (depth === 0 || typeof value !== 'object' || value === null) return inline(value);
  const inner = `${indent} `;
  const lines = Array.isArray(value)
    ? value.map((entry) => inner + format(entry, depth - 1, inner))
    : Object.entries(value).map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${format(entry, depth - 1, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, entry]) => `${JSON.stringify(key)}: ${inline(entry)}`)
    .join(', ')}}`;
}
