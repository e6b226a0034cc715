import type { Mds2, Mds2Answer } from '../document.ts';
import type { Place } from '../finding.ts';
import type { Mds2Edition } from './questions.ts';

/** What a form says of its document and device. */
export type Mds2Header = Pick<Mds2, 'manufacturer' | 'deviceDescription' | 'models' | 'documentId' | 'releasedOn'>;

export interface FoundAnswer extends Mds2Answer {
  place: Place;
}

/** A form as it was found in a file, before it is judged: questions may be missing, unknown, or there twice. */
export interface FoundForm {
  edition: Mds2Edition;
  header: Mds2Header;
  /** Where the header would stand, or stands. */
  place: Place;
  answers: FoundAnswer[];
}
