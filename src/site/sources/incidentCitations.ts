import { type IncidentEntry, incidentSource, statementsOf } from '../incidents/incidentSchema.ts';
import type { Citation, CitedBy } from './Source.ts';

const INCIDENTS: CitedBy = { title: 'Incidents', path: '/reference/incidents/' };

/** What an incident cites, each source once, its CVE record first; of a title that several incidents have, its number tells which. */
export function incidentCitations(id: string, entry: IncidentEntry): readonly Citation[] {
  const names = new Set(['record', entry.dated, ...statementsOf(entry).flatMap(({ from }) => from)]);
  return [...names].map((name) => {
    const { title, url } = incidentSource(id, name, entry.sources);
    const isOwn = name === 'record' || Object.hasOwn(entry.sources, name);
    return { title: isOwn ? `${id.toUpperCase()}, ${title}` : title, url, by: INCIDENTS };
  });
}
