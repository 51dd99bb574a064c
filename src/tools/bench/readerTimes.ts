import {
  checkNewuidmap,
  checkWrite,
  explainError,
  format,
  type HostFacts,
  parseFormat,
  parseIdMap,
  parseLxcConfig,
  parseMountIdmap,
  parseNspawn,
  parseOciConfig,
  parsePod,
  parsePodman,
  parseSubids,
  parseUnshare,
  readSituation,
  readSubidsAsShadow,
  recognise,
  remapFromFile,
} from '../../engine/idmap/index.ts';
import { type Timed, timed } from './Timed.ts';

const USER = { name: 'ann', uid: 1000, gid: 1000 };
const host = (text: string): HostFacts => ({ user: USER, subuid: text, subgid: text });
const FEW = host('ann:100000:65536\n');

/** Everything of the id-map engine that takes a reader's text. */
const ID_MAP_READERS: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['recognise', recognise],
  ['parseIdMap', parseIdMap],
  ['checkWrite', (text) => checkWrite(text)],
  ['parseSubids', parseSubids],
  ['readSubidsAsShadow', readSubidsAsShadow],
  ['remapFromFile', (text) => remapFromFile(text, { name: 'ann' })],
  [
    'checkNewuidmap',
    (text) => checkNewuidmap({ kind: 'uid', args: ['1', '0', '1000', '1'], caller: USER, subids: text }),
  ],
  ['parseLxcConfig', parseLxcConfig],
  ['parseOciConfig', parseOciConfig],
  ['parseNspawn', parseNspawn],
  ['parseMountIdmap', parseMountIdmap],
  ['parsePod', parsePod],
  ['parsePodman', (text) => parsePodman(text, FEW)],
  ['parseUnshare', (text) => parseUnshare(text, FEW)],
  ['parseFormat', (text) => parseFormat(text, 'newuidmap')],
  ['explainError', explainError],
  [
    'readSituation',
    (text) =>
      readSituation({
        texts: [{ text, readAs: 'paste' }],
        reader: 'podman',
        user: 'ann',
        uid: '1000',
        gid: '1000',
      }),
  ],
];

const MAP = [
  { inside: 0, outside: 100000, count: 1000 },
  { inside: 1000, outside: 1005, count: 1 },
];

/** Lines that a megabyte is made of: what people paste, and what parsers fear. */
const ID_MAP_LINES: readonly (readonly [name: string, line: string])[] = [
  ['subuid', 'ann:100000:65536\n'],
  ['subuid, blank', 'ann:100000:65536\n\nbob:165536:65536\n\n'],
  ['uid_map', format(MAP, 'uid_map')],
  ['lxc', format(MAP, 'lxc')],
  ['oci', format(MAP, 'oci')],
  ['podman', 'podman run --userns=keep-id --uidmap 0:1:1000 IMAGE \\\n'],
  ['ls', '-rw-r--r-- 1 1000 1000 220 Nov 25 00:00 .profile\n'],
  ['error', 'chown: changing ownership of "a": Invalid argument\n'],
  ['blank', '\n'],
  ['spaces', ' '],
  ['digits', '7'],
  ['brackets', '[{"a":'],
  ['quotes', '"\\"'],
];

const MEGABYTE = 1024 * 1024;

/** Times every reader on half a megabyte of every kind of line and on all of it; of each reader its slowest. */
export function readerTimes(): Timed[] {
  return ID_MAP_READERS.map(([reader, read]) => {
    const times = ID_MAP_LINES.map(([text, line]) => {
      const whole = line.repeat(Math.ceil(MEGABYTE / line.length));
      const half = whole.slice(0, whole.length / 2);
      return timed(
        `${reader.padEnd(20)} ${text}`,
        () => read(half),
        () => read(whole),
        2,
      );
    });
    return times.reduce((slowest, each) => (each.milliseconds > slowest.milliseconds ? each : slowest));
  });
}
