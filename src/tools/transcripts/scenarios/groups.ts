import type { Scenario } from '../Scenario.ts';

const RUN = 'podman run --rm --network none -v /srv/share:/mnt';

/** A directory that alice may write to as a member of a group, and what of that is left in a container of hers. */
export const groups: Scenario = {
  name: 'groups',
  title: 'Groups of a rootless user',
  images: ['busybox'],
  notes: ['podman: --network none, because the lab has no network but its own'],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
    await lab.prepare('groupadd --gid 2000 media && usermod --append --groups media alice');
    await lab.prepare('install -d -g media -m 2770 /srv/share && chmod 755 /srv');
    await lab.prepare('install -o alice -m 644 busybox.tar /home/alice/ && install -d -o alice -m 700 /run/user/1000');
    const alice = await lab.open('login', 'su - alice', 'host');
    await alice.type('import', 'podman import --quiet busybox.tar busybox');
    await alice.type('id', 'id');
    await alice.type('share', 'ls -ldn /srv/share');
    await alice.type('refused', `${RUN} \\\n    busybox touch /mnt/film`);
    await alice.type('kept', `${RUN} \\\n    --group-add keep-groups busybox sh -c 'id; touch /mnt/film'`);
    await alice.type('film', 'ls -ln /srv/share');
    await alice.leave();
  },
};
