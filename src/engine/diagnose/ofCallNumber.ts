import { type Arch, nameOf } from '../linux/index.ts';
import { type SourceText, spanAt } from '../text/index.ts';
import type { Diagnosis } from './Diagnosis.ts';

const NATIVE: Arch = 'SCMP_ARCH_X86_64';
/** What a record of the kernel's or a person writes before the number of a call. */
const NAMED = /^\s*(?:syscall|system call|nr|__NR)\s*[=:]?\s*(\d{1,5})\s*$/i;
/** One number alone is an ID rather than a call. */
const LIST = /^\s*\d{1,5}(?:[\s,]+\d{1,5})+\s*$/;
const MOST = 6;

/** Numbers of system calls, one that is named so or several: the call that each is on x86_64. Nothing where none is a call's. */
export function ofCallNumber(source: SourceText): Diagnosis[] {
  const [, named] = NAMED.exec(source.text) ?? [];
  const numbers = named ?? (LIST.test(source.text) ? source.text : undefined);
  const calls = [...new Set(numbers?.match(/\d+/g))].slice(0, MOST).map((digits) => {
    const number = Number(digits);
    return { number, name: nameOf(NATIVE, number) };
  });
  return calls.some(({ name }) => name !== undefined) ? calls.map((call) => ofOne(source, call)) : [];
}

/** A bare number that is a call of the last years, as records of the kernel have them, and hardly an ID. */
export function ofRecentCall(source: SourceText, number: number): Diagnosis[] {
  const name = number >= FIRST_RECENT ? nameOf(NATIVE, number) : undefined;
  return name === undefined ? [] : [ofOne(source, { number, name })];
}

/** pidfd_send_signal of Linux 5.1: from it on, a call has one number on all architectures but Alpha. */
const FIRST_RECENT = 424;

function ofOne(source: SourceText, { number, name }: { number: number; name: string | undefined }): Diagnosis {
  if (name === undefined)
    return {
      ...{ code: 'pasted-call-number', layer: 'seccomp', certain: true, span: spanAt(source, 0, source.text.length) },
      title: `System call ${number}`,
      says: `x86_64 has no system call with the number ${number}.`,
      ...{ facts: {}, looks: [], fixes: [] },
    };
  return {
    ...{ code: 'pasted-call-number', layer: 'seccomp', certain: true, span: spanAt(source, 0, source.text.length) },
    title: `System call ${number}: \`${name}\``,
    says: `On x86_64, system call ${number} is ${name}${number >= FIRST_RECENT ? '' : '; other architectures have other numbers'}. The profile checker shows whether a profile allows it, and which line decides.`,
    ...{ facts: { call: name }, looks: [], fixes: [], state: { instrument: 'seccomp', call: name } },
  };
}
