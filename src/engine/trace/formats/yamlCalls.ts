import type { Arch } from '../../linux/index.ts';
import type { Span } from '../../text/index.ts';
import { type Found, type FoundCall, type Line, spanOf } from '../LineReader.ts';
import { listedCall } from './listedCalls.ts';

const VERSION = /^\s*(?:- )?apiVersion:\s*["']?security-profiles-operator\.x-k8s\.io\//;
const KIND = /^\s*(?:- )?kind:\s*["']?SeccompProfile["']?\s*$/;
/** A line of YAML, as far as an object of Kubernetes has them: a key, an item, a comment, a document's beginning. */
const YAML = /^\s*(?:#|- |-$|---\s*$|(?:- )*["']?[\w./-]+["']?:(?:\s|$)|[[\]{}"',])/;
/** How an object begins. */
const BEGINS = /^(?:apiVersion|kind|metadata|spec|items):(?:\s|$)/;

/** Whether an object of Kubernetes may begin here. */
export const beginsYaml = (text: string) => BEGINS.test(text);

/** Whether a line goes on with one. */
export const goesOnAsYaml = (text: string) => text.trim() === '' || YAML.test(text);

/**
 * The calls in a SeccompProfile of the Security Profiles Operator in YAML, as `kubectl get sp NAME -o yaml` prints it: the names under `syscalls` of rules that
 * let them pass. Undefined for other YAML.
 */
export function yamlCalls(lines: readonly Line[], native: Arch): Found | undefined {
  if (!lines.some(({ text }) => VERSION.test(text)) || !lines.some(({ text }) => KIND.test(text))) return undefined;
  const calls: FoundCall[] = [];
  const unread: Span[] = [];
  for (const { names, passes } of rulesIn(lines)) {
    for (const { name, span } of passes ? names : []) {
      const which = listedCall(name, native);
      if (which === undefined) unread.push(span);
      else calls.push({ ...which, span });
    }
  }
  return { calls, unread };
}

interface YamlRule {
  names: { name: string; span: Span }[];
  passes: boolean;
}

/** The rules under each `syscalls:`, whatever the order of their keys. */
function rulesIn(lines: readonly Line[]): YamlRule[] {
  const rules: YamlRule[] = [];
  /** How deep `syscalls:` and the items under it stand; -1: not yet seen. */
  let depth = -1;
  let itemDepth = -1;
  let inNames = false;
  for (const line of lines) {
    const { text } = line;
    const indent = text.length - text.trimStart().length;
    const isItem = /^\s*-(?:\s|$)/.test(text);
    if (text.trim() === '' || /^\s*#/.test(text)) continue;
    if (depth !== -1 && (indent < depth || (indent === depth && !isItem))) depth = -1;
    if (depth === -1) {
      if (/^\s*syscalls:\s*(?:#.*)?$/.test(text)) [depth, itemDepth, inNames] = [indent, -1, false];
      continue;
    }
    if (isItem && (itemDepth === -1 || indent === itemDepth)) {
      itemDepth = indent;
      rules.push({ names: [], passes: false });
      inNames = false;
    }
    const rule = rules.at(-1);
    if (rule === undefined) continue;
    const [, key, value = ''] = /^\s*(?:- )?([\w]+):\s*(.*)$/.exec(text) ?? [];
    if (key === 'action') rule.passes = /^["']?SCMP_ACT_(?:ALLOW|LOG)\b/.test(value);
    if (key !== undefined) inNames = key === 'names';
    for (const name of inNames ? namesIn(line) : []) rule.names.push(name);
  }
  return rules;
}

/** The names of a line: an item of a list, or a list between brackets. */
function namesIn(line: Line): YamlRule['names'] {
  const from = (/^\s*(?:-\s+)?(?:names:)?/.exec(line.text)?.[0] ?? '').length;
  const end = line.text.indexOf(' #', from);
  const part = line.text.slice(from, end === -1 ? line.text.length : end);
  return [...part.matchAll(/\w+/g)].map((match) => {
    const at = from + match.index;
    return { name: match[0], span: spanOf(line, at, at + match[0].length) };
  });
}
