import { ARCHITECTURES, type Arch } from '../../../linux/index.ts';
import { type Diagnostic, error, type Parsed, type SourceText, sourceText, spanAt } from '../../../text/index.ts';
import { checkProgram, instructionOf } from '../checkProgram.ts';
import { ABS, type Instruction, JEQ, JMP, LD } from '../Instruction.ts';
import { ARCHITECTURE_OFFSET } from '../seccompData.ts';
import type { ForeignProgram, Placed, ProgramFormat } from './ForeignProgram.ts';
import { isBase64, isHex, readBase64, readBytes, readHex } from './readBytes.ts';
import { hasC, isStrace, readC, readStrace } from './readC.ts';
import { hasListing, readListing } from './readListing.ts';
import { hasRows, readRows, writerOfRows } from './readRows.ts';

/**
 * A program as anything writes it: its bytes, or a text in one of the formats of `ProgramFormat`, which is found out. Every problem is told at its place, and
 * then there is no value. A program that the kernel would refuse is read, with `refusals`. `arch` is taken where the program compares with no architecture, and
 * for the names of system calls. Throws NotLoaded where that machine's names are not there yet.
 */
export function readProgram(input: string | Uint8Array, arch: Arch = 'SCMP_ARCH_X86_64'): Parsed<ForeignProgram> {
  if (typeof input !== 'string') {
    const { value, diagnostics } = readBytes(input);
    return {
      value:
        value &&
        readAs(
          'bytes',
          value.map((instruction) => ({ instruction })),
          arch,
        ),
      diagnostics,
    };
  }
  const source = sourceText(input);
  const other = otherText(source);
  if (other) return { value: undefined, diagnostics: [other] };
  const format = formatOf(input);
  if (format === undefined) return { value: undefined, diagnostics: [unknownText(source)] };
  const { value, diagnostics } = readText(format, source, arch);
  if (value?.length === 0) return { value: undefined, diagnostics: [...diagnostics, unknownText(source)] };
  return { value: value && readAs(format, value, arch), diagnostics };
}

function formatOf(text: string): ProgramFormat | undefined {
  if (isStrace(text)) return 'strace';
  if (hasRows(text)) return writerOfRows(text);
  if (hasC(text)) return 'c';
  if (hasListing(text)) return 'listing';
  if (isHex(text)) return 'hex';
  return isBase64(text) ? 'base64' : undefined;
}

function readText(format: ProgramFormat, source: SourceText, arch: Arch): Parsed<readonly Placed[]> {
  switch (format) {
    case 'strace':
      return readStrace(source, arch);
    case 'c':
      return readC(source, arch);
    case 'listing':
      return readListing(source);
    case 'hex':
      return readHex(source);
    case 'base64':
      return readBase64(source);
    default:
      return readRows(source);
  }
}

function readAs(format: ProgramFormat, placed: readonly Partial<Placed>[], arch: Arch): ForeignProgram {
  const instructions = placed.flatMap(({ instruction }) => (instruction ? [instruction] : []));
  const refusals = checkProgram(instructions).map((refusal): Diagnostic => {
    const at = instructionOf(refusal);
    const span = at === undefined ? undefined : placed[at]?.span;
    return span ? { ...refusal, span } : refusal;
  });
  return { format, program: { arch: architectureIn(instructions) ?? arch, instructions, origins: [] }, refusals };
}

/** The first architecture that a program compares with: whoever writes one begins with the machine's own. */
function architectureIn(instructions: readonly Instruction[]): Arch | undefined {
  let loaded = false;
  for (const { code, k } of instructions) {
    if (code === (LD | ABS)) loaded = k === ARCHITECTURE_OFFSET;
    if (!loaded || code !== (JMP | JEQ)) continue;
    const found = ARCHITECTURES.find(({ auditArch }) => auditArch === k);
    if (found) return found.arch;
  }
  return undefined;
}

/** A text that is often taken for a program, and is none. */
function otherText(source: SourceText): Diagnostic | undefined {
  const { text } = source;
  const place = (pattern: RegExp) => {
    const found = pattern.exec(text);
    return found ? spanAt(source, found.index, found.index + found[0].length) : undefined;
  };
  if (text.trim() === '') return error('bpf-none', 'No program is given.', 'Paste one in any of the formats.');
  // libseccomp, src/gen_pfc.c gen_pfc_generate.
  const pfc = place(/^# pseudo filter code start|^\s*if \(\$(?:arch|syscall) == \d+\)/m);
  if (pfc) {
    const hint =
      'Export the program itself with seccomp_export_bpf(3), in Python export_bpf(), and paste the file as base64.';
    return error(
      'bpf-pfc',
      'This is libseccomp’s pseudo filter code (PFC): a description, and not a program.',
      hint,
      pfc,
    );
  }
  const json = place(/^\s*\{\s*"/);
  return (
    json &&
    error(
      'bpf-profile',
      'This is JSON, and not a program.',
      'A profile has a field of its own: choose “Your profile”.',
      json,
    )
  );
}

function unknownText(source: SourceText): Diagnostic {
  const first = source.text.search(/\S/);
  const end = source.text.indexOf('\n', first);
  const message = 'Not recognised as a BPF program.';
  const hint =
    'Paste hex (xxd -p FILE), base64, a C array, what scmp_bpf_disasm or seccomp-tools dump prints, or the line of strace -v with SECCOMP_SET_MODE_FILTER.';
  return error('bpf-format', message, hint, spanAt(source, first, end === -1 ? source.text.length : end));
}
