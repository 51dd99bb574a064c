import { type Parsed, sourceText } from '../../text/index.ts';
import { answerCommand } from './command/answerCommand.ts';
import { PODMAN_POD, PODMAN_RUN } from './command/optionTables.ts';
import type { PodmanCommand } from './command/PodmanCommand.ts';
import { type Option, readOptions } from './command/readOptions.ts';
import type { PodmanHost } from './PodmanHost.ts';
import { type Assignment, readUnit } from './quadlet/readUnit.ts';
import { mappingOptions, sectionOf, type UnitSection } from './quadlet/unitOptions.ts';
import { refusal } from './refusal.ts';
import { type Word, wordOf } from './text/Word.ts';

/**
 * A Quadlet unit (podman-systemd.unit(5)): the namespaces that the `podman run`, `pod create` or `kube play` makes which its [Container], [Pod] or [Kube]
 * section becomes, on `host`. The spans stand in the unit's text. Rules as of Podman 5.4.2 (pkg/systemd/quadlet/quadlet.go); undefined
 * where the text has no such section, or the generator or Podman refuses it, in their own words.
 */
export function parseQuadlet(text: string, host: PodmanHost): Parsed<PodmanCommand> {
  const assignments = readUnit(text);
  const name = SECTIONS.find((each) => assignments.some(({ section }) => section === each));
  if (name === undefined) {
    const words = 'Found no [Container], [Pod] or [Kube] section.';
    return { value: undefined, diagnostics: [refusal('quadlet-section', words, 'Paste the whole unit file.')] };
  }
  const section = sectionOf(assignments, name);
  const mappings = mappingOptions(section, name !== 'Kube');
  if (!Array.isArray(mappings)) return { value: undefined, diagnostics: [mappings] };
  const user = userOption(section);
  if (user && 'code' in user) return { value: undefined, diagnostics: [user] };
  const extra = readOptions(section.words('PodmanArgs'), name === 'Pod' ? PODMAN_POD : PODMAN_RUN);

  const options: Option[] = [
    ...section.all('Network').map((value) => ({ name: 'network', value })),
    ...(user ? [user] : []),
    ...mappings,
    ...section.all('Volume').map((value) => ({ name: 'volume', value })),
    ...section.all('Mount').map((value) => ({ name: 'mount', value })),
    ...rootOption(section),
    ...section.all('Pod').map((value) => ({ name: 'pod', value })),
    ...extra.options,
  ];
  const answer = answerCommand(
    {
      name: name === 'Pod' ? 'pod create' : 'run',
      options,
      image: section.last('Image')?.text,
      program: firstWord(assignments, name, text),
      environment: undefined,
    },
    host,
  );
  return {
    value: extra.diagnostics.length > 0 ? undefined : answer.value,
    diagnostics: [...extra.diagnostics, ...answer.diagnostics],
  };
}

const SECTIONS = ['Container', 'Pod', 'Kube'] as const;

/** User= and Group= are one option. */
function userOption(section: UnitSection) {
  const user = section.last('User');
  const group = section.last('Group');
  if (!user) {
    if (!group) return undefined;
    return refusal('quadlet-group', 'invalid Group set without User', 'Add User=.', group.span());
  }
  const text = group ? `${user.text}:${group.text}` : user.text;
  const value: Word = { text, span: () => user.span() };
  return { name: 'user', value };
}

function rootOption(section: UnitSection): Option[] {
  const value = section.last('Rootfs');
  return value ? [{ name: 'rootfs', value }] : [];
}

/** What stands for Podman: the first line of the section. */
function firstWord(assignments: readonly Assignment[], name: string, text: string): Word {
  const first = assignments.find(({ section }) => section === name)?.value;
  return first ?? wordOf([], 0, 0, sourceText(text));
}
