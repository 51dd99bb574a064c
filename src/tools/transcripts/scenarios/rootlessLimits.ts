import type { Scenario } from '../Scenario.ts';

/** What rootless Podman may not have (a low port, a raw socket, the host's files), what it has, and a limit on user namespaces that is reached. */
export const rootlessLimits: Scenario = {
  name: 'rootless-limits',
  title: 'Where rootless Podman ends',
  images: ['busybox'],
  notes: ['podman: the network is pasta’s'],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" alice');
    await lab.prepare('install -o alice -m 644 busybox.tar /home/alice/ && install -d -o alice -m 700 /run/user/1000');
    const alice = await lab.open('login', 'su - alice', 'host');
    await alice.type('import', 'podman import --quiet busybox.tar busybox');
    await alice.type(
      'info',
      "podman info --format '{{.Host.RootlessNetworkCmd}} {{.Store.GraphDriverName}} {{.Store.GraphRoot}}'",
    );
    await alice.type('port-start', 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start');
    await alice.type('port-80', 'podman run --rm -p 80:80 busybox true');
    await alice.type('port-8080', 'podman run --rm -p 8080:80 busybox echo published');
    await alice.type('ping', 'podman run --rm busybox ping -c 1 127.0.0.1');
    await alice.type('ping-raw', 'podman run --rm --cap-add NET_RAW busybox ping -c 1 127.0.0.1');
    await alice.type('mknod', 'podman run --rm --privileged busybox mknod /dev/disk b 8 0');
    await alice.type('storage', 'ls -ln .local/share/containers/storage/overlay | head -3');
    await alice.type('storage-unshare', 'podman unshare ls -ln .local/share/containers/storage/overlay | head -3');
    await alice.type('unshare', 'unshare --user --map-root-user bash');
    await alice.type('limit', 'echo 0 > /proc/sys/user/max_user_namespaces', 'container');
    await alice.type('limit-reached', 'unshare --user true', 'container');
    await alice.type('leave', 'exit', 'container');
    await alice.leave();
  },
};
