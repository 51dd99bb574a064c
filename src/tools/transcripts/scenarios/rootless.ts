import type { Scenario } from '../Scenario.ts';

/** Podman started by an ordinary user: her own id is root inside, her subordinate ids are the rest. */
export const rootless: Scenario = {
  name: 'rootless',
  title: 'Rootless Podman',
  images: ['busybox'],
  notes: ['podman: --network none, because the lab has no network but its own'],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
    await lab.prepare('install -o alice -m 644 busybox.tar /home/alice/ && install -d -o alice -m 700 /run/user/1000');
    await lab.host('subuid', 'cat /etc/subuid /etc/subgid');
    const alice = await lab.open('login', 'su - alice', 'host');
    await alice.type('import', 'podman import --quiet busybox.tar busybox');
    await alice.type('unshare-map', 'podman unshare cat /proc/self/uid_map');
    await alice.type('run-root', 'podman run -d --name nap --network none busybox sleep 600');
    await alice.type('run-33', 'podman run -d --name nap33 --user 33 --network none \\\n    busybox sleep 600');
    await alice.type('ps-outside', "ps -eo pid,user,args | grep '[s]leep 600'");
    await alice.type('keep-id', 'podman run --rm --network none --userns keep-id busybox id');
    await alice.type('keep-id-map', 'podman run --rm --network none --userns keep-id busybox cat /proc/self/uid_map');
    await alice.leave();
  },
};
