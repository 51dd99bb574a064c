import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { english } from '../../../.remarkrc.mjs';
import { catalogue } from '../../../src/engine/diagnose/index.ts';
import { readMessage } from '../../../src/engine/messages/index.ts';
import { messageTables } from '../../../src/tools/messages/messages.ts';

const TABLES = ['messages.json', 'otherMessages.json'].map((name) => [
  name,
  readFileSync(`content/data/${name}`, 'utf8'),
]);

test('the tables are what content/messages/ gives: npm run messages writes them', () =>
  expect(JSON.stringify(TABLES) === JSON.stringify(Object.entries(messageTables()))).toBe(true));

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
  JSON.parse(JSON.stringify(TABLES.map(([, text = '']) => JSON.parse(text))), (key, value) => {
    if (/^(?:who|says|why|text|versions)$/.test(key) && typeof value === 'string')
      english().run(english().parse(value), value, (_, __, file) => {
        // "a uid_map" is read letter by letter.
        found.push(...(file?.messages ?? []).map(({ reason }) => reason).filter((reason) => !/`uid_map`/.test(reason)));
      });
    return value;
  });
  expect(found).toEqual([]);
});
