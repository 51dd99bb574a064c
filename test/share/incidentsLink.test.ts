import { describe, expect, test } from 'vitest';
import {
  INCIDENTS_DEFAULTS,
  type IncidentsLink,
  readIncidentsLink,
  writeIncidentsLink,
} from '../../src/share/incidentsLink.ts';

// deflate-raw of {"defaultAction":"SCMP_ACT_ALLOW"}
const PACKED = 'q1ZKSU1LLM0pcUwuyczPU7JSCnb2DYh3dA6Jd_Tx8Q9XqgUA';
const PROFILE = '{"defaultAction":"SCMP_ACT_ALLOW"}';

describe('a link that cannot be read opens the defaults and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    ['#stack=docker', 'This link has “stack=docker”; the value must be the name of a stack such as docker-26.1.'],
    [
      '#stopped=luck',
      'This link has “stopped=luck”; the value must be any, seccomp, user-namespace, capability, lsm, other or nothing.',
    ],
    ['#sort=name', 'This link has “sort=name”; the value must be newest or oldest.'],
    [
      '#call=clone3',
      'This link has a key “call” that this page does not know. It changes nothing here, and stays in the link.',
    ],
    ['#profile.z=AAAA', 'The text in this link can’t be read: it is cut off or altered.'],
  ])('%s', async (fragment, message) => {
    const { value, diagnostics } = await readIncidentsLink(fragment);
    expect([value, diagnostics.map((each) => each.message)]).toEqual([INCIDENTS_DEFAULTS, [message]]);
  });
});

describe('writing', () => {
  test.each<[Partial<IncidentsLink>, written: string]>([
    [{}, 'stack=docker-29.9'],
    [{ stack: 'podman-5.4', sort: 'oldest' }, 'stack=podman-5.4&sort=oldest'],
    [{ profile: PROFILE, stopped: 'lsm' }, `stack=docker-29.9&profile.z=${PACKED}&stopped=lsm`],
  ])('%j', async (change, written) =>
    expect(await writeIncidentsLink({ ...INCIDENTS_DEFAULTS, ...change })).toBe(written),
  );
});
