import { describe, expect, test } from 'vitest';
import { readRecording } from '../../../oracle/runner/keptRecordings.ts';
import { KERNELS } from '../../../oracle/runner/kernels.ts';
import { answeredOtherwise, type WritesRecording, writesOf } from './writes.ts';

const own = readRecording('trixie', 'idmap/writes.json') as unknown as WritesRecording;
const ownAnswers = new Map(writesOf(own).map(({ text, writer, answer }) => [JSON.stringify([text, writer]), answer]));

/** The last four are drawn, the others stand in write_texts.LINES: above 2^64 - 1, which 7.2 reads as that, older kernels modulo 2^32. */
const CUT_TO_LARGEST = [
  '18446744073709551616 1 1: "EINVAL"',
  '0 18446744073709551617 1: "EINVAL"',
  '99999999999999999999 1 1: "EINVAL"',
  '0 0 18446744073709551616: [[0,0,4294967295]]',
  '0 1 340282366920938463463374607431768211457: "EINVAL"',
  '120 2147483648 65536\n100000000000000000000 65534 1: "EINVAL"',
  '0 100000000000000000000 2: "EINVAL"',
  '2147483647 100000000000000000000 1: "EINVAL"',
  '19 100000000000000000000 65536: "EINVAL"',
];

describe.each(Object.keys(KERNELS))('%s', (kernel) => {
  const recording = readRecording(kernel, 'idmap/writes.json');
  const release = String(recording['linux-image']);
  const asked = recording as unknown as WritesRecording;
  const rows = writesOf(asked, release);

  test(`checkWrite answers as Linux ${release} did, errno or map, every time`, () => {
    expect(rows.length).toBeGreaterThanOrEqual(500);
    expect(answeredOtherwise(rows)).toEqual([]);
  });

  test('numbers above 2^64 - 1 are all that kernels answer differently, from Linux 7.2 on', () => {
    const otherwise = writesOf(asked).filter(
      ({ text, writer, answer }) =>
        JSON.stringify(ownAnswers.get(JSON.stringify([text, writer]))) !== JSON.stringify(answer),
    );
    const newer = kernel === 'linux-sid' || kernel === 'linux-experimental';
    expect(otherwise.map(({ text, answer }) => `${text.trimEnd()}: ${JSON.stringify(answer)}`)).toEqual(
      newer ? CUT_TO_LARGEST : [],
    );
  });
});
