import type { Id } from './ids.ts';

export const ORGANISATION_KINDS = [
  'MANUFACTURER',
  'SERVICE_PROVIDER',
  'HOSPITAL',
  'AUDITOR',
  'REGULATOR',
  'OPERATOR',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** The roles of domain.md, with the kinds of organisation that can hold each. */
export const ROLES_OF_KIND = {
  MANUFACTURER: ['VENDOR_ADMIN', 'VENDOR_PUBLISHER', 'VENDOR_APPROVER', 'VENDOR_SUPPORT'],
  SERVICE_PROVIDER: ['VENDOR_ADMIN', 'VENDOR_PUBLISHER', 'VENDOR_APPROVER', 'VENDOR_SUPPORT'],
  HOSPITAL: ['HOSPITAL_ADMIN', 'HOSPITAL_MANAGER', 'HOSPITAL_SECURITY', 'HOSPITAL_DEVICE', 'HOSPITAL_VIEWER'],
  AUDITOR: ['AUDITOR'],
  REGULATOR: ['REGULATOR_VIEWER'],
  OPERATOR: ['OPERATOR'],
} as const satisfies Record<OrganisationKind, readonly string[]>;

export type Role = (typeof ROLES_OF_KIND)[OrganisationKind][number];
export const ROLES = [...new Set(Object.values(ROLES_OF_KIND).flat())] as Role[];

/** How the actor proved who they are. A PROGRAM holds an API key: it never approves, signs or accepts risk. */
export type ActorKind = 'PERSON' | 'PROGRAM' | 'SYSTEM' | 'ANONYMOUS';

export const SIGN_IN_METHODS = ['PASSWORD', 'TOTP', 'BACKUP_CODE', 'PASSKEY', 'SSO'] as const;
/** What a person proved last when the session began. SSO: their organisation's own provider vouched for them. */
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** Who asks: a person or a program on behalf of one organisation, the system itself, or nobody known. */
export class Actor {
  readonly kind: ActorKind;
  /** The signed-in account; null for programs, the system and anonymous callers. */
  readonly userId: Id<'User'> | null;
  /** The organisation acted for; null where none is chosen. */
  readonly organisationId: Id<'Organisation'> | null;
  readonly organisationKind: OrganisationKind | null;
  readonly roles: ReadonlySet<Role>;
  /** Sites the member answers for; null means every site of the organisation. */
  readonly siteIds: readonly Id<'Site'>[] | null;
  readonly apiKeyId: Id<'ApiKey'> | null;
  readonly sessionId: string | null;
  /** When this session last proved the password or second factor: the emergency path asks for minutes. */
  readonly authenticatedAt: Date | null;
  /** null for programs, and for a session that began before this was written down. */
  readonly signedInBy: SignInMethod | null;
  /** The only organisation that the session is good for, when that organisation's provider vouched for the person. */
  readonly boundTo: Id<'Organisation'> | null;
  /** Personal part for the trail, kept apart from the facts so that it can be erased. */
  readonly person: { readonly name: string; readonly email: string } | null;
  /** Whether the account asks for a second factor when it signs in. */
  readonly hasSecondFactor: boolean;

  constructor(facts: Partial<Omit<Actor, 'has' | 'isVendor'>> & { kind: ActorKind }) {
    this.kind = facts.kind;
    this.userId = facts.userId ?? null;
    this.organisationId = facts.organisationId ?? null;
    this.organisationKind = facts.organisationKind ?? null;
    this.roles = facts.roles ?? new Set();
    this.siteIds = facts.siteIds ?? null;
    this.apiKeyId = facts.apiKeyId ?? null;
    this.sessionId = facts.sessionId ?? null;
    this.authenticatedAt = facts.authenticatedAt ?? null;
    this.signedInBy = facts.signedInBy ?? null;
    this.boundTo = facts.boundTo ?? null;
    this.person = facts.person ?? null;
    this.hasSecondFactor = facts.hasSecondFactor ?? false;
  }

  has(role: Role): boolean {
    return this.roles.has(role);
  }

  get isVendor(): boolean {
    return this.organisationKind === 'MANUFACTURER' || this.organisationKind === 'SERVICE_PROVIDER';
  }

  static readonly anonymous = new Actor({ kind: 'ANONYMOUS' });
  static readonly system = new Actor({ kind: 'SYSTEM' });
}
