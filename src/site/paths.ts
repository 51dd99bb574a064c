import paths from '../../content/data/paths.json' with { type: 'json' };
import { readableUidMapLink, UID_MAP_LINK_DEFAULTS } from '../share/uidMapLink.ts';

/** An instrument with a page of its own: what the header, the home page and the page for a wrong address call it, and what it answers. */
interface InstrumentEntry {
  label: string;
  path: `/${string}`;
  start: string;
  answers: string;
  /** The page that begins with the same box: the home page, which has the box too, lists that page instead. */
  boxOn?: `/${string}`;
  /** A second task of it, with the link to it. */
  task?: { label: string; to: `/${string}`; answers: string };
}

/** Every instrument with a page of its own. */
export const instruments: readonly InstrumentEntry[] = [
  {
    label: 'Find the cause',
    path: '/play/ask/',
    start: 'Find the cause of an error',
    answers: 'Paste an error, a trace or an ID: which layer refused, and the smallest fix.',
    boxOn: '/reference/errors/',
  },
  {
    label: 'UID map',
    path: '/play/uid-map/',
    start: 'Map a UID',
    answers: 'Which user on the host owns a file or a process of a container? Paste a config, a command or an error.',
    task: {
      label: 'Make a map',
      to: `/play/uid-map/#${readableUidMapLink({ ...UID_MAP_LINK_DEFAULTS, task: 'make' })}`,
      answers:
        'Map container user 1000 to user 1005 on the host: the configuration for Proxmox, LXC, Podman or Docker.',
    },
  },
  {
    label: 'Profile checker',
    path: '/play/seccomp/',
    start: 'Check a profile',
    answers: 'Does a seccomp profile allow a call, and which of its lines decides?',
    task: {
      label: 'Test a profile',
      to: '/reference/checks/',
      answers: 'One expectation per line, for your own profile or map: on the page, in a terminal and in CI.',
    },
  },
  {
    label: 'Stack table',
    path: '/play/stack/',
    start: 'Compare versions',
    answers: 'Which Docker, Podman or Kubernetes versions run a call or an image? One call on every stack.',
  },
  {
    label: 'Compare',
    path: '/play/compare/',
    start: 'Compare two profiles',
    answers: 'Which calls does a new profile or a new stack newly allow, and which does it no longer allow?',
  },
  {
    label: 'Trace check',
    path: '/play/trace/',
    start: 'Check a trace',
    answers: 'Which calls in a trace does a seccomp profile refuse, and which change lets them pass?',
  },
  {
    label: 'Filter program',
    path: '/play/filter/',
    start: 'Step through a filter',
    answers:
      'Which program does the kernel run for a seccomp profile? Compile it small, step through it, or paste your own.',
  },
];

/** The instruments and pages that the header names, in its order. */
export const sections = [
  { label: 'Learn', path: '/learn/', under: '/learn/' },
  ...instruments.map(({ label, path }) => ({ label, path, under: path })),
  { label: 'Who said no?', path: '/reference/errors/', under: '/reference/' },
] as const;

/** The pages for a hall without a network. The menu of a narrow window and the footer name them; the row of the header has no room. */
export const hallPages = [
  { label: 'Give the talk', path: '/talk/', under: '/talk/' },
  { label: 'Take this site with you', path: '/offline/', under: '/offline/' },
] as const;

/** A chapter as navigation shows it. */
export interface ChapterEntry {
  slug: string;
  title: string;
  part: string;
  order: number;
}

/** A part of the book with its chapters, both in reading order. */
interface Part {
  title: string;
  chapters: ChapterEntry[];
}

/** The chapters grouped by part; a part stands where its first chapter does. */
export function parts(chapters: readonly ChapterEntry[]): Part[] {
  const found: Part[] = [];
  for (const chapter of inOrder(chapters)) {
    const part = found.find(({ title }) => title === chapter.part);
    if (part) part.chapters.push(chapter);
    else found.push({ title: chapter.part, chapters: [chapter] });
  }
  return found;
}

/** The chapters before and after `slug` in reading order; undefined at either end. */
export function neighbours(chapters: readonly ChapterEntry[], slug: string) {
  const ordered = inOrder(chapters);
  const at = ordered.findIndex((chapter) => chapter.slug === slug);
  return { previous: ordered[at - 1], next: at === -1 ? undefined : ordered[at + 1] };
}

/** Which chapter of how many `slug` is, counted from 1: the numbers of `order` have gaps while chapters are being written. */
export function place(chapters: readonly ChapterEntry[], slug: string): { position: number; count: number } {
  return { position: inOrder(chapters).findIndex((chapter) => chapter.slug === slug) + 1, count: chapters.length };
}

/** The chapters in reading order. */
export function inOrder(chapters: readonly ChapterEntry[]): ChapterEntry[] {
  return [...chapters].sort((a, b) => a.order - b.order);
}

/** A chapter as a path leads to it. */
interface ChapterTime {
  slug: string;
  title: string;
  minutes: number;
}

/** One way through the book, for readers who say of themselves what its title says. */
interface LearningPath {
  id: string;
  title: string;
  who: string;
  steps: { to: `/${string}`; label: string; why: string }[];
  /** How long its chapters take to read. */
  minutes: number;
}

/** The paths of `content/data/paths.json`, with what each step is called; a step to a chapter that is still being written is left out. */
export function learningPaths(chapters: readonly ChapterTime[]): LearningPath[] {
  return paths.map(({ id, title, who, steps }) => {
    const found = steps.flatMap(({ to, why }) => {
      const step = stepTo(to, chapters);
      return step === undefined ? [] : [{ ...step, why }];
    });
    return {
      id,
      title,
      who,
      steps: found.map(({ to, label, why }) => ({ to, label, why })),
      minutes: found.reduce((sum, step) => sum + step.minutes, 0),
    };
  });
}

function stepTo(to: string, chapters: readonly ChapterTime[]) {
  const chapter = chapters.find(({ slug }) => to === `/learn/${slug}/`);
  if (chapter) return { to: `/learn/${chapter.slug}/` as const, label: chapter.title, minutes: chapter.minutes };
  const section = sections.find(({ path }) => path === to);
  return section && { to: section.path, label: section.label, minutes: 0 };
}
