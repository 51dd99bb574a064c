import { readPrompt } from '../../../text/index.ts';
import type { TextLine } from '../TextLine.ts';
import type { Claim, Claimer } from './Claim.ts';

/** Sections of systemd's files: a quadlet's, a .nspawn file's, a unit's. */
const SECTION = /^\[(?:Unit|Service|Install|Container|Pod|Volume|Network|Kube|Image|Build|Exec|Files|Timer|Socket)\]$/;
const QUADLET = /^\[(?:Container|Pod|Kube)\]$/;
const NSPAWN = /^(?:\[(?:Exec|Files)\]$|PrivateUsers(?:Ownership|Chown)?\s*=)/;
const QUADLET_LINE = /^(?:UIDMap|GIDMap|UserNS|SubUIDMap|SubGIDMap|RemapUsers|RemapUid|RemapGid)\s*=/;
const ASSIGNED = /^[A-Z]\w{0,60}\s*=/;

/** A quadlet, a .nspawn file or a unit that starts dockerd, from its first section on; or lines of one without the section. */
export const claimIni: Claimer = (lines, index) => {
  const first = lines[index]?.said ?? '';
  const loose = QUADLET_LINE.test(first) || NSPAWN.test(first);
  if (!SECTION.test(first) && !loose) return undefined;
  let end = index;
  let kind: Claim['kind'] | undefined;
  let blank = 0;
  for (let at = index; at < lines.length; at += 1) {
    const { said } = lines[at] as TextLine;
    if (said === '') {
      blank += 1;
      if (blank > 2) break;
      continue;
    }
    const belongs =
      SECTION.test(said) ||
      ASSIGNED.test(said) ||
      said.startsWith('#') ||
      said.startsWith(';') ||
      goesOn(lines, at, index);
    if (!belongs || (said.startsWith('#') && (readPrompt(said)?.length ?? 0) > 0)) break;
    if (blank > 0 && !SECTION.test(said) && loose) break;
    blank = 0;
    end = at + 1;
    if (QUADLET.test(said) || QUADLET_LINE.test(said)) kind = 'podman';
    else if (NSPAWN.test(said)) kind ??= 'nspawn';
    else if (said.startsWith('ExecStart') && said.includes('dockerd')) kind ??= 'dockerd';
  }
  return { end, kind: kind ?? 'unknown', certain: kind !== undefined };
};

/** A line whose predecessor ends with a backslash. */
function goesOn(lines: readonly TextLine[], at: number, index: number): boolean {
  return at > index && (lines[at - 1]?.said.endsWith('\\') ?? false);
}
