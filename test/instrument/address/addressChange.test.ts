import { expect, test } from 'vitest';
import { addressChange } from '../../../src/instrument/address/useAddress.ts';

test.each([
  ['#id=5', '#id=5', undefined],
  ['', '', undefined],
  ['', '#id=5', { kind: 'start' }],
  ['#main', '#id=5', undefined],
  ['#id=6', '#id=5', { kind: 'open', fragment: '#id=6' }],
  ['#kept=m4x1', '#id=5', { kind: 'kept', id: 'm4x1' }],
  ['#kept=m4x1&id=5', '', { kind: 'open', fragment: '#kept=m4x1&id=5' }],
  ['#kept=', '', { kind: 'open', fragment: '#kept=' }],
])('the address %j after %j', (hash, before, change) => {
  expect(addressChange(hash, before)).toEqual(change);
});
