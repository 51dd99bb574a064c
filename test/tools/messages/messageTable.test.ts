import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { english } from '../../../.remarkrc.mjs';
import { catalogue } from '../../../src/engine/diagnose/index.ts';
import { readMessage } from '../../../src/engine/messages/index.ts';
import { messageTable } from '../../../src/tools/messages/messages.ts';

const TABLE = readFileSync('content/data/messages.json', 'utf8');

test('the table is what content/messages/ gives: npm run messages writes it', () =>
  expect(TABLE === messageTable()).toBe(true));

test('what is told of an example leaves no name open', () => {
  const open = catalogue().flatMap(({ code, phrases, examples, explain }) =>
    examples.flatMap((example) => {
      const message = readMessage(example);
      const told = phrases.map((phrase) => explain(message, message.small.indexOf(phrase)));
      return /(?<![${])\{[A-Za-z]\w*\}(?!\})/.test(JSON.stringify(told)) ? [code] : [];
    }),
  );
  expect(open).toEqual([]);
});

test('what is told reads as a chapter does', () => {
  const found: string[] = [];
  JSON.parse(TABLE, (key, value) => {
    if (/^(?:who|says|why|text|versions)$/.test(key) && typeof value === 'string')
      english().run(english().parse(value), value, (_, __, file) => {
        // "a uid_map" is read letter by letter.
        found.push(...(file?.messages ?? []).map(({ reason }) => reason).filter((reason) => !/`uid_map`/.test(reason)));
      });
    return value;
  });
  expect(found).toEqual([]);
});
