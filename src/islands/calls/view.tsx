import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { ARCHITECTURES, isArch } from '../../engine/linux/index.ts';
import { markOpened } from '../../instrument/address/opening.ts';
import { MissingScript } from '../../instrument/recovery/Missing.tsx';
import type { CallsLink } from '../../share/callsLink.ts';
import { Choice } from '../../ui/Choice.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { LiveRegion } from '../../ui/LiveRegion.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { whenParsed } from '../../ui/whenParsed.ts';
import { readTable, showChosen, type TableInPage, useCallsAddress } from './panels/tableInPage.ts';
import { type Chosen, chooseCalls, INITIAL, isWhole, update } from './state/chooseCalls.ts';

export interface CallsProps {
  /** The table on the same page. */
  tableId: string;
  counts: Chosen['counts'];
  /** Those that the profile asks for, "SYS_ADMIN". */
  capabilities: readonly string[];
}

const ARCHES = [
  { value: '', label: 'any' },
  ...ARCHITECTURES.map(({ arch, token }) => ({ value: arch, label: token })),
];
const TONES = { all: '', allowed: 'allow', gated: 'depends', refused: 'deny' } as const;
const VERDICTS = ['all', 'allowed', 'gated', 'refused'] as const;
const SORTS: readonly { value: CallsLink['sort']; label: string }[] = [
  { value: 'name', label: 'name' },
  { value: '-name', label: 'name, Z to A' },
  { value: 'number', label: 'number' },
  { value: '-number', label: 'number, highest first' },
  { value: 'since', label: 'kernel, oldest first' },
  { value: '-since', label: 'kernel, newest first' },
  { value: 'verdict', label: 'verdict, allowed first' },
  { value: '-verdict', label: 'verdict, refused first' },
];

/** Searches, filters and sorts the table of calls that stands below it in the page. */
export default function Calls({ tableId, counts, capabilities }: CallsProps) {
  const [{ asked, changed, notices }, dispatch] = useReducer(update, INITIAL);
  const [table, setTable] = useState<TableInPage | undefined>(undefined);
  const before = useRef<Chosen | undefined>(undefined);
  const chosen = useMemo(() => table && chooseCalls(table.rows, asked), [table, asked]);

  useEffect(() => {
    const element = document.getElementById(tableId);
    if (!(element instanceof HTMLTableElement)) return;
    const callOff = whenParsed(() => setTable(readTable(element)));
    const hearing = new AbortController();
    element.addEventListener(
      'click',
      (event) => {
        const head = event.target instanceof Element ? event.target.closest<HTMLElement>('th[data-sort]') : null;
        if (!head || !(event.target instanceof HTMLAnchorElement)) return;
        event.preventDefault();
        dispatch({ kind: 'sort', by: head.dataset.sort ?? '' });
      },
      hearing,
    );
    return () => {
      callOff();
      hearing.abort();
    };
  }, [tableId]);
  useLayoutEffect(() => {
    if (!table || !chosen) return;
    showChosen(table, chosen, before.current, asked);
    before.current = chosen;
    if (asked !== INITIAL.asked) markOpened(document.documentElement, false);
  }, [table, chosen, asked]);
  const openCall = useCallback((id: string) => {
    const row = document.getElementById(id)?.closest('tr');
    if (!row) return;
    dispatch({ kind: 'open', asked: INITIAL.asked, notices: [] });
    for (const fold of row.querySelectorAll('details')) fold.open = true;
    requestAnimationFrame(() => row.scrollIntoView());
  }, []);
  const fragment = useCallsAddress({ asked, changed, notices }, dispatch, openCall);

  const by = chosen?.counts ?? counts;
  const count = chosen?.shown.size ?? counts.all;
  const told = count === counts.all ? `All ${count} calls` : `${count} of ${counts.all} calls`;
  const ask = (change: Partial<CallsLink>) => dispatch({ kind: 'ask', asked: change });
  return (
    <search class="island calls-search page">
      <TextInput
        id="calls-find"
        label="Find"
        type="search"
        value={asked.find}
        placeholder="name or number"
        onValue={(find) => ask({ find })}
      />
      <SelectField
        id="calls-arch"
        label="Architecture"
        options={ARCHES}
        value={asked.arch ?? ''}
        onValue={(arch) => ask({ arch: isArch(arch) ? arch : undefined })}
      />
      <SelectField
        id="calls-cap"
        label="Capability"
        options={[{ value: '', label: 'any or none' }, ...capabilities.map((each) => ({ value: each, label: each }))]}
        value={asked.cap?.replace(/^CAP_/, '') ?? ''}
        onValue={(cap) => ask({ cap: cap === '' ? undefined : `CAP_${cap}` })}
      />
      <SelectField
        id="calls-sort"
        label="Sort by"
        options={SORTS}
        value={asked.sort}
        onValue={(sort) => ask({ sort })}
      />
      <Choice
        name="calls-verdict"
        legend="Verdict"
        hideLegend
        class="numbered"
        options={VERDICTS.map((value) => ({
          value,
          class: TONES[value],
          label: (
            <>
              <b>{by[value]}</b> {value}
            </>
          ),
        }))}
        value={asked.verdict}
        onValue={(verdict) => ask({ verdict })}
      />
      <p class="calls-count">
        <span>{told}</span>
        <CopyButton label="Copy link" text={async () => new URL(`#${fragment()}`, location.href).href} />
        {!isWhole(asked) && (
          <button type="button" class="btn" onClick={() => dispatch({ kind: 'all' })}>
            Show all
          </button>
        )}
      </p>
      <LiveRegion text={told} />
      <Notices items={notices} />
      <MissingScript of="this search" />
    </search>
  );
}
