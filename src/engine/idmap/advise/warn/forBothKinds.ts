import type { IdKind } from '../../map/Extent.ts';
import type { Warning } from '../Warning.ts';
import { type Finding, WORDS, type Words } from './Finding.ts';

/** The warnings of a rule that looks at user ids and at group ids alike; what holds for both is told once. */
export function forBothKinds(find: (kind: IdKind) => readonly Finding[]): Warning[] {
  const ofUsers = find('uid');
  const ofGroups = find('gid');
  const keyOf = ({ code, facts }: Finding) => `${code} ${facts}`;
  const groupKeys = new Set(ofGroups.map(keyOf));
  const userKeys = new Set(ofUsers.map(keyOf));
  return [
    ...ofUsers.map((finding) => inWords(finding, groupKeys.has(keyOf(finding)) ? WORDS.both : WORDS.uid)),
    ...ofGroups.filter((finding) => !userKeys.has(keyOf(finding))).map((finding) => inWords(finding, WORDS.gid)),
  ];
}

function inWords({ code, severity, say, span, learn }: Finding, words: Words): Warning {
  return { code, severity, ...say(words), ...(span && { span }), learn };
}
