import { describe, expect, test } from 'vitest';
import { checkWrite, type Extent, parseIdMap, type Writer } from '../../../src/engine/idmap/index.ts';
import recording from '../../oracle/recordings/idmap/writes.json' with { type: 'json' };

type Recorded = [inside: number, outside: number, count: number];
interface Row {
  text: string;
  writer?: Omit<Writer, 'parentMap'> & { parentMap?: Recorded[] };
  answer: string | Recorded[];
}
const rows = recording.rows as Row[];

function toExtents(map: Recorded[]): Extent[] {
  return map.map(([inside, outside, count]) => ({ inside, outside, count }));
}

function answerOf(text: string, recorded: Row['writer']): string | number[][] {
  const { parentMap, ...writer } = recorded ?? {};
  const outcome = checkWrite(text, parentMap ? { ...writer, parentMap: toExtents(parentMap) } : writer);
  return outcome.ok ? outcome.map.map(({ inside, outside, count }) => [inside, outside, count]) : outcome.errno;
}

describe(`what Linux ${recording.kernel} answered to ${rows.length} writes of uid_map and gid_map`, () => {
  test('checkWrite answers the same, errno or map, every time', () => {
    const differences = rows
      .map((row) => ({ ...row, engine: answerOf(row.text, row.writer) }))
      .filter(({ answer, engine }) => JSON.stringify(answer) !== JSON.stringify(engine));
    expect(differences).toEqual([]);
  });

  test('parseIdMap has a value exactly where root could write the text', () => {
    const differences = rows
      .filter((row) => row.writer === undefined)
      .filter(({ text, answer }) => (parseIdMap(text).value === undefined) !== (answer === 'EINVAL'));
    expect(differences).toEqual([]);
  });

  test('the recording holds every answer often enough to tell a difference', () => {
    const count = (answer: string) => rows.filter((row) => row.answer === answer).length;
    expect(rows.length).toBeGreaterThan(800);
    expect(count('EINVAL')).toBeGreaterThan(150);
    expect(count('EPERM')).toBeGreaterThan(150);
    expect(rows.filter((row) => Array.isArray(row.answer)).length).toBeGreaterThan(200);
  });
});
