import type { Diagnostic } from '../../../text/index.ts';
import type { Option } from '../command/readOptions.ts';
import { refusal } from '../refusal.ts';
import type { Word } from '../text/Word.ts';
import type { Assignment } from './readUnit.ts';
import { unitWords } from './unitWords.ts';

/** The keys of one section of a unit. */
export interface UnitSection {
  /** The last value of the key that isn't taken back, its quotes away; undefined where there is none. */
  last: (key: string) => Word | undefined;
  /** Each value of the key since it was last emptied. */
  all: (key: string) => Word[];
  /** Their words. */
  words: (key: string) => Word[];
}

export function sectionOf(assignments: readonly Assignment[], section: string): UnitSection {
  const all = (key: string) => {
    const values = assignments.filter((each) => each.section === section && each.key === key).map(({ value }) => value);
    return values.slice(values.findLastIndex(({ text }) => text === '') + 1);
  };
  return {
    all,
    last: (key) => {
      const value = all(key).at(-1);
      return value && (unitWords(value)[0] ?? value);
    },
    words: (key) => all(key).flatMap(unitWords),
  };
}

const REMAP_KEYS = ['RemapUid', 'RemapGid', 'RemapUsers'];

/** The options that a section's keys become (Podman 5.4.2, pkg/systemd/quadlet/quadlet.go, handleUserMappings and handleUserRemap). */
export function mappingOptions(section: UnitSection, manual: boolean): Option[] | Diagnostic {
  const userns = section.last('UserNS');
  const options: Option[] = [
    ...(userns ? [{ name: 'userns', value: userns }] : []),
    ...section.words('UIDMap').map((value) => ({ name: 'uidmap', value })),
    ...section.words('GIDMap').map((value) => ({ name: 'gidmap', value })),
  ];
  for (const [key, name] of [['SubUIDMap', 'subuidname'] as const, ['SubGIDMap', 'subgidname'] as const]) {
    const value = section.last(key);
    if (value) options.push({ name, value });
  }
  const remapped = REMAP_KEYS.flatMap((key) => section.all(key))[0];
  if (options.length === 0) return remapOptions(section, manual);
  if (!remapped) return options;
  const words = 'deprecated Remap keys are set along with explicit mapping keys';
  return refusal('quadlet-remap', words, 'Remove the Remap keys.', remapped.span());
}

function remapOptions(section: UnitSection, manual: boolean): Option[] | Diagnostic {
  const users = section.last('RemapUsers');
  const uids = section.words('RemapUid');
  const gids = section.words('RemapGid');
  const wrong = (words: string, hint: string, word: Word | undefined) => {
    return refusal('quadlet-remap', words, hint, word?.span());
  };
  const joined = (mode: string, pairs: readonly [string, Word | undefined][]): Option[] => {
    const set = pairs.flatMap(([key, value]) => (value ? [`${key}=${value.text}`] : []));
    const text = set.length === 0 ? mode : `${mode}:${set.join(',')}`;
    // Its letters stand in several lines; any of them leads to the first.
    return users ? [{ name: 'userns', value: { text, span: () => users.span() } }] : [];
  };
  switch (users?.text) {
    case undefined: {
      if (uids.length > 0) return wrong('UidMap set without RemapUsers', 'Write UIDMap= instead.', uids[0]);
      return gids.length > 0 ? wrong('GidMap set without RemapUsers', 'Write GIDMap= instead.', gids[0]) : [];
    }
    case 'manual':
      if (!manual) return wrong('RemapUsers=manual is not supported', 'Write UserNS= instead.', users);
      return [...uids.map((value) => ({ name: 'uidmap', value })), ...gids.map((value) => ({ name: 'gidmap', value }))];
    case 'auto': {
      const size = section.last('RemapUidSize');
      return joined('auto', [
        ...uids.map((word): [string, Word] => ['uidmapping', word]),
        ...gids.map((word): [string, Word] => ['gidmapping', word]),
        ['size', size && /^[1-9][0-9]*$/.test(size.text) ? size : undefined],
      ]);
    }
    case 'keep-id': {
      for (const [kind, words] of [['UID', uids] as const, ['GID', gids] as const]) {
        const single = `RemapUsers=keep-id supports only a single value for ${kind} mapping`;
        if (words.length > 1) return wrong(single, 'Keep only one.', words[1]);
      }
      return joined('keep-id', [
        ['uid', uids[0]],
        ['gid', gids[0]],
      ]);
    }
    default:
      return wrong(`unsupported RemapUsers option '${users?.text}'`, 'Write UserNS= instead.', users);
  }
}
