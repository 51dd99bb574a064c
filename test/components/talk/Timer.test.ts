import { expect, it } from 'vitest';
import { elapsed, paused, reset, STOPPED, started, timeWords } from '../../../src/components/talk/startPresenter.ts';

it.each([
  ['that never ran', STOPPED, 0],
  ['that runs since 1,000', started(STOPPED, 1000), 4000],
  ['that was started twice', started(started(STOPPED, 1000), 3000), 4000],
  ['that was paused at 3,000', paused(started(STOPPED, 1000), 3000), 2000],
  ['that runs on since 4,500', started(paused(started(STOPPED, 1000), 3000), 4500), 2500],
  ['that was set back while it ran', reset(started(STOPPED, 1000), 4000), 1000],
  ['that was set back while it stood', reset(paused(started(STOPPED, 1000), 3000), 4000), 0],
  ['whose clock was set back', started(STOPPED, 9000), 0],
])('a timer %s shows at 5,000: %#', (_name, timer, shown) => expect(elapsed(timer, 5000)).toBe(shown));

it.each([
  [0, '0:00'],
  [999, '0:00'],
  [61_000, '1:01'],
  [727_400, '12:07'],
  [3_723_000, '1:02:03'],
])('%d ms are %s', (milliseconds, words) => expect(timeWords(milliseconds)).toBe(words));
