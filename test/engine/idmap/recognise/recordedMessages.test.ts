import { describe, expect, test } from 'vitest';
import { explainError, recognise } from '../../../../src/engine/idmap/index.ts';
import recording from '../../../oracle/recordings/idmap/messages.json' with { type: 'json' };
import others from '../../../oracle/recordings/idmap/otherMessages.json' with { type: 'json' };
import { testRows } from '../../../testRows.ts';

interface Row {
  program: string;
  /** What the recorder brought about, by the name that the explanation has. */
  case: string;
  text: string;
}
const rows: readonly Row[] = [...recording.rows, ...others.rows];
const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

describe(`what programs printed on Linux ${recording.kernel}`, () => {
  testRows(
    'each is explained, and found in a text',
    rows,
    (row) => `${row.program}: ${row.case}: ${lastLine(row.text).slice(0, 90)}`,
    ({ case: code, text }) => {
      expect(explainError(text)?.code).toBe(code);
      expect(recognise(text).some((part) => part.kind === 'error' && explainError(part.text)?.code === code)).toBe(
        true,
      );
    },
  );

  test('every program answered', () => {
    const programs = [...new Set(rows.map((row) => row.program))].sort();
    const asked =
      'apt-get bash busybox bwrap cat chgrp chmod chown chroot cp cpio crun dash dockerd git install ls lxc lxc-usernsexec mkdir mknod mount newgidmap newuidmap nginx podman python3 rm rootlesskit rsync runc setfacl setpriv su sudo tar touch unshare';
    expect(programs.join(' ')).toBe(asked);
    expect(new Set(rows.map((row) => row.case)).size).toBeGreaterThan(25);
  });
});
