import type { Scenario } from '../Scenario.ts';

const RUN = 'docker run --rm -v /srv/media:/media';
const AS_1000 = '--user 1000:1000 busybox';

/** A directory of jo's, whose ID is 1005, used by user 1000 of a remapped container: refused, then by an ACL, a chown and an idmapped mount. */
export const volumes: Scenario = {
  name: 'volumes',
  title: 'Whose file is it, under dockerd --userns-remap',
  images: ['busybox'],
  notes: ['dockerd: --userns-remap=dockremap', 'app: busybox with a directory /media that belongs to 1000'],
  async play(lab) {
    await lab.prepare('adduser --quiet --disabled-password --gecos "" --uid 1005 jo');
    await lab.prepare('adduser --quiet --system --group --home /nonexistent --no-create-home dockremap');
    await lab.prepare('echo dockremap:165536:65536 | tee /etc/subuid > /etc/subgid');
    await lab.prepare('install -d -o jo -g jo /srv/media && echo reel > /srv/media/film && chmod 600 /srv/media/film');
    await lab.prepare('chown jo:jo /srv/media/film');
    await lab.dockerd('--userns-remap=dockremap');
    await lab.load('busybox');

    await lab.host('subuid', 'cat /etc/subuid');
    await lab.host('outside', 'id -u jo; ls -ldn /srv/media; ls -ln /srv/media');
    await lab.host('inside', `${RUN} busybox ls -ln /media`);
    await lab.host('refused', `${RUN} ${AS_1000} cat /media/film`);
    await lab.host('refused-root', `${RUN} busybox cat /media/film`);

    await lab.host('volume', 'docker run --rm -v films:/media busybox sh -c "touch /media/film; ls -ln /media"');
    await lab.host('volume-path', 'docker volume inspect --format "{{.Mountpoint}}" films');
    await lab.host('volume-outside', 'ls -ln /var/lib/docker/165536.165536/volumes/films/_data');
    await lab.host('volume-1000', `docker run --rm -v films:/media ${AS_1000} \\\n    touch /media/new`);
    await lab.host('volume-chown', 'docker run --rm -v films:/media busybox chown 1000:1000 /media');
    await lab.host(
      'volume-allowed',
      `docker run --rm -v films:/media ${AS_1000} \\\n    sh -c "touch /media/new; ls -ln /media"`,
    );

    await lab.prepare(
      'docker run --name app busybox sh -c "mkdir /media && chown 1000:1000 /media" && docker commit app app',
    );
    await lab.host('volume-image', 'docker run --rm app ls -ldn /media');
    await lab.host(
      'volume-fresh',
      'docker run --rm -v fresh:/media --user 1000:1000 app \\\n    sh -c "touch /media/new; ls -ln /media"',
    );

    await lab.host('acl', 'setfacl -R -m u:166536:rwX,d:u:166536:rwX,d:u:1005:rwX /srv/media');
    await lab.host('acl-get', 'getfacl --numeric --absolute-names --omit-header /srv/media/film');
    await lab.host('acl-inside', `${RUN} ${AS_1000} \\\n    sh -c "cat /media/film; touch /media/new; ls -ln /media"`);
    await lab.host('acl-outside', 'ls -ln /srv/media');
    await lab.host('acl-remove', 'setfacl -R -b /srv/media && rm /srv/media/new && chmod 755 /srv/media');
    await lab.prepare('chmod 600 /srv/media/film');

    await lab.host(
      'idmap',
      'mkdir /srv/mapped && mount --bind -o X-mount.idmap=b:1005:166536:1 \\\n    /srv/media /srv/mapped',
    );
    await lab.host('idmap-outside', 'ls -ln /srv/media /srv/mapped');
    const MAPPED = 'docker run --rm -v /srv/mapped:/media';
    await lab.host(
      'idmap-inside',
      `${MAPPED} ${AS_1000} \\\n    sh -c "cat /media/film; touch /media/new; ls -ln /media"`,
    );
    await lab.host('idmap-files', 'ls -ln /srv/media');
    await lab.host('idmap-root', `${MAPPED} busybox touch /media/log`);
    await lab.host('idmap-options', 'findmnt --output TARGET,FSTYPE,OPTIONS /srv/mapped');
    await lab.host('idmap-umount', 'umount /srv/mapped');

    await lab.prepare('mkdir /mnt/lower /mnt/upper /mnt/work /mnt/share && chown jo:jo /mnt/upper');
    await lab.prepare(
      'fuse-overlayfs -o lowerdir=/mnt/lower,upperdir=/mnt/upper,workdir=/mnt/work /mnt/share 2>/dev/null',
    );
    await lab.host('fuse-type', 'findmnt --noheadings --output FSTYPE /mnt/share');
    await lab.host('fuse-idmap', 'mount --bind -o X-mount.idmap=b:1005:166536:1 /mnt/share /srv/mapped');
    await lab.prepare('umount /mnt/share');

    await lab.host('chown', 'chown --recursive --from 1005:1005 166536:166536 /srv/media');
    await lab.host('chown-inside', `${RUN} ${AS_1000} cat /media/film`);
    await lab.host('chown-jo', 'su jo -c "cat /srv/media/film"');
    await lab.stopDockerd();
  },
};
