import { type Id, newId, type Role } from '#libs/kernel';
import { Member, Organisation, Site } from '#libs/directory';
import type { SignIn, Tx } from '#libs/platform';

type OrganisationFacts = Parameters<typeof Organisation.admit>[0];

/** The place and the person that a portal begins with, before there is anybody who could invite them. Recorded like any other. */
export async function foundOrganisation(tx: Tx, facts: OrganisationFacts): Promise<Organisation> {
  const organisation = Organisation.admit(facts, tx.now);
  await tx.manager.insert(Organisation, organisation);
  await tx.record({
    kind: 'organisation.admitted',
    version: 1,
    subject: { type: 'Organisation', id: organisation.id },
    organisationId: organisation.id,
    counterpartId: organisation.id,
    facts: { kind: organisation.kind },
  });
  return organisation;
}

export async function foundSite(
  tx: Tx,
  organisationId: Id<'Organisation'>,
  names: { name: string; englishName: string },
): Promise<Site> {
  const site = Object.assign(new Site(), {
    id: newId<'Site'>(),
    organisationId,
    ...names,
    address: null,
    isActive: true,
    createdAt: tx.now,
  });
  await tx.manager.insert(Site, site);
  await tx.record({
    kind: 'site.added',
    version: 1,
    subject: { type: 'Site', id: site.id },
    organisationId,
    facts: { isActive: true },
  });
  return site;
}

export interface FirstMember {
  organisationId: Id<'Organisation'>;
  name: string;
  email: string;
  roles: readonly Role[];
}

/**
 * @param password null: the account exists already.
 * @throws INVALID_INPUT for a weak password, CONFLICT `sign_in.account_exists`
 */
export async function foundMember(
  tx: Tx,
  signIn: SignIn,
  { organisationId, ...person }: FirstMember,
  account: { password: string } | { userId: Id<'User'>; email: string },
): Promise<Member> {
  const { userId, email } =
    'userId' in account
      ? account
      : await signIn.createAccount({ email: person.email, name: person.name, password: account.password }, tx);
  const member = Object.assign(new Member(), {
    id: newId<'Member'>(),
    organisationId,
    userId,
    name: person.name,
    email,
    roles: [...person.roles],
    siteIds: null,
    isOutside: false,
    state: 'ACTIVE' as const,
    createdAt: tx.now,
  });
  await tx.manager.insert(Member, member);
  await tx.record({
    kind: 'member.joined',
    version: 1,
    subject: { type: 'Member', id: member.id },
    organisationId,
    facts: { userId, roles: [...person.roles].toSorted(), siteIds: null, isOutside: false },
  });
  return member;
}
