import { type SourceText, type Span, shellCommands, sourceText, spanAt, type Word } from '../../../text/index.ts';
import { printedWords } from './printedWords.ts';
import type { RawLine } from './readRawIdmap.ts';

/** What a text says of a container's ids: each key with its value's lines. */
export interface IncusSetting {
  key: string;
  lines: readonly RawLine[];
  /** Where the key stands. */
  span: Span;
}

const KEY = /^(\s*(?:- )?)["']?((?:raw|security|volatile)\.[\w.]+)["']?\s*:(?:[ \t]+(.*))?$/;
const BLOCK = /^[|>][-+]?$/;

/**
 * The settings of a container in what `incus config show` prints (YAML, as far as keys and indentation go), in commands such as `incus config set NAME
 * raw.idmap "both 1000 1000"`, with - also of what is piped into them, or the lines of raw.idmap alone.
 */
export function incusSettings(text: string): IncusSetting[] {
  const source = sourceText(text);
  const fromYaml = readYaml(source);
  if (fromYaml.length > 0) return fromYaml;
  const fromCommands = shellCommands(text).flatMap(({ words }, at, all) => readCommand(words, all[at - 1]?.words));
  if (fromCommands.length > 0) return fromCommands;
  const lines = linesOf(source).map(({ text: line, start }) => located(source, line, start));
  const span = lines.find((line) => line.text.trim() !== '')?.span;
  return span ? [{ key: 'raw.idmap', lines, span }] : [];
}

function readYaml(source: SourceText): IncusSetting[] {
  const settings: IncusSetting[] = [];
  const lines = linesOf(source);
  for (const [index, { text, start }] of lines.entries()) {
    const [, indent = '', key = '', value = ''] = KEY.exec(text) ?? [];
    if (key === '') continue;
    const from = start + text.indexOf(key);
    const span = spanAt(source, from, from + key.length);
    const trimmed = value.trim();
    const block = BLOCK.test(trimmed);
    const valueLines = block
      ? blockLines(source, lines.slice(index + 1), indent.length)
      : scalarLines(source, trimmed, start + text.lastIndexOf(trimmed));
    settings.push({ key, lines: valueLines, span });
  }
  return settings;
}

/** The lines that are indented deeper than the key; the first one's indentation is theirs. */
function blockLines(source: SourceText, lines: readonly { text: string; start: number }[], outer: number): RawLine[] {
  const found: RawLine[] = [];
  let indent: number | undefined;
  for (const { text, start } of lines) {
    const depth = text.length - text.trimStart().length;
    if (text.trim() === '') continue;
    if (depth <= outer) break;
    indent ??= depth;
    found.push(located(source, text.slice(indent), start + indent));
  }
  return found;
}

/** A value in the key's own line; in double quotes, \n stands for the end of a line. */
function scalarLines(source: SourceText, value: string, start: number): RawLine[] {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (!quoted) return [located(source, value, start)];
  const [, quote, content = ''] = quoted;
  let at = start + 1;
  return content.split(quote === '"' ? '\\n' : '\n').map((line) => {
    const found = located(source, line, at);
    at += line.length + 2;
    return quote === '"' ? { ...found, text: unescaped(line) } : found;
  });
}

/** Double quotes of YAML, as far as a map may have them. */
function unescaped(text: string): string {
  const named: Record<string, string> = { t: '\t', r: '\r' };
  return text.replace(/\\(.)/g, (_, letter: string) => named[letter] ?? letter);
}

/** KEY=VALUE and KEY VALUE of incus (and lxc, which LXD’s users type); `before` is the command before it, whose output - stands for. */
function readCommand(words: readonly Word[], before: readonly Word[] = []): IncusSetting[] {
  const at = words.findIndex(({ text }) => /^(?:.*\/)?(?:incus|lxc)$/.test(text));
  if (at === -1) return [];
  return words.slice(at + 1).flatMap((word, index, all): IncusSetting[] => {
    const [, key = '', equals = ''] = /^((?:raw|security)\.[\w.]+)(=?)/.exec(word.text) ?? [];
    if (key === '') return [];
    const value = equals ? word.text.slice(key.length + 1) : (all[index + 1]?.text ?? '');
    const span = word.span();
    const piped = value === '-' ? printedWords(before) : undefined;
    const place = piped?.word.span() ?? span;
    const lines = (piped?.text ?? value).split('\n').map((text) => ({ text, span: place }));
    return [{ key, lines, span }];
  });
}

function located(source: SourceText, text: string, start: number): RawLine {
  return { text, span: spanAt(source, start, start + text.length) };
}

function linesOf({ text, lineStarts }: SourceText): { text: string; start: number }[] {
  return lineStarts.map((start, index) => ({
    text: text.slice(start, (lineStarts[index + 1] ?? text.length + 1) - 1),
    start,
  }));
}
