import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { READY } from '../../../../src/instrument/worker/answerMessages.ts';
import { WorkerClient } from '../../../../src/instrument/worker/useEngine.ts';
import type { Question } from '../../../../src/islands/seccomp/state/Message.ts';
import { questionOf } from '../../../../src/islands/seccomp/state/questionOf.ts';
import { answerLoaded } from '../../../../src/islands/seccomp/worker/answerLoaded.ts';
import { answerQuestion } from '../../../../src/islands/seccomp/worker/answerQuestion.ts';
import { ANSWERS } from '../../../../src/islands/seccomp/worker/useAnswers.ts';
import { opened } from '../stories.ts';

const docker = questionOf(await opened());
const question = (turn: number): Question => ({ ...docker, turn });

/** A worker that answers when it is told to. */
class SlowWorker {
  static last: SlowWorker | undefined;
  asked: Question[] = [];
  ended = false;
  onmessage: (event: { data: unknown }) => void = () => {};
  onerror: (event: Event) => void = () => {};
  constructor() {
    SlowWorker.last = this;
  }
  postMessage(asking: { answer: Question }) {
    this.asked.push(asking.answer);
  }
  terminate() {
    this.ended = true;
  }
  /** Whether the page deals with it: what it leaves, the browser reports of the page. */
  fail() {
    const event = new Event('error', { cancelable: true });
    this.onerror(event);
    return event.defaultPrevented;
  }
  answer() {
    const asked = this.asked.at(-1);
    if (asked) this.onmessage({ data: answerQuestion(asked).reply });
  }
}

let heard: number[];
let lost: number[];
const engine = (kind = ANSWERS) =>
  new WorkerClient(
    kind,
    ({ turn }, reply) => heard.push(turn === reply.turn ? turn : Number.NaN),
    ({ turn }) => lost.push(turn),
  );
const turns = () => SlowWorker.last?.asked.map(({ turn }) => turn);

beforeEach(() => {
  heard = [];
  lost = [];
  SlowWorker.last = undefined;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('with a worker', () => {
  beforeEach(() => vi.stubGlobal('Worker', SlowWorker));

  test('has one question at a time, and keeps only the newest of those that come meanwhile', () => {
    const one = engine();
    for (const turn of [1, 2, 3, 4]) one.ask(question(turn));
    expect(turns()).toEqual([1]);
    SlowWorker.last?.answer();
    expect([heard, turns()]).toEqual([[1], [1, 4]]);
    SlowWorker.last?.answer();
    expect([heard, turns()]).toEqual([
      [1, 4],
      [1, 4],
    ]);
  });

  test('answers the newest question itself where the worker fails, and all later ones', async () => {
    const one = engine();
    for (const turn of [1, 2]) one.ask(question(turn));
    expect(SlowWorker.last?.fail()).toBe(true);
    await vi.runAllTimersAsync();
    one.ask(question(3));
    await vi.runAllTimersAsync();
    expect([heard, turns(), SlowWorker.last?.ended]).toEqual([[2, 3], [1], true]);
  });

  test('answers itself where the worker stays silent: its script neither came nor failed', async () => {
    engine().ask(question(1));
    await vi.advanceTimersByTimeAsync(16_000);
    expect([heard, SlowWorker.last?.ended]).toEqual([[1], true]);
  });

  test('waits for a worker that has said its first word, however long it takes', async () => {
    engine().ask(question(1));
    SlowWorker.last?.onmessage({ data: READY });
    await vi.advanceTimersByTimeAsync(60_000);
    const before = [...heard];
    SlowWorker.last?.answer();
    expect([before, heard, SlowWorker.last?.ended]).toEqual([[], [1], false]);
  });

  test('says nothing once it is stopped', () => {
    const one = engine();
    one.ask(question(1));
    one.stop();
    SlowWorker.last?.answer();
    expect([heard, SlowWorker.last?.ended]).toEqual([[], true]);
  });
});

test.each([
  ['there are none', undefined],
  [
    'they are forbidden',
    class {
      constructor() {
        throw new Error('SecurityError');
      }
    },
  ],
])('without workers, for %s, it answers itself', async (_, Worker) => {
  vi.stubGlobal('Worker', Worker);
  const one = engine();
  for (const turn of [1, 2, 3]) one.ask(question(turn));
  await vi.runAllTimersAsync();
  expect(heard).toEqual([1, 3]);
});

test('goes on with the next question where one cannot be answered', async () => {
  vi.stubGlobal('Worker', undefined);
  const one = engine({
    ...ANSWERS,
    answerHere: (asked, before) =>
      asked.turn === 1 ? Promise.reject(new Error('no script')) : answerLoaded(asked, before),
  });
  for (const turn of [1, 2]) one.ask(question(turn));
  await vi.runAllTimersAsync();
  expect(heard).toEqual([2]);
});

test('says nothing where it is stopped while it answers itself', async () => {
  vi.stubGlobal('Worker', undefined);
  const one = engine();
  one.ask(question(1));
  vi.runAllTimers();
  one.stop();
  await vi.runAllTimersAsync();
  expect(heard).toEqual([]);
});

test('tells that a question is lost where neither a worker nor the page can answer it, and asks a worker anew the next time', async () => {
  vi.stubGlobal('Worker', SlowWorker);
  const one = engine({ ...ANSWERS, answerHere: () => Promise.reject(new Error('no script')) });
  one.ask(question(1));
  SlowWorker.last?.fail();
  await vi.runAllTimersAsync();
  expect([lost, heard]).toEqual([[1], []]);
  one.ask(question(1));
  SlowWorker.last?.answer();
  expect([lost, heard]).toEqual([[1], [1]]);
});

test('tells the same where the page’s own engine neither comes nor fails', async () => {
  vi.stubGlobal('Worker', undefined);
  const one = engine({ ...ANSWERS, answerHere: () => new Promise(() => {}) });
  one.ask(question(1));
  await vi.advanceTimersByTimeAsync(16_000);
  expect([lost, heard]).toEqual([[1], []]);
});

test('a worker that lacks what did not load gives way to a new one', () => {
  vi.stubGlobal('Worker', SlowWorker);
  const one = engine({ ...ANSWERS, lacks: () => true });
  one.ask(question(1));
  const first = SlowWorker.last;
  first?.answer();
  one.ask(question(2));
  SlowWorker.last?.answer();
  expect([heard, first?.ended, SlowWorker.last === first]).toEqual([[1, 2], true, false]);
});
