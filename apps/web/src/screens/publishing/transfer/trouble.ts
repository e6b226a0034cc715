import { Failure } from '../../../app/failure.ts';

/** What can go wrong with a file here, before the API has said anything. The words are `publishing:trouble.<reason>`. */
export type Trouble = 'unreadable' | 'otherFile' | 'sameBytes' | 'lost' | 'partRefused';

const PREFIX = 'transfer.';

const trouble = (reason: Trouble, message: string) =>
  new Failure({ code: 'TRANSFER', reason: `${PREFIX}${reason}`, message });

export const unreadableFile = (name: string) => trouble('unreadable', `${name} cannot be read.`);
export const otherFile = (name: string) => trouble('otherFile', `${name} is another file than before.`);
export const sameBytes = (name: string) => trouble('sameBytes', `${name} is here already under another name.`);
export const connectionLost = () => trouble('lost', 'The connection was lost while a file was sent.');
export const partRefused = (text: string) => trouble('partRefused', text);

/** Null: the API itself refused, and its own words are shown. */
export const troubleOf = ({ reason }: Failure): Trouble | null =>
  reason.startsWith(PREFIX) ? (reason.slice(PREFIX.length) as Trouble) : null;
