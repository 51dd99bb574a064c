import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue, diagnose } from '../../src/engine/diagnose/index.ts';
import { quotedSteps } from '../../src/site/transcripts.ts';
import { debuggingTree, isCause, placesIn, placesOf } from '../../src/site/tree/tree.ts';
import { BOOK } from './book.ts';

const places = placesIn(debuggingTree);
const causes = places.filter(isCause);
const questions = places.filter((place) => !isCause(place));
/** Codes that no message of the catalogue has: of a call that a text tells of. */
const OF_A_CALL = ['call-error', 'call-refused', 'call-killed', 'call-logged'];

describe('the tree of the chapter about debugging', () => {
  it('has an anchor of its own for each place', () => {
    const ids = places.map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([questions.length + causes.length, ids.length]);
    expect(causes.filter(({ id }) => !id.startsWith('cause-'))).toEqual([]);
  });

  it('leads to every layer that says no', () =>
    expect([...new Set(causes.map(({ layer }) => layer))].sort()).toEqual([
      ...['capability', 'cgroup', 'engine', 'file-mode', 'id-map', 'kernel', 'lsm', 'runtime', 'seccomp', 'subid'],
    ]));

  it('gives the island each place with the one way to it', () => {
    const flat = placesOf(debuggingTree);
    expect(flat.map(({ id }) => id)).toEqual(places.map(({ id }) => id));
    expect(flat.filter(({ from, answer }) => from === undefined || answer === undefined)).toEqual([flat[0]]);
  });

  it('quotes what was recorded', () => {
    for (const { of, steps } of places.flatMap(({ shown = [] }) => shown))
      expect(() => quotedSteps(of, steps.split(','))).not.toThrow();
  });

  it('says of each message what the site’s diagnosis says', () => {
    const unlike = causes.filter(({ example, code, layer }) => {
      const found = diagnose(example);
      return found[0]?.code !== code || !found.some((each) => each.code === code && each.layer === layer);
    });
    expect(unlike).toEqual([]);
  });

  it.each([
    ['seccomp profile (FILE) failed', 'cause-not-json', 'docker or podman, reading the profile as JSON'],
    ['Decoding seccomp profile failed', 'cause-path-sent', 'dockerd: it was sent the name of a file'],
  ])('%s: %s, refused by %s', (words, id, who) => {
    const answers = questions.flatMap((question) => ('answers' in question ? question.answers : []));
    const leaf = answers.find(({ says }) => says.includes(words))?.leadsTo;
    expect([leaf?.id, leaf && isCause(leaf) && diagnose(leaf.example)[0]?.who]).toEqual([id, who]);
  });

  it('has each message on the page of errors', () => {
    const codes = [...OF_A_CALL, ...catalogue().map(({ code }) => code)];
    expect(causes.filter(({ code }) => !codes.includes(code))).toEqual([]);
  });

  it('links to pages of the site', () => {
    const isPage = (to: string) => {
      const [, room, name = ''] = to.split('/');
      if (room === 'learn') return BOOK.some(([slug]) => slug === name);
      return room === 'reference' || existsSync(`src/pages/${room}/${name}.astro`);
    };
    expect(causes.flatMap(({ links }) => links).filter(({ to }) => !isPage(to))).toEqual([]);
  });
});
