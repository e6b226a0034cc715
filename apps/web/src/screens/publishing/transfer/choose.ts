import { extensionOf } from './plan.ts';

/** The API attaches at most so many files to one publication. */
export const MOST_FILES = 100;
const LONGEST_NAME = 255;

/** Why a file is not taken. The words are `publishing:refused.<why>`. */
export type WhyNot = 'empty' | 'program' | 'twice' | 'badName';

interface ChosenFile {
  name: string;
  size: number;
}

interface Choice<One> {
  taken: One[];
  refused: { name: string; why: WhyNot }[];
  /** More than one publication may have: then none is taken, since nobody could say which. */
  isTooMany: boolean;
}

/** Programs belong into an update package; as a document somebody took the wrong file. */
const PROGRAMS = new Set(['exe', 'msi', 'dll', 'bat', 'cmd', 'com', 'scr', 'dmg', 'pkg', 'app', 'lnk', 'apk', 'jar']);

/**
 * Looks files over before anything is sent of them. @param present names of the files that are there already.
 * @param takesPrograms whether the kind of publication is one that carries software.
 */
export function sortOut<One extends ChosenFile>(
  files: readonly One[],
  present: readonly string[],
  takesPrograms: boolean,
): Choice<One> {
  if (files.length + present.length > MOST_FILES) return { taken: [], refused: [], isTooMany: true };
  const names = new Set(present.map(sameName));
  const taken: One[] = [];
  const refused: Choice<One>['refused'] = [];
  for (const file of files) {
    const why = whyNot(file, names, takesPrograms);
    if (why) refused.push({ name: file.name, why });
    else taken.push(file);
    names.add(sameName(file.name));
  }
  return { taken, refused, isTooMany: false };
}

/** Two files whose names differ in case or spelling alone cannot be told apart by readers. */
const sameName = (name: string) => name.normalize('NFC').toLowerCase();

function whyNot({ name, size }: ChosenFile, names: ReadonlySet<string>, takesPrograms: boolean): WhyNot | null {
  if (size === 0) return 'empty';
  if ([...name].length > LONGEST_NAME || /\p{Cc}/u.test(name)) return 'badName';
  if (!takesPrograms && PROGRAMS.has(extensionOf(name))) return 'program';
  return names.has(sameName(name)) ? 'twice' : null;
}
