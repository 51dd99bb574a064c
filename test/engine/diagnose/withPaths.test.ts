import { expect, test } from 'vitest';
import { diagnose } from '../../../src/engine/diagnose/index.ts';

const DENIED = "chown: changing ownership of '/var/lib/postgresql/data': Operation not permitted";
const MODE =
  'initdb: error: could not change permissions of directory "/var/lib/postgresql/data/x": Operation not permitted';

/** The commands of the first cause: what the paste tells stands in them, and what it does not tell stays a word for it. */
test.each<[text: string, commands: (string | undefined)[]]>([
  [
    `docker run -v /srv/pg:/var/lib/postgresql/data postgres:16\n${DENIED}`,
    [
      'ls -ldn /var/lib/postgresql/data',
      'sudo chown HOST_UID:HOST_GID /srv/pg',
      'podman unshare chown UID:GID /srv/pg',
    ],
  ],
  [
    `$ podman run --mount type=bind,src=./pg,dst=/var/lib/postgresql postgres:16\n${DENIED}`,
    [
      'ls -ldn /var/lib/postgresql/data',
      'sudo chown HOST_UID:HOST_GID ./pg/data',
      'podman unshare chown UID:GID ./pg/data',
    ],
  ],
  [
    `docker run -v pg:/var/lib/postgresql/data postgres:16\n${DENIED}`,
    [
      'ls -ldn /var/lib/postgresql/data',
      'sudo chown HOST_UID:HOST_GID HOST_PATH',
      'podman unshare chown UID:GID HOST_PATH',
    ],
  ],
  [
    `docker run -v /:/var/lib/postgresql/data postgres:16\n${DENIED}`,
    [
      'ls -ldn /var/lib/postgresql/data',
      'sudo chown HOST_UID:HOST_GID HOST_PATH',
      'podman unshare chown UID:GID HOST_PATH',
    ],
  ],
  [
    `docker run -v "/srv/my pg:/var/lib/postgresql/data" postgres:16\n${MODE}`,
    [
      'id -u; ls -ldn /var/lib/postgresql/data/x',
      "sudo chown -R HOST_UID:HOST_GID '/srv/my pg/x'",
      "docker run -e PGDATA=/var/lib/postgresql/data/pgdata -v '/srv/my pg':/var/lib/postgresql/data postgres",
      'docker run -v NAME:/var/lib/postgresql/data IMAGE',
    ],
  ],
  [
    MODE,
    [
      'id -u; ls -ldn /var/lib/postgresql/data/x',
      'sudo chown -R HOST_UID:HOST_GID HOST_PATH',
      'docker run -e PGDATA=PATH/pgdata -v HOST_PATH:PATH postgres',
      'docker run -v NAME:PATH IMAGE',
    ],
  ],
  [
    "chown: changing ownership of 'data': Operation not permitted",
    ['ls -ldn PATH', 'sudo chown HOST_UID:HOST_GID HOST_PATH', 'podman unshare chown UID:GID HOST_PATH'],
  ],
])('%s', (text, commands) => {
  const [first] = diagnose(text);
  expect([first?.test, ...(first?.fixes ?? [])].map((step) => step?.command)).toEqual(commands);
});
