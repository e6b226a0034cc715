import type { OrganisationKind, Role } from '#libs/kernel';
import { Person, type World } from '../support/world.ts';
import { eventOf, invitation, type Pair, type Rows } from './rich-world.ts';

/** Everybody who asks, in the order of the columns of the access matrix. */
export const PERSONAS = [
  'anonymous',
  'VENDOR_ADMIN',
  'VENDOR_PUBLISHER',
  'VENDOR_APPROVER',
  'VENDOR_SUPPORT',
  'VENDOR program',
  'HOSPITAL_ADMIN',
  'HOSPITAL_MANAGER',
  'HOSPITAL_SECURITY',
  'HOSPITAL_DEVICE',
  'HOSPITAL_VIEWER',
  'HOSPITAL program',
  'AUDITOR',
  'REGULATOR_VIEWER',
  'OPERATOR',
  'without organisation',
] as const;
export type PersonaName = (typeof PERSONAS)[number];

export interface Persona {
  name: PersonaName;
  person: Person;
  /** A role of the organisation, for arguments that name one. */
  role: Role;
  /** The persona's own rows where it has business with any, else those of a vendor and a hospital. */
  rows: Rows;
}

/** One of each; `auditor` holds the grants that the pair gave. */
export async function personasOf(world: World, { vendor, hospital }: Pair, auditor: Person): Promise<Persona[]> {
  const strangers: Rows = { ...hospital.rows, grantedEventId: hospital.rows['eventId']! };
  const lonely = await world.person('AUDITOR');
  await world.behind.query('delete from member where id = $1', [lonely.memberId]);
  const nobody = new Person(world, { ...lonely, headers: {} });
  const rolesOf = (kind: OrganisationKind) => (kind === 'HOSPITAL' ? hospital : vendor);

  const own = async (person: Person, role: Role): Promise<Persona> => ({
    name: role as PersonaName,
    person,
    role,
    rows: { ...strangers, ...(await rowsOf(world, person, role)) },
  });
  const member = async (name: PersonaName): Promise<Persona> => {
    const side = rolesOf(name.startsWith('HOSPITAL') ? 'HOSPITAL' : 'MANUFACTURER');
    const role = name as Role;
    const rows = { ...side.rows, grantedEventId: side.rows['eventId']! };
    return { name, role, rows, person: await world.member(side.organisationId, [role]) };
  };
  const program = (name: PersonaName, side: typeof vendor): Persona => ({
    name,
    role: name.startsWith('HOSPITAL') ? 'HOSPITAL_VIEWER' : 'VENDOR_SUPPORT',
    person: side.program,
    rows: { ...side.rows, grantedEventId: side.rows['eventId']! },
  });

  const [regulator, operator] = [await world.person('REGULATOR'), await world.person('OPERATOR')];
  // A refusal is recorded, so that each of them has an event of its own.
  for (const person of [auditor, regulator, operator]) await person.ask('{ inboxCounts { __typename } }');
  await world.settled();
  const clear = { amberId: vendor.rows['clearId']!, artifactId: vendor.rows['clearArtifactId']! };
  const members: Persona[] = [];
  for (const name of PERSONAS.filter((one) => /^(VENDOR|HOSPITAL)_/.test(one))) members.push(await member(name));
  const personas: Persona[] = [
    ...members,
    { name: 'anonymous', person: nobody, role: 'AUDITOR', rows: strangers },
    { name: 'without organisation', person: lonely, role: 'AUDITOR', rows: strangers },
    await own(auditor, 'AUDITOR'),
    await own(regulator, 'REGULATOR_VIEWER').then((one) => ({ ...one, rows: { ...one.rows, ...clear } })),
    await own(operator, 'OPERATOR'),
    program('VENDOR program', vendor),
    program('HOSPITAL program', hospital),
  ];
  return PERSONAS.map((name) => personas.find((one) => one.name === name)!);
}

/** What an organisation has that neither publishes nor receives. */
async function rowsOf(world: World, person: Person, role: Role): Promise<Rows> {
  const { organisationId } = person;
  return {
    organisationId,
    memberId: person.memberId,
    spareMemberId: (await world.member(organisationId, [role])).memberId,
    spareInvitationId: (await invitation(world, organisationId, role)).id,
    eventId: await eventOf(world, organisationId),
  };
}
