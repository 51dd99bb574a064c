import { describe, expect, test } from 'vitest';
import { CALLS_LINK_DEFAULTS, type CallsLink, readCallsLink, writeCallsLink } from '../../src/share/callsLink.ts';

describe('a link that cannot be read opens the whole table and says what was wrong', () => {
  test.each<[fragment: string, message: string]>([
    ['#arch=z80', 'This link has “arch=z80”; the value must be an architecture such as x86_64 or aarch64.'],
    ['#verdict=maybe', 'This link has “verdict=maybe”; the value must be all, allowed, gated or refused.'],
    ['#cap=SUDO', 'This link has “cap=SUDO”; the value must be a capability such as SYS_ADMIN.'],
    [
      '#colour=red',
      'This link has a key “colour” that this page does not know. It changes nothing here, and stays in the link.',
    ],
  ])('%s', async (fragment, message) => {
    const { value, diagnostics } = await readCallsLink(fragment);
    expect([value, diagnostics.map((each) => each.message)]).toEqual([CALLS_LINK_DEFAULTS, [message]]);
  });
});

test.each<[Partial<CallsLink>, fragment: string]>([
  [{}, ''],
  [{ find: 'open at' }, 'find=open%20at'],
  [{ arch: 'SCMP_ARCH_S390X', verdict: 'refused' }, 'arch=s390x&verdict=refused'],
  [{ cap: 'CAP_SYS_ADMIN', sort: '-number' }, 'cap=SYS_ADMIN&sort=-number'],
])('%j is written as %s', async (differs, fragment) => {
  const link = { ...CALLS_LINK_DEFAULTS, ...differs };
  expect(writeCallsLink(link)).toBe(fragment);
  expect((await readCallsLink(fragment)).value).toEqual(link);
});
