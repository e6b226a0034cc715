/** The reason of a finding: a stable key that a page translates. */
export type FindingReason = `formats.${string}`;

/** Where in a file something was found. Lines and columns are counted from 1, a column being one character. */
export interface Place {
  line?: number;
  column?: number;
  /** A JSON pointer (RFC 6901): `/components/3/name`. For XML the path of elements, counted from 1: `/bom/components/component[4]/name`. */
  pointer?: string;
  /** A cell of a workbook: `MDS2!C17`. */
  cell?: string;
}

/**
 * What was found in a file. An ERROR keeps it from being submitted, a WARNING wants a word of justification, a HINT is
 * good to know.
 */
export interface Finding {
  severity: 'ERROR' | 'WARNING' | 'HINT';
  reason: FindingReason;
  place?: Place;
  /** What is there, in English. */
  detail: string;
  /** What to do about it, in English. */
  advice?: string;
}

/** How many findings a reading keeps: the first ones of a file that has thousands say enough. */
export const MAX_FINDINGS = 200;

/**
 * Gathers the findings of one reading. What to do is said once for each reason: `advice` is the closed list of reasons
 * of a reader. Of one reason at most `each` findings are kept, then one that says how many more there were; an ERROR is
 * never lost among hints.
 */
export class Findings<Reason extends FindingReason> {
  private readonly advice: Readonly<Record<Reason, string>>;
  private readonly each: number;
  private readonly kept = new Map<Reason, Finding[]>();
  private readonly left = new Map<Reason, number>();

  constructor(advice: Readonly<Record<Reason, string>>, each = 20) {
    this.advice = advice;
    this.each = each;
  }

  error(reason: Reason, detail: string, place?: Place): void {
    this.add('ERROR', reason, detail, place);
  }

  warning(reason: Reason, detail: string, place?: Place): void {
    this.add('WARNING', reason, detail, place);
  }

  hint(reason: Reason, detail: string, place?: Place): void {
    this.add('HINT', reason, detail, place);
  }

  /** The gravest first, otherwise in the order of their reasons' first appearance. */
  list(): Finding[] {
    const all = [...this.kept].flatMap(([reason, findings]) => {
      const left = this.left.get(reason) ?? 0;
      const [first] = findings;
      if (left === 0 || !first) return findings;
      const { severity, advice } = first;
      const more: Finding = { severity, reason, detail: `And ${left} more of this kind.`, ...(advice && { advice }) };
      return [...findings, more];
    });
    return all.toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]).slice(0, MAX_FINDINGS);
  }

  private add(severity: Finding['severity'], reason: Reason, detail: string, place: Place | undefined): void {
    const findings = this.kept.get(reason) ?? [];
    this.kept.set(reason, findings);
    if (findings.length >= this.each) {
      this.left.set(reason, (this.left.get(reason) ?? 0) + 1);
      return;
    }
    findings.push({
      severity,
      reason,
      ...(place && { place }),
      detail: shortened(detail),
      advice: this.advice[reason],
    });
  }
}

const GRAVITY = { ERROR: 0, WARNING: 1, HINT: 2 };
const MAX_DETAIL = 500;

/** A detail may quote the file, and the file may hold a name of a hundred megabytes. */
function shortened(detail: string): string {
  return detail.length <= MAX_DETAIL ? detail : `${detail.slice(0, MAX_DETAIL)} …`;
}
