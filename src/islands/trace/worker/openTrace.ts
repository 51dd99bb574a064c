import { isSavedTrace, readSavedTrace } from '../../../share/traceFile.ts';
import { MAX_FILE_BYTES, type OpenedFile, openFile } from '../../../ui/openedFile.ts';
import type { Message } from '../state/State.ts';

const BEGINNING = 32;

/**
 * What opening these files does. A seccomp profile among them becomes the reader’s own: it is no trace. Of the others, one that fits into the text field is
 * its text, a saved state is opened, and anything else is read as a trace without keeping its text. Undefined where there is no file.
 */
export async function openTrace(files: readonly File[]): Promise<Message | undefined> {
  const { profile, traces } = await sorted(files);
  const trace = await opened(traces);
  return profile === undefined ? trace : { kind: 'profile-dropped', file: profile, trace };
}

async function opened(files: readonly File[]): Promise<Message | undefined> {
  const [file, ...others] = files;
  if (file === undefined) return undefined;
  if (others.length > 0) return { kind: 'files', files };
  const saved = await savedText(file).catch(() => undefined);
  if (saved !== undefined) {
    const state = await readSavedTrace(saved);
    return { kind: 'saved', name: file.name, saved: state };
  }
  if (file.size > MAX_FILE_BYTES) return { kind: 'files', files };
  return { kind: 'file', of: 'trace', file: await openFile(file) };
}

/** Whether files are profiles, and which are traces: a recording of the Security Profiles Operator is a trace, unless another trace is there. */
async function sorted(files: readonly File[]): Promise<{ profile: OpenedFile | undefined; traces: readonly File[] }> {
  const read = await Promise.all(files.map(async (file) => ({ file, of: await profileOf(file) })));
  const isTraceThere = read.some(({ of }) => of === undefined);
  const profiles = read.filter(({ of }) => of && (isTraceThere || !of.isRecording));
  const [first, ...others] = profiles;
  return {
    profile: first?.of && withOthers(first.of.opened, others),
    traces: read.filter((each) => !profiles.includes(each)).map(({ file }) => file),
  };
}

/** One profile is asked at a time. */
function withOthers(opened: OpenedFile, others: readonly { file: File }[]): OpenedFile {
  const left = others.map(({ file: { name } }): OpenedFile['diagnostics'][number] => ({
    ...{ code: 'file-left', severity: 'warning', message: `${name} is a second seccomp profile and was not opened.` },
    hint: 'Open one profile at a time.',
  }));
  return { ...opened, diagnostics: [...opened.diagnostics, ...left] };
}

/** A file that is nothing but a seccomp profile; undefined for another, and for one that no field holds. */
async function profileOf(file: File): Promise<{ opened: OpenedFile; isRecording: boolean } | undefined> {
  if (file.size > MAX_FILE_BYTES) return undefined;
  const opened = await openFile(file);
  if (opened.value === undefined || !MAYBE_PROFILE.test(opened.value)) return undefined;
  const found = await (await import('./profileFound.ts')).profileFound(opened.value);
  return found && found.rest.trim() === '' ? { opened, isRecording: found.isRecording } : undefined;
}

/** What a text without these keys is, needs no engine to tell. */
const MAYBE_PROFILE = /defaultAction|syscalls/;

/** The text of a saved state; undefined for another file. */
async function savedText(file: File): Promise<string | undefined> {
  return isSavedTrace(await file.slice(0, BEGINNING).text()) ? file.text() : undefined;
}
