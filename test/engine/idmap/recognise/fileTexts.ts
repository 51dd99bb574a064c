type Row = [text: string, parts: string];

/** Files and outputs of many lines, and what each is taken for. */
export const FILES: readonly Row[] = [
  // LXC and Proxmox
  ['lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n', 'lxc'],
  ['lxc.idmap: u 0 100000 1005\nlxc.idmap: u 1005 1005 1\nlxc.idmap: u 1006 101006 64530\n', 'lxc'],
  ['lxc.id_map = u 0 100000 65536', 'lxc'],
  [
    'arch: amd64\ncores: 2\nfeatures: nesting=1\nhostname: media\nmemory: 2048\nmp0: /tank/media,mp=/media\nnet0: name=eth0,bridge=vmbr0,ip=dhcp\nostype: debian\nrootfs: local-lvm:vm-101-disk-0,size=8G\nswap: 512\nunprivileged: 1\nlxc.idmap: u 0 100000 1000\n',
    'lxc',
  ],
  [
    '#uid map: from uid 0 map 1005 uids\nlxc.idmap = u 0 100000 1005\n# we map 1 uid\nlxc.idmap = u 1005 1005 1\n',
    'lxc',
  ],
  [
    'root@pve:~# cat /etc/pve/lxc/101.conf\narch: amd64\nunprivileged: 1\nlxc.mount.entry: /tank mnt/tank none bind 0 0\n',
    'prompt lxc',
  ],
  ['/etc/pve/lxc/101.conf:lxc.idmap: u 0 100000 65536\n/etc/pve/lxc/101.conf:lxc.idmap: g 0 100000 65536\n', 'lxc'],
  ['arch: amd64\nhostname: media\nmp0: /tank/media,mp=/media\nostype: debian\n', 'lxc'],
  // A virtual machine's.
  ['cores: 2\nmemory: 2048\nostype: l26\n', 'unknown?'],
  ['lxc.', 'unknown?'],
  ['lxc.idmap', 'lxc'],
  // JSON
  ['{"ociVersion":"1.0.2","linux":{"uidMappings":[{"containerID":0,"hostID":100000,"size":65536}]}}', 'oci'],
  [
    '{\n  "linux": {\n    "uidMappings": [\n      { "containerID": 0, "hostID": 100000, "size": 65536 }\n    ]\n  }\n}\n',
    'oci',
  ],
  ['{"linux": {"namespaces": [{"type": "user"}]}}', 'oci'],
  ['"uidMappings": [\n  { "containerID": 0, "hostID": 100000, "size": 65536 }\n]\n', 'oci?'],
  ['[\n  { "container_id": 0, "host_id": 165536, "size": 65536 }\n]\n', 'oci'],
  ['{\n  "userns-remap": "default"\n}\n', 'dockerd=default'],
  [
    '$ cat /etc/docker/daemon.json\n{\n  "userns-remap": "ann:ann",\n  "log-driver": "journald"\n}\n',
    'prompt dockerd=ann:ann',
  ],
  ['$ cat /etc/docker/daemon.json\n{\n  "experimental": true,\n}\n', 'prompt dockerd'],
  ['"userns-remap": "ann"', 'dockerd=ann?'],
  ['{\n  "userns-remap": "ann"', 'dockerd=ann?'],
  ['dockerd --userns-remap=dockremap &', 'dockerd=dockremap'],
  ['$ sudo dockerd --userns-remap ann:staff', 'dockerd=ann:staff'],
  ['ExecStart=/usr/bin/dockerd -H fd:// --userns-remap=default', 'dockerd=default?'],
  ['root  812  0.1 /usr/bin/dockerd --userns-remap=default\n', 'dockerd=default?'],
  [
    '[\n    {\n        "Id": "4f2a",\n        "HostConfig": { "UsernsMode": "" },\n        "GraphDriver": { "Data": { "UpperDir": "/var/lib/docker/165536.165536/overlay2/x/diff" } }\n    }\n]\n',
    'inspect',
  ],
  ['"UsernsMode": "host",', 'inspect?'],
  [
    '    "IDMappings": {\n        "UidMap": [\n            "0:1:1000"\n        ],\n        "GidMap": []\n    }',
    'inspect?',
  ],
  ['{"a": 1}', 'unknown?'],
  ['{ "broken": [1, 2', 'unknown?'],
  // docker info, podman info
  [
    'Client: Docker Engine - Community\n Version:    26.1.5\n\nServer:\n Containers: 2\n  Running: 0\n Server Version: 26.1.5\n Security Options:\n  seccomp\n   Profile: builtin\n  userns\n Kernel Version: 6.1.0\n Operating System: Debian GNU/Linux 12 (bookworm)\n Docker Root Dir: /var/lib/docker/165536.165536\n',
    'docker-info',
  ],
  ['Docker Root Dir: /var/lib/docker/165536.165536', 'docker-info'],
  [
    '$ docker info | grep -A4 Security\n Security Options:\n  apparmor\n  seccomp\n   Profile: default\n  rootless\n',
    'prompt docker-info',
  ],
  [
    '$ docker info --format "{{json .SecurityOptions}}"\n["name=seccomp,profile=builtin","name=userns"]\n',
    'prompt docker-info',
  ],
  [
    "$ docker info --format '{{.SecurityOptions}} {{.DockerRootDir}}'\n[name=seccomp,profile=builtin name=userns] /var/lib/docker/165536.165536\n",
    'prompt docker-info',
  ],
  ['Client:\n Version:    26.1.5\n Context:    rootless\n', 'docker-info'],
  ['Operating System: Docker Desktop', 'docker-info'],
  [
    'host:\n  arch: amd64\n  idMappings:\n    gidmap:\n    - container_id: 0\n      host_id: 1000\n      size: 1\n    uidmap:\n    - container_id: 0\n      host_id: 1000\n      size: 1\n  security:\n    rootless: true\n',
    'podman-info',
  ],
  // Kubernetes
  [
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostUsers: false\n  containers:\n  - name: web\n    image: nginx\n',
    'pod',
  ],
  [
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: userns\n  annotations:\n    note: "mkdir /data: permission denied"\nspec:\n  hostUsers: false\n',
    'pod',
  ],
  ['spec:\n  hostUsers: false\nError: mkdir /data: permission denied\n', 'pod error'],
  ['spec:\n  hostUsers: false\n', 'pod'],
  ['hostUsers: false', 'pod'],
  ['{"apiVersion":"v1","kind":"Pod","spec":{"hostUsers":false}}', 'pod'],
  // systemd
  ['[Exec]\nPrivateUsers=pick\n', 'nspawn'],
  [
    '[Container]\nImage=docker.io/library/nginx\nUserNS=keep-id:uid=1000\n\n[Install]\nWantedBy=default.target\n',
    'podman',
  ],
  ['UIDMap=0:10000:10\nGIDMap=0:10000:10\n', 'podman'],
];

