import { architectureOf } from '../../engine/linux/index.ts';
import {
  type Found,
  type Installed,
  type NearestStack,
  nearestStack,
  olderInStacks,
  readInstalled,
  STACK_ENGINES,
  type Stack,
  type StackPart,
} from '../../engine/stack/index.ts';
import { counted, type Diagnostic, sourceText } from '../../engine/text/index.ts';
import { type LineMark, problemMarks } from '../../ui/LineMark.ts';
import { tabStorage } from '../address/tabStore.ts';
import { type PartWords, partWords } from '../stacks/partWords.ts';

/** A part that the text tells, in words, and its place. */
interface FoundShown {
  words: string;
  line: number;
  offset: number;
}

/** What a pasted text tells of a machine. */
interface InstalledView {
  found: readonly FoundShown[];
  problems: readonly Diagnostic[];
  marks: readonly LineMark[];
  /** What the text has beside: an image or a distribution that changes no answer, lines that name nothing. */
  notes: readonly string[];
  /** Undefined where nothing of a stack is named. */
  nearest: NearestShown | undefined;
}

/** The stack that the machine is nearest to, and what of it is otherwise. */
export interface NearestShown {
  choice: NearestStack;
  /** Why it is this one: by its engine, or because the text names none. */
  lead: string;
  label: string;
  /** What the machine has instead of the stack's: "Docker 28.1.1". */
  over: readonly string[];
  /** Those that are newer than any stack's. */
  newer: readonly string[];
  /** What is not named, so that it is the stack's. */
  taken: readonly string[];
  /** What choosing it changes: "Docker 29.9.0 → Docker 28.1.1". */
  changes: readonly string[];
}

const PARTS = ['engine', 'runtime', 'libseccomp', 'kernel'] as const satisfies readonly StackPart[];

/** The dpkg -l of 6,000 packages comes to a million, and is read at every key. */
const MOST_CHARACTERS = 1_500_000;
const TOO_LONG = `Only the first ${MOST_CHARACTERS.toLocaleString('en-GB')} characters are read.`;

/** What the text tells, against the stack and the parts that are chosen now: of others nothing is said. Undefined for an empty text. */
export function installedView(text: string, present: PartWords, chosen?: Stack): InstalledView | undefined {
  if (text.trim() === '') return undefined;
  const read = text.slice(0, MOST_CHARACTERS);
  const { value, diagnostics, repeated } = readInstalled(read);
  const found = value ? foundIn(value) : [];
  return {
    found: found.toSorted((a, b) => a.offset - b.offset),
    problems: diagnostics,
    marks: [...problemMarks(diagnostics), ...found.map(({ line }) => ({ line, tone: 'lit' as const }))],
    notes: [
      ...(value
        ? [
            ...unusedWords(value),
            ...elsewhereWords(value, present),
            ...restWords(read, [...found.map(({ line }) => line), ...repeated], diagnostics),
          ]
        : []),
      ...(read.length < text.length ? [TOO_LONG] : []),
    ],
    nearest: value && namesStack(value) ? nearestShown(nearestStack(value, chosen), leadOf(value), present) : undefined,
  };
}

const namesStack = ({ engine, runtime, libseccomp, kernel }: Installed): boolean =>
  [engine, runtime, libseccomp, kernel].some((part) => part !== undefined);

/** What a text tells of one thing; `part`: what of an instrument it sets, where it sets anything. */
interface Told {
  at: Found<unknown>;
  words: string;
  part: (typeof PARTS)[number] | 'none' | undefined;
}

