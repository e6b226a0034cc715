import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Id, newId, ROLES_OF_KIND } from '#libs/kernel';
import { CLIENT, IdentityProvider } from '../support/identity-provider.ts';
import { type Answer, type Person, World } from '../support/world.ts';
import { accessMatrix, type ExpectedAnswer, type Row } from './access-matrix.ts';
import { isConnection, isId, leaves, question, type RootField, rootFields, schemaOf } from './asking.ts';
import { type Persona, type PersonaName, personasOf } from './personas.ts';
import {
  delegateLink,
  contact,
  failedJob,
  identityProvider,
  invitation,
  noted,
  type Pair,
  pair,
  type Rows,
  session,
} from './rich-world.ts';

/** Generated from the schema that the program serves: a new root field without a row in the matrix fails. */
const matrix = accessMatrix();
let world: World;
let provider: IdentityProvider;
let ours: Pair;
let theirs: Pair;
let auditor: Person;
let personas: Persona[];
let fields: Map<string, RootField>;

beforeAll(async () => {
  world = await World.start();
  provider = await IdentityProvider.start(`${world.url}/auth/sso/callback`);
  auditor = await world.person('AUDITOR');
  ours = await pair(world, auditor.organisationId);
  theirs = await pair(world, (await world.person('AUDITOR')).organisationId);
  personas = await personasOf(world, ours, auditor);
  fields = rootFields(await schemaOf(auditor));
});
afterAll(async () => {
  await provider.stop();
  await world.stop();
});

it('has an expected answer for every root field of the schema, and for nothing else', () => {
  expect([...matrix.keys()].sort()).toEqual([...fields.keys()].sort());
});

describe('every persona', () => {
  it.each([...matrix])('is answered as written down when it asks %s', async (name, row) => {
    const field = fields.get(name)!;
    // Who is refused asks first: whoever is not refused may change what there is.
    const [refused, answered] = [
      personas.filter((one) => row[one.name] !== 'yes'),
      personas.filter((one) => row[one.name] === 'yes'),
    ];
    const cells: Partial<Row> = {};
    const answers: Answer<unknown>[] = [];
    const rowsFor = new Map<Persona, Rows>();
    for (const persona of personas) rowsFor.set(persona, await freshRows(name, persona.rows, persona.person));
    const ask = async (persona: Persona) => {
      const rows = rowsFor.get(persona)!;
      const { query, variables } = question(name, field, { rows, role: persona.role });
      const answer = await persona.person.ask(query, variables);
      cells[persona.name] = answerOf(answer);
      answers.push(answer);
    };
    await Promise.all(refused.map(ask));
    if (name.startsWith('Query.')) await Promise.all(answered.map(ask));
    else for (const persona of answered) await ask(persona);

    expect(cells).toEqual(row);
    // The arguments were valid: somebody had their way.
    expect(answers.filter((one) => one.errors.length === 0).length || answers).toBeGreaterThan(0);
  });
});

/** Ids that name what everybody signed in may know of, and what comes of naming another's. */
const PUBLIC_IDS: Record<string, 'data' | 'FORBIDDEN'> = {
  // A model, its releases and its maker are known to all; only their vendor changes them.
  'Query.product.id': 'data',
  'Query.release.id': 'data',
  'Query.products.vendorId': 'data',
  'Query.productByIdentifier.vendorId': 'data',
  'Query.releaseDifference.fromId': 'data',
  'Query.releaseDifference.toId': 'data',
  'Query.publications.vendorId': 'data',
  'Mutation.fileDocument.input.releaseIds': 'data',
  'Query.signingKeys.vendorId': 'data',
  // What anybody may read without signing in; of a vendor's rows only those that are open are data.
  'Query.publicProduct.id': 'data',
  'Query.publicProductByIdentifier.vendorId': 'data',
  'Query.publicPublications.productId': 'data',
  'Query.publications.releaseId': 'data',
  'Query.responsePromises.vendorId': 'data',
  'Mutation.askVendor.input.releaseId': 'data',
  'Mutation.registerAsset.input.releaseId': 'data',
  'Mutation.chooseImportProduct.input.productId': 'data',
  'Mutation.changeAsset.input.releaseId': 'data',
  'Mutation.confirmProductMatch.input.productId': 'data',
  'Mutation.rejectProductMatch.input.productId': 'data',
  'Mutation.changeProduct.input.productId': 'FORBIDDEN',
  'Mutation.addProductIdentifier.input.productId': 'FORBIDDEN',
  'Mutation.addRelease.input.productId': 'FORBIDDEN',
  'Mutation.changeRelease.input.releaseId': 'FORBIDDEN',
  'Mutation.revokeSigningKey.input.signingKeyId': 'FORBIDDEN',
  'Mutation.proposeTransfer.input.releaseId': 'FORBIDDEN',
  // Anybody may be audited by any auditor; naming a publication only narrows what the grantor's own grant opens.
  'Mutation.grantAudit.input.auditorId': 'data',
  'Mutation.grantAudit.input.publicationId': 'data',
};

