import { describe, expect, it } from '@jest/globals';
import type { VexStatus } from '#libs/formats';
import { standingsOf } from './release-standing.ts';
import type { ReleaseDocument, StatementAbout } from './statement.repository.ts';

const statement = (uploadId: string, status: VexStatus, name = 'Viewer'): StatementAbout => ({
  uploadId,
  position: 0,
  vulnerability: 'CVE-2021-44228',
  aliases: [],
  product: {
    ref: 'p',
    name,
    vendor: null,
    version: null,
    versionRange: null,
    purl: null,
    cpe: null,
    modelNumbers: [],
  },
  component: null,
  status,
  rawStatus: status,
  justification: null,
  impact: null,
  remediations: [],
  scores: [],
  title: null,
  text: null,
  cwes: [],
  place: '',
});

/** `p2` is a publication of the second day, `f2` was filed on it; what follows tells its files apart. */
const document = (uploadId: string): ReleaseDocument => {
  const name = uploadId.slice(0, 2);
  const isFiled = name.startsWith('f');
  return {
    releaseId: 'r',
    uploadId,
    publicationId: isFiled ? null : name,
    filedDocumentId: isFiled ? name : null,
    since: new Date(`2026-01-0${name.slice(1)}`),
  };
};

function counting(statements: StatementAbout[]) {
  const uploads = [...new Set(statements.map(({ uploadId }) => uploadId))];
  const standings = standingsOf({
    statements,
    documents: uploads.map(document),
    products: new Map(uploads.map((id) => [id, statements.flatMap((one) => (one.uploadId === id ? one.product : []))])),
    releases: new Map([['r', { releaseId: 'r', version: '1.0', productNames: ['Viewer'], identifiers: [] }]]),
  });
  const found = standings.get('r');
  return found && [found.statement.uploadId, found.status];
}

describe('what counts of several documents', () => {
  it.each<[string, StatementAbout[], unknown]>([
    ['the newest', [statement('p1', 'AFFECTED'), statement('p2', 'FIXED')], ['p2', 'FIXED']],
    ['whatever their order', [statement('p2', 'FIXED'), statement('p1', 'AFFECTED')], ['p2', 'FIXED']],
    [
      'the vendor’s before what was filed later',
      [statement('p1', 'AFFECTED'), statement('f2', 'FIXED')],
      ['p1', 'AFFECTED'],
    ],
    [
      'what was filed where the vendor is silent',
      [statement('f1', 'FIXED'), statement('f2', 'AFFECTED')],
      ['f2', 'AFFECTED'],
    ],
    [
      'the worst of the files of one document',
      [statement('p1a', 'FIXED'), statement('p1b', 'UNDER_INVESTIGATION'), statement('p1c', 'NOT_AFFECTED')],
      ['p1b', 'UNDER_INVESTIGATION'],
    ],
    [
      'an older one where the newest does not decide',
      [statement('p1', 'FIXED'), statement('p2', 'NOT_AFFECTED', 'Pump'), statement('p2', 'NOT_AFFECTED', 'Scale')],
      ['p1', 'FIXED'],
    ],
    [
      'nothing where none decides, but it is told',
      [statement('p2', 'NOT_AFFECTED', 'Pump'), statement('p2', 'NOT_AFFECTED', 'Scale')],
      ['p2', null],
    ],
    [
      'nothing of what is about another product',
      [statement('p2', 'AFFECTED', 'Pump'), statement('p2', 'NOT_AFFECTED')],
      ['p2', 'NOT_AFFECTED'],
    ],
  ])('is %s', (_, statements, expected) => {
    expect(counting(statements)).toEqual(expected);
  });

  it('is nothing where no document speaks', () => {
    expect(counting([])).toBeUndefined();
  });
});
