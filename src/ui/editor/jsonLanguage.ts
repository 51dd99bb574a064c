import {
  continuedIndent,
  defineLanguageFacet,
  foldInside,
  foldNodeProp,
  indentNodeProp,
  Language,
  languageDataProp,
} from '@codemirror/language';
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