const NAMED_OTHERWISE: Record<string, string> = {
  coveredById: 'secondSiteId',
  subjectId: 'amberId',
  responsibleId: 'memberId',
  evidenceId: 'uploadId',
  attachmentId: 'uploadId',
  sourceCaseId: 'caseId',
  toReleaseId: 'releaseId',
  partOfId: 'assetId',
  outsideProductId: 'ownProductId',
  outsideReleaseId: 'ownReleaseId',
  assetImportId: 'importId',
};

/** Which of their rows a leaf is told: none may be seen, whichever it is. */
const THEIR_ROWS: Record<string, readonly string[]> = {
  correctsId: ['acknowledgementId'],
  organisationId: ['hospitalId'],
  ownerId: ['memberId'],
  publicationId: ['draftId', 'reviewId', 'amberId', 'redId', 'withdrawnId'],
};

const UPDATES = 'results { application { id } }';
const SELECTIONS: Record<string, string> = {
  'Mutation.acknowledgeMany': 'results { delivery { id } }',
  'Mutation.planUpdates': 'planned',
  'Mutation.decideEndOfSupport': 'results { decision { id } }',
  'Mutation.acceptRisk': 'results { decision { id } }',
  'Mutation.refuseRisk': 'results { decision { id } }',
  'Mutation.recordUpdateSteps': UPDATES,
  'Mutation.countersignUpdates': UPDATES,
  'Mutation.decideWithdrawnUpdates': UPDATES,
};
/** Answers that tell nothing of a row. */
const NOTHING = [
  '{"results":[{"delivery":null}]}',
  '{"results":[{"application":null}]}',
  '{"results":[{"decision":null}]}',
  '{"planned":0}',
  '[]',
];

