import type { Element, ElementContent } from 'hast';
import { codeFigure, consoleRowContent } from '../markdown/codeBlocks.ts';
import { stepRows, type Transcript, type TranscriptStep } from '../transcripts.ts';

/** A recorded session whose steps come one by one: each is a fragment of its slide, and behind the last stands a prompt that waits. */
export function demoFigure(
  transcript: Transcript,
  steps: readonly TranscriptStep[],
  marks: readonly string[],
): Element {
  const source = `recorded, ${transcript.stamp.machine}, ${transcript.stamp.recorded}`;
  const rowsOf = (step: TranscriptStep) => stepRows(step).map((row) => consoleRowContent(row, marks));
  const figure = codeFigure(
    'console',
    { title: 'on the host', source, marks: [...marks], rows: new Set() },
    steps.flatMap(rowsOf),
  );
  const code = find(figure, 'code');
  const rows = [...code.children];
  code.children = steps.map((step) => span(['command', 'fragment'], rows.splice(0, rowsOf(step).length)));
  const prompt = steps.at(-1)?.prompt ?? '$';
  code.children.push({
    ...span(['row', 'waiting'], [span(['prompt'], [{ type: 'text', value: `${prompt} ` }]), span(['cursor'], [])]),
    properties: { className: ['row', 'waiting'], ariaHidden: 'true', dataPagefindIgnore: '' },
  });
  figure.properties.className = ['code', 'demo-session'];
  return figure;
}

/** The first element of that name within; throws where there is none. */
function find(element: Element, tagName: string): Element {
  const found = elementsWithin(element).find((each) => each.tagName === tagName);
  if (found === undefined) throw new Error(`A block of code has no <${tagName}>.`);
  return found;
}

const elementsWithin = ({ children }: Element): Element[] =>
  children.flatMap((child) => (child.type === 'element' ? [child, ...elementsWithin(child)] : []));

const span = (className: string[], children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className },
  children,
});
