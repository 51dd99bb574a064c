import { expect, test } from 'vitest';
import { firstHit } from '../../src/components/search/firstHit.ts';
import type { ResultLine } from '../../src/components/search/flattenResults.ts';

const line = (kind: ResultLine['kind'], title: string, excerpt: string[]): ResultLine => ({
  kind,
  title,
  url: `/${title}/`,
  excerpt,
});
const who = line('page', 'Who said no?', []);
const stopped = line('heading', 'cannot start a stopped process', ['a ', 'stopped', ' process']);
const offer = line('call', 'Ask the profile checker about ', ['Does it?']);

test.each<[string, ResultLine[], string, ResultLine | undefined]>([
  ['the heading where the page has no match of its own', [who, stopped], 'stopped process', stopped],
  ['the page whose title says it', [who, stopped], 'who said no', who],
  ['the page that shows a match', [line('page', 'P', ['a ', 'b']), stopped], 'b', line('page', 'P', ['a ', 'b'])],
  ['the profile checker for a call', [offer, who, stopped], 'mkdir("a")', offer],
  ['nothing where nothing is found', [], 'qqq', undefined],
])('Enter opens %s', (_, lines, query, first) => expect(firstHit(lines, query)).toEqual(first));
