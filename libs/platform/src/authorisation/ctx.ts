import { Actor, forbidden, unauthenticated } from '#libs/kernel';
import { abilityOf, type Ability, type SubjectClass } from './policy.ts';

/**
 * The context of one request, made once and passed as the first argument everywhere: who asks, what they may do, the
 * request's loaders and its id (which is also in the logs).
 */
export class Ctx {
  readonly actor: Actor;
  readonly ability: Ability;
  readonly requestId: string;
  private readonly loaders = new Map<unknown, unknown>();

  constructor(actor: Actor, ability: Ability, requestId: string) {
    this.actor = actor;
    this.ability = ability;
    this.requestId = requestId;
  }

  allows(verb: string, row: object): boolean {
    return this.ability.can(verb, row);
  }

  /** Whether any rule grants the verb on the class at all: what the guard asks before a row is known. */
  mayEver(verb: string, subject: SubjectClass): boolean {
    return this.ability.can(verb, subject);
  }

  /** Everything that `mayEver` holds of, by subject and verb: what a page shows. A row may still refuse. */
  permissions(): { verb: string; subject: string }[] {
    const pairs = this.ability.rules.flatMap(({ action, subject }) =>
      [action].flat().map((verb) => ({ verb, subject: (subject as unknown as SubjectClass).name })),
    );
    const distinct = new Map(pairs.map((pair) => [`${pair.subject} ${pair.verb}`, pair]));
    return [...distinct].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
  }

  /**
   * Checks the verb on a row that the actor can see.
   * @throws FORBIDDEN, or UNAUTHENTICATED when nobody is signed in.
   */
  authorise(verb: string, row: object): void {
    if (!this.allows(verb, row)) this.refuse(verb, row.constructor.name);
  }

  refuse(verb: string, subjectName: string): never {
    if (this.actor.kind === 'ANONYMOUS') throw unauthenticated();
    throw forbidden(
      'access.forbidden',
      `Your roles do not let you ${verb} this ${subjectName}. An administrator of your organisation can give you a role that does.`,
    );
  }

  /** The id of the organisation acted for. @throws FORBIDDEN when none is chosen. */
  get organisationId(): string {
    if (this.actor.organisationId) return this.actor.organisationId;
    if (this.actor.kind === 'ANONYMOUS') throw unauthenticated();
    throw forbidden('access.no_organisation', 'Choose the organisation you act for first (mutation actFor).');
  }

  /** One loader per request and key, made on first use. */
  loader<T>(key: unknown, make: () => T): T {
    if (!this.loaders.has(key)) this.loaders.set(key, make());
    return this.loaders.get(key) as T;
  }
}

/** The context of a job, or of the program itself: nobody's rights, and no organisation. */
export const systemCtx = (requestId: string): Ctx => new Ctx(Actor.system, abilityOf(Actor.system, []), requestId);
