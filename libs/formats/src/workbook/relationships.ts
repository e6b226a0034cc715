import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { partName } from './directory.ts';
import { walkXml } from './xml-part.ts';

export interface Relationship {
  id: string;
  /** The last word of the type: `worksheet`, the same in both variants of the standard. */
  type: string;
  /** The name of the part. */
  target: string;
}

/** Where a part (the package itself: '') leads to within the workbook; what lies outside is left out. @throws Refusal */
export function relationshipsOf(archive: Archive, part: string): Relationship[] {
  const folder = posix.dirname(`/${part}`);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`).slice(1);
  const relationships: Relationship[] = [];
  walkXml(name, archive.read(name), {
    open(element, _parent, { Id = '', Type = '', Target = '', TargetMode }) {
      if (element !== 'Relationship' || TargetMode === 'External') return;
      const target = partName(posix.resolve(folder, Target));
      relationships.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return relationships;
}
