import { expect, test } from 'vitest';
import { openFragment } from '../../../src/islands/seccomp/state/opening.ts';
import { HOSTILE } from './hostile.ts';

/** The commands of the checker hold these fields of a link, whose names are from lists alone: what isn't in them is the default, or no capability. */
test.each(['stack', 'profile', 'arch', 'caps'])('no name of a link is in a command of the checker: %s', async (key) => {
  const { stack, profile, arch, capabilities } = (await openFragment('')).link;
  for (const name of HOSTILE) {
    const { link } = await openFragment(`${key}=${encodeURIComponent(name)}`);
    const opened = [link.stack, link.profile, link.arch, link.capabilities];
    expect(opened).toEqual([stack, profile, arch, key === 'caps' ? [] : capabilities]);
  }
});
