import { readPrompt } from '../../../text/index.ts';
import { isErrorLine } from '../errors/isErrorLine.ts';
import { isNameiRow, isPsHeader } from '../listing/readPs.ts';
import { readHeader, type TextLine } from '../readHeader.ts';
import type { Claim, Claimer } from './Claim.ts';

/** Output of namei -l: a line that names a path, and a row for each step of it; or rows alone where the command above is namei. */
export const claimNamei: Claimer = (lines, index, { typed }) => {
  const isHead = (said: string) => /^f: \S/.test(said);
  const first = lines[index]?.said ?? '';
  const begins = isHead(first)
    ? isNameiRow(lines[index + 1]?.said ?? '')
    : typed?.program === 'namei' && isNameiRow(first);
  if (!begins) return undefined;
  let end = index + 1;
  for (; end < lines.length; end += 1) {
    const said = lines[end]?.said ?? '';
    if (!isHead(said) && !isNameiRow(said)) break;
  }
  return { end, kind: { tool: 'namei' }, certain: true };
};

/** Output of ps, docker top or podman top: its header and the rows below, or rows alone where the command above is one of them. */
export const claimPs: Claimer = (lines, index, { typed }) => {
  const first = lines[index]?.said ?? '';
  const header = isPsHeader(first);
  const printed =
    typed?.program === 'ps' ||
    (typed !== undefined && /^(?:docker|podman)$/.test(typed.program) && typed.words[1] === 'top');
  if (!header && !(printed && /\d/.test(first) && !isErrorLine(first) && readPrompt(first) === undefined))
    return undefined;
  // Every column but the last, the command, is one word.
  const columns = header ? first.split(/\s+/, 40).length : 2;
  let end = index + 1;
  for (; end < lines.length; end += 1) {
    const said = lines[end]?.said ?? '';
    if (
      said === '' ||
      readHeader(said) ||
      (readPrompt(said)?.length ?? 0) > 0 ||
      /^(?:ps|error)\b.{0,20}: /i.test(said)
    )
      break;
    if (!isPsHeader(said) && said.split(/\s+/, columns).length < columns) break;
  }
  return { end, kind: { tool: 'ps' }, certain: true };
};

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
