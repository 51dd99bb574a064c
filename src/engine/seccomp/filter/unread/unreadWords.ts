import file from '../../../../../content/data/podmanErrors.json' with { type: 'json' };

/** Message and hint of what an engine leaves unread, or refuses where it reads it. */
type Words = readonly [message: string, hint: string | undefined];

/** Releases of an engine that don't hand a key to the runtime yet. */
const BEFORE: Readonly<Record<string, string>> = { Docker: '23.0', Podman: '4.1', containerd: '1.5.5' };

export function keyWords(engine: string, key: string): Words {
  return [`${engine} before ${BEFORE[engine]} does not hand "${key}" to the runtime, so it has no effect.`, undefined];
}

/** An error name that is not read, shown with its quotes. */
export function errnoWords(engine: string, shown: string): Words {
  const who = engine === 'Docker' ? ['Docker', '; only Podman does'] : [`${engine} before 4.0`, ''];
  return [
    `${who[0]} does not read the error name ${shown}${who[1]}.`,
    `For ${engine}, write "errnoRet" (or "defaultErrnoRet") with the number.`,
  ];
}

export function podmanWords(engine: string, unknown: string | undefined): Words {
  return unknown === undefined
    ? [
        'The error name must be a string such as "EPERM".',
        `${engine} refuses the whole profile for it; Docker ignores it.`,
      ]
    : [
        `${engine} knows no error ${JSON.stringify(unknown)}. Write one such as "EPERM".`,
        `${engine}: "unknown errno ${unknown}".`,
      ];
}

/** What is unread of a profile that containerd reads as the OCI's. */
export function ociWords(what: 'conditions' | 'archMap' | 'name', count: number): Words {
  switch (what) {
    case 'conditions': {
      const which = count === 1 ? 'the condition of one rule' : `the conditions of ${count} rules`;
      return [
        `containerd does not read "includes" and "excludes": it ignores ${which}.`,
        'The rules apply to every container, whatever its capabilities.',
      ];
    }
    case 'archMap':
      return [
        'containerd does not read "archMap", so the filter covers the machine’s own architecture only.',
        'Calls from others, such as 32-bit ones, kill the program. Write "architectures" instead.',
      ];
    case 'name':
      return ['containerd does not read "name": it ignores the rule.', 'Write "names" with a list.'];
  }
}

const NAMES = new Set(file.names);

/** Whether Podman's list of errors has the name (containers/common, pkg/seccomp/errno_list.go). */
export function isPodmanError(name: string): boolean {
  return NAMES.has(name);
}
