import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Retry, type Trouble } from '../../../src/instrument/recovery/Retry.ts';

let told: string[];
let tries: number;
let works: boolean;
let page: EventTarget;
const attempt = async () => {
  tries++;
  if (!works) throw new Error('no connection');
  told.push('there');
};
const retry = (trouble: Trouble = 'unreachable', how = attempt) =>
  new Retry(
    how,
    (why) => told.push(why),
    async () => trouble,
  );
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => {
  told = [];
  tries = 0;
  works = false;
  vi.useFakeTimers();
  const window = new EventTarget();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
  vi.stubGlobal('dispatchEvent', window.dispatchEvent.bind(window));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('tells why it failed, and tries again by itself after ever longer pauses', async () => {
  retry('refused').now();
  await pass(0);
  expect([tries, told]).toEqual([1, ['refused']]);
  for (const [pause, most] of [
    [2_000, 2],
    [5_000, 3],
    [15_000, 4],
    [30_000, 5],
    [60_000, 6],
    [60_000, 7],
  ] as const) {
    await pass(pause - 1);
    expect(tries).toBe(most - 1);
    await pass(1);
    expect(tries).toBe(most);
  }
});

test.each<[what: string, happens: (one: Retry) => void]>([
  ['the connection comes back', () => dispatchEvent(new Event('online'))],
  ['the reader comes back to the page', () => page.dispatchEvent(new Event('visibilitychange'))],
  ['it is asked to', (one) => one.now()],
])('tries at once when %s, and never again once that succeeded', async (_, happens) => {
  const one = retry();
  one.now();
  await pass(0);
  works = true;
  happens(one);
  await pass(0);
  expect([tries, told]).toEqual([2, ['unreachable', 'there']]);
  happens(one);
  dispatchEvent(new Event('online'));
  await pass(600_000);
  expect(tries).toBe(2);
});

test('one try at a time; one that neither comes nor fails counts as failed, and still succeeds', async () => {
  let come = () => {};
  const one = retry('unreachable', () => {
    tries++;
    return new Promise((resolve) => {
      come = () => {
        told.push('there');
        resolve();
      };
    });
  });
  one.now();
  one.now();
  await pass(14_999);
  expect([tries, told]).toEqual([1, []]);
  await pass(1);
  expect([tries, told]).toEqual([1, ['unreachable']]);
  come();
  await pass(600_000);
  expect([tries, told]).toEqual([1, ['unreachable', 'there']]);
});

test('a try that counts as failed already may fail after all, and the next still comes after its pause', async () => {
  let fail = () => {};
  const one = retry('unreachable', () => {
    tries++;
    return new Promise((_, reject) => {
      fail = reject;
    });
  });
  one.now();
  await pass(15_000);
  fail();
  await pass(2_000);
  expect([tries, told]).toEqual([2, ['unreachable']]);
});

test('begins with a pause where the first try was made and failed elsewhere', async () => {
  void retry('refused').failed();
  await pass(1_999);
  expect([tries, told]).toEqual([0, ['refused']]);
  await pass(1);
  expect(tries).toBe(1);
});

test('does and says nothing once it is stopped', async () => {
  const one = retry();
  one.now();
  one.stop();
  await pass(600_000);
  one.now();
  expect([tries, told]).toEqual([1, []]);
});
