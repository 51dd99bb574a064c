import { elapsed, paused, reset, STOPPED, started, timeWords } from './Timer.ts';

/** The time of day, and a timer that the speaker starts, pauses and sets back. */
export function startPresenterClock(): void {
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
