import { type DeckAction, deckAction, type Press } from './deckKeys.ts';
import {
  type DeckState,
  followed,
  leaveButton,
  previewOf,
  readDeckMessage,
  TALK_CHANNEL,
} from './presenterMessages.ts';

/** A stopwatch: how long it ran before, and since when it runs again. Times are milliseconds. */
interface Timer {
  before: number;
  /** Undefined while it stands. */
  since: number | undefined;
}

export const STOPPED: Timer = { before: 0, since: undefined };

/** Milliseconds that it has run. A clock that is set back meanwhile takes nothing away. */
export function elapsed({ before, since }: Timer, now: number): number {
  return before + (since === undefined ? 0 : Math.max(0, now - since));
}

/** Runs on; one that runs stays as it is. */
export function started(timer: Timer, now: number): Timer {
  return timer.since === undefined ? { ...timer, since: now } : timer;
}

export function paused(timer: Timer, now: number): Timer {
  return { before: elapsed(timer, now), since: undefined };
}

/** From nought again: one that runs goes on running. */
export function reset({ since }: Timer, now: number): Timer {
  return { before: 0, since: since === undefined ? undefined : now };
}

/** "0:00", "12:07", "1:02:03": full seconds. */
export function timeWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return h === 0 ? `${m}:${two(s)}` : `${h}:${two(m)}:${two(s)}`;
}

/** The time of day, and a timer that the speaker starts, pauses and sets back. */
function startPresenterClock(): void {
  const [clock, shown] = [document.querySelector('#presenter-clock'), document.querySelector('#presenter-timer')];
  const run = document.querySelector<HTMLElement>('[data-timer=run]');
  const back = document.querySelector<HTMLElement>('[data-timer=reset]');
  if (!clock || !shown || !run || !back) return;
  let timer = STOPPED;
  const draw = () => {
    const now = new Date();
    clock.textContent = now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    shown.textContent = timeWords(elapsed(timer, now.getTime()));
    run.textContent = timer.since !== undefined ? 'Pause timer' : timer.before > 0 ? 'Resume timer' : 'Start timer';
  };
  run.addEventListener('click', () => {
    timer = timer.since === undefined ? started(timer, Date.now()) : paused(timer, Date.now());
    draw();
  });
  back.addEventListener('click', () => {
    timer = reset(timer, Date.now());
    draw();
  });
  setInterval(draw, 500);
  draw();
}

/** How long a deck that is there may take to say so. */
const ANSWER_MS = 1500;
const WIDTH = 1280;

/** The presenter page: shows where the deck of another window is, and sends it on. */
export function startPresenter(): void {
  const channel = new BroadcastChannel(TALK_CHANNEL);
  const main = byId('main');
  let following = new URLSearchParams(location.hash.slice(1)).get('deck') ?? undefined;
  const act = (action: DeckAction) => {
    if (following !== undefined) channel.postMessage({ kind: 'do', deck: following, action });
  };
  channel.addEventListener('message', ({ data }) => {
    const message = readDeckMessage(data);
    if (!message) return;
    const isOurs = following === undefined || message.deck === following;
    following = followed(following, message);
    if (!isOurs) return;
    if (message.kind === 'state') showState(message);
    main.dataset.stands = following === undefined ? 'alone' : 'follows';
    if (message.kind === 'closed') byId('presenter-alone').textContent = 'The deck was closed.';
  });
  const ask = () => channel.postMessage({ kind: 'ask' });
  ask();
  // A deck that is named but gone, as after both windows were opened again: any other is followed.
  setTimeout(() => {
    if (main.dataset.stands === 'follows') return;
    following = undefined;
    ask();
  }, ANSWER_MS);

  document.addEventListener('click', ({ target, detail }) => {
    if (detail > 0) leaveButton();
    const action = target instanceof Element && target.closest<HTMLElement>('[data-action]')?.dataset.action;
    if (action) act(action as DeckAction);
  });
  addEventListener('keydown', (event) => {
    const [target] = event.composedPath();
    const { key, shiftKey: shift, ctrlKey, altKey, metaKey } = event;
    const modified = ctrlKey || altKey || metaKey;
    const action = deckAction({ key, shift, modified, at: placeOf(target, key) });
    if (action === undefined || !OF_THE_DECK.includes(action)) return;
    event.preventDefault();
    act(action);
  });
  for (const id of ['presenter-now', 'presenter-next']) keepScale(byId(id));
  // Notes longer than their place are scrolled by keyboard, too.
  byId('presenter-notes').tabIndex = 0;
  startPresenterClock();
}

/** The notes are scrolled up and down, and no further. */
function placeOf(target: EventTarget | undefined, key: string): Press['at'] {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.matches('button, a')) return 'control';
  const isSideways = key === 'ArrowLeft' || key === 'ArrowRight';
  return target.matches('[tabindex="0"]') && !isSideways ? 'scroller' : 'page';
}

/** Keys that mean the same here as in the deck's own window. */
const OF_THE_DECK: readonly DeckAction[] = ['next', 'previous', 'first', 'last', 'black', 'code'];

function showState({ place, count, step, steps, label, nextLabel, notes, now, next, black, title, styles }: DeckState) {
  for (const address of styles) addStyle(address);
  document.title = `${place}/${count} ${label} · ${title}`;
  const atStep = steps > 0 ? `, step ${step} of ${steps}` : '';
  byId('presenter-place').textContent = `Slide ${place} of ${count}${atStep}${black ? ', screen is black' : ''}`;
  byId('presenter-now-title').textContent = `Now: ${label}`;
  byId('presenter-next-title').textContent = next === '' ? 'Next: the end' : `Next: ${nextLabel}`;
  byId('presenter-now').replaceChildren(previewOf(now));
  byId('presenter-now').classList.toggle('black', black);
  byId('presenter-next').replaceChildren(...(next === '' ? [] : [previewOf(next)]));
  const [words, { body }] = [byId('presenter-notes'), new DOMParser().parseFromString(notes, 'text/html')];
  // What is the same stays where the speaker has scrolled it.
  if (words.innerHTML === body.innerHTML) return;
  words.replaceChildren(...body.childNodes);
  words.scrollTop = 0;
}

/** Adds a stylesheet of this site that this page lacks. */
function addStyle(address: string): void {
  const isHere = [...document.querySelectorAll('link')].some((link) => link.getAttribute('href') === address);
  if (isHere || new URL(address, location.href).origin !== location.origin) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address }));
}

/** Draws a slide as large as its picture is. */
function keepScale(picture: HTMLElement): void {
  new ResizeObserver(() => picture.style.setProperty('--scale', String(picture.clientWidth / WIDTH))).observe(picture);
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The presenter page has no #${id}.`);
  return found;
}
