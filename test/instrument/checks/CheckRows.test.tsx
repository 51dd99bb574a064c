import { renderToStaticMarkup } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { ChecksReply } from '../../../src/instrument/checks/Checks.ts';
import { CheckRows } from '../../../src/instrument/checks/ChecksPanel.tsx';
import { checksView } from '../../../src/instrument/checks/checksView.ts';
import { initChecks } from '../../../src/instrument/checks/useChecks.ts';

/** The panel of so many checks, of which the last fails: the lines that it lists, and what it says of the others. */
function listed(count: number) {
  const checks: ChecksReply['checks'] = Array.from({ length: count }, (_, at) => ({
    ...{ line: at + 1, start: 0, text: 'mkdir -> EPERM', ok: at < count - 1, found: 'ALLOW' },
  }));
  const before = initChecks('');
  const state = { ...before, answer: { ...before.answer, reply: { checks, problems: [] } } };
  const view = checksView(state, { text: 'mkdir -> EPERM', isAsked: true, isLate: false });
  const html = renderToStaticMarkup(<CheckRows fieldId="f" about="profile" view={view} onAsk={undefined} />);
  const lines = [...html.matchAll(/>line (\d+)</g)].map(([, line]) => Number(line));
  const note = /<p class="checks-note">(.*?)<\/p>/.exec(html)?.[1]?.replaceAll(/<[^>]*>/g, '');
  return [lines.length, lines.slice(0, 2), note];
}

test.each([
  [2, [2, [1, 2], undefined]],
  [500, [500, [1, 2], undefined]],
  [501, [500, [501, 1], '500 of 501 checks are listed, failed ones first. List 1 more']],
  [30_000, [500, [30_000, 1], '500 of 30000 checks are listed, failed ones first. List 500 more']],
])('of %i checks', (count, expected) => {
  expect(listed(count)).toEqual(expected);
});
