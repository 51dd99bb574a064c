import { describe, expect, test } from 'vitest';
import { COMMANDS, FILES } from './fileTexts.ts';
import { kinds } from './kinds.ts';

describe('files and outputs of many lines', () => {
  test.each(FILES)('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });
});

describe('commands', () => {
  test.each(COMMANDS)('%j: %s', (text, parts) => {
    expect(kinds(text)).toBe(parts);
  });
});
