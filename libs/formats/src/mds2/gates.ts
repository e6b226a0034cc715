import { mds2Form, type Mds2Edition } from './questions.ts';

/** A question whose answer decides whether others are to be answered. */
export interface Gate {
  question: string;
  /** The answer that makes the others not applicable; null where none does. */
  closes: 'YES' | 'NO' | null;
  /** The answer that leads on to the others. */
  opens: 'YES' | 'NO';
  others: string[];
}

const form = mds2Form('HN 1-2019');
const restOf = (section: string, first: string) =>
  [...form.questions.values()].filter((question) => question.section === section && question.id !== first);
const childrenOf = (parent: string) => [...form.questions.values()].filter((question) => question.parent === parent);

/** A part that the device has is described in its children; one that it has not makes them not applicable. */
const hasParts = ['CSUP-2', 'CSUP-3', 'CSUP-4', 'CSUP-5', 'CSUP-6', 'STCF-1'];

const GATES_2019: Gate[] = [
  // Nothing to be updated: no question on updates applies.
  { question: 'CSUP-1', closes: 'NO', opens: 'YES', others: restOf('CSUP', 'CSUP-1').map(({ id }) => id) },
  ...hasParts.map((question): Gate => ({
    question,
    closes: 'NO',
    opens: 'YES',
    others: childrenOf(question).map(({ id }) => id),
  })),
  // Software alone has nothing to lock.
  { question: 'PLOK-1', closes: 'YES', opens: 'NO', others: restOf('PLOK', 'PLOK-1').map(({ id }) => id) },
  // What stands in for anti-malware software, or can be configured where encryption is not the default: asked after a
  // No. After a Yes an answer says more than was asked, and contradicts nothing.
  { question: 'MLDP-2', closes: null, opens: 'NO', others: ['MLDP-3'] },
  { question: 'TXCF-2', closes: null, opens: 'NO', others: ['TXCF-2.1'] },
];

export function gatesOf(edition: Mds2Edition): readonly Gate[] {
  return edition === 'HN 1-2019' ? GATES_2019 : [];
}