/** Commands, and what each is taken for. */
export const COMMANDS: readonly Row[] = [
  ['podman run --rm --uidmap 0:1:1000 --uidmap 1000:0:1 alpine id', 'podman'],
  ['$ podman run --userns=keep-id -v ./data:/data:Z docker.io/library/nginx', 'podman'],
  ['docker run -d \\\n  --name web \\\n  -v /srv/web:/data \\\n  nginx\n', 'podman'],
  ['ann@box:~> sudo podman container create --userns=auto nginx', 'podman'],
  ['$ podman --log-level debug run --uidmap 0:1:10 x', 'podman'],
  ['--uidmap 0:1:1000', 'podman?'],
  ['unshare --user --map-root-user bash', 'unshare'],
  ['$ unshare -Ur id\nuid=0(root) gid=0(root) groups=0(root)\n', 'unshare listing:id(in)'],
  ['newuidmap 4711 0 1000 1 1 100000 65536', 'newuidmap'],
  ['systemd-nspawn -D /srv/root --private-users=pick', 'nspawn'],
  ['mount -o bind,X-mount.idmap=b:1000:1005:1 /tank /mnt', 'mount'],
  ['mount --bind --map-users 1000:1005:1 /tank /mnt', 'mount'],
  ['/tank /mnt none bind,X-mount.idmap=b:1000:1005:1 0 0', 'mount?'],
  ['$ docker ps', 'prompt'],
  ['# usermod --add-subuids 100000-165535 ann\n# podman system migrate\n', 'prompt prompt'],
  ['find me a map', 'unknown?'],
  ['docker is hard', 'unknown?'],
  ['$ ', 'prompt'],
];
