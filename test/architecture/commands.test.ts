import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ENGINE = join(import.meta.dirname, '../../src/engine');

/** A command that is a template with values in it, and isn't tagged: nothing there holds it to quote them. */
const UNTAGGED = /\bcommand:\s*`[^`]*\$\{[^`]*`/g;

test('each value in a command goes through the tag that lets no unquoted text in', () => {
  const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found = files.flatMap((file) =>
    [...readFileSync(join(ENGINE, file), 'utf8').matchAll(UNTAGGED)].map(([text]) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});
