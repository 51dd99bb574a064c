import { describe, expect, test } from 'vitest';
import { readSituation } from '../../../../src/engine/idmap/index.ts';

/** A config of these extents for users and groups, and what follows it. */
function read(map: string, rest: string) {
  const lines = (type: string) => map.split(', ').map((each) => `lxc.idmap: ${type} ${each.replaceAll(':', ' ')}\n`);
  const text = `unprivileged: 1\n${map === '' ? '' : [...lines('u'), ...lines('g')].join('')}${rest}`;
  const given = { reader: 'dockerd', user: 'ann', uid: '1000', gid: '1000' } as const;
  return readSituation({ ...given, texts: [{ text, readAs: 'paste' }] });
}

const SHARE = '0:100000:1005, 1005:1005:1, 1006:101006:64530';
const files = (subuid: string, subgid = subuid) =>
  `\n==> /etc/subuid <==\n${subuid}\n\n==> /etc/subgid <==\n${subgid}\n`;
const RANGE = 'root:100000:65536';

describe('the lines that newuidmap and newgidmap want for an LXC config', () => {
  test.each<[map: string, rest: string, told: string[]]>([
    [
      SHARE,
      '',
      ['maybe /etc/subuid: root:1005:1 root:100000:65536', 'maybe /etc/subgid: root:1005:1 root:100000:65536'],
    ],
    [SHARE, `\n${RANGE}\n`, ['missing /etc/subuid: root:1005:1', 'missing /etc/subgid: root:1005:1']],
    [SHARE, files(RANGE, `${RANGE}\nroot:1005:1`), ['missing /etc/subuid: root:1005:1']],
    [SHARE, files(`${RANGE}\nroot:1005:1`), []],
    // One file alone is shown: the other is not known to lack anything, and is asked for all the same.
    [SHARE, `\n==> /etc/subuid <==\n${RANGE}\nroot:1005:1\n`, ['maybe /etc/subgid: root:1005:1 root:100000:65536']],
    // A gap that nothing inside fills is not lent with it, and host ids are lent one by one.
    ['0:100000:10, 20:100020:10', '', ['root:100000:10 root:100020:10', 'root:100000:10 root:100020:10'].map(maybe)],
    [
      '0:100000:33, 33:33:1, 34:100034:1, 35:35:1',
      '',
      ['root:33:1 root:35:1 root:100000:35', 'root:33:1 root:35:1 root:100000:35'].map(maybe),
    ],
    ['0:100000:10, 10:100010:10', '', ['root:100000:20', 'root:100000:20'].map(maybe)],
    // Root may map its own id without a line.
    ['0:0:1, 1:100000:65535', `\n${RANGE}\n`, []],
    // The host's 0 is assigned to nobody, and then nothing is offered.
    ['0:0:65536', `\n${RANGE}\n`, []],
    // Whoever starts it is not among these.
    [SHARE, '\ncarl:100000:65536\n', []],
    // What Proxmox VE maps by itself it has lent itself.
    ['', '', []],
  ])('%j, %j', (map, rest, told) => {
    const { grants } = read(map, rest);
    expect(
      (grants?.steps ?? []).map(({ where, text }) => {
        const file = 'file' in where ? where.file : '';
        return `${grants?.missing ? 'missing' : 'maybe'} ${file}: ${text.trimEnd().replaceAll('\n', ' ')}`;
      }),
    ).toEqual(told);
  });

  function maybe(lines: string, index: number): string {
    return `maybe /etc/sub${index === 0 ? 'uid' : 'gid'}: ${lines}`;
  }

  test('what a file that was shown lacks is an error at the line, and no container is made', () => {
    const { texts, levels } = read(SHARE, files(RANGE, `${RANGE}\nroot:1005:1`));
    expect([
      texts[0]?.diagnostics.map(({ severity, span, message, hint }) => [severity, span?.line, message, hint]),
      levels[0]?.standing,
      levels[0]?.uid?.length,
    ]).toEqual([
      [
        [
          'error',
          3,
          'LXC calls newuidmap, which refuses: “newuidmap: uid range [1005-1006) -> [1005-1006) not allowed”.',
          'Add the line root:1005:1 to /etc/subuid.',
        ],
      ],
      { uid: 'refused', gid: 'refused' },
      3,
    ]);
  });

  test('a privileged container asks for none', () => {
    const given = { reader: 'dockerd', user: 'ann', uid: '1000', gid: '1000' } as const;
    const text = `arch: amd64\nunprivileged: 0\n${files(RANGE)}`;
    const { grants, levels } = readSituation({ ...given, texts: [{ text, readAs: 'paste' }] });
    expect([grants, levels[0]?.standing.uid]).toEqual([undefined, 'taken']);
  });

  test.each<[shown: string, lines: (number | undefined)[], missing: string[]]>([
    ['root:100000:65536\n', [], []],
    ['dockremap:165536:65536\n', [undefined], ['/etc/subuid root:100000:65536', '/etc/subgid root:100000:65536']],
    ['root:100000:65535\n', [1], ['/etc/subuid root:100000:65536', '/etc/subgid root:100000:65536']],
    [files(RANGE, 'ann:200000:65536'), [undefined], ['/etc/subgid root:100000:65536']],
  ])(
    'Proxmox VE, which reads %j, cites no line but root’s, and lacks what its installer writes',
    (text, lines, missing) => {
      const given = { reader: 'proxmox', user: 'ann', uid: '1000', gid: '1000' } as const;
      const { texts, grants } = readSituation({ ...given, texts: [{ text, readAs: 'paste' }] });
      const refused = texts[0]?.diagnostics.filter(({ code }) => code === 'lxc-not-assigned') ?? [];
      expect(refused.map(({ span }) => span?.line)).toEqual(lines);
      const steps = (grants?.steps ?? []).map(
        ({ where, text: line }) => `${'file' in where ? where.file : ''} ${line.trim()}`,
      );
      expect([grants?.missing ?? false, steps]).toEqual([missing.length > 0, missing]);
    },
  );
});
