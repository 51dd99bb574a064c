import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { lineMarks, markedLinesOf, setLineMarks } from '../../../src/ui/editor/laterParts.ts';
import type { LineMark } from '../../../src/ui/LineMark.ts';

const state = EditorState.create({ doc: 'a\nb\nc\nd', extensions: lineMarks });
const marked = (marks: readonly LineMark[]) => state.update({ effects: setLineMarks.of(marks) }).state;
const said = (of: EditorState) => markedLinesOf(of).map(({ from, tone }) => `${of.doc.lineAt(from).number} ${tone}`);

test.each<[marks: LineMark[], lines: string[]]>([
  [[], []],
  [
    [
      { line: 3, tone: 'lit' },
      { line: 1, tone: 'error' },
    ],
    ['1 error', '3 lit'],
  ],
  [
    [
      { line: 2, tone: 'lit' },
      { line: 2, tone: 'warning' },
      { line: 2, tone: 'error' },
    ],
    ['2 error'],
  ],
  [[{ line: 9, tone: 'lit' }], []],
])('%j', (marks, lines) => expect(said(marked(marks))).toEqual(lines));

test('marks move with what is typed, and new ones take their place', () => {
  const before = marked([{ line: 3, tone: 'lit' }]);
  const typed = before.update({ changes: { from: 0, insert: 'x\n' } }).state;
  expect(said(typed)).toEqual(['4 lit']);
  expect(said(typed.update({ effects: setLineMarks.of([{ line: 1, tone: 'error' }]) }).state)).toEqual(['1 error']);
});
