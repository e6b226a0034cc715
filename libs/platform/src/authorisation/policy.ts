import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import type { Actor } from '#libs/kernel';

/** Subjects are classes (entities), never strings: the two do not match each other in CASL. */
export type SubjectClass<T extends object = object> = abstract new (...args: never[]) => T;
type Value = string | number | boolean | null;
type Conditions<T> = { [Column in keyof T]?: Value | { $in: readonly Value[] } };

/** Grants verbs on rows of a subject whose own columns equal the conditions. There is no `cannot`. */
export type Can = <T extends object>(
  verbs: string | readonly string[],
  subject: SubjectClass<T>,
  conditions?: Conditions<T>,
) => void;

/** Who may do what with one subject: a pure function, read as a table. */
export type Policy = (actor: Actor, can: Can) => void;

export type Ability = MongoAbility<[string, SubjectClass | object]>;

/** Builds the ability of one actor out of every lib's policies. */
export function abilityOf(actor: Actor, policies: Iterable<Policy>): Ability {
  const rules: RawRuleOf<Ability>[] = [];
  const can: Can = (verbs, subject, conditions) => {
    for (const [column, value] of Object.entries(conditions ?? {})) assertPlain(column, value);
    rules.push({
      action: typeof verbs === 'string' ? verbs : [...verbs],
      subject: subject as never,
      ...(conditions && { conditions: conditions }),
    });
  };
  for (const policy of policies) policy(actor, can);
  return createMongoAbility<Ability>(rules);
}

/** A condition on an undefined value or a pattern would quietly match the wrong rows: refuse it where it is written. */
function assertPlain(column: string, value: unknown): void {
  const plain = (one: unknown) => one === null || ['string', 'number', 'boolean'].includes(typeof one);
  const isList =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).join() === '$in' &&
    Array.isArray((value as { $in: unknown }).$in) &&
    (value as { $in: unknown[] }).$in.every(plain);
  if (!plain(value) && !isList)
    throw new Error(`policy condition on "${column}" is not a plain value or a list of them`);
}

/**
 * The policies of all libs. Each module adds its own when it starts; the composition root holds the one registry.
 */
export class PolicyRegistry {
  private readonly policies = new Set<Policy>();

  add(...policies: Policy[]): void {
    for (const policy of policies) this.policies.add(policy);
  }

  abilityOf(actor: Actor): Ability {
    return abilityOf(actor, this.policies);
  }
}
