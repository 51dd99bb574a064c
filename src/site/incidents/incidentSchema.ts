import { z } from 'astro/zod';
import file from '../../../content/data/incidentSources.json' with { type: 'json' };

const SHARED: Readonly<Record<string, { title: string; url: string }>> = file.sources;

/** The name of a source: of the incident's own, of those that many share (content/data/incidentSources.json), or `record`: the CVE record. */
const from = z.array(z.string()).min(1);

/** A line of Markdown, and the sources that say it. */
const said = z.object({ says: z.string().min(1).max(300), from });

/** A line of checks (src/engine/checks), or several of which one is enough. */
const call = z.string().regex(/ -> allow$/);
const calls = z.array(z.union([call, z.array(call).min(2)]));

/** What stood in the way, or `nothing`. */
export const STOPPERS = ['seccomp', 'user-namespace', 'capability', 'lsm', 'other', 'nothing'] as const;

/** A vulnerability: its file's name is its CVE number and its anchor. */
export const incidentSchema = z
  .object({
    title: z.string().max(60),
    /** What people call it. */
    name: z.string().optional(),
    /** The day when it was made public: the record’s, or that of an announcement which the record names. */
    date: z.coerce.date(),
    /** The source that tells the day, where the record doesn’t. */
    dated: z.string().default('record'),
    part: z.enum(['kernel', 'runc']),
    /** A kernel that has the hole, where a profile answers for older kernels in another way. */
    kernel: z.string().optional(),
    what: said,
    needs: z.array(said).min(1),
    /** Each way to it on its own: calls, all of which it takes, in a user namespace of its own or with capabilities of the container's. */
    ways: z.array(
      z.object({ through: z.literal('user-namespace').optional(), with: z.array(z.string()).default([]), calls }),
    ),
    /** Empty where no source says. */
    stopped: z.array(said.extend({ by: z.enum(STOPPERS) })),
    fixed: said,
    /** What sources say of a default: a test holds the engine's answer to it. */
    told: z.array(z.object({ under: z.string(), answer: z.enum(['allowed', 'refused']), from })).default([]),
    sources: z.record(z.string(), z.object({ title: z.string(), url: z.url() })).default({}),
  })
  .superRefine(({ dated, what, needs, stopped, fixed, told, sources }, context) => {
    for (const name of [dated, ...[what, needs, stopped, fixed, told].flat().flatMap((each) => each.from)]) {
      if (name === 'record' || Object.hasOwn(sources, name) || Object.hasOwn(SHARED, name)) continue;
      context.addIssue({ code: 'custom', message: `no source is named “${name}”` });
    }
  });

/** All that an incident says, each statement with the names of its sources. */
export const statementsOf = ({ what, needs, stopped, fixed, told }: IncidentEntry) => [
  what,
  ...needs,
  ...stopped,
  fixed,
  ...told,
];

export type IncidentEntry = z.infer<typeof incidentSchema>;

/** A source by its name in an incident; `id` is the incident's, cve-2022-0185. */
export function incidentSource(
  id: string,
  name: string,
  own: IncidentEntry['sources'],
): { title: string; url: string } {
  const source = own[name] ?? SHARED[name];
  if (source) return source;
  const cve = id.toUpperCase();
  const [, year = '', number = ''] = cve.split('-');
  const url = `https://github.com/CVEProject/cvelistV5/blob/main/cves/${year}/${number.slice(0, -3)}xxx/${cve}.json`;
  return { title: 'CVE record', url };
}
