import {
  type EditorState,
  type Extension,
  type Range,
  RangeSet,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutterLineClass } from '@codemirror/view';
import type { LineMark, MarkTone } from '../LineMark.ts';

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
