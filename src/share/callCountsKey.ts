import { type AbiCall, readAbiCall, writeAbiCall } from './abiCall.ts';
import { type Key, key } from './linkKey.ts';
import { readList } from './readList.ts';

/** How often a call was made, at least once. */
export interface CallCount extends AbiCall {
  count: number;
}

/** How often a recorded run made each call, `x86_64.read:1200`; none: every call counts alike. */
export const CALL_COUNTS: Key<{ calls: readonly CallCount[] }> = {
  ...key<'calls', readonly CallCount[]>('calls', {
    initial: [],
    expected: 'calls with their counts such as x86_64.read:1200',
    read: (text) => readList(text, readCount),
    write: (calls) => (calls.length === 0 ? undefined : writeCounts(calls)),
  }),
  texts: ({ calls }) => (calls.length === 0 ? [] : [writeCounts(calls)]),
};

const writeCounts = (calls: readonly CallCount[]): string =>
  calls.map(({ count, ...call }) => `${writeAbiCall(call)}:${count}`).join(',');

function readCount(text: string): CallCount | undefined {
  const [, name = '', digits] = /^(.*):([1-9]\d{0,15})$/.exec(text) ?? [];
  const call = readAbiCall(name);
  const count = Number(digits);
  return call && Number.isSafeInteger(count) ? { ...call, count } : undefined;
}
