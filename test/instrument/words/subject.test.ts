import { expect, test } from 'vitest';
import { subject } from '../../../src/instrument/words/subject.ts';

test.each([
  [['UID map'], 'UID map'],
  [['Profile checker', 'mkdir'], 'Profile checker: mkdir'],
  [['Profile checker', ''], 'Profile checker'],
  [['Stack table', 'clone3', 'nginx:1.29'], 'Stack table: clone3, nginx:1.29'],
  [['Stack table', '', undefined], 'Stack table'],
  [['Stack table', undefined, 'nginx:1.29'], 'Stack table: nginx:1.29'],
] as const)('%j is “%s”', ([name, ...asked], words) => expect(subject(name, ...asked)).toBe(words));
