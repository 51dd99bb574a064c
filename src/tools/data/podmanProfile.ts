import type { ArchitectureJson, GateJson, ProfileJson, RuleJson } from '../../engine/seccomp/index.ts';
import type { Lookup } from './cExpression.ts';
import { expressionOf, field, itemsOf, onlyFields, stringsOf } from './goFields.ts';
import { goAction, goRule } from './goRule.ts';
import { goStatements } from './goStatements.ts';
import { goTokens } from './goTokens.ts';
import { type GoValue, goValue } from './goValue.ts';

/**
 * The default that containers/common has built in, as a profile: DefaultProfile of pkg/seccomp/default_linux.go, which Podman uses where no file is
 * installed. `constant` gives what the source takes from the packages unix and syscall. Throws at a statement that it doesn't know.
 */
export function podmanProfile(source: string, constant: Lookup): ProfileJson {
  const tokens = goTokens(source);
  /** "& eperm" for `eperm := uint(unix.EPERM)`. */
  const errnos = new Map<string, number>();
  let syscalls: readonly RuleJson[] = [];
  let profile: ProfileJson | undefined;
  for (const statement of goStatements(tokens, 'DefaultProfile')) {
    const words = statement.kind === 'plain' ? statement.tokens.filter(({ kind }) => kind !== 'line') : [];
    const line = words.map(({ text }) => text).join(' ');
    const errno = /^(\w+) := uint \( (?:unix|syscall)\.(E\w+) \)$/.exec(line);
    if (errno?.[1] !== undefined && errno[2] !== undefined) errnos.set(`& ${errno[1]}`, numberOf(errno[2], constant));
    else if (line.startsWith('syscalls := [ ] * Syscall {')) {
      syscalls = itemsOf(goValue(words, 2).value).map((rule) => ruleOf(rule, errnos, constant));
    } else if (line.startsWith('return & Seccomp {')) {
      const { value } = goValue(words, 1);
      onlyFields(value, ['DefaultAction', 'DefaultErrnoRet', 'ArchMap', 'Syscalls']);
      const [defaultAction, defaultErrnoRet] = [
        goAction(value, 'DefaultAction'),
        errnoOf(value, errnos, 'DefaultErrnoRet'),
      ];
      if (defaultAction === undefined) throw new Error('Found a default action that is not known.');
      const archMap = architectures(goStatements(tokens, 'arches'));
      profile = { defaultAction, ...(defaultErrnoRet !== undefined && { defaultErrnoRet }), archMap, syscalls };
    } else throw new Error(`Found the statement ${line.slice(0, 60)}, which is not known.`);
  }
  if (profile === undefined) throw new Error('Found no profile in DefaultProfile.');
  return profile;
}

function ruleOf(value: GoValue, errnos: ReadonlyMap<string, number>, constant: Lookup): RuleJson {
  onlyFields(value, ['Names', 'Action', 'ErrnoRet', 'Args', 'Comment', 'Includes', 'Excludes']);
  const { names, action, args } = goRule(value, constant);
  const errnoRet = errnoOf(value, errnos, 'ErrnoRet');
  const comment = field(value, 'Comment');
  const [includes, excludes] = [gateOf(field(value, 'Includes')), gateOf(field(value, 'Excludes'))];
  return {
    names,
    action,
    ...(errnoRet !== undefined && { errnoRet }),
    ...(args && { args }),
    ...(comment?.kind === 'string' && { comment: comment.text }),
    ...(includes && { includes }),
    ...(excludes && { excludes }),
  };
}

function gateOf(value: GoValue | undefined): GateJson | undefined {
  if (value === undefined) return undefined;
  onlyFields(value, ['Caps', 'Arches']);
  const [caps, arches] = [stringsOf(field(value, 'Caps')), stringsOf(field(value, 'Arches'))];
  return { ...(caps.length > 0 && { caps }), ...(arches.length > 0 && { arches }) };
}

function errnoOf(value: GoValue, errnos: ReadonlyMap<string, number>, name: string): number | undefined {
  const errno = field(value, name);
  if (errno === undefined) return undefined;
  const number = errnos.get(expressionOf(errno));
  if (number === undefined) throw new Error('Found an errno that is not known.');
  return number;
}

function numberOf(name: string, constant: Lookup): number {
  const value = constant(name);
  if (value === undefined) throw new Error(`Found ${name}, which no header gives a value.`);
  return Number(value);
}

function architectures([statement]: ReturnType<typeof goStatements>): ArchitectureJson[] {
  if (statement?.kind !== 'plain') throw new Error('Found no list in arches.');
  const name = (value: GoValue | undefined) => expressionOf(value).replace(/^Arch/, 'SCMP_ARCH_');
  return itemsOf(goValue(statement.tokens, 1).value).map((item) => ({
    architecture: name(field(item, 'Arch')),
    subArchitectures: itemsOf(field(item, 'SubArches')).map(name),
  }));
}
