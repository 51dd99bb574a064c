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
  [
    "a subdirectory in your graphroot path (/data/&&reboot) restricts access to the remapped root uid/gid; please fix by allowing 'o+x' permissions on existing directories",
    ["namei -l '/data/&&reboot'", 'chmod o+x DIR'],
  ],
  [
    'getent unable to find entry "$HOME" in passwd database',
    ["getent passwd '$HOME'", "sudo useradd --system --no-create-home '$HOME'"],
  ],
  [
    'getent unable to find entry "-rf" in passwd database',
    ['getent passwd NAME', 'sudo useradd --system --no-create-home dockremap'],
  ],
  ['chown: invalid group: ‘1000:-rf’', ['getent group NAME', 'chown 1000:GID PATH']],
  // A colon ends the source of -v.
  [
    `docker run --mount type=bind,src=/srv/a:b,dst=/var/lib/postgresql/data postgres\n${MODE}`,
    [
      'id -u; ls -ldn /var/lib/postgresql/data/x',
      'sudo chown -R HOST_UID:HOST_GID /srv/a:b/x',
      'docker run -e PGDATA=/var/lib/postgresql/data/pgdata -v HOST_PATH:/var/lib/postgresql/data postgres',
      'docker run -v NAME:/var/lib/postgresql/data IMAGE',
    ],
  ],
])('%s', (text, commands) => {
  const [first] = diagnose(text);
  expect([first?.test, ...(first?.fixes ?? [])].map((step) => step?.command)).toEqual(commands);
});

test('a path with control characters is in no command, and the step says so', () => {
  const [first] = diagnose("chown: changing ownership of '/data/a\u0007b': Operation not permitted");
  expect(first?.test).toEqual({
    why: expect.stringMatching(
      / The path contains control characters, so the command has a placeholder: put the path in yourself, quoted\.$/,
    ),
    command: 'ls -ldn PATH',
  });
});
