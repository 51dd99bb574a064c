import {
  Compartment,
  type EditorState,
  type Extension,
  type Range,
  RangeSet,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  GutterMarker,
  gutterLineClass,
  type KeyBinding,
  keymap,
} from '@codemirror/view';
import type { Diagnostic } from '../../engine/text/index.ts';
import type { LineMark, MarkTone } from '../LineMark.ts';
import type { Sources } from './EditorHandle.ts';

/** Brings a part into the editor, and then does something with it. */
type Bring<Part> = (view: EditorView, then?: (part: Part) => void) => void;

/** A part that stands in for itself until it is needed and has loaded. Where its script does not load, the next need asks for it again. */
function laterPart<Part extends { extension: Extension }>(
  load: () => Promise<Part>,
  until: (bring: Bring<Part>) => Extension,
): Extension {
  const place = new Compartment();
  const bring: Bring<Part> = async (view, then) => {
    const part = await load().catch(() => undefined);
    if (part === undefined) return;
    view.dispatch({ effects: place.reconfigure(part.extension) });
    then?.(part);
  };
  return place.of(until(bring));
}

/** The keys of @codemirror/search that begin something. */
const SEARCH_KEYS = ['Mod-f', 'F3', 'Mod-g', 'Mod-d', 'Mod-Shift-l', 'Mod-Alt-g'];

/** Search, loaded when the reader first presses one of its keys or selects something: most only read and write. */
export const laterSearch = (): Extension =>
  laterPart(
    async () => {
      const { searching, searchBinding } = await import('./searching.ts');
      return { extension: searching, searchBinding };
    },
    (bring) => {
      const later = (key: string, which: 'run' | 'shift') => (view: EditorView) => {
        bring(view, ({ searchBinding }) => searchBinding(key)?.[which]?.(view));
        return true;
      };
      const binding = (key: string): KeyBinding => ({ key, run: later(key, 'run'), shift: later(key, 'shift') });
      return [
        keymap.of(SEARCH_KEYS.map(binding)),
        EditorView.updateListener.of(({ selectionSet, state, view }) => {
          if (selectionSet && !state.selection.main.empty) bring(view);
        }),
      ];
    },
  );

/** Completions, loaded at the first key: a letter, a quote or Ctrl-Space opens the list once they are there. */
export const laterCompleting = (...sources: Sources): Extension =>
  laterPart(
    async () => {
      const { completing, startCompletion } = await import('./whileTyping.ts');
      return { extension: completing(...sources), startCompletion };
    },
    (bring) =>
      EditorView.domEventHandlers({
        keydown({ key, ctrlKey, altKey, metaKey }, view) {
          const opens = ctrlKey ? key === ' ' : !altKey && !metaKey && /^[\w"]$/.test(key);
          bring(view, ({ startCompletion }) => opens && startCompletion(view));
        },
      }),
  );

/**
 * Gives what underlines the problems of an editor’s text; its script is loaded when the text first has one. Where it does not load, the next problem asks
 * for it again.
 */
export function laterProblems(): (view: EditorView, problems: readonly Diagnostic[]) => void {
  let part: typeof import('./whileTyping.ts') | undefined;
  /** The newest problems, of the text as it was then. */
  let newest: readonly Diagnostic[] = [];
  return async (view, problems) => {
    newest = problems;
    if (part === undefined && problems.length > 0) {
      const { doc } = view.state;
      const loaded = await import('./whileTyping.ts').catch(() => undefined);
      // The problems of another text are on their way, or were shown meanwhile.
      if (loaded === undefined || part !== undefined || newest !== problems || view.state.doc !== doc) return;
      part = loaded;
      view.dispatch({ effects: StateEffect.appendConfig.of(part.problemParts) });
    }
    part?.showProblems(view, problems);
  };
}

/** Puts these marks in the place of all before. */
export const setLineMarks = StateEffect.define<readonly LineMark[]>();

const lineOf = (tone: MarkTone) => Decoration.line({ class: `marked ${tone}`, tone });
const LINES: Record<MarkTone, Decoration> = { error: lineOf('error'), warning: lineOf('warning'), lit: lineOf('lit') };

class LineNumberMark extends GutterMarker {
  override readonly elementClass: string;
  constructor(tone: MarkTone) {
    super();
    this.elementClass = `marked ${tone}`;
  }
}

const NUMBERS: Record<MarkTone, LineNumberMark> = {
  error: new LineNumberMark('error'),
  warning: new LineNumberMark('warning'),
  lit: new LineNumberMark('lit'),
};

interface MarkedLines {
  lines: DecorationSet;
  numbers: RangeSet<GutterMarker>;
}

const NONE: MarkedLines = { lines: Decoration.none, numbers: RangeSet.empty };
const STRONGEST_FIRST: readonly MarkTone[] = ['error', 'warning', 'lit'];

const field = StateField.define<MarkedLines>({
  create: () => NONE,
  update(marked, transaction) {
    const moved = transaction.docChanged
      ? { lines: marked.lines.map(transaction.changes), numbers: marked.numbers.map(transaction.changes) }
      : marked;
    return transaction.effects.reduce(
      (last, effect) => (effect.is(setLineMarks) ? markedLines(transaction.state.doc, effect.value) : last),
      moved,
    );
  },
  provide: (from) => [
    EditorView.decorations.from(from, ({ lines }) => lines),
    gutterLineClass.from(from, ({ numbers }) => numbers),
  ],
});

/** Lines that stand out, beside their numbers too: what decided the answer, and where a problem is. Marks move with the text that is typed. */
export const lineMarks: Extension = field;

/** Where the marked lines begin, each with the tone that shows. */
export function markedLinesOf(state: EditorState): { from: number; tone: MarkTone }[] {
  const found: { from: number; tone: MarkTone }[] = [];
  state.field(field).lines.between(0, state.doc.length, (from, _to, { spec }) => {
    found.push({ from, tone: spec.tone });
  });
  return found;
}

function markedLines(doc: Text, marks: readonly LineMark[]): MarkedLines {
  const tones = new Map<number, MarkTone>();
  for (const tone of STRONGEST_FIRST) {
    for (const mark of marks) {
      if (mark.tone === tone && mark.line <= doc.lines && !tones.has(mark.line)) tones.set(mark.line, tone);
    }
  }
  const lines: Range<Decoration>[] = [];
  const numbers: Range<GutterMarker>[] = [];
  for (const [line, tone] of tones) {
    const { from } = doc.line(line);
    lines.push(LINES[tone].range(from));
    numbers.push(NUMBERS[tone].range(from));
  }
  return { lines: Decoration.set(lines, true), numbers: RangeSet.of(numbers, true) };
}
