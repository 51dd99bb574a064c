import { describe, expect, test } from 'vitest';
import { checkWrite, parseIdMap, writeRules } from '../../../../src/engine/idmap/index.ts';
import recording from '../../../oracle/recordings/idmap/writes.json' with { type: 'json' };
import { answeredOtherwise, writesOf } from './writes.ts';

const rows = writesOf(recording);

describe(`what Linux ${recording.kernel} answered to ${rows.length} writes of uid_map and gid_map`, () => {
  test('checkWrite answers the same, errno or map, every time', () => {
    expect(answeredOtherwise(rows)).toEqual([]);
  });

  test('parseIdMap has a value exactly where root could write the text', () => {
    const differences = rows
      .filter(({ writer }) => Object.keys(writer).length === 0)
      .filter(({ text, answer }) => (parseIdMap(text).value === undefined) !== (answer === 'EINVAL'));
    expect(differences).toEqual([]);
  });

  test('the recording holds every answer often enough to tell a difference', () => {
    const count = (wanted: (row: (typeof rows)[number]) => boolean) => rows.filter(wanted).length;
    expect(rows.length).toBeGreaterThanOrEqual(3000);
    expect(count(({ answer }) => answer === 'EINVAL')).toBeGreaterThan(800);
    expect(count(({ answer }) => answer === 'EPERM')).toBeGreaterThan(800);
    expect(count(({ answer }) => Array.isArray(answer))).toBeGreaterThan(700);
    expect(count(({ writer }) => writer.kind === 'gid')).toBeGreaterThan(800);
    expect(count(({ writer }) => writer.opener !== undefined)).toBeGreaterThan(400);
    expect(count(({ writer, answer }) => writer.namespace === 'inside' && Array.isArray(answer))).toBeGreaterThan(20);
  });

  test('every rule refused some of them, each at least five times', () => {
    const met = rows.map(({ text, writer }) => checkWrite(text, writer)).map((outcome) => !outcome.ok && outcome.rule);
    const seldom = Object.keys(writeRules).filter((rule) => met.filter((each) => each === rule).length < 5);
    expect(seldom).toEqual([]);
  });
});
