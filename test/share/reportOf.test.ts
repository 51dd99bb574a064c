import { expect, test } from 'vitest';
import { reportOf } from '../../src/share/reportOf.ts';

const BODY =
  'What the site answers, and where:\nIt says. /play/#id=1\n\nWhat the real tool prints (versions, command, output):\n\n';

test.each<[repository: string | undefined, href: string | undefined]>([
  [undefined, undefined],
  ['', undefined],
  ['https://example.org/r', `https://example.org/r/issues/new?${new URLSearchParams({ title: 'Wrong', body: BODY })}`],
  ['https://example.org/r/', `https://example.org/r/issues/new?${new URLSearchParams({ title: 'Wrong', body: BODY })}`],
])('a report where the repository is %j', (repository, href) => {
  expect(reportOf(repository, 'Wrong', 'It says. /play/#id=1')).toEqual({ text: `Wrong\n\n${BODY}`, href });
});
