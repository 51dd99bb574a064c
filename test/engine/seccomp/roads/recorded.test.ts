import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  DOCKER_CAPABILITIES,
  decide,
  type Filter,
  intents,
  parseCall,
  parseProfile,
  resolve,
  roads,
} from '../../../../src/engine/seccomp/index.ts';
import { TARGET } from '../inline.ts';
import { presetText } from '../presets.ts';

/** A road that a container took, or was refused; see test/oracle/seccomp/record_roads.py. */
interface Row {
  profile: unknown;
  intent: string;
  road: string;
  /** Refused by the filter. */
  errno?: number;
  /** Of the socket that the container got. */
  domain?: number;
  /** What the container then ran under. */
  personality?: number;
  /** The kernel lacks what the road needs. */
  unasked?: string;
}

/** The lowest bit above those that the kernel reads of an int. */
const UPPER = 1n << 32n;

const file = new URL('../../../oracle/recordings/seccomp/roads.json', import.meta.url);
const rows: Row[] = JSON.parse(readFileSync(file, 'utf8')).rows;
const asked = rows.filter(({ unasked }) => unasked === undefined);

function filterOf(profile: unknown): Filter | undefined {
  const text = profile === 'docker-26.1.5.json' ? presetText('docker-26.1') : JSON.stringify(profile);
  const parsed = parseProfile(text).value;
  return parsed && resolve(parsed, { ...TARGET, capabilities: DOCKER_CAPABILITIES }).value;
}

describe('roads in real containers of runc, recorded', () => {
  test('most could be asked', () => {
    expect(asked.length).toBeGreaterThan(8);
  });

  test.each(asked)('$intent, $road', ({ profile, intent, road, errno, domain, personality }) => {
    const filter = filterOf(profile);
    const wanted = intents().find(({ id }) => id === intent) ?? parseCall(intent, 'SCMP_ARCH_X86_64').value;
    if (filter === undefined || wanted === undefined) throw new Error('nothing to ask');
    const told = roads(filter, wanted);
    const found = told.find(({ id }) => id === road);
    // A wide call that is refused as the plain one is isn't told beside it; the filter is asked about it.
    const [plain] = told.find(({ id }) => id === road.replace(/:width$/, ''))?.steps ?? [];
    const wide = plain && {
      ...plain.call,
      args: plain.call.args.map((value, at) => (at === 0 ? value | UPPER : value)),
    };
    const verdict = found?.steps[0]?.verdict ?? (wide && decide(filter, wide));
    expect([found?.state ?? 'closed', verdict?.action, verdict?.data]).toEqual(
      errno === undefined ? ['open', 'ALLOW', 0] : ['closed', 'ERRNO', errno],
    );
    if (domain !== undefined) expect(domain).toBe(40);
    if (personality !== undefined) expect(personality & 0x40000).toBe(0x40000);
  });
});
