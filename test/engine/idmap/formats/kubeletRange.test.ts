import { describe, expect, it, test } from 'vitest';
import { kubeletRange } from '../../../../src/engine/idmap/formats/kubeletRange.ts';
import type { HostReleases } from '../../../../src/engine/idmap/formats/mount.ts';

const GOOD = 'kubelet:65536:7208960\n';

/** Which maps there are, and what is said, each with its line. */
function told(subuid: string, subgid = subuid, host?: HostReleases): string[] {
  const { value, diagnostics } = kubeletRange(subuid, subgid, host);
  const map = value === undefined ? 'no map' : '?';
  return [map, ...diagnostics.map(({ message, span }) => (span ? `${span.line} ${message}` : message))];
}

const IDS = (line: number, ids: string) =>
  `${line} The kubelet gives each Pod with hostUsers: false 65536 of the IDs ${ids}. You can see which ones once it runs.`;
const NO_LINE =
  '1 /etc/subuid has no line for kubelet. Without an account of that name, the kubelet gives each Pod with hostUsers: false 65536 host IDs above 65535; with one, it does not start.';

describe('the range that the kubelet finds with getsubids', () => {
  it.each<[what: string, subuid: string, subgid: string | undefined, expected: string[]]>([
    ['as Kubernetes documents it', GOOD, undefined, ['?', IDS(1, '65536 to 7274495')]],
    ['among others', `ann:100000:65536\n${GOOD}`, undefined, ['?', IDS(2, '65536 to 7274495')]],
    ['nobody’s', 'ann:100000:65536\n', undefined, ['?', NO_LINE]],
    ['no file', '', undefined, ['?', NO_LINE]],
    [
      'two files that differ',
      GOOD,
      'kubelet:131072:7208960\n',
      ['no map', '1 The kubelet does not start: its lines in /etc/subuid and /etc/subgid differ.'],
    ],
    [
      'one file without it',
      '',
      `\n${GOOD}`,
      ['no map', '2 The kubelet does not start: its lines in /etc/subuid and /etc/subgid differ.'],
    ],
    [
      'two lines',
      `${GOOD}kubelet:7274496:7208960\n`,
      undefined,
      ['no map', '2 The kubelet does not start: it has more than one line.'],
    ],
    [
      'off the multiple',
      'kubelet:100000:7208960\n',
      undefined,
      ['no map', '1 The kubelet does not start: the range begins at 100000, which is not a multiple of 65536.'],
    ],
    [
      'with root in it',
      'kubelet:0:7208960\n',
      undefined,
      ['no map', '1 The kubelet does not start: the range begins at 0, below 65536.'],
    ],
    [
      'a broken count',
      'kubelet:65536:7208961\n',
      undefined,
      ['no map', '1 The kubelet does not start: the count, 7208961, is not a multiple of 65536.'],
    ],
    ['no IDs', 'kubelet:65536:0\n', undefined, ['no map', '1 The kubelet does not start: the range has no IDs.']],
    [
      'more than 32 bits',
      'kubelet:65536:4294967296\n',
      undefined,
      ['no map', '1 The kubelet does not start: 4294967296 is not a 32-bit number.'],
    ],
    [
      'for one Pod, as useradd assigns it',
      'kubelet:131072:65536\n',
      undefined,
      [
        '?',
        '1 This range is enough for 1 Pod. If the node’s maxPods is higher, the kubelet does not start.',
        IDS(1, '131072 to 196607'),
      ],
    ],
    [
      'for fewer Pods than a node has',
      'kubelet:131072:655360\n',
      undefined,
      [
        '?',
        '1 This range is enough for 10 Pods. If the node’s maxPods is higher, the kubelet does not start.',
        IDS(1, '131072 to 786431'),
      ],
    ],
    ['by a line that getsubids passes over', 'kubelet:x:1\n', undefined, ['?', NO_LINE]],
  ])('%s', (_, subuid, subgid, expected) => expect(told(subuid, subgid)).toEqual(expected));

  test('a file that getsubids can’t read', () => {
    expect(told('kubelet:65536:7208960', undefined, { versions: { shadow: '4.20.3' } })).toEqual([
      'no map',
      '1 The kubelet does not start: getsubids fails to read the file.',
    ]);
  });

  it.each<[host: HostReleases, map: string, expected: string]>([
    [
      { versions: { containerd: '1.6.20' } },
      'no map',
      'containerd 1.6.20 ignores hostUsers: false. Kubernetes 1.30 and newer do not start the Pod; older releases silently start it with the node’s IDs.',
    ],
    [
      { versions: { containerd: '1.7.24' } },
      'no map',
      'containerd 1.7.24 supports user namespaces only for Pods of Kubernetes 1.25 and 1.26.',
    ],
    [{ kernel: '6.1' }, 'no map', 'A Pod with hostUsers: false needs Linux 6.3 or newer; this is Linux 6.1.'],
    [{ versions: { containerd: '2.1.9' }, kernel: '6.12' }, '?', IDS(1, '65536 to 7274495')],
  ])('on a node with %j', (host, ...expected) => expect(told(GOOD, GOOD, host)).toEqual(expected));
});
