import { describe, expect, it } from 'vitest';
import { init } from '../../src/islands/uid-map/state/model.ts';
import { select } from '../../src/islands/uid-map/words/select.ts';
import { readUidMapLink, writeUidMapLink } from '../../src/share/uidMapLink.ts';
import { caseAnswer, galleryCases } from '../../src/site/gallery.ts';

/** What each case answers, warns of, and offers first. */
const TOLD: Record<string, [answer: string, warnings: string[], first: string | undefined]> = {
  'The talk’s registry': ['0 in the container is 165536 on the host.', ['volume-owner'], 'chown'],
  'Docker with a bind mount': ['33 in the container is 165569 on the host.', ['volume-owner', 'volume-owner'], 'chown'],
  'Rootless Podman on a laptop': ['33 in the container is 100032 on the host.', [], 'keep-id'],
  'Look up a user of a Proxmox container': ['1000 in the container is 101000 on the host.', [], 'chown'],
  'Make a map for a Proxmox share': [
    '3 lines for users and 3 for groups, plus 1 in /etc/subuid and 1 in /etc/subgid.',
    [],
    undefined,
  ],
  'Podman within Docker': ['33 in the namespace is 33 in the container and 165569 on the host.', ['few-ids'], 'chown'],
  'Bozo’s range': [
    '0 in the container is 5000 on the host.',
    ['range-covers-account', 'range-among-host-ids', 'few-ids'],
    'chown',
  ],
};

describe('the worked cases', () => {
  it('are all told of here', () => {
    expect(galleryCases().map(({ title }) => title)).toEqual(Object.keys(TOLD));
  });

  it.each(galleryCases())('$title', ({ title, link }) => {
    const view = select(init('page', { link }));
    const { warnings, remedies } = view.read;
    const first = view.make ? undefined : remedies.items[0]?.code;
    expect([caseAnswer(link), view.make ? [] : warnings.map(({ code }) => code), first]).toEqual(TOLD[title]);
  });

  it.each(galleryCases())('$title is the same from its link', async ({ link }) => {
    expect((await readUidMapLink(await writeUidMapLink(link))).value).toEqual(link);
  });
});
