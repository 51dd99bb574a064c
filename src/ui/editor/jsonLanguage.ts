import {
  continuedIndent,
  defineLanguageFacet,
  foldInside,
  foldNodeProp,
  HighlightStyle,
  indentNodeProp,
  Language,
  languageDataProp,
  syntaxHighlighting,
  syntaxTree,
} from '@codemirror/language';
import {
  type EditorState,
  type Extension,
  MapMode,
  StateEffect,
  StateField,
  type Transaction,
} from '@codemirror/state';
import { type Command, EditorView, keymap } from '@codemirror/view';
import { type Input, NodeProp, NodeSet, NodeType, Parser, type PartialParse, Tree } from '@lezer/common';
import { styleTags, tags } from '@lezer/highlight';

const DATA = defineLanguageFacet({ indentOnInput: /^\s*[}\]]$/ });

/** Beside what JSON calls them, the names of the nodes are the marks themselves. */
const NAMES = [
  ...['JsonText', 'Object', 'Array', 'Property', 'PropertyName', 'String', 'Number', 'True', 'False', 'Null'],
  ...['{', '}', '[', ']', ':', ','],
] as const;
type Name = (typeof NAMES)[number];

const NODES = new NodeSet(NAMES.map((name, id) => NodeType.define({ id, name, top: id === 0 }))).extend(
  languageDataProp.add({ JsonText: DATA }),
  styleTags({
    String: tags.string,
    Number: tags.number,
    'True False': tags.bool,
    PropertyName: tags.propertyName,
    Null: tags.null,
  }),
  indentNodeProp.add({
    Object: continuedIndent({ except: /^\s*\}/ }),
    Array: continuedIndent({ except: /^\s*\]/ }),
  }),
  foldNodeProp.add({ 'Object Array': foldInside }),
  NodeProp.openedBy.add({ '}': ['{'], ']': ['['] }),
  NodeProp.closedBy.add({ '{': ['}'], '[': [']'] }),
);

/** The pieces of JSON and, as long as they are written, what is none. A string that has no end runs to the end of its line. */
const PIECE =
  /(?<String>"(?:[^"\\\n]|\\.)*"?)|(?<mark>[{}[\]:,])|(?<Number>-?\d[\d.eE+-]*)|(?<True>true\b)|(?<False>false\b)|(?<Null>null\b)|[^\s"{}[\]:,]+|\s+/y;

/** Pieces that are read before the editor may see to something else. */
const AT_ONCE = 2000;

interface Open {
  name: 'Object' | 'Array' | 'Property';
  from: number;
  /** Where its children begin among the nodes. */
  nodes: number;
}

/** Reads a text into a tree, which is as good for a text that is being written: whatever has no end ends with the text, or with what is around it. */
class JsonParse implements PartialParse {
  parsedPos = 0;
  stoppedAt: number | null = null;
  readonly #text: string;
  readonly #open: Open[] = [];
  /** How many of them are of a kind. */
  readonly #depth = { Object: 0, Array: 0, Property: 0 };
  /** Nodes as Tree.build takes them, children before what they are in: type, from, to, and how many numbers they and their children take. */
  readonly #nodes: number[] = [];
  /** Where the last piece ends that is no blank. */
  #end = 0;

  constructor(input: Input) {
    this.#text = input.read(0, input.length);
  }

  stopAt(at: number): void {
    this.stoppedAt = at;
  }

