import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PasteStep } from '../../src/engine/idmap/formats/parseFormat.ts';
import {
  errorEntries,
  explainError,
  planConfigs,
  readSituation,
  remedies,
  type Subid,
  solve,
} from '../../src/engine/idmap/index.ts';
import { REMEDY_CASES } from '../engine/idmap/advise/remedyCases.ts';
import { MESSAGES } from '../engine/idmap/recognise/errors/messages.ts';
import messages from '../oracle/recordings/idmap/messages.json' with { type: 'json' };
import others from '../oracle/recordings/idmap/otherMessages.json' with { type: 'json' };
import { runs } from '../seed.ts';
import { harmIn } from './harmIn.ts';

/** What of a step would do harm: its text, or that it would stand in a file that has something in it already. */
function harmOf({ where, text }: PasteStep): string[] {
  const whole = 'file' in where && /^[/~]/.test(where.file) && !where.add && where.replaces === undefined;
  return [...harmIn(text), ...(whole ? [`all of ${where.file}`] : [])];
}

const NUMBERS = [0, 1, 33, 999, 1000, 1005, 65534, 70000, 100000, 165536, 231072];
const id = fc.constantFrom(...NUMBERS);
const span = { start: 0, end: 0, line: 1, column: 1 };
const lines = fc.array(
  fc.record<Subid>({
    owner: fc.constantFrom('root', 'ann', 'dockremap'),
    start: fc.constantFrom(0, 1005, 100000, 165536, 524288),
    count: fc.constantFrom(1, 1000, 65536),
    span: fc.constant(span),
  }),
  { maxLength: 3 },
);

describe('nothing that the engine offers does harm', () => {
  test.each(REMEDY_CASES)('remedies: $name', ({ about, asked, wants }) => {
    expect(remedies(about, asked, wants).flatMap(({ steps }) => steps.flatMap(harmOf))).toEqual([]);
  });

  test('next and causes of every message', () => {
    const told = [...MESSAGES.map(([text]) => text), ...[...messages.rows, ...others.rows].map(({ text }) => text)];
    const harms = [...told, ...errorEntries().flatMap(({ examples }) => examples)].flatMap((text) => {
      const { next = [], causes = [] } = explainError(text) ?? {};
      const steps = [...next, ...causes.flatMap(({ tells, fixes }) => [tells, ...fixes])];
      return steps.flatMap(({ command = '' }) => harmIn(command).map((harm) => [text, command, harm]));
    });
    expect(harms).toEqual([]);
  });

  test.each([0, 1, 33, 1005, 100000])('newuidmap refused a map to the host’s %i', (outside) => {
    for (const count of [1, 10, 65536]) {
      const range = `uid range [0-${count}) -> [${outside}-${outside + count}) not allowed`;
      const { next = [] } = explainError(`newuidmap: ${range}`) ?? {};
      expect(next.flatMap(({ command = '' }) => harmIn(command))).toEqual([]);
    }
  });

  test('plans for any wish, for every tool, and why there is none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ inside: id, outside: id, kind: fc.constantFrom('uid', 'gid', 'both') }), { maxLength: 3 }),
        lines,
        fc.constantFrom({ name: 'root' }, { name: 'ann', uid: 1000, gid: 1000 }, { name: 'dockremap' }),
        fc.boolean(),
        (wishes, available, user, rest) => {
          const { value, diagnostics } = solve(wishes, available, { user, rest });
          const steps = value ? planConfigs(value).flatMap((config) => config.steps) : [];
          const said = diagnostics.flatMap((diagnostic) => diagnostic.steps ?? []);
          expect([...steps, ...said].flatMap(harmOf)).toEqual([]);
        },
      ),
      { numRuns: runs(400) },
    );
  });

  test('remedies for any map, whoever owns the files', () => {
    const extent = fc.record({
      inside: id,
      outside: id,
      count: fc.constantFrom(1, 1000, 65536),
      span: fc.constant(span),
    });
    const map = fc.array(extent, { minLength: 1, maxLength: 3 });
    const tools = fc.constantFrom(
      'dockerd',
      'docker-rootless',
      'podman',
      'podman-root',
      'lxc',
      'nspawn',
      'unshare',
      'oci',
      'kubernetes',
    );
    const ids = fc.record({ uid: id, gid: id });
    fc.assert(
      fc.property(
        tools,
        map,
        map,
        lines,
        fc.boolean(),
        ids,
        id,
        fc.constantFrom(0, 1),
        (tool, uid, gid, files, shown, owner, asked, level) => {
          const about = {
            levels: [{ name: 'container', tool, uid, gid }],
            user: { name: 'ann', uid: 1000, gid: 1000 },
            subuid: shown ? files : undefined,
            subgid: shown ? files : undefined,
            accounts: [],
          };
          const found = remedies(about, { kind: 'uid', level, id: asked }, { owner, path: '/srv/data' });
          expect(found.flatMap(({ steps }) => steps.flatMap(harmOf))).toEqual([]);
        },
      ),
      { numRuns: runs(400) },
    );
  });

  test.each(['0 0 65536', '0 100000 33, 33 33 1, 34 100034 65502', '0 0 1, 1 100000 65535'])(
    'the lines that an LXC config of %s needs',
    (map) => {
      const config = map.split(', ').flatMap((extent) => [`lxc.idmap: u ${extent}`, `lxc.idmap: g ${extent}`]);
      const text = `unprivileged: 1\n${config.join('\n')}\n`;
      const { grants } = readSituation({
        reader: 'dockerd',
        user: 'ann',
        uid: '',
        gid: '',
        texts: [{ text, readAs: 'paste' }],
      });
      expect(grants?.steps.flatMap(harmOf) ?? []).toEqual([]);
    },
  );
});
