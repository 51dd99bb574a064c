import { expect, test } from 'vitest';
import { reportOf, sourcesOn, withAnswers } from '../../../src/tools/sources/askAll.ts';

const ANSWERS = new Map([
  ['https://b.example/', { alive: false, status: 404 }],
  ['https://a.example/', { alive: true, status: 200 }],
  ['https://c.example/', { alive: true, status: 200, movedTo: 'https://d.example/' }],
  ['https://e.example/', { alive: false, status: 'timeout' }],
]);

test('one that is alive is seen today; one that is not keeps the day on which it was; one that nobody names is gone', () => {
  const known = {
    'https://a.example/': { asked: '2026-11-24', status: 503 },
    'https://b.example/': { alive: '2026-11-17', asked: '2026-11-24', status: 404 },
    'https://z.example/': { alive: '2026-11-24', asked: '2026-11-24', status: 200 },
  };
  expect(withAnswers(known, ANSWERS, '2026-12-01')).toEqual({
    'https://a.example/': { alive: '2026-12-01', asked: '2026-12-01', status: 200 },
    'https://b.example/': { alive: '2026-11-17', asked: '2026-12-01', status: 404 },
    'https://c.example/': { alive: '2026-12-01', asked: '2026-12-01', status: 200, movedTo: 'https://d.example/' },
    'https://e.example/': { asked: '2026-12-01', status: 'timeout' },
  });
});

test('the report lists what has died and what has moved', () =>
  expect(reportOf(ANSWERS)).toBe(`4 addresses asked, 2 alive.

## Did not answer

- https://b.example/ (404)
- https://e.example/ (timeout)

## Moved for good

- https://c.example/ to https://d.example/`));

test('a week in which all is well has nothing to list', () =>
  expect(reportOf(new Map([['https://a.example/', { alive: true, status: 200 }]]))).toBe(
    '1 addresses asked, 1 alive.',
  ));

test('the addresses of the built page, each once, as a browser reads them', () =>
  expect(
    sourcesOn(
      '<a href="https://a.example/?x=1&amp;y=2" data-source>a</a><a href="https://b.example/">not one</a>' +
        '<a class="x" href="https://c.example/" data-source="true">c</a><a href="https://c.example/" data-source>c</a>',
    ),
  ).toEqual(['https://a.example/?x=1&y=2', 'https://c.example/']));