describe('somebody with every role in another organisation', () => {
  const idLeaves = () =>
    [...fields].flatMap(([name, field]) =>
      leaves(field, isId).map((path) => ({ name, field, path, leaf: `${name}.${path}` })),
    );

  it('knows no public id that the schema does not have', () => {
    const all = new Set(idLeaves().map((one) => one.leaf));
    expect(Object.keys(PUBLIC_IDS).filter((leaf) => !all.has(leaf))).toEqual([]);
  });

  it.each(['vendor', 'hospital', 'auditor', 'regulator', 'operator'] as const)(
    'as a %s gets for ids of rows that are not theirs what it gets for ids of nothing',
    async (kind) => {
      const stranger = await strangerOf(kind);
      const unexpected: object[] = [];
      let asked = 0;
      for (const { name, field, path, leaf } of idLeaves()) {
        if (!stranger.mayAsk(matrix.get(name)!)) continue;
        // The operator deals with every organisation and every job.
        if (kind === 'operator' && /organisationId$|organisation.id$|jobId$/.test(leaf)) continue;
        for (const { id, isPublic } of [...foreignIds(leaf), ...keptIds(leaf)]) {
          const rows = await freshRows(name, { ...stranger.rows }, stranger.person);
          const ask = async (told: string) => {
            const instead = { [path]: told };
            const selection = SELECTIONS[name];
            const asking = question(name, field, {
              rows,
              role: stranger.role,
              instead,
              ...(selection && { selection }),
            });
            return stranger.person.ask(asking.query, asking.variables);
          };
          const [foreign, nothing] = [await ask(id), await ask(newId())];
          asked += 1;
          const outcome = outcomeOf(field, foreign);
          const isRight = isPublic
            ? outcome === PUBLIC_IDS[leaf] || outcome === 'nothing'
            : outcome === 'nothing' && withoutIds(foreign) === withoutIds(nothing);
          if (!isRight) unexpected.push({ leaf, outcome, foreign, nothing });
        }
      }
      expect(unexpected).toEqual([]);
      expect(asked).toBeGreaterThan(5);
    },
  );

  async function strangerOf(kind: 'vendor' | 'hospital' | 'auditor' | 'regulator' | 'operator') {
    if (kind === 'vendor' || kind === 'hospital') {
      const side = theirs[kind];
      const [role] = kind === 'vendor' ? ROLES_OF_KIND.MANUFACTURER : ROLES_OF_KIND.HOSPITAL;
      const prefix = kind === 'vendor' ? 'VENDOR_' : 'HOSPITAL_';
      return { person: side.everyone, role, rows: side.rows, mayAsk: mayAsk((name) => name.startsWith(prefix)) };
    }
    const role = { auditor: 'AUDITOR', regulator: 'REGULATOR_VIEWER', operator: 'OPERATOR' } as const;
    const person = await world.person(kind.toUpperCase() as 'AUDITOR');
    const rows: Rows = { ...theirs.hospital.rows, organisationId: person.organisationId, memberId: person.memberId };
    rows['spareMemberId'] = (await world.member(person.organisationId, [role[kind]])).memberId;
    return { person, role: role[kind], rows, mayAsk: mayAsk((name) => name === role[kind]) };
  }

  const mayAsk = (is: (name: PersonaName) => boolean) => (row: Row) =>
    Object.entries(row).some(([name, answer]) => is(name as PersonaName) && answer === 'yes');

  interface ForeignId {
    id: string;
    isPublic: boolean;
  }

  function foreignIds(leaf: string): ForeignId[] {
    const { rows } = ours.hospital;
    const argument = argumentOf(leaf);
    const isOfVendor = /^(upload|artifact|publication|product|release|vendor)/.test(argument);
    const all = isOfVendor ? ours.vendor.rows : rows;
    const keys = THEIR_ROWS[argument] ?? [NAMED_OTHERWISE[argument] ?? argument];
    return keys.map((key) => {
      const id = all[key] ?? (Promise.reject(new Error(`no row for ${leaf}`)) as never);
      return { id, isPublic: leaf in PUBLIC_IDS };
    });
  }

  /** What a hospital keeps about a product whose maker is not in Tasuki is in no catalogue but its own. */
  function keptIds(leaf: string): ForeignId[] {
    const { ownProductId, ownReleaseId } = ours.hospital.rows;
    const id = { productId: ownProductId, releaseId: ownReleaseId }[argumentOf(leaf)];
    return id ? [{ id, isPublic: false }] : [];
  }

  function argumentOf(leaf: string): string {
    const path = leaf.split('.');
    if (path[1]!.startsWith('public') && path.at(-1) === 'id')
      return path[1] === 'publicProduct' ? 'productId' : 'publicationId';
    if (path.at(-1) === 'fileId') return 'artifactId';
    const compared = /^(\w+)Difference\.(?:from|to)Id$/.exec(path.slice(1).join('.'));
    if (compared) return `${compared[1]!}Id`;
    return path.at(-1) === 'id' ? `${path[1]!}Id` : path.at(-1)!.replace(/Ids$/, 'Id');
  }
});

