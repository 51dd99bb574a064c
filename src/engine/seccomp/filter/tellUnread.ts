import { errnoWords, keyWords, ociWords, podmanWords } from '#unread';
import { does } from '../../linux/index.ts';
import { type Diagnostic, error, info, type Span, shorten, warning } from '../../text/index.ts';
import { isOpen, type LaterKey, type Profile, type Rule, type Word } from '../profile/Profile.ts';
import { readErrno } from './podmanErrno.ts';
import { ENGINE_NAMES, engineOf, structOf, type Target, versionsOf } from './Target.ts';

/**
 * What of the profile the target's engine doesn't read or hand on, and what Podman refuses of the error names that it reads. `handed`: the rules that
 * apply; `unread`: the keys that this release leaves out.
 */
export function tellUnread(
  profile: Profile,
  target: Target,
  handed: readonly Rule[],
  unread: readonly LaterKey[],
): Diagnostic[] {
  const engine = engineOf(target);
  const name = ENGINE_NAMES[engine];
  const reader = structOf(target);
  const isNamed = reader === 'podman' && (engine !== 'podman' || does('podman-errno-names', versionsOf(target).engine));
  const ofReader =
    reader === 'oci'
      ? unreadByOci(profile)
      : isNamed
        ? podmanFindings(profile, handed, target, name)
        : errnosOf(profile, profile.rules)
            .filter(({ text }) => text !== '')
            .map(({ text, span }) =>
              info('errno-unread', ...errnoWords(name, shorten(JSON.stringify(text), 64)), span),
            );
  const keys = unread.filter((key) => String(profile[key] ?? '') !== '');
  return [...ofReader, ...keys.map((key) => info('key-unread', ...keyWords(name, key), profile.defaultSpan))];
}

/** What a profile in Docker's format loses where it is read as the OCI's. */
function unreadByOci({ rules, archMap }: Profile): Diagnostic[] {
  const tell = (what: 'conditions' | 'archMap' | 'name', code: string, found: readonly { span: Span }[]) =>
    found[0] === undefined ? [] : [warning(code, ...ociWords(what, found.length), found[0].span)];
  const gated = rules.filter(({ includes, excludes }) => !isOpen(includes) || !isOpen(excludes));
  return [
    ...tell('conditions', 'conditions-unread', gated),
    ...tell('archMap', 'archmap-unread', archMap),
    ...tell(
      'name',
      'name-unread',
      rules.filter(({ isSingle }) => isSingle),
    ),
  ];
}

/** Error names for which Podman doesn't hand the profile to the runtime: of those in rules that don't apply only the type counts. */
function podmanFindings(profile: Profile, rules: readonly Rule[], { arch }: Target, engine: string): Diagnostic[] {
  const mistyped = errnosOf(profile, profile.rules).filter((word) => word.mistyped);
  const unknown = errnosOf(profile, rules).filter(({ text }) => text !== '' && readErrno(text, arch) === undefined);
  return [
    ...mistyped.map(({ span }) => error('type', ...podmanWords(engine, undefined), span)),
    ...unknown.map(({ text, span }) => error('errno-unknown', ...podmanWords(engine, shorten(text, 64)), span)),
  ];
}

/** The error names that are written in the profile's head and in these rules. */
function errnosOf({ defaultErrno }: Profile, rules: readonly Rule[]): readonly Word[] {
  return [defaultErrno, ...rules.map(({ errno }) => errno)].filter((word) => word !== undefined);
}
