import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { close, createIndex } from 'pagefind';
import type { Plugin } from 'vite';

/** What is written otherwise in a module, all of it or each place of it. */
interface Cut {
  what: string | RegExp;
  /** What stands there instead; nothing where it is not told. */
  instead?: string;
}

/** The rules of a style sheet, written as an object, whose selector is like this. */
const rules = (selector: string): Cut => ({
  what: new RegExp(`^ {4}"${selector}": \\{(?:.*\\},?\\n|[\\s\\S]*?\\n {4}\\},?\\n)`, 'gm'),
});

/** The same value, made in a function: the bundler sees that nobody asks for it, which the properties read in its arguments keep it from. */
const whereAsked = (name: string): Cut => ({
  what: new RegExp(`^const ${name} = (?:/\\*@__PURE__\\*/)?([\\s\\S]*?\\n\\]\\));$`, 'm'),
  instead: `const ${name} = /*@__PURE__*/(() => $1)();`,
});

/** A method that is called no longer. */
const method = (name: string): Cut => ({ what: new RegExp(`^ {4}${name}\\(.*\\) \\{\\n[\\s\\S]*?^ {4}\\}\\n`, 'm') });

/** The page's colours are tokens: to CodeMirror no theme is dark. */
const DARK = rules('&dark [^"]+');

/**
 * By module, what no reader gets to: Internet Explorer’s ways, for no such browser runs the scripts of the page; the keys of comments, for JSON has none;
 * the panel of problems, which no key opens; dialogs, arrows of tooltips, icons, snippets, placeholders and panes beside a completion, which nothing
 * shows; styles of CodeMirror’s own where `editorStyles`, `whileTyping` and `searching` have the page’s; and tokens of stream languages.
 */
const CUTS: Readonly<Record<string, readonly Cut[]>> = {
  '@codemirror/view': [
    { what: /^const ie_\w+ = .*\n/gm },
    { what: /^const ie = .*$/m, instead: 'const ie = false;' },
    { what: /^ {4}ie,\n {4}ie_version: .*\n/m },
    { what: /\bbrowser\.ie\b/g, instead: 'false' },
    { what: /\bbrowser\.ie_version\b/g, instead: '0' },
    rules('\\.cm-(?:lineWrapping|iso|dropCursor|panels[^"]*|textfield)'),
    rules('&light(?! \\.cm-tooltip-section)[^"]+'),
    rules('\\.cm-(?:placeholder|highlight\\w+|trailingSpace|dialog[^"]*|tooltip-arrow)'),
    { what: /^ {8}if \(tooltip\.arrow && [\s\S]*?^ {8}\}\n/m },
    { what: /^ {12}if \(arrow\) \{\n[\s\S]*?^ {12}\}\n/m },
    { what: /^ {4}if \(arrow = [\s\S]*?^ {4}\}\n/m },
    { what: /tooltip\.arrow \? .* : null/, instead: 'null' },
    { what: /^ {8}arrow: tooltips\.some.*\n/m },
    DARK,
  ],
  '@codemirror/language': [
    whereAsked('defaultHighlightStyle'),
    rules('&\\.cm-focused \\.cm-(?:non)?matchingBracket'),
    {
      what: /^const defaultTable = .*\n(for [\s\S]*?createTokenType\(noTokens, name\);)$/m,
      instead:
        'const defaultTable = /*@__PURE__*/(() => { const defaultTable = Object.create(null); $1 return defaultTable; })();',
    },
  ],
  '@codemirror/commands': [
    { what: '    { key: "Mod-/", run: toggleComment },\n' },
    { what: '    { key: "Alt-A", mac: "Ctrl-A", run: toggleBlockComment },\n' },
  ],
  '@codemirror/lint': [
    { what: 'effect.value.length ? LintPanel.open : null', instead: 'null' },
    { what: 'effect.value ? LintPanel.open : null', instead: 'null' },
    rules('\\.cm-(?:panel\\.cm-panel-lint|diagnosticSource|diagnosticAction|(?:diagnostic|lintRange)-\\w+)'),
    DARK,
  ],
  '@codemirror/autocomplete': [
    { what: 'if (!info)\n                return;', instead: 'return;' },
    method('addInfoPane'),
    method('measureInfo'),
    method('placeInfo'),
    { what: 'conf.filterStrict ? new StrictMatcher(pattern) : ', instead: '' },
    { what: 'positionInfo: defaultPositionInfo,', instead: 'positionInfo: undefined,' },
    rules('\\.cm-(?:tooltip\\.cm-)?completionInfo[^"]*'),
    rules('\\.cm-(?:completionIcon|snippetField)[^"]*'),
    rules('&light \\.cm-snippetField'),
    DARK,
  ],
  '@lezer/highlight': [whereAsked('classHighlighter')],
};

const MODULE = /\/node_modules\/(@(?:codemirror|lezer)\/\w+)\/dist\/index\.js$/;

/** Leaves out of the editor what no reader gets to and the bundler can't tell. The editor is half of the checker's scripts. */
export function leanEditor(): Plugin {
  return {
    name: 'lean-editor',
    apply: 'build',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    transform: {
      filter: { id: MODULE },
      handler: (code, id) => leanModule(MODULE.exec(id)?.[1] ?? '', code),
    },
  };
}

/** A module of the editor without that. Throws where the module has no such place, as after an update. */
export function leanModule(name: string, code: string): string {
  return (CUTS[name] ?? []).reduce((left, { what, instead = '' }) => {
    const cut = left.replace(what, instead);
    if (cut === left) throw new Error(`${name} has nothing like ${what} to leave out.`);
    return cut;
  }, code);
}

/** What a reader sets, a profile's text, the rows of a table, what tells that a script is missing, and the answer to the box’s own example: nobody searches the site for them, and an excerpt of them says nothing. */
const NO_PROSE = [
  ...['select', 'textarea', 'fieldset', 'label', 'button.btn', '[role=listbox]'],
  ...['.line-field', '.examples', '.prototype', '.calls-scroll', '.calls-keys', '.stack-rows'],
  ...['.notices.missing', '.ask-card', '.needs-script', '.computed-for'],
];

/** After the build: the index that the site's search reads, made by Pagefind of what stands inside `data-pagefind-body`. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const { index, errors } = await createIndex({ excludeSelectors: NO_PROSE });
        if (index === undefined) throw new Error(`Pagefind made no index: ${errors.join('; ')}`);
        const added = await index.addDirectory({ path: folder });
        const written = await index.writeFiles({ outputPath: `${folder}/pagefind` });
        const problems = [...added.errors, ...written.errors];
        await close();
        if (problems.length > 0) throw new Error(`Pagefind: ${problems.join('; ')}`);
        logger.info(`${added.page_count} pages indexed`);
      },
    },
  };
}
