import { expect, test } from 'vitest';
import { later, whenThere } from '../../../src/engine/text/index.ts';

/** A part that counts how often it was loaded. */
function counted(load: (times: number) => string) {
  let times = 0;
  const part = later(async () => {
    times += 1;
    return load(times);
  });
  return { part, times: () => times };
}

test('an answer waits for what it needs, which is loaded once', async () => {
  const first = counted(() => 'one');
  const second = counted(() => 'two');
  const both = () => `${first.part()} and ${second.part()}`;
  expect(both).toThrow('a part of the engine is not loaded: await load first');
  expect(await whenThere(both)).toBe('one and two');
  expect([both(), await whenThere(both), first.times(), second.times()]).toEqual(['one and two', 'one and two', 1, 1]);
});

test('a part that does not load is asked for again with the next answer', async () => {
  const { part, times } = counted((time) => {
    if (time === 1) throw new Error('offline');
    return 'there';
  });
  await expect(whenThere(part)).rejects.toThrow('offline');
  expect([await whenThere(part), times()]).toEqual(['there', 2]);
});

test('whatever else an answer throws is thrown', async () => {
  const answer = () => {
    throw new RangeError('no such call');
  };
  await expect(whenThere(answer)).rejects.toThrow(RangeError('no such call'));
});
