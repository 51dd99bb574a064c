import type { NextStep } from '../../engine/idmap/index.ts';
import { init } from '../../islands/ask/state/model.ts';
import type { Reply } from '../../islands/ask/state/Question.ts';
import { type CauseShown, ELSE_TO_PASTE, type Found, select } from '../../islands/ask/words/select.ts';
import { plain } from '../../ui/Phrase.ts';

/** The answer for who reads it in a terminal, in the words of the page: each message with its causes, how to confirm them, and the fix. */
export function explainedLines(reply: Reply, text: string): string[] {
  const { found, near, left } = select(init(text, reply));
  const open = (left?.lines ?? []).map(({ line, text: said }) => `  line ${line}: ${said.trim()}`);
  return [
    ...found.flatMap((each) => [...foundLines(each), '']),
    ...(near === undefined ? [] : unknownLines(near)),
    ...(open.length === 0 ? [] : ['Errors without an answer:', ...open, ...(left?.more ? [`  ${left.more}`] : [])]),
  ];
}

function foundLines({ title, line, also, certainty, versions = '', causes }: Found): string[] {
  const about = `${certainty} ${versions}`.trim();
  return [
    `Line ${line}: ${plain(title)}`,
    ...causes.flatMap(causeLines),
    ...(also ? [`  ${plain(also)}`] : []),
    ...(about === '' ? [] : [`  ${about}`]),
  ];
}

function causeLines({ heading, who, layer, says, test, fixes, looks }: CauseShown): string[] {
  return [
    ...(who === undefined ? [] : [`  ${heading ? `${heading}. ` : ''}Who said no: ${who} (${layer})`]),
    `  ${says}`,
    ...stepLines('Confirm', test ? [test] : []),
    ...stepLines('Fix', fixes),
    ...stepLines('Also check', looks),
  ];
}

const stepLines = (heading: string, steps: readonly NextStep[]): string[] =>
  steps.flatMap(({ why, command }) => [
    `  ${heading}: ${why}`,
    // From the first column, so that what is copied with it ends a text that stands in a command.
    ...(command === undefined ? [] : ['', ...command.split('\n'), '']),
  ]);

function unknownLines(near: readonly { title: string }[]): string[] {
  return [
    'Not recognised.',
    ...(near.length === 0 ? [] : ['The most similar known messages:', ...near.map(({ title }) => `  ${title}`)]),
    'What else to give:',
    ...ELSE_TO_PASTE.map((each) => `  ${plain(each)}`),
  ];
}
