import type { Type } from '@nestjs/common';
import { Field, Mutation, ObjectType } from '@nestjs/graphql';

/**
 * A mutation that answers the one row that it changed, in a payload type of its own (`ActForPayload { organisation }`), so
 * that one can grow without the others. The method's name is the mutation's.
 */
export const MutationOf =
  (field: string, type: Type<object>, description: string): MethodDecorator =>
  (target, name, descriptor) => {
    const mutation = String(name);

    @ObjectType(`${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Payload`, {
      description: `What ${mutation} changed.`,
    })
    class Payload {}
    Field(() => type, { description: `The ${field} as it is now.` })(Payload.prototype, field);
    Mutation(() => Payload, { description })(target, name, descriptor);
  };
