import { stripComments } from './cDefinitions.ts';

/** The text of a header by the name that `#include` gives it, or undefined where there is none. */
export type ReadHeader = (name: string) => string | undefined;

/**
 * The text of a header with that of each header it includes in its place, each once, as the preprocessor would meet them; comments are gone.
 * What `read` doesn't find is left out.
 */
export function includeHeaders(name: string, read: ReadHeader): string {
  const seen = new Set<string>();
  function text(header: string): string {
    if (seen.has(header)) return '';
    seen.add(header);
    return stripComments(read(header) ?? '').replace(
      /^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"][^\n]*$/gm,
      (_, included: string) => text(included),
    );
  }
  return text(name);
}
