import { expect, test } from 'vitest';
import { type DiagnosedState, diagnose } from '../../../src/engine/diagnose/index.ts';

const ONE_ID = { instrument: 'uid-map', map: '0 1000 1' } as const;
const LACKS = 'potentially insufficient UIDs or GIDs available in user namespace';
const NO_RANGE = 'no subuid ranges found for user "ann" in /etc/subuid';

/** What the UID map opens with: the map that lacks the ID, and the ID. */
test.each<[message: string, state: DiagnosedState | undefined]>([
  [`${LACKS} (requested 0:42 for /etc/gshadow)`, { ...ONE_ID, ask: { kind: 'gid', side: 'inside', id: 42 } }],
  [
    `${LACKS} (requested 445605:89939 for /opt/app)`,
    {
      ...{ instrument: 'uid-map', subuid: 'alice:100000:65536', user: 'alice', reader: 'podman' },
      ask: { kind: 'uid', side: 'inside', id: 445605 },
    },
  ],
  [
    'docker: failed to register layer: Error processing tar file(exit status 1): Container ID 197609 cannot be mapped to a host ID.',
    {
      ...{ instrument: 'uid-map', subuid: 'dockremap:165536:65536', user: 'dockremap' },
      ask: { kind: 'uid', side: 'inside', id: 197609 },
    },
  ],
  [
    'E: setgroups 65534 failed - setgroups (22: Invalid argument)',
    { ...ONE_ID, ask: { kind: 'gid', side: 'inside', id: 65534 } },
  ],
  [
    'an image with a uid above 65536',
    {
      ...{ instrument: 'uid-map', subuid: 'alice:100000:65536', user: 'alice', reader: 'podman' },
      ask: { kind: 'uid', side: 'inside', id: 65537 },
    },
  ],
  ['files on the host owned by 100999', undefined],
  [NO_RANGE, { ...ONE_ID, ask: { kind: 'uid', side: 'inside', id: 1 } }],
  [
    `${NO_RANGE}\nbob:100000:65536`,
    {
      ...{ instrument: 'uid-map', paste: `${NO_RANGE}\nbob:100000:65536` },
      ask: { kind: 'uid', side: 'inside', id: 1 },
    },
  ],
])('%s', (message, state) => {
  expect(diagnose(message)[0]?.state).toEqual(state);
});
