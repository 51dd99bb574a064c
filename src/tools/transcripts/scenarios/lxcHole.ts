import type { Lab } from '../Lab.ts';
import type { Scenario } from '../Scenario.ts';

const CONFIG = `lxc.rootfs.path = dir:/var/lib/lxc/media/rootfs
lxc.uts.name = media
lxc.net.0.type = empty
lxc.apparmor.profile = unchanged
lxc.init.cmd = /bin/sleep infinity
lxc.mount.auto = proc
lxc.mount.entry = /srv/media media none bind,create=dir 0 0
`;

/** An unprivileged LXC container whose user 1000 becomes the host's 1005: refused without root:1005:1, then started, and its old files given over. */
export const lxcHole: Scenario = {
  name: 'lxc-hole',
  title: 'A hole in the map of an LXC container',
  images: ['busybox'],
  notes: [
    'lxc: the root file system is the image busybox, its files shifted by 100000; lxc.net.0.type = empty; /home/app belonged to 1000 in the container',
  ],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" --uid 1005 jo');
    await lab.prepare('echo root:100000:65536 | tee /etc/subuid > /etc/subgid');
    await lab.prepare('install -d -o jo -g jo /srv/media && install -o jo -g jo -m 600 /dev/null /srv/media/film');
    await fillRoot(lab);
    await lab.host('outside', 'ls -ln /srv/media');
    await lab.host('default-config', 'grep idmap /var/lib/lxc/media/config');
    await lab.host('default-start', 'lxc-start -n media');
    await lab.host('default-inside', 'lxc-attach -n media -- ls -ln /media /home');
    await lab.host('default-refused', 'lxc-attach -n media -u 1000 -g 1000 -- touch /media/new');
    await lab.prepare('lxc-stop -k -n media');

    await lab.prepare("sed -i '/idmap/d' /var/lib/lxc/media/config");
    await lab.prepare(
      'for t in u g; do printf "lxc.idmap = $t 0 100000 1000\\nlxc.idmap = $t 1000 1005 1\\nlxc.idmap = $t 1001 101001 64535\\n"; done >> /var/lib/lxc/media/config',
    );
    await lab.host('hole-config', 'grep idmap /var/lib/lxc/media/config');
    await lab.host('hole-refused', 'lxc-start -F -n media 2>&1 | grep -o "newuidmap: .*allowed"');
    await lab.host('taken', "awk -F: '$2 <= 1005 && 1005 < $2 + $3' /etc/subuid /etc/subgid");
    await lab.host('assign', 'echo root:1005:1 | tee -a /etc/subuid /etc/subgid');
    await lab.host('subuid', 'cat /etc/subuid');
    await lab.host('hole-start', 'lxc-start -n media');
    await lab.host('hole-map', 'lxc-attach -n media -- cat /proc/1/uid_map');
    await lab.host('hole-inside', 'lxc-attach -n media -- ls -ln /media /home');
    await lab.host('hole-touch', 'lxc-attach -n media -u 1000 -g 1000 -- touch /media/new');
    await lab.host('hole-outside', 'ls -ln /srv/media');
    await lab.host('lost', 'ls -ln /var/lib/lxc/media/rootfs/home');
    await lab.prepare('lxc-stop -k -n media');
    await lab.host(
      'give',
      'find /var/lib/lxc/media/rootfs -xdev -uid 101000 \\\n    -exec chown --no-dereference 1005 {} +',
    );
    await lab.host(
      'give-group',
      'find /var/lib/lxc/media/rootfs -xdev -gid 101000 \\\n    -exec chgrp --no-dereference 1005 {} +',
    );
    await lab.prepare('lxc-start -n media');
    await lab.host('given', 'lxc-attach -n media -- ls -ln /home');
    await lab.prepare('lxc-stop -k -n media');

    await lab.prepare(
      "sed -i -e '/idmap/d' -e 's/bind,create=dir/bind,create=dir,idmap=container/' /var/lib/lxc/media/config",
    );
    await lab.prepare('for t in u g; do echo "lxc.idmap = $t 0 100000 65536"; done >> /var/lib/lxc/media/config');
    await lab.prepare('lxc-start -n media');
    await lab.host('entry', 'grep mount.entry /var/lib/lxc/media/config');
    await lab.host('entry-inside', 'lxc-attach -n media -- ls -ln /media');
    await lab.prepare('lxc-stop -k -n media');
  },
};

async function fillRoot(lab: Lab): Promise<void> {
  const root = '/var/lib/lxc/media/rootfs';
  await lab.prepare(
    `mkdir -p ${root} && tar -C ${root} -xf busybox.tar && chmod 755 ${root} && chown -R 100000:100000 ${root}`,
  );
  await lab.prepare(`install -d -o 101000 -g 101000 -m 755 ${root}/home/app && chown 100000:100000 ${root}/home`);
  lab.file('config', `${CONFIG}lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n`);
  await lab.prepare('mv config /var/lib/lxc/media/config');
}
