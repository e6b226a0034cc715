import { describe, expect, it } from '@jest/globals';
import { MOST_FILES, sortOut } from './choose.ts';

const file = (name: string, size = 1) => ({ name, size });

describe('files that were dropped', () => {
  it('are taken as they are', () => {
    const files = [file('sbom.json'), file('読んでください.pdf')];
    expect(sortOut(files, [], false)).toEqual({ taken: files, refused: [], isTooMany: false });
  });

  it('are refused when they are empty, whatever else is taken', () => {
    const { taken, refused } = sortOut([file('empty.json', 0), file('sbom.json')], [], false);
    expect(taken.map(({ name }) => name)).toEqual(['sbom.json']);
    expect(refused).toEqual([{ name: 'empty.json', why: 'empty' }]);
  });

  it('are refused the second time, whether dropped together or there before, in whatever case', () => {
    expect(sortOut([file('a.pdf'), file('A.pdf')], [], false).refused).toEqual([{ name: 'A.pdf', why: 'twice' }]);
    expect(sortOut([file('b.pdf')], ['B.PDF'], false).refused).toEqual([{ name: 'b.pdf', why: 'twice' }]);
  });

  it('are refused as programs where documents are asked, and taken in an update package', () => {
    expect(sortOut([file('setup.EXE')], [], false).refused).toEqual([{ name: 'setup.EXE', why: 'program' }]);
    expect(sortOut([file('setup.EXE')], [], true).taken).toHaveLength(1);
  });

  it('are refused with a name that holds a line break or is too long', () => {
    const { refused } = sortOut([file('a\nb.pdf'), file('長'.repeat(256))], [], false);
    expect(refused.map(({ why }) => why)).toEqual(['badName', 'badName']);
  });

  it('are refused all together when they are more than one publication may have', () => {
    const many = Array.from({ length: 5000 }, (_, index) => file(`${index}.pdf`));
    expect(sortOut(many, [], false)).toEqual({ taken: [], refused: [], isTooMany: true });
    const rest = Array.from({ length: MOST_FILES - 1 }, (_, index) => file(`${index}.pdf`));
    expect(sortOut(rest, ['x.pdf'], false).taken).toHaveLength(MOST_FILES - 1);
    expect(sortOut(rest, ['x.pdf', 'y.pdf'], false).isTooMany).toBe(true);
  });
});
