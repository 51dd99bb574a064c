import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import type { CodePlace } from './EditorHandle.ts';

/** How long the text may be read for the place; a long one is read on in the background, and offers nothing until then. */
const READ_MS = 30;

/** Where in its JSON a text is being written at `caret`; undefined where neither key nor value can stand. */
export function placeAt(state: EditorState, caret: number): CodePlace | undefined {
  const tree = ensureSyntaxTree(state, caret, READ_MS);
  if (!tree) return undefined;
  const node = tree.resolveInner(caret, -1);
  const word = wordAt(state, node, caret);
  if (word === undefined) return undefined;
  const container = containerOf(node, caret);
  if (!container) return undefined;
  const isKey = container.name === 'Object' && !followsColon(state, word.from);
  const owner = container.name === 'Object' && !isKey ? keyBefore(state, container, word.from) : undefined;
  return {
    path: [...pathTo(state, container), ...(owner === undefined ? [] : [owner])],
    kind: isKey ? 'key' : 'value',
    present: isKey ? keysOf(state, container, word.from) : [],
    beside: container.name === 'Array' ? stringsOf(state, container, word.from) : [],
    start: word.start,
    end: word.end,
    word: state.sliceDoc(word.start, Math.max(word.start, caret)),
    quoted: word.quoted,
  };
}

interface WordAt {
  /** From the quote on, where there is one. */
  from: number;
  start: number;
  end: number;
  quoted: boolean;
}

/** The string at the caret, or the bare word where a string has yet to begin. */
function wordAt(state: EditorState, node: SyntaxNode, caret: number): WordAt | undefined {
  const line = state.doc.lineAt(caret);
  if ((node.name === 'String' || node.name === 'PropertyName') && node.from < caret) {
    const text = state.sliceDoc(node.from, node.to);
    const isClosed = text.length > 1 && text.endsWith('"');
    if (isClosed && caret === node.to) return undefined;
    // A string without its end runs to the end of the line.
    const end = isClosed ? node.to - 1 : Math.min(node.to, line.to);
    return { from: node.from, start: node.from + 1, end: Math.max(end, caret), quoted: true };
  }
  const before = /"?[\w.]*$/.exec(state.sliceDoc(line.from, caret))?.[0] ?? '';
  const quoted = before.startsWith('"');
  const from = caret - before.length;
  return { from, start: from + (quoted ? 1 : 0), end: caret, quoted };
}

/** The object or list around the caret. */
function containerOf(node: SyntaxNode, caret: number): SyntaxNode | undefined {
  for (let each: SyntaxNode | null = node; each; each = each.parent) {
    if (each.name !== 'Object' && each.name !== 'Array') continue;
    const isClosed = each.lastChild?.name === '}' || each.lastChild?.name === ']';
    if (each.from < caret && (caret < each.to || !isClosed)) return each;
  }
  return undefined;
}

/** Whether what stands before `from` is a colon, so that a value is due. */
function followsColon(state: EditorState, from: number): boolean {
  return /:\s*$/.test(state.sliceDoc(Math.max(0, from - 200), from));
}

/** The key whose value is due at `from`. */
function keyBefore(state: EditorState, object: SyntaxNode, from: number): string | undefined {
  let found: string | undefined;
  for (let child = object.firstChild; child && child.from < from; child = child.nextSibling) {
    if (child.name === 'Property') found = keyOf(state, child) ?? found;
  }
  return found;
}

function keyOf(state: EditorState, property: SyntaxNode): string | undefined {
  const name = property.getChild('PropertyName');
  return name ? unquoted(state, name) : undefined;
}

function keysOf(state: EditorState, object: SyntaxNode, butAt: number): string[] {
  return object.getChildren('Property').flatMap((each) => (each.from === butAt ? [] : (keyOf(state, each) ?? [])));
}

function stringsOf(state: EditorState, list: SyntaxNode, butAt: number): string[] {
  return list.getChildren('String').flatMap((each) => (each.from === butAt ? [] : unquoted(state, each)));
}

const unquoted = (state: EditorState, { from, to }: SyntaxNode) => state.sliceDoc(from, to).replace(/^"|"$/g, '');

/** The keys from the outermost object down to `node`. */
function pathTo(state: EditorState, node: SyntaxNode): string[] {
  const path: string[] = [];
  for (let each = node.parent; each; each = each.parent) {
    const key = each.name === 'Property' ? keyOf(state, each) : undefined;
    if (key !== undefined) path.unshift(key);
  }
  return path;
}