  advance(): Tree | null {
    const stop = Math.min(this.stoppedAt ?? this.#text.length, this.#text.length);
    for (let left = AT_ONCE; left > 0 && this.parsedPos < stop; left -= 1) this.#piece();
    if (this.parsedPos < stop) return null;
    while (this.#open.length > 0) this.#close(this.parsedPos);
    return Tree.build({ buffer: this.#nodes, nodeSet: NODES, topID: 0, length: this.parsedPos });
  }

  #piece(): void {
    const from = this.parsedPos;
    PIECE.lastIndex = from;
    const { 0: piece = '', groups } = PIECE.exec(this.#text) ?? {};
    this.parsedPos = from + Math.max(piece.length, 1);
    if (piece.trim() === '') return;
    const scalar = (['String', 'Number', 'True', 'False', 'Null'] as const).find(
      (name) => groups?.[name] !== undefined,
    );
    if (groups?.mark) this.#mark(groups.mark as Name, from);
    else if (scalar) this.#scalar(scalar, from);
    this.#end = this.parsedPos;
  }

  #mark(mark: Name, from: number): void {
    if (mark === '{' || mark === '[') this.#start(mark === '{' ? 'Object' : 'Array', from);
    else if (mark !== ':') this.#endProperty();
    if (mark !== '}' && mark !== ']') this.#node(mark, from);
    else this.#closing(mark, from);
  }

  /** The mark that ends the innermost object or list of its kind, and what is open in it. */
  #closing(mark: '}' | ']', from: number): void {
    const name = mark === '}' ? 'Object' : 'Array';
    if (this.#depth[name] === 0) return;
    while (this.#open.at(-1)?.name !== name) this.#close(this.#end);
    this.#node(mark, from);
    this.#close(this.parsedPos);
  }

  #scalar(name: Name, from: number): void {
    // A string where the value before has no comma behind it begins the next key.
    const isValue = this.#text[this.#end - 1] === ':';
    if (name === 'String' && !isValue) this.#endProperty();
    const isKey = name === 'String' && this.#open.at(-1)?.name === 'Object';
    if (isKey) this.#start('Property', from);
    this.#node(isKey ? 'PropertyName' : name, from);
  }

  #endProperty(): void {
    if (this.#open.at(-1)?.name === 'Property') this.#close(this.#end);
  }

  #start(name: Open['name'], from: number): void {
    this.#open.push({ name, from, nodes: this.#nodes.length });
    this.#depth[name] += 1;
  }

  #close(to: number): void {
    const last = this.#open.pop();
    if (!last) return;
    this.#nodes.push(NAMES.indexOf(last.name), last.from, to, this.#nodes.length - last.nodes + 4);
    this.#depth[last.name] -= 1;
  }

  #node(name: Name, from: number): void {
    this.#nodes.push(NAMES.indexOf(name), from, this.parsedPos, 4);
  }
}

class JsonParser extends Parser {
  createParse(input: Input): PartialParse {
    return new JsonParse(input);
  }
}

/** JSON as the editor needs it: colours, folds, indentation and the place of the caret. It is read anew at every change, a text of 200 KB in some ms. */
export const jsonLanguage = new Language(DATA, new JsonParser(), [], 'json');

/** A bracket or quote and its other half. */
const HALVES: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
  ['"', '"'],
]);

const addHalf = StateEffect.define<number>();

/** Where other halves stand that nobody typed. */
const ADDED = StateField.define<readonly number[]>({
  create: () => [],
  update(places, { changes, effects }) {
    const moved = places.flatMap((at) => changes.mapPos(at, 1, MapMode.TrackAfter) ?? []);
    return [...moved, ...effects.flatMap((effect) => (effect.is(addHalf) ? effect.value : []))];
  },
});

/** What is typed there in another way than as it is; undefined for all else. */
export function typedIn(state: EditorState, typed: string): Transaction | undefined {
  const { from, to, empty, anchor, head } = state.selection.main;
  const next = state.sliceDoc(to, to + 1);
  const type = { userEvent: 'input.type', scrollIntoView: true };
  if (empty && next === typed && state.field(ADDED).includes(from))
    return state.update({ changes: { from, to: from + 1, insert: typed }, selection: { anchor: from + 1 }, ...type });
  const half = HALVES.get(typed);
  if (half === undefined || (empty && !isDue(state, typed, from, next))) return undefined;
  return state.update({
    changes: [
      { from, insert: typed },
      { from: to, insert: half },
    ],
    selection: { anchor: anchor + 1, head: head + 1 },
    effects: addHalf.of(to + 1),
    ...type,
  });
}

