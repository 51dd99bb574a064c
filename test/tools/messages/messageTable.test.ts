import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/engine/diagnose/index.ts';
import { readMessage } from '../../../src/engine/messages/index.ts';
import { messageTable } from '../../../src/tools/messages/messageTable.ts';

test('the table is what content/messages/ gives: npm run messages writes it', () =>
  expect(readFileSync('content/data/messages.json', 'utf8') === messageTable()).toBe(true));

test('what is told of an example leaves no name open', () => {
  const open = catalogue().flatMap(({ code, phrases, examples, explain }) =>
    examples.flatMap((example) => {
      const message = readMessage(example);
      const told = phrases.map((phrase) => {
        const at = message.small.indexOf(phrase);
        return at === -1 ? undefined : explain(message, at);
      });
      return /(?<![${])\{[A-Za-z]\w*\}(?!\})/.test(JSON.stringify(told)) ? [code] : [];
    }),
  );
  expect(open).toEqual([]);
});
