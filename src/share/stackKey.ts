import { stackOf } from '../engine/stack/index.ts';
import { key } from './linkKey.ts';

/** The stack that a link was made for. In one to an instrument that answers for a single stack, what the other keys mean where they are left out; undefined: what links began with. */
export const STACK = key<'stack', string | undefined>('stack', {
  initial: undefined,
  expected: 'the name of a stack such as docker-26.1',
  read: (text) => stackOf(text)?.id,
  write: (stack) => stack,
});

/** A release as links write it behind a program's name, "1.0.0-rc93". */
export const RELEASE = /^\d{1,4}(?:\.\d{1,4}){0,3}(?:-rc\d{1,3})?$/;
