import type { Scenario } from '../Scenario.ts';

const RUN = 'podman run --rm --network none';

/** Directories of a rootless user: who owns them inside, with the default map, :U, `podman unshare chown` and keep-id. */
export const podmanVolumes: Scenario = {
  name: 'podman-volumes',
  title: 'Volumes of a rootless user',
  images: ['busybox'],
  notes: ['podman: --network none, because the lab has no network but its own'],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
    await lab.prepare('install -o alice -m 644 busybox.tar /home/alice/ && install -d -o alice -m 700 /run/user/1000');
    const alice = await lab.open('login', 'su - alice', 'host');
    await alice.type('import', 'podman import --quiet busybox.tar busybox');
    await alice.type('made', 'mkdir src db && touch src/main.c && ls -ln src');
    await alice.type('default', `${RUN} -v ./src:/src busybox ls -ln /src`);
    await alice.type('refused', `${RUN} -v ./src:/src --user 1000 \\\n    busybox touch /src/main.o`);
    await alice.type(
      'keep-id',
      `${RUN} -v ./src:/src --userns keep-id \\\n    busybox sh -c "id -u; touch /src/main.o; ls -ln /src"`,
    );
    await alice.type('keep-id-outside', 'ls -ln src');
    await alice.type('keep-id-map', `${RUN} --userns keep-id busybox cat /proc/self/uid_map`);
    await alice.type(
      'keep-id-33',
      `${RUN} -v ./src:/src --userns keep-id:uid=33,gid=33 \\\n    busybox sh -c "id -u; ls -ln /src"`,
    );
    await alice.type(
      'chowned',
      `${RUN} -v ./db:/db:U --user 33:33 \\\n    busybox sh -c "touch /db/table; ls -ln /db"`,
    );
    await alice.type('chowned-outside', 'ls -ln db');
    await alice.type('chowned-refused', 'touch db/mine');
    await alice.type('unshare-chown', 'podman unshare chown --recursive 0:0 db && ls -ln db');
    await alice.leave();
  },
};
