import { describe, expect, test } from 'vitest';
import { checkWrite, type Writer } from '../../../../src/engine/idmap/index.ts';
import { extents, short } from '../extents.ts';

/** "EPERM written", or the map as the file then shows it. */
function answer(text: string, writer?: Writer): string | undefined {
  const outcome = checkWrite(text, writer);
  return outcome.ok ? short(outcome.map) : `${outcome.errno} ${outcome.rule.replace('idmap-', '')}`;
}

const nobody = { capabilities: [], id: 1000 };

describe('what a write answers, and the rule behind it', () => {
  test.each<[string, Writer, string]>([
    ['0 165536 65536', {}, '0:165536:65536'],
    ['0 0 1', {}, '0:0:1'],
    ['0 x 1', {}, 'EINVAL not-a-number'],
    ['0 1 1', { written: true }, 'EPERM written'],
    ['0 x 1', { written: true }, 'EPERM written'],
    ['0 1 1'.padEnd(4096), { written: true }, 'EINVAL too-large'],
    ['0 1000 1', nobody, '0:1000:1'],
    ['0 1000 2', nobody, 'EPERM needs-capability'],
    ['0 1001 1', nobody, 'EPERM needs-capability'],
    ['0 1000 1\n1 1001 1', nobody, 'EPERM needs-capability'],
    ['0 1001 1', { capabilities: ['CAP_SETUID'], id: 1000 }, '0:1001:1'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000 }, 'EPERM root-needs-setfcap'],
    ['0 0 1', { capabilities: [], id: 0 }, 'EPERM root-needs-setfcap'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000, kernel: '5.11.18' }, '0:0:1'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000, kernel: '5.11.19' }, 'EPERM root-needs-setfcap'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000, kernel: '5.10.34' }, '0:0:1'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000, kernel: '5.10.223-1' }, 'EPERM root-needs-setfcap'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000, kernel: '5.10' }, 'EPERM root-needs-setfcap'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000, kernel: '5.10.0-28-amd64' }, 'EPERM root-needs-setfcap'],
    ['0 0 1', { capabilities: ['CAP_SETUID'], id: 1000, kernel: '5.4.300' }, '0:0:1'],
    ['0 0 18446744073709551616', {}, 'EINVAL zero-count'],
    ['0 0 18446744073709551616', { kernel: '7.1' }, 'EINVAL zero-count'],
    ['0 0 18446744073709551616', { kernel: '7.2' }, '0:0:4294967295'],
    ['18446744073709551620 1 1', { kernel: '7.1.9' }, '4:1:1'],
    ['18446744073709551620 1 1', { kernel: '7.3~rc7-1' }, 'EINVAL no-id'],
    ['4294967300 1 1', { kernel: '7.3' }, '4:1:1'],
    ['0 0 1', { capabilities: ['CAP_SETUID', 'CAP_SETFCAP'] }, '0:0:1'],
    ['0 1000 1', { ...nobody, kind: 'gid' }, 'EPERM setgroups-allowed'],
    ['0 1000 1', { ...nobody, kind: 'gid', setgroups: 'deny' }, '0:1000:1'],
    ['0 0 1', { kind: 'gid', capabilities: ['CAP_SETGID'] }, '0:0:1'],
    ['0 1000 1', { namespace: 'inside', id: 1000, parentCouldSetfcap: false }, '0:1000:1'],
    ['0 1001 1', { namespace: 'inside', id: 1000 }, 'EPERM needs-capability'],
    ['0 1000 1', { namespace: 'inside', id: 1000, capabilities: [] }, 'EPERM needs-sys-admin'],
    ['0 0 1', { namespace: 'inside' }, '0:0:1'],
    ['0 0 1', { namespace: 'inside', parentCouldSetfcap: false }, 'EPERM root-needs-setfcap'],
    ['0 1000 1', { namespace: 'inside', id: 1000, kind: 'gid' }, 'EPERM setgroups-allowed'],
    ['0 5 1', { namespace: 'beside' }, 'EPERM wrong-namespace'],
    ['0 5 1'.padEnd(4096), { namespace: 'beside' }, 'EPERM wrong-namespace'],
    ['0 5 1', { namespace: 'above', parentMap: extents('0:100000:10') }, 'EPERM wrong-namespace'],
    ['0 5 1', { namespace: 'above', opener: {}, parentMap: extents('0:100000:10') }, '0:5:1'],
    ['0 5 1', { namespace: 'inside', opener: {} }, 'EPERM needs-capability'],
    ['0 5 1', { opener: { capabilities: [], id: 1000 } }, 'EPERM needs-capability'],
    ['0 1000 1', { capabilities: [], id: 7, opener: nobody }, '0:1000:1'],
    ['0 7 1', { capabilities: [], id: 7, opener: nobody }, 'EPERM needs-capability'],
    ['0 1000 1', { ...nobody, owner: false }, 'EPERM needs-sys-admin'],
    ['0 1000 1', { id: 1000, owner: false, capabilities: ['CAP_SYS_ADMIN'] }, 'EPERM needs-capability'],
    ['0 5 1', { offset: 6 }, 'EINVAL not-at-start'],
    ['0 5 1', { offset: 6, written: true }, 'EINVAL not-at-start'],
    ['0 100 10', { parentMap: extents('0:100000:1000') }, '0:100:10'],
    ['0 999 2', { parentMap: extents('0:100000:1000') }, 'EPERM outside-unmapped'],
    ['0 999 2', { parentMap: extents('0:100000:1000, 1000:101000:1') }, 'EPERM outside-unmapped'],
  ])('%j by %j: %s', (text, writer, answered) => {
    expect(answer(text, writer)).toBe(answered);
  });

  test('five extents were the limit before Linux 4.15, 340 since', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, i) => `${i} ${i} 1\n`).join('');
    expect(answer(lines(5), { kernel: '4.14' })).toBe('0:0:1, 1:1:1, 2:2:1, 3:3:1, 4:4:1');
    expect(answer(lines(6), { kernel: '4.14.336' })).toBe('EINVAL too-many-extents');
    expect(checkWrite(lines(340), { kernel: '4.15' }).ok).toBe(true);
    expect(answer(lines(341))).toBe('EINVAL too-many-extents');
  });

  test('the file shows up to five extents as written, more in order of inside ids', () => {
    expect(answer('4 1 1\n3 2 1\n2 3 1\n1 4 1\n0 5 1')).toBe('4:1:1, 3:2:1, 2:3:1, 1:4:1, 0:5:1');
    expect(answer('5 0 1\n4 1 1\n3 2 1\n2 3 1\n1 4 1\n0 5 1')).toBe('0:5:1, 1:4:1, 2:3:1, 3:2:1, 4:1:1, 5:0:1');
  });

  test('a refusal tells all that is wrong, the first rule first', () => {
    expect(checkWrite('0 1 0\nx 1 1', { written: true })).toMatchObject({
      ok: false,
      errno: 'EPERM',
      rule: 'idmap-written',
      diagnostics: [{ code: 'idmap-zero-count' }, { code: 'idmap-not-a-number' }, { code: 'idmap-written' }],
    });
  });
});
