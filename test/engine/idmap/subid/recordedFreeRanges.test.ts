import { describe, expect, test } from 'vitest';
import recording from '../../../oracle/recordings/idmap/freeRanges.json' with { type: 'json' };
import { ASSIGN_TEXTS } from './assignTexts.ts';

interface Row {
  case: string;
  /** subuid and subgid (null: no file), and further lines of passwd and group. */
  files: readonly (string | null)[];
  command: string;
  out: readonly string[];
  done: boolean;
  /** Lines that were added. */
  subuid?: readonly string[];
  subgid?: readonly string[];
}
const rows: readonly Row[] = recording.rows;

test('the commands that are run are those that the engine gives', async () => {
  await expect(`${JSON.stringify(ASSIGN_TEXTS, null, 2)}\n`).toMatchFileSnapshot(
    '../../../oracle/idmap/free_range_texts.json',
  );
});

describe(`what they did, with usermod of shadow ${recording.shadow} and ${recording.awk}`, () => {
  const added = (name: string, command: string) => {
    const row = rows.find((each) => each.case === name && each.command === command);
    return [row?.subuid?.join(' ') ?? '', row?.subgid?.join(' ') ?? ''];
  };
  const same = (line: string) => [line, line];

  test.each<[string, string[]]>([
    ['empty files', same('ann:524288:65536')],
    ['Proxmox VE', same('ann:524288:65536')],
    ['no newline at the end', same('ann:655360:65536')],
    ['begins at 524288', same('ann:589824:65536')],
    ['the files differ', same('ann:655360:65536')],
    ['the user has a range', same('ann:524288:65536')],
    ['the user has a high range', same('ann:1114112:65536')],
    ['the user has it for users', same('ann:589824:65536')],
    ['the user has it in both files', same('ann:589824:65536')],
    ['the user has a part of it', same('ann:589824:65536')],
    ['an account at 100010', same('ann:524288:65536')],
    ['an account in the first range', same('ann:589824:65536')],
    ['a group in the first range', same('ann:589824:65536')],
    ['a group with members', same('ann:589824:65536')],
    ['nobody at the end of all ids', same('ann:524288:65536')],
    ['comments and blank lines', same('ann:589824:65536')],
    ['one id, and odd lines', same('ann:589824:65536')],
    ['all up to 2147483648', same('')],
    ['nearly all ids', same('')],
    ['an account of a domain', same('ann:524288:65536')],
    ['no files', same('ann:524288:65536')],
    ['only /etc/subuid', same('ann:524288:65536')],
  ])('%s: the line that is added in each file', (name, lines) => {
    expect(added(name, 'assign')).toEqual(lines);
  });

  test('what is assigned is shown first, and nothing where none is free', () => {
    for (const { out, done, subuid } of rows.filter(({ command }) => command === 'assign')) {
      const [start, count] = (subuid?.[0]?.split(':') ?? []).slice(1).map(Number);
      const shown = `ann gets ${start}-${(start ?? 0) + (count ?? 0) - 1}. Press Enter, or Ctrl-C to stop.`;
      expect([out, done]).toEqual(start === undefined ? [[], false] : [[shown], true]);
    }
  });

  test('a name with a backslash is that name, not what awk and echo make of it', () => {
    const row = rows.find((each) => each.case === 'an account of a domain' && each.command === 'assign-domain');
    expect([row?.out, row?.subuid, row?.subgid]).toEqual([
      ['LAB\\nina gets 1114112-1179647. Press Enter, or Ctrl-C to stop.'],
      ['LAB\\nina:1114112:65536'],
      ['LAB\\nina:1114112:65536'],
    ]);
  });

  test('a longer range, and its first id alone, are looked for in the same way', () => {
    expect(added('begins at 524288', 'assign-more')).toEqual(same('ann:589824:131072'));
    const printed = rows.filter(({ command }) => command === 'print').map((row) => [row.case, row.out[0]]);
    const assigned = rows.filter(({ command }) => command === 'assign');
    expect(printed.length).toBe(assigned.length);
    // The one who assigns has ranges of its own, above which it looks.
    for (const [name, first] of printed.filter(([each]) => each !== 'the user has a high range')) {
      const line = assigned.find((row) => row.case === name)?.subuid?.[0];
      if (line !== undefined) expect([name, line.split(':')[1]]).toEqual([name, first]);
    }
  });

  const asked = (command: string, file: 'subuid' | 'subgid') =>
    Object.fromEntries(
      rows
        .filter((row) => row.command === command)
        .map((row) => [row.case, row[file]?.join(' ') ?? `taken: ${row.out.join(' ')}`]),
    );

  test('what is asked for by number is assigned where nobody has it, else shown to be taken', () => {
    expect(asked('unless-taken', 'subuid')).toMatchObject({
      'empty files': 'ann:524288:65536',
      'Proxmox VE': 'ann:524288:65536',
      'begins at 524288': 'taken: bob:524288:65536 bob:524288:65536',
      'an account in the first range': 'taken: ldap:x:530000:530000::/:/bin/sh',
      'a group in the first range': 'taken: staff:x:589823:',
      'an account at 100010': 'ann:524288:65536',
      'the user has a part of it': 'taken: ann:524288:1000',
    });
  });

  test('the line of the other file, which the command before has added, is nobody else’s', () => {
    expect(asked('unless-taken-groups', 'subgid')).toMatchObject({
      'empty files': 'ann:524288:65536',
      'the user has it for users': 'ann:524288:65536',
      'begins at 524288': 'taken: bob:524288:65536 bob:524288:65536',
    });
    const both = rows.filter((row) => row.case === 'the user has it in both files' && row.command.startsWith('unless'));
    expect(both.map(({ done, out, subuid, subgid }) => [done, out, subuid, subgid])).toEqual([
      [true, [], undefined, undefined],
      [true, [], undefined, undefined],
    ]);
  });
});
