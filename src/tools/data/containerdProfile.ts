import type { ArchitectureJson, GateJson, ProfileJson, RuleJson } from '../../engine/seccomp/index.ts';
import {
  expressionOf,
  field,
  type GoToken,
  type GoValue,
  goAction,
  goRule,
  goTokens,
  goValue,
  itemsOf,
  type Lookup,
  onlyFields,
} from './goRule.ts';

/** A statement of a Go function: one with blocks, by its keyword and what stands between that and the brace, or any other. */
type GoStatement =
  | { kind: 'if' | 'for'; header: string; body: readonly GoStatement[] }
  | { kind: 'switch'; header: string; cases: readonly GoCase[] }
  | { kind: 'plain'; tokens: readonly GoToken[] };

interface GoCase {
  /** The strings that it is for; empty for `default`. */
  values: readonly string[];
  body: readonly GoStatement[];
}

/** The statements in the body of a function. Throws where there is no such function, and for `else`, which it doesn't read. */
export function goStatements(tokens: readonly GoToken[], name: string): GoStatement[] {
  let at = tokens.findIndex(({ text }, index) => text === name && tokens[index - 1]?.text === 'func');
  if (at === -1) throw new Error(`Found no function ${name} in the Go source.`);
  headerWords();
  return block();

  function current(): GoToken {
    return tokens[at] ?? { kind: 'line', text: '' };
  }

  /** The words up to the brace that opens a block; a literal's brace stands within parentheses. */
  function headerWords(): string {
    const words: string[] = [];
    for (let depth = 0; at < tokens.length; at++) {
      const { kind, text } = current();
      if (kind === 'mark' && text === '{' && depth === 0) break;
      if (kind === 'mark') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
      if (kind !== 'line') words.push(text);
    }
    return words.join(' ');
  }

  /** From its opening brace to the closing one. */
  function block(): GoStatement[] {
    at++;
    const body = statementsUntil('}');
    at++;
    return body;
  }

  function statementsUntil(...ends: string[]): GoStatement[] {
    const found: GoStatement[] = [];
    for (; at < tokens.length; ) {
      const { kind, text } = current();
      if (kind === 'line') at++;
      else if (kind !== 'string' && ends.includes(text)) return found;
      else found.push(statement());
    }
    throw new Error('Found the end of the Go source within a block.');
  }

  function statement(): GoStatement {
    const { text: kind } = current();
    if (kind === 'else') throw new Error('Found else in the Go source, which is not read.');
    if (kind === 'if' || kind === 'for') {
      at++;
      return { kind, header: headerWords(), body: block() };
    }
    if (kind === 'switch') {
      at++;
      return { kind, header: headerWords(), cases: cases() };
    }
    return { kind: 'plain', tokens: plain() };
  }

  function cases(): GoCase[] {
    at++;
    const found: GoCase[] = [];
    for (;;) {
      while (current().kind === 'line') at++;
      const { text } = current();
      at++;
      if (text === '}') return found;
      if (text !== 'case' && text !== 'default') throw new Error(`Found ${text} in a Go switch, expected a case.`);
      const values: string[] = [];
      for (; current().text !== ':' || current().kind === 'string'; at++) {
        if (current().kind === 'string') values.push(current().text);
      }
      at++;
      found.push({ values, body: statementsUntil('case', 'default', '}') });
    }
  }

  /** Up to the end of a line that is within no brackets. */
  function plain(): GoToken[] {
    const start = at;
    for (let depth = 0; at < tokens.length; at++) {
      const { kind, text } = current();
      if (depth === 0 && (kind === 'line' || (kind === 'mark' && text === '}'))) break;
      if (kind === 'mark') depth += '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0;
    }
    return tokens.slice(start, at);
  }
}

/** Docker's word in `arches` for each value of GOARCH (moby, profiles/seccomp/seccomp_linux.go goToNative); Go has no s390. */
const ARCH_WORDS: Readonly<Record<string, string>> = {
  '386': 'x86',
  amd64: 'amd64',
  arm: 'arm',
  arm64: 'arm64',
  mips64: 'mips64',
  ppc64le: 'ppc64le',
  riscv64: 'riscv64',
  s390: 's390',
  s390x: 's390x',
};
/** The same for every machine whose kernel numbers errors as MIPS does. */
const MIPS_WORDS = ['mips64', 'mips64n32', 'mipsel', 'mipsel64', 'mips3l64n32'];

/** The native architecture of each value of GOARCH for which the source names architectures; it lists others that GOARCH never is. */
const NATIVE: Readonly<Record<string, string>> = {
  amd64: 'SCMP_ARCH_X86_64',
  arm64: 'SCMP_ARCH_AARCH64',
  mips64: 'SCMP_ARCH_MIPS64',
  s390x: 'SCMP_ARCH_S390X',
  riscv64: 'SCMP_ARCH_RISCV64',
  loong64: 'SCMP_ARCH_LOONGARCH64',
};

/** The constants that the source takes from golang.org/x/sys/unix. */
export interface UnixConstants {
  /** "AF_VSOCK", "CLONE_NEWNS". */
  value: Lookup;
  /** ENOSYS on MIPS, and everywhere else. */
  enosys: { mips: number; others: number };
}

/** Where a rule stands in the source: what the container's capabilities, the kernel and GOARCH are there. */
interface Guard {
  arches?: readonly string[];
  otherArches?: readonly string[];
  capability?: string;
  withoutCapability?: string;
  minKernel?: string;
}

/**
 * containerd's default as a profile: contrib/seccomp/seccomp_default.go builds it in Go, by what the container may and the machine is; here the
 * same conditions stand in `includes` and `excludes`. Throws at a statement that it doesn't know, so that a new one is not passed over.
 */
