import { type Found, NO_CALL } from '../LineReader.ts';

/** kernel/audit.c, audit_log_lost: the whole number since the host booted, or since `auditctl --reset-lost`. */
const LOST = /\baudit: audit_lost=(\d{1,10}) audit_rate_limit=\d+ audit_backlog_limit=\d+$/;
/** auditctl(8) 4.0.2, `-s` and `--reset-lost`; older releases print the status in one line. */
const STATUS_LOST = /^lost:? (\d{1,10})$|^AUDIT_STATUS: enabled=.* lost=(\d{1,10}) backlog=\d+$/;
/** lib/ratelimit.c: what the kernel's log was spared of the audit's records (sysctl kernel.printk_ratelimit). */
const SUPPRESSED = /\bkauditd_printk_skb: (\d{1,10}) callbacks suppressed$/;
/** Why records are lost (kernel/audit.c and auditsc.c, audit_panic), and how often the log was spared of that. */
const WHY =
  /\baudit: (?:(?:rate|backlog) limit exceeded|kauditd (?:hold|retry) queue overflow|(?:out of memory|error) in audit_\w+|audit_backlog=\d+ > audit_backlog_limit=\d+)$|\baudit_(?:log_lost|log_start|panic): \d+ callbacks suppressed$/;
/** The other lines of `auditctl -s`, with words for numbers where it has `-i` too. */
const STATUS =
  /^(?:enabled|failure|pid|rate_limit|backlog_limit|backlog|backlog_wait_time(?:_actual:?)?) (?:\d{1,10}|disable|enabled(?:\+immutable)?|silent|printk|panic)$|^loginuid_immutable [01] (?:un)?locked$/;

/** What Linux's audit, or auditctl of it, says of records that are not there; undefined for any other line. */
export function auditLoss(text: string): Found | undefined {
  const [, own, former] = STATUS_LOST.exec(text) ?? LOST.exec(text) ?? [];
  const lost = own ?? former;
  if (lost !== undefined) return { ...NO_CALL, auditLost: Number(lost) };
  const suppressed = SUPPRESSED.exec(text)?.[1];
  if (suppressed !== undefined) return { ...NO_CALL, lost: Number(suppressed) };
  return WHY.test(text) || STATUS.test(text) ? NO_CALL : undefined;
}
