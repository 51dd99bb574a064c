/** What one page of section 2 says of an error: whether it lists it, and which capabilities the page names. */
export interface ManualError {
  lists: boolean;
  capabilities: readonly string[];
}

/** Comments of troff, and its font changes within a word. */
const COMMENT = /^[.'\\]*\\".*$/gm;
const FONT = /\\f(?:\[\w*\]|\w)/g;

/** What the source of a manual page says of an error: listed under ERRORS, as `.B EPERM` or `.BR EPERM ...` below `.TP` or `.TQ`. */
export function manualError(page: string, error: string): ManualError {
  const text = page.replace(COMMENT, '').replace(FONT, '');
  const [, errors = ''] = /^\.SH ERRORS$([\s\S]*?)(?=^\.SH |$(?![\s\S]))/m.exec(text) ?? [];
  const lists = new RegExp(`^\\.T[PQ][^\\n]*\\n\\.BR? "?${error}\\b`, 'm').test(errors);
  return { lists, capabilities: [...new Set(text.match(/\bCAP_[A-Z_]+[A-Z]\b/g) ?? [])].sort() };
}
