import { describe, expect, test } from 'vitest';
import { harmIn } from './harmIn.ts';

describe('what overwrites, or hands out the host’s root', () => {
  test.each<[text: string, harm: string[]]>([
    ["echo 'dockremap:165536:65536' | tee /etc/subuid > /etc/subgid", ['> /etc/subgid', 'tee /etc/subuid']],
    ['echo x >/etc/subuid', ['> /etc/subuid']],
    ['echo x>/etc/subuid', ['> /etc/subuid']],
    ['printf x 1> "/etc/docker/daemon.json"', ['> /etc/docker/daemon.json']],
    ['echo x | sudo tee /etc/docker/daemon.json >/dev/null', ['tee /etc/docker/daemon.json']],
    ["sudo sh -c 'echo x > /etc/subuid'", ['> /etc/subuid']],
    ['cat > ~/.config/x <<EOF', ['> ~/.config/x']],
    ['cp new /etc/docker/daemon.json', ['cp /etc/docker/daemon.json']],
    ['make && sudo mv a b /usr/local/bin', ['mv /usr/local/bin']],
    ["sed -i 's/a/b/' /etc/pam.d/cron", ['sed -i /etc/pam.d/cron']],
    ['rm -rf /var/lib/docker', ['rm /var/lib/docker']],
    ['dd if=x of=/etc/passwd', ['of=/etc/passwd']],
    [': > "$HOME/.profile"', ['> $HOME/.profile']],
    ['sudo usermod --add-subuids 0-65535 ann', ['usermod assigns 0']],
    ['ann:100000:65536\nann:0:1\n', ['a line assigns 0']],
    ['lxc.idmap: u 0 0 65536', ['an LXC map has the host’s 0']],
    ['lxc.idmap = g 1000 0 1', ['an LXC map has the host’s 0']],
    ['{"containerID": 0, "hostID": 0, "size": 1}', ['an OCI map has the host’s 0']],
    ['sudo podman run --uidmap 0:100000:10 --uidmap 10:0:1 IMAGE', ['rootful Podman maps the host’s 0']],
    ['podman run --uidmap +33:@0 IMAGE', ['a map asks for the host’s 0 with @']],
    ['newuidmap $PID 0 100000 10 10 0 1', ['newuidmap maps the host’s 0']],
    ['sudo unshare --map-users=0:0:65536 sh', ['unshare maps the host’s 0']],
    ["mount --bind -o 'X-mount.idmap=u:1005:0:1 g:1:2:1' DIR M", ['a mount shows files as the host’s 0']],
    ['systemd-nspawn -D ROOT --private-users=0:65536', ['systemd-nspawn maps the host’s 0']],
    ['sudo chown -R 0:0 DIR', ['files go to the host’s root']],
    ['chown -R 1000:0 DIR', ['files go to the host’s root']],
    ['find ROOTFS -xdev -uid 100000 -exec chown -h 0 {} +', ['files go to the host’s root']],
    ['for i in $(seq 0 9); do chgrp -h $((0 + i)) x; done', ['files go to the host’s root']],
    ['sudo setfacl -R -m u:0:rwX,d:u:0:rwX DIR', ['an ACL names the host’s root']],
    ['echo "0 0 1" > /proc/$PID/uid_map', ['a map is written with the host’s 0']],
  ])('%s', (text, harm) => {
    expect(harmIn(text)).toEqual(harm);
  });
});

describe('what does no harm', () => {
  test.each([
    "echo 'dockremap:165536:65536' | sudo tee -a /etc/subuid /etc/subgid",
    'echo root:1005:1 >> /etc/subuid',
    'sudo touch /etc/subuid /etc/subgid',
    'ls > /tmp/list; ls 2>/dev/null >/dev/null',
    'cat /etc/subuid 2>&1 | grep x',
    'sudo install -D -m 644 --backup=numbered "$new" /etc/docker/daemon.json',
    'cp -n x /etc/x',
    'cp /etc/passwd .',
    'install -d /etc/docker',
    'docker run -v /srv/data:/data IMAGE sh -c "echo x > /data/x"',
    "awk '$3 > /etc/ { print }' /etc/passwd",
    'root:100000:65536\nann:1005:1\n',
    'lxc.idmap: u 0 100000 65536',
    'podman run --uidmap 0:0:1 --uidmap 1:1:999 IMAGE',
    'sudo podman run --uidmap 0:200000:65536 IMAGE',
    'newuidmap $PID 0 100000 10 10 1005 1',
    'unshare --user --map-root-user',
    "mount --bind -o 'X-mount.idmap=u:0:165536:65536' DIR M",
    'sudo usermod --add-subuids 100000-165535 ann',
    'podman unshare chown -R 0:0 DIR',
    'docker run --rm -v DIR:/data busybox chown -R 0:0 /data',
    'sudo chown -R 100000:100000 DIR',
    'find ROOTFS -xdev -uid 0 -exec chown -h 100000 {} +',
  ])('%s', (text) => {
    expect(harmIn(text)).toEqual([]);
  });
});