function toldIn(installed: Installed): readonly Told[] {
  const { engine, engineVersion, runtime, runtimeVersion, libseccomp, shadow, machine } = installed;
  const { kernel, distribution, kubernetes, image, libc } = installed;
  const told = [
    [engineVersion, engine && engineVersion && `${STACK_ENGINES[engine.value]} ${engineVersion.value}`, 'engine'],
    [runtimeVersion, runtime && runtimeVersion && `${runtime.value} ${runtimeVersion.value}`, 'runtime'],
    [libseccomp, libseccomp && `libseccomp ${libseccomp.value}`, 'libseccomp'],
    [shadow, shadow && `newuidmap from shadow ${shadow.value}`, 'none'],
    [kernel, kernel && `Linux ${kernel.value}`, 'kernel'],
    // Who asks for libseccomp asks for the machine.
    [machine, machine && architectureOf(machine.value).label, 'libseccomp'],
    [distribution, distribution && capitalised(distribution.value), undefined],
    [kubernetes, kubernetes && `Kubernetes ${kubernetes.value}`, undefined],
    [image, image && `${image.value.name}, with ${image.value.libc.name} ${image.value.libc.version}`, undefined],
    [libc, libc && `${libc.value.name} ${libc.value.version}`, undefined],
  ] as const;
  return told.flatMap(([at, words, part]) => (at === undefined || words === undefined ? [] : [{ at, words, part }]));
}

const foundIn = (installed: Installed): FoundShown[] =>
  toldIn(installed).map(({ at: { span }, words }) => ({ words, line: span.line, offset: span.start }));

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What is recognised and belongs to no stack: the host's system comes with the other versions, and an image with its own libc. */
function unusedWords(installed: Installed): string[] {
  const { image, libc } = installed;
  const ofProgram = [image?.value.libc, libc?.value].find((each) => each !== undefined);
  const words =
    ofProgram &&
    `${ofProgram.name} ${ofProgram.version} decides what a program does after a refusal, not what is refused.`;
  const stays = namesStack(installed)
    ? []
    : [
        'No engine, runtime, libseccomp or kernel is named, so the stack stays. On the host, run one of the commands above.',
      ];
  return [...(words ? [words] : []), ...stays];
}

/** What is recognised, and of no part that the instrument asks for. */
function elsewhereWords(installed: Installed, present: PartWords): string[] {
  const isUnused = ({ part }: Told) => part === 'none' || (part !== undefined && present[part] === undefined);
  const unused = toldIn(installed).filter(isUnused);
  return unused.length === 0 ? [] : [`Not used here: ${unused.map(({ words }) => words).join(', ')}.`];
}

/** Lines that told nothing, the empty ones left out. */
function restWords(text: string, found: readonly number[], problems: readonly Diagnostic[]): string[] {
  const told = new Set([...found, ...problems.map(({ span }) => span?.line)]);
  const { lineStarts } = sourceText(text);
  const rest = lineStarts.filter((start, at) => {
    const line = text.slice(start, lineStarts[at + 1] ?? text.length);
    return line.trim() !== '' && !told.has(at + 1);
  });
  return rest.length === 0
    ? []
    : [`${counted(rest.length, 'other line')} ${rest.length === 1 ? 'names' : 'name'} no version that counts here.`];
}

const leadOf = ({ engine }: Installed): string => (engine ? 'Nearest stack' : 'No engine named; suggested stack');

function nearestShown(choice: NearestStack, lead: string, present: PartWords): NearestShown {
  const asked = PARTS.filter((part) => present[part] !== undefined);
  const [own, usual] = [partWords({ ...choice, engine: choice.stack.engine }), partWords(choice.stack)];
  return {
    choice,
    lead,
    label: choice.stack.label,
    over: asked.filter((part) => own[part] !== usual[part]).map((part) => own[part]),
    newer: asked.flatMap((part) => newerWords(own[part], olderInStacks(choice, part))),
    taken: asked.filter((part) => choice.taken.includes(part)).map((part) => own[part]),
    changes: asked.filter((part) => own[part] !== present[part]).map((part) => `${present[part]} → ${own[part]}`),
  };
}

/** That "Docker 99.0.1" is newer than the newest of any stack. */
function newerWords(words: string, newest: string | undefined): string[] {
  const [name = ''] = words.split(' ');
  return newest === undefined ? [] : [`${words} is newer than any stack’s ${name} (${newest}).`];
}

const KEY = 'installed';

/** What was pasted into the box, in this tab: both instruments have it, and a reload does not lose it. */
export const keptText = (): string => tabStorage()?.getItem(KEY) ?? '';

/** Keeps it; where there is no room, only the field has it. */
export function keepText(text: string): void {
  try {
    tabStorage()?.setItem(KEY, text);
  } catch {
    tabStorage()?.removeItem(KEY);
  }
}
