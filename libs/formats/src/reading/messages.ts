import type { Format } from '../document.ts';
import type { Finding } from '../finding.ts';
import type { Completeness } from '../sbom/completeness.ts';

/** The parts of a reading that may be large, and are handed over batch by batch. */
export const PARTS = ['components', 'statements', 'answers'] as const;
export type Part = (typeof PARTS)[number];

export type ToThread =
  | { kind: 'begin'; mediaType: string; sizeBytes: number }
  | { kind: 'chunk'; bytes: Uint8Array }
  | { kind: 'read' }
  | { kind: 'rows'; part: Part; from: number; to: number };

export type FromThread =
  | { kind: 'ready' }
  | { kind: 'reading'; summary: ReadingSummary }
  | { kind: 'rows'; json: string }
  | { kind: 'failed'; message: string };

/** What was read, without the parts that may be large. */
export interface ReadingSummary {
  format: Format | null;
  formatVersion: string | null;
  findings: Finding[];
  /** The small facts, as JSON that any database takes. */
  factsJson: string;
  completeness: Completeness[];
  /** How many rows each part has. */
  counts: Record<Part, number>;
}
