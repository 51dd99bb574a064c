import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { exerciseSchema } from './site/exercises/exerciseOf.ts';
import { incidentSchema } from './site/incidents/sectionHtml.ts';

/** Of a source: when the fact was published or happened, as far as it is known for certain: a year, a month or a day. */
const dated = z
  .string()
  .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/)
  .optional();

const sources = z.array(z.object({ title: z.string(), url: z.url(), note: z.string().optional(), dated })).min(1);

/** One sentence or phrase of Markdown, without a block of its own. */
const line = z.string().min(1).max(240);

const learn = defineCollection({
  loader: glob({ base: './content/learn', pattern: '*.mdx' }),
  schema: z.object({
    title: z.string(),
    description: z.string().max(160),
    part: z.enum(['The surface', 'Who you are', 'What you may do', 'What is left']),
    order: z.number().int(),
    lede: z.string(),
    /** What the reader will be able to do: each begins with a verb. */
    able: z.array(line).length(3),
    /** What the reader needs to know or have before. */
    needs: z.array(line).min(1).max(4),
    /** What to keep of the chapter: sentences that stand alone. */
    remember: z.array(line).min(3).max(6),
    sources,
  }),
});

const reference = defineCollection({
  loader: glob({ base: './content/reference', pattern: '*.mdx' }),
  schema: z.object({
    title: z.string(),
    description: z.string().max(160),
    lede: z.string(),
    /** Whether the page is also written as Markdown: not where it is a long table to look things up in. */
    twin: z.boolean().default(true),
    sources,
  }),
});

/** The talk then and now: `content/talk/<year>.mdx`. A folder below it is no page of this collection. */
const talk = defineCollection({
  loader: glob({ base: './content/talk', pattern: '*.mdx' }),
  schema: z.object({ title: z.string(), description: z.string().max(160), lede: z.string(), sources }),
});

/** Beside each chapter: `content/learn/<chapter>/<id>.mdx`. */
const exercises = defineCollection({
  loader: glob({ base: './content/learn', pattern: '*/*.mdx' }),
  schema: exerciseSchema,
});

/** A term: its file's name is its anchor. */
const glossary = defineCollection({
  loader: glob({ base: './content/reference/glossary', pattern: '*.md' }),
  schema: z.object({
    term: z.string(),
    /** Other spellings and forms that people look for. */
    also: z.array(z.string()).default([]),
    /** Where the definition was checked. */
    source: z.object({ title: z.string(), url: z.url() }).optional(),
  }),
});

/** A vulnerability: its file's name is its CVE number and its anchor. */
const incidents = defineCollection({
  loader: glob({ base: './content/reference/incidents', pattern: '*.md' }),
  schema: incidentSchema,
});

/** The talk's slides: one file, in which each slide is a part. */
const deck = defineCollection({
  loader: glob({ base: './content/talk/deck', pattern: '*.mdx' }),
  schema: z.object({ title: z.string(), description: z.string().max(160) }),
});

export const collections = { learn, reference, talk, glossary, exercises, incidents, deck };
