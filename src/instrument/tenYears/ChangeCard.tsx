import { COMPARE_LINK, COMPARE_LINK_DEFAULTS } from '../../share/compareLink.ts';
import { readableLink } from '../../share/writeLink.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { CodeText, PhraseText } from '../../ui/PhraseText.tsx';
import { SourceLinks } from '../../ui/SourceLinks.tsx';
import { markDay } from './markDay.ts';
import type { ChangedCalls, DefaultChange, DefaultChangeKind } from './TenYears.ts';

/** What each kind is called, in the order in which they are told. */
const KINDS: readonly { kind: DefaultChangeKind; title: string; tone: Tone }[] = [
  { kind: 'closed', title: 'No longer allowed', tone: 'deny' },
  { kind: 'opened', title: 'Newly allowed', tone: 'allow' },
  { kind: 'gated', title: 'Allowed with a capability', tone: 'depends' },
  { kind: 'ungated', title: 'No longer allowed with any capability', tone: 'deny' },
  { kind: 'otherwise', title: 'Another answer', tone: 'depends' },
];

export interface ChangeCardProps {
  change: DefaultChange;
  /** The page that compares two profiles. */
  compareHref: string;
}

/** A change: when and in which releases, why and who says so, and the calls that it is about. */
export function ChangeCard({ change, compareHref }: ChangeCardProps) {
  const { title, releases, since, why, sources, calls } = change;
  return (
    <>
      <p class="ten-years-title">
        <strong>{title}</strong> <small>{[markDay(change), ...(releases === '' ? [] : [releases])].join(' · ')}</small>
      </p>
      <p class="ten-years-why">
        <PhraseText phrase={why} fieldId={undefined} />
      </p>
      <SourceLinks sources={sources} />
      {since !== undefined && calls.length === 0 && <p class="ten-years-none">No call of an x86_64 machine changes.</p>}
      {KINDS.map(({ kind, title: name, tone }) => {
        const rows = calls.filter((each) => each.kind === kind);
        return (
          rows.length > 0 && (
            <div key={kind} class="ten-years-kind">
              <Chip tone={tone}>{name}</Chip>
              <ul>
                {rows.map((row) => (
                  <Row key={`${row.on} ${row.calls.join()} ${row.where}`} row={row} />
                ))}
              </ul>
            </div>
          )
        );
      })}
      {since !== undefined && (
        <p class="ten-years-compare">
          <a href={`${compareHref}#${comparing(change, since.id)}`}>
            Compare {title} with {since.title}, the one before
          </a>
        </p>
      )}
      <p class="ten-years-compare">
        <a href={`${compareHref}#${readableLink(COMPARE_LINK, { ...COMPARE_LINK_DEFAULTS, at: change.id })}`}>
          Link to this change
        </a>
      </p>
    </>
  );
}

const comparing = ({ id }: DefaultChange, since: string): string =>
  readableLink(COMPARE_LINK, { ...COMPARE_LINK_DEFAULTS, before: { preset: since }, after: { preset: id }, at: id }) ??
  '';

const Row = ({ row: { calls, on, where, besides, answers } }: { row: ChangedCalls }) => (
  <li>
    {calls.map((call) => (
      <>
        <CodeText text={call} />{' '}
      </>
    ))}
    {[
      ...(on === '' ? [] : [`on ${on}`]),
      ...(where === '' ? [] : [`where ${where}`]),
      ...(besides === '' ? [] : [`and ${besides}`]),
      ...(answers === '' ? [] : [answers]),
    ].map((words, at) => (
      <small key={words}>
        {at > 0 && ', '}
        {words}
      </small>
    ))}
  </li>
);