export function containerdProfile(source: string, constants: UnixConstants): ProfileJson {
  const tokens = goTokens(source);
  const rules: RuleJson[] = [];
  /** The capability in whose case `admin` is set. */
  let admin: string | undefined;
  let defaultAction: string | undefined;
  visit(goStatements(tokens, 'DefaultProfile'), {});
  if (defaultAction === undefined) throw new Error('Found no default action in DefaultProfile.');
  return { defaultAction, archMap: archMap(goStatements(tokens, 'arches')), syscalls: rules };

  function visit(statements: readonly GoStatement[], guard: Guard): void {
    for (const statement of statements) {
      if (statement.kind === 'plain') plain(statement.tokens, guard);
      else if (statement.kind === 'switch') {
        const all = statement.cases.flatMap(({ values }) => values);
        for (const { values, body } of statement.cases)
          visit(body, { ...guard, ...caseGuard(statement.header, values, all) });
      } else visit(statement.body, { ...guard, ...headerGuard(statement.header) });
    }
  }

  function headerGuard(header: string): Guard {
    const kernel = /GreaterEqualThan \( kernelversion\.KernelVersion \{ Kernel : (\d+) , Major : (\d+) \} \)/.exec(
      header,
    );
    if (kernel) return { minKernel: `${kernel[1]}.${kernel[2]}` };
    if (header === '! admin' && admin !== undefined) return { withoutCapability: admin };
    if (header === 'ok' || header.endsWith(':= range sp.Process.Capabilities.Bounding')) return {};
    throw new Error(`Found the condition ${header}, which is not known.`);
  }

  function plain(statement: readonly GoToken[], guard: Guard): void {
    const words = statement.filter(({ kind }) => kind !== 'line').map(({ text }) => text);
    const line = words.join(' ');
    if (line.startsWith('s.Syscalls = append ( s.Syscalls , ')) {
      const { value } = goValue(statement, statement.findIndex(({ text }) => text === ',') + 1);
      rules.push(...ruleOf(value, guard, constants));
    } else if (line.startsWith('syscalls := [ ] specs.LinuxSyscall {')) {
      const { value } = goValue(statement, 2);
      for (const item of itemsOf(value)) rules.push(...ruleOf(item, guard, constants));
    } else if (line === 'admin = true') admin = guard.capability;
    else if (line.startsWith('s := & specs.LinuxSeccomp {')) {
      const { value } = goValue(statement, 2);
      onlyFields(value, ['DefaultAction', 'Architectures', 'Syscalls']);
      defaultAction = goAction(value, 'DefaultAction');
    } else if (!['nosys := uint ( unix.ENOSYS )', 'admin := false', 'return s'].includes(line)) {
      throw new Error(`Found the statement ${line.slice(0, 60)}, which is not known.`);
    }
  }
}

function caseGuard(header: string, values: readonly string[], all: readonly string[]): Guard {
  const [capability] = values;
  if (header === 'c' && capability !== undefined && values.length === 1) return { capability };
  if (header !== 'runtime.GOARCH') throw new Error(`Found a switch over ${header}, which is not known.`);
  return values.length > 0 ? { arches: values.map(wordOf) } : { otherArches: all.map(wordOf) };
}

function wordOf(goarch: string): string {
  const word = ARCH_WORDS[goarch];
  if (word === undefined) throw new Error(`Found the architecture ${goarch}, which is not known.`);
  return word;
}

/** One rule; two where its error number is another on MIPS. */
function ruleOf(value: GoValue, guard: Guard, { value: constant, enosys }: UnixConstants): RuleJson[] {
  onlyFields(value, ['Names', 'Action', 'Args', 'ErrnoRet']);
  const { names, action, args } = goRule(value, constant);
  const errno = field(value, 'ErrnoRet');
  const rule = (errnoRet: number | undefined, arches: Pick<Guard, 'arches' | 'otherArches'>): RuleJson => {
    const gates = gatesOf({ ...guard, ...arches });
    return { names, action, ...(errnoRet !== undefined && { errnoRet }), ...(args && { args }), ...gates };
  };
  if (errno === undefined) return [rule(undefined, {})];
  if (expressionOf(errno) !== '& nosys' || guard.arches || guard.otherArches)
    throw new Error('Found an errno that is not known.');
  return [rule(enosys.others, { otherArches: MIPS_WORDS }), rule(enosys.mips, { arches: MIPS_WORDS })];
}

function gatesOf({
  arches,
  otherArches,
  capability,
  withoutCapability,
  minKernel,
}: Guard): Pick<RuleJson, 'includes' | 'excludes'> {
  const includes: GateJson = {
    ...(capability !== undefined && { caps: [capability] }),
    ...(arches && { arches }),
    ...(minKernel !== undefined && { minKernel }),
  };
  const excludes: GateJson = {
    ...(withoutCapability !== undefined && { caps: [withoutCapability] }),
    ...(otherArches && { arches: otherArches }),
  };
  return {
    ...(Object.keys(includes).length > 0 && { includes }),
    ...(Object.keys(excludes).length > 0 && { excludes }),
  };
}

function archMap([statement]: readonly GoStatement[]): ArchitectureJson[] {
  if (statement?.kind !== 'switch' || statement.header !== 'runtime.GOARCH')
    throw new Error('Found no switch in arches.');
  return statement.cases.flatMap(({ values, body: [first] }) => {
    const native = values.map((goarch) => NATIVE[goarch]).find((name) => name !== undefined);
    if (native === undefined || first?.kind !== 'plain') return [];
    const list = itemsOf(goValue(first.tokens, 1).value).map((item) =>
      expressionOf(item).replace('specs.Arch', 'SCMP_ARCH_'),
    );
    const others = list.filter((name) => name !== native);
    return [{ architecture: native, subArchitectures: others.length > 0 ? others : null }];
  });
}