/** Rows that an answer uses up are made anew for each who asks. */
async function freshRows(name: string, rows: Rows, person: Person): Promise<Rows> {
  if (name === 'Mutation.removeContact')
    return { ...rows, spareContactId: await contact(world, rows['organisationId']!) };
  if (name === 'Mutation.acceptInvitation') {
    return { ...rows, token: (await invitation(world, ours.vendor.organisationId, 'VENDOR_SUPPORT')).token };
  }
  if (/DelegateLink|DelegateCode|ByLink/.test(name)) {
    const { siteId, deliveryId, hospitalId } = ours.hospital.rows;
    return {
      ...rows,
      ...(await delegateLink(world, { hospitalId: hospitalId!, siteId: siteId!, deliveryId: deliveryId! })),
    };
  }
  if (name === 'Mutation.retryJob') return { ...rows, jobId: await failedJob(world) };
  if (name === 'Mutation.endSession') return { ...rows, sessionId: await session(world, person.userId) };
  if (name === 'Mutation.removeIdentityProvider') await identityProvider(world, person);
  if (name.endsWith('IdentityProvider')) {
    return { ...rows, issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
  }
  if (name.endsWith('ProductMatch') && rows['siteId']) return { ...rows, ...(await noted(world, rows)) };
  if (name === 'Mutation.inviteCaseParty') {
    const { code, person: guest } = await world.hospital();
    return { ...rows, code, email: guest.email };
  }
  if (name === 'Mutation.acceptCaseInvitation' && person.organisationId === ours.hospital.organisationId) {
    return { ...rows, casePartyId: await invitedToCase(rows['disclosureId']!, person) };
  }
  if (/suspend|readmit/.test(name)) return { ...rows, spareOrganisationId: await spareOrganisation() };
  return rows;
}

async function invitedToCase(disclosureId: string, { organisationId, userId, email }: Person): Promise<Id> {
  const id = newId();
  await world.behind.query(
    `insert into case_party (id, case_id, vendor_id, organisation_id, organisation_name, user_id, name, email, state, invited_at)
     select $1, c.id, c.vendor_id, $3, 'Hospital', $4, 'Guest', $5, 'INVITED', now() from shared_case c where c.id = $2
     on conflict do nothing`,
    [id, disclosureId, organisationId, userId, email],
  );
  await world.behind.query('update shared_case set party_ids = party_ids || $2::uuid where id = $1', [
    disclosureId,
    userId,
  ]);
  return id;
}

let spare: Promise<string> | undefined;
const spareOrganisation = () => (spare ??= world.hospital().then((one) => one.id));

/** A refusal of what was said is an answer; a failure of the program is not. */
function answerOf({ errors: [error] }: Answer<unknown>): ExpectedAnswer {
  const code = error?.extensions.code ?? 'data';
  const answers: Record<string, ExpectedAnswer> = {
    data: 'yes',
    INVALID_INPUT: 'yes',
    CONFLICT: 'yes',
    FORBIDDEN: 'NO',
    UNAUTHENTICATED: 'who',
    NOT_FOUND: 'none',
  };
  return answers[code] ?? (code as ExpectedAnswer);
}

/** Nothing is an empty list, NOT_FOUND, or the refusal of an input that names what is not there. */
function outcomeOf(field: RootField, { data, errors: [error] }: Answer<Record<string, unknown>>): string {
  if (error) {
    return ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT'].includes(error.extensions.code)
      ? 'nothing'
      : error.extensions.code;
  }
  const value = data?.[field.name] as { totalCount: number; edges: unknown[] };
  if (Array.isArray(value) && value.length === 0) return 'nothing';
  if (isConnection(field)) return value.totalCount === 0 && value.edges.length === 0 ? 'nothing' : 'data';
  return NOTHING.includes(JSON.stringify(value)) ? 'nothing' : 'data';
}

/** An answer without what differs from request to request. */
const withoutIds = ({ status, data, errors }: Answer<unknown>) =>
  JSON.stringify({
    status,
    data,
    errors: errors.map(({ message, extensions: { code, reason, fields } }) => ({ message, code, reason, fields })),
  }).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id');
