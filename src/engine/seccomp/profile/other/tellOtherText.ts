import type { Edit, Problems } from '../../../text/index.ts';
import { TELLING } from '../otherText.ts';

const PASTE = 'Paste the contents of the profile file, { "defaultAction": ..., "syscalls": [ ... ] }';

/** Tells what a text seems to be that no profile can be read of, and what to do instead. */
export function tellOtherText(problems: Problems): void {
  const { text } = problems.source;
  const start = text.length - text.trimStart().length;
  const first = /^[^\r\n]*/.exec(text.slice(start, start + MOST_LOOKED_AT))?.[0] ?? '';
  const looked = text.slice(start, start + MOST_LOOKED_AT);
  if (/^"[^"\n]*"\s*:/.test(looked) && TELLING.test(text)) {
    // No value of a profile's own keys is an object, so a brace at the end is the profile's.
    const isClosed = text.trimEnd().endsWith('}');
    const opening = { start, end: start, text: '{' };
    const closing = { start: text.length, end: text.length, text: '}' };
    const [edits, message, hint]: [Edit[], string, string] = isClosed
      ? [[opening], 'The profile’s opening brace is missing.', 'Add { at the start, or copy the whole profile again.']
      : [
          [opening, closing],
          'The braces around the profile are missing.',
          'Add { at the start and } at the end, or copy the whole profile again.',
        ];
    problems.tell({ start, end: start + 1 }, 'error', 'json-other', message, hint, edits);
    return;
  }
  const kind = KINDS.find(([looks]) => looks(looked));
  const message = kind === undefined ? 'The text is not JSON.' : `The text is ${kind[1]}, not a profile.`;
  problems.tell({ start, end: start + first.length }, 'error', 'json-other', message, kind?.[2] ?? `${PASTE}.`);
}

/** The beginning tells enough. */
const MOST_LOOKED_AT = 4000;

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

/** Whether half of the lines, and two at least, are keys with a colon or items of a list. */
function isYaml(text: string): boolean {
  const lines = text.split('\n').filter((line) => /^\s*[^\s#]/.test(line));
  const written = lines.filter((line) => /^\s*(?:- )?\s*[\w.$/"'-]+:(?:\s|$)|^\s*- \S|^---\s*$/.test(line));
  return written.length >= 2 && 2 * written.length >= lines.length;
}

/** What people paste instead; the first that fits. */
const KINDS: readonly (readonly [looks: (text: string) => boolean, found: string, hint: string])[] = [
  [
    matches(/^<(?:!doctype\s+html|html|head|body|meta|script|link|title|div|p|table|pre)\b/i),
    'a web page',
    'Use the raw file instead of the page around it: on GitHub, click “Raw”.',
  ],
  [matches(/^</), 'HTML or XML', `${PASTE}. From a web page, use the raw file.`],
  [
    matches(
      /^(?:#!|[$#>%]\s+\S|(?:sudo\s+)?(?:docker|podman|nerdctl|runc|crun|kubectl|crictl|curl|wget|cat|jq|strace)\s)/,
    ),
    'a shell command',
    `${PASTE}, not the command that reads or prints it.`,
  ],
  [
    matches(/^(?:Client|Server):|^\s*Server Version:/m),
    'the output of docker info',
    'docker info only names the profile: “builtin” is Docker’s default, which you can choose from the list of profiles. The output of docker inspect for a container contains a profile given with --security-opt.',
  ],
  [
    matches(/^FROM\s+\S+[^\n]*\n[\s\S]*^(?:RUN|COPY|ADD|CMD|ENTRYPOINT|ENV|WORKDIR|USER)\s/m),
    'a Dockerfile',
    `A Dockerfile contains no profile: docker run takes it with --security-opt. ${PASTE}.`,
  ],
  [
    (text) => isYaml(text) && /^\s*(?:- )?apiVersion:\s*["']?security-profiles-operator\./m.test(text),
    'YAML',
    'For a SeccompProfile of the Security Profiles Operator, paste the output of kubectl get seccompprofile NAME -o json.',
  ],
  [
    (text) => isYaml(text) && /\b(?:seccompProfile|localhostProfile|apiVersion|security_opt)\b/.test(text),
    'YAML',
    `The YAML only names the profile’s file (localhostProfile, security_opt). ${PASTE}.`,
  ],
  [isYaml, 'YAML', 'Docker, Podman and runc read profiles in JSON only: write it as JSON.'],
  [matches(/\b(?:error|failed|denied|not permitted|cannot|can't|invalid|no such)\b/i), 'an error message', `${PASTE}.`],
];