/** Whether the other half is due: before a blank or an end, and of a quote where it begins a string. */
function isDue(state: EditorState, typed: string, at: number, next: string): boolean {
  if (typed !== '"') return /^[\s)\]}:;>]?$/.test(next);
  const { name } = syntaxTree(state).resolveInner(at, -1);
  return name !== 'String' && name !== 'PropertyName' && !/\w/.test(next) && !/\w/.test(state.sliceDoc(at - 1, at));
}

const deleteBoth: Command = ({ state, dispatch }) => {
  const { empty, head } = state.selection.main;
  const half = HALVES.get(state.sliceDoc(head - 1, head));
  if (!empty || half === undefined || state.sliceDoc(head, head + 1) !== half) return false;
  const changes = { from: head - 1, to: head + 1 };
  dispatch(state.update({ changes, userEvent: 'delete.backward', scrollIntoView: true }));
  return true;
};

/**
 * A bracket or quote brings its other half; typing that steps over it, and Backspace takes both. As @codemirror/autocomplete does it, but there from the
 * first key on, before that has loaded.
 */
export const closingBrackets: Extension = [
  ADDED,
  EditorView.inputHandler.of((view, from, to, typed) => {
    const { main } = view.state.selection;
    if (view.compositionStarted || from !== main.from || to !== main.to) return false;
    const transaction = typedIn(view.state, typed);
    if (transaction) view.dispatch(transaction);
    return transaction !== undefined;
  }),
  keymap.of([{ key: 'Backspace', run: deleteBoth }]),
];

/** The site's tokens, which reach into the shadow root as inherited properties, in the measures of LineField, whose place the editor takes. */
const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--paper)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'auto' },
  '.cm-content': { padding: '0.5em 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 1em 0 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--ink)' },
  '& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-gutters': { border: '0', backgroundColor: 'var(--paper)', color: 'var(--ink-3)' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '3.4em', padding: '0 0.3em 0 1.5em', position: 'relative' },
  '.cm-foldGutter .cm-gutterElement': { width: '1.2em', textAlign: 'center', cursor: 'pointer' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-gutterElement.marked, .cm-line.marked': { backgroundColor: 'var(--mark-soft)' },
  '.cm-gutterElement.marked': { color: 'var(--ink)', fontWeight: '600' },
  '.cm-lineNumbers .cm-gutterElement.marked': { boxShadow: 'inset 3px 0 0 var(--mark-tone)' },
  '.cm-lineNumbers .cm-gutterElement.marked::before': {
    position: 'absolute',
    left: '0.4em',
    color: 'var(--mark-tone)',
    fontWeight: '700',
  },
  '.cm-lineNumbers .cm-gutterElement.lit::before': { content: '"▸"' },
  '.cm-lineNumbers .cm-gutterElement.warning::before': { content: '"!"' },
  '.cm-lineNumbers .cm-gutterElement.error::before': { content: '"✕"' },
  '.lit': { '--mark-tone': 'var(--depends)', '--mark-soft': 'var(--mark)' },
  '.warning': { '--mark-tone': 'var(--depends)', '--mark-soft': 'var(--depends-soft)' },
  '.error': { '--mark-tone': 'var(--deny)', '--mark-soft': 'var(--deny-soft)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--deny-soft)' },
  '.cm-foldPlaceholder': {
    border: '1px solid var(--line)',
    backgroundColor: 'var(--sunk)',
    color: 'var(--ink-2)',
    padding: '0 0.2em',
  },
  '.cm-specialChar': { color: 'var(--deny)' },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-function)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-constant)' },
]);

export const editorStyles: Extension = [theme, syntaxHighlighting(colours)];
