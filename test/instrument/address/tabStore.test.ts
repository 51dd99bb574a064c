import { expect, test } from 'vitest';
import {
  keepState,
  keptId,
  keptState,
  newestKey,
  rememberNewest,
  type TabStorage,
} from '../../../src/instrument/address/tabStore.ts';

/** A tab's storage with room for so many characters. */
function storageOf(room: number): TabStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem(key, value) {
      const others = [...items].filter(([other]) => other !== key).reduce((sum, [, text]) => sum + text.length, 0);
      if (others + value.length > room) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key) => items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

test('the tab keeps a state under its name, and an older one gives way where there is no room for both', () => {
  const storage = storageOf(100);
  expect(keepState(storage, 'a', 'x'.repeat(60))).toBe('kept=a');
  expect(keepState(storage, 'a', 'y'.repeat(90))).toBe('kept=a');
  expect(keptState(storage, keptId('#kept=a') ?? '')).toBe('y'.repeat(90));
  expect(keepState(storage, 'b', 'z'.repeat(50))).toBe('kept=b');
  expect([keptState(storage, 'a'), keptState(storage, 'b')]).toEqual([undefined, 'z'.repeat(50)]);
});

test('where nothing can be kept, none is given', () => {
  expect(keepState(storageOf(100), 'a', 'x'.repeat(101))).toBe(undefined);
  expect(keepState(undefined, 'a', 'x')).toBe(undefined);
  expect(keptState(undefined, 'a')).toBe(undefined);
});

test('each page has its own newest state, and forgets one that there is no room for', () => {
  const storage = storageOf(20);
  rememberNewest(storage, '/a/', 'id=1');
  rememberNewest(storage, '/b/', 'id=2');
  rememberNewest(storage, '/a/', 'id=3');
  expect([storage.getItem(newestKey('/a/')), storage.getItem(newestKey('/b/'))]).toEqual(['id=3', 'id=2']);
  rememberNewest(storage, '/b/', 'x'.repeat(21));
  expect([storage.getItem(newestKey('/a/')), storage.getItem(newestKey('/b/'))]).toEqual(['id=3', null]);
});
