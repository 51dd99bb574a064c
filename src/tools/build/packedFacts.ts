import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { isNumbers, isRows, isSets, isTexts, pack, packRows, packSets, packTexts } from './packedSets.ts';

const FACTS = /\/content\/data\/.*\.json$/;
/** What no page shows of its entries. */
const STACKS = /\/versions\/(?:stacks|hosts)\.json$/;
const UNSHOWN = ['source', 'recorded', 'date', 'of'];
/** Begins and ends the id of a module made of a file of facts, so that it is taken for no JSON and for no file. */
const MARK = '\0facts:';
const MADE = '.js';
const fileOf = (name: string) => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));
/** What unpacks, and its file: a page loads only those that it has a use for. */
const UNPACKERS = {
  unpack: './packedSets.ts',
  unpackRows: './packedSets.ts',
  unpackSets: './packedSets.ts',
  unpackTexts: './packedSets.ts',
};

/**
 * Makes smaller what a page loads of the files of facts: numbers by name are one string each, and so are the parameters of calls and the words of errors. Where the facts came
 * from is left out, for the stamp is for those who read the file.
 */
export function packedFacts(): Plugin {
  return {
    name: 'packed-facts',
    enforce: 'pre',
    apply: 'build',
    applyToEnvironment: ({ config }) => config.consumer === 'client',
    resolveId: {
      filter: { id: FACTS },
      async handler(specifier, importer) {
        const file = await this.resolve(specifier, importer, { skipSelf: true });
        return file && `${MARK}${file.id}${MADE}`;
      },
    },
    load: {
      filter: { id: new RegExp(`^${MARK}`) },
      async handler(id) {
        const file = id.slice(MARK.length, -MADE.length);
        this.addWatchFile(file);
        const before = commonOf(file);
        const facts = packedModule(await readFile(file, 'utf8'), STACKS.test(file));
        return before === undefined ? facts : `import ${JSON.stringify(before)};\n${facts}`;
      },
    },
  };
}

/**
 * The file of what all architectures have in common, for one of what a family has of its own. It stands before it in a script: they share their words, and gzip
 * looks back no farther than 32 KB.
 */
export function commonOf(file: string): string | undefined {
  const common = file
    .replace(/(\/(?:constants|prototypes)\/)\w+\.json$/, '$1common.json')
    .replace(/(\/syscalls\/)\w+\.json$/, '$1names.json');
  return common === file ? undefined : common;
}

/** A module whose default export is what a file of facts tells, without its stamp, and without what no page shows of each entry. */
export function packedModule(json: string, isStacks = false): string {
  const told = JSON.parse(json, (key, value) => (isStacks && UNSHOWN.includes(key) ? undefined : value));
  const { stamp: _, ...named } = told;
  const facts = Array.isArray(told) ? told : named;
  const expression = expressionOf(facts);
  const imports = Object.entries(UNPACKERS)
    .filter(([name]) => expression.includes(`${PURE}${name}(`))
    .map(([name, file]) => `import { ${name} } from ${fileOf(file)};\n`);
  return `${imports.join('')}export default ${expression};\n`;
}

const PURE = '/* @__PURE__ */ ';
const unpacking = (name: keyof typeof UNPACKERS, packed: string) => `${PURE}${name}(${JSON.stringify(packed)})`;

function expressionOf(value: unknown): string {
  if (isNumbers(value)) return unpacking('unpack', pack(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  if (isRows(value)) return unpacking('unpackRows', packRows(value));
  if (isSets(value)) return unpacking('unpackSets', packSets(value));
  if (isTexts(value)) return unpacking('unpackTexts', packTexts(value));
  return `{${Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${expressionOf(each)}`)}}`;
}
