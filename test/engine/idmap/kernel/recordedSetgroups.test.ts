import { describe, expect, test } from 'vitest';
import {
  checkSetgroups,
  type SetgroupsWriter,
  setgroupsRules,
} from '../../../../src/engine/idmap/kernel/checkSetgroups.ts';
import recording from '../../../oracle/recordings/idmap/setgroups.json' with { type: 'json' };

const rows = recording.rows as [text: string, writer: SetgroupsWriter, answer: string][];

describe(`what Linux ${recording.kernel} answered to ${rows.length} writes of setgroups`, () => {
  test('checkSetgroups answers the same, errno or word, every time', () => {
    const differences = rows
      .map(([text, writer, answer]) => {
        const outcome = checkSetgroups(text, writer);
        return { text, writer, answer, engine: outcome.ok ? outcome.setgroups : outcome.errno };
      })
      .filter(({ answer, engine }) => answer !== engine);
    expect(differences).toEqual([]);
  });

  test('every rule refused some of them', () => {
    const met = rows
      .map(([text, writer]) => checkSetgroups(text, writer))
      .map((outcome) => !outcome.ok && outcome.rule);
    const unmet = Object.keys(setgroupsRules).filter((rule) => !met.includes(rule as keyof typeof setgroupsRules));
    expect(unmet).toEqual([]);
    expect(met.filter((rule) => rule === false).length).toBeGreaterThan(20);
  });
});
