import { mds2Form } from '#libs/formats';
import { json } from './documents.ts';

type Answer = 'YES' | 'NO' | 'NA' | readonly ['SEE_NOTE' | 'NO' | 'YES', note: string];

interface About {
  vendor: string;
  description: string;
  model: string;
  version: string;
  /** By question; every other one is answered with Yes. */
  answers: Readonly<Record<string, Answer>>;
}

/** An MDS2 of 2019 in JSON, every question answered. */
export function mds2({ vendor, description, model, version, answers }: About): Buffer {
  const given: Readonly<Record<string, Answer>> = {
    // Hardware that has locks: the rest of its section applies.
    'PLOK-1': 'NO',
    ...answers,
  };
  const texts: Readonly<Record<string, string>> = {
    'DOC-5': 'security@demo-devices.example',
    'DOC-6': 'On the network of the ward, to send readings to a server of the hospital',
  };
  const asked = [...mds2Form('HN 1-2019').questions.keys()].filter((id) => !HEADER.has(id));
  return json({
    format: 'tasuki.mds2',
    formatVersion: 1,
    edition: 'HN 1-2019',
    manufacturer: vendor,
    deviceDescription: description,
    models: [model],
    documentId: `MDS2-${model}-${version}`,
    releasedOn: '2026-06-01',
    answers: asked.map((id) => {
      const text = texts[id];
      if (text !== undefined) return { id, answer: 'OTHER', raw: text };
      const answer = given[id] ?? 'YES';
      return typeof answer === 'string' ? { id, answer } : { id, answer: answer[0], note: answer[1] };
    }),
  });
}

/** Said by the fields of the head. */
const HEADER = new Set(['DOC-1', 'DOC-2', 'DOC-3', 'DOC-4', 'DOC-7']);
