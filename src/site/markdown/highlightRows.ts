import { createCssVariablesTheme, createHighlighter } from 'shiki';

/** A run of characters with one colour; `tokenClass` is '' for plain ink. */
export interface CodeToken {
  text: string;
  tokenClass: string;
}

const LANGUAGES = ['json', 'jsonc', 'shellscript', 'yaml', 'c', 'diff', 'ini', 'toml', 'typescript'] as const;

// Colours come out as `var(--tk-string)` and become the class `tk-string`: a strict style-src blocks style attributes.
const theme = createCssVariablesTheme({ name: 'classes', variablePrefix: '--', fontStyle: false });
const highlighter = await createHighlighter({ themes: [theme], langs: [...LANGUAGES] });

/** The rows of `code` cut into coloured runs; a language that isn't loaded gives plain rows. */
export function highlightRows(code: string, language: string): CodeToken[][] {
  const known = highlighter.getLoadedLanguages().includes(language);
  if (!known) return code.split('\n').map((text) => [{ text, tokenClass: '' }]);
  // With no limit of time: where the machine was busy, rows lost their colours.
  return highlighter
    .codeToTokensBase(code, { lang: language as (typeof LANGUAGES)[number], theme, tokenizeTimeLimit: 0 })
    .map((row) => row.map((token) => ({ text: token.content, tokenClass: classOf(token.color) })));
}

function classOf(colour: string | undefined): string {
  return /^var\(--token-([a-z-]+)\)$/.exec(colour ?? '')?.[1]?.replace(/^/, 'tk-') ?? '';
}
