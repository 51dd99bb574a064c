import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/engine/diagnose/catalogue.ts';
import { diagnose } from '../../../src/engine/diagnose/index.ts';
import { titleOf } from '../../../src/engine/diagnose/withPaths.ts';
import { readMessage } from '../../../src/engine/idmap/index.ts';

const title = (text: string) => diagnose(text)[0]?.title;

/** The entry's own title where it quotes what was pasted; else the pasted words. */
test.each([
  [
    'initdb: error: data directory "/d" has wrong ownership',
    'PostgreSQL: `data directory "…" has wrong ownership`, `has invalid permissions`',
  ],
  [
    'wsdd.service: Failed at step USER spawning /usr/bin/wsdd: No such process',
    '`Failed at step USER spawning /usr/bin/wsdd: No such process`',
  ],
  ['su: cannot set groups: Operation not permitted', '`cannot set groups: Operation not permitted`'],
  ['web-1  | su: cannot set groups: Operation not permitted', '`cannot set groups: Operation not permitted`'],
  [
    '2016-08-24T12:00:00.0Z stderr F newgidmap: gid range [1-65537) -> [200000-265536) not allowed',
    '`gid range [1-65537) -> [200000-265536) not allowed`',
  ],
  ['write file `/proc/2016/uid_map`: Invalid argument', "`write file '/proc/2016/uid_map': Invalid argument`"],
  [
    'Error: crun: the requested cgroup controller `pids` is not available',
    "`the requested cgroup controller 'pids' is not available`: a controller is not delegated",
  ],
  [
    'level=error msg="failed to mount overlay: operation not permitted" storage-driver=overlay2',
    '`failed to mount overlay: operation not permitted …`',
  ],
  [
    'create user namespace manager: kubelet mappings: mismatched subuids and subgids for user "kubelet"',
    'kubelet: `mismatched subuids and subgids for user "kubelet"`',
  ],
  [
    "iptables v1.8.9 (legacy): can't initialize iptables table 'filter': Permission denied (you must be root)",
    '`iptables`, `nft`: `Permission denied (you must be root)`',
  ],
  ['failed to set MOUNT_ATTR_IDMAP on /srv: invalid argument', 'An idmapped mount failed'],
  [
    'Error: crun: create `/sys/fs/cgroup/x`: Permission denied: OCI permission denied',
    '`/sys/fs/cgroup`: `permission denied`',
  ],
  ['nobody nogroup', 'Files owned by `nobody`, or 65534'],
])('%s', (text, expected) => {
  expect(title(text)).toBe(expected);
});

test('of each message that an entry knows, a title that quotes has words of it', () => {
  const wrong = catalogue().flatMap((entry) =>
    entry.examples.flatMap((example) => {
      const shown = titleOf(entry, example);
      const [, quoted] = /`([^`]+)`/.exec(shown) ?? [];
      const small = readMessage(example).small.replaceAll('`', "'");
      const isOwn = shown === entry.title;
      return isOwn || quoted?.split(' …').every((part) => small.includes(part.toLowerCase())) ? [] : [[example, shown]];
    }),
  );
  expect(wrong).toEqual([]);
});

test('whatever the lines are, a title is short and has its quotes', () => {
  const entries = fc.constantFrom(...catalogue());
  fc.assert(
    fc.property(
      entries,
      fc.array(fc.oneof(fc.string(), fc.constantFrom('error: ', '`', '"', ': '))),
      (entry, words) => {
        const lines = [...words, entry.phrases[0] ?? '', ...words].join('');
        const shown = titleOf(entry, lines);
        expect((shown.match(/`/g) ?? []).length % 2).toBe(0);
        expect(shown.length).toBeLessThanOrEqual(Math.max(entry.title.length, 72 + 2) + entry.title.length);
      },
    ),
  );
});
