import { ARCHITECTURES, readCapability } from '../../../linux/index.ts';
import { ENGINE_ARCHITECTURES } from '../../filter/setupSeccomp.ts';
import type { Gate, Rule } from '../../profile/formatProfile.ts';
import { manual, mobyFile } from '../../roads/intents.ts';
import type { Finding, Situation } from '../passesDespite.ts';

/** Rules whose `includes` no target meets: a capability or an architecture that there is not. */
export function deadGates({ profile, active }: Situation): Finding[] {
  const living = new Set(active);
  return profile.rules
    .filter((rule) => !living.has(rule))
    .flatMap((rule) => {
      const unknown = unmeetable(rule.includes);
      return unknown === undefined ? [] : [finding(rule, unknown)];
    });
}

/** Each architecture as Go, Docker or Podman names it; Podman's "x32" is written in Docker's profiles, and never met. */
const KNOWN = new Set(
  ARCHITECTURES.flatMap(({ arch, goarch }) => {
    const { docker, podman } = ENGINE_ARCHITECTURES[arch];
    return [goarch, docker.name, podman.name];
  }),
);
/** Others that Docker's profiles name, whose calls may not be known here. */
const ELSEWHERE = /^(?:amd64|arm|arm64|armbe|mips\w*|ppc\w*|riscv\w*|s390x?|sparc\w*|loong64)$/;

function unmeetable({ capabilities, architectures }: Gate): string | undefined {
  // Docker compares the whole name, in capitals.
  const capability = capabilities.find((name) => readCapability(name) !== name);
  if (capability !== undefined) return capability;
  if (
    architectures.length === 0 ||
    architectures.some((name) => (name !== '' && KNOWN.has(name)) || ELSEWHERE.test(name))
  )
    return undefined;
  return architectures[0];
}

function finding(rule: Rule, unknown: string): Finding {
  return {
    code: 'gate-never',
    harm: 'breaks',
    title: 'This rule’s "includes" are never met',
    message: `Unknown name ${JSON.stringify(unknown)}: the rule never applies.`,
    why: 'Names must match exactly: capabilities such as "CAP_SYS_ADMIN", architectures as Go writes them ("amd64", "arm64").',
    spans: [rule.span],
    sources: [mobyFile('profiles/seccomp/seccomp_linux.go', 'setupSeccomp'), manual('capabilities', 7)],
  };
}
