import {
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
  type CallHandler,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { catchError, type Observable } from 'rxjs';
import { TasukiError, unauthenticated } from '#libs/kernel';
import type { Ctx, SubjectClass } from '../authorisation/index.ts';
import { currentRequest } from '../http/index.ts';
import { ctxOf } from './graphql-context.ts';

const ACCESS = 'tasuki:access';
export const ON_DENIED = Symbol('onDenied');

/** What a root field declares about who may call it. */
export type AccessDeclaration = { verb: string; subject: SubjectClass } | 'public';

/** The root field is for whom some policy grants `verb` on `subject`. Which rows, the service decides. */
export const Access = (verb: string, subject: SubjectClass): MethodDecorator => declare({ verb, subject });

/** The root field is for everybody, signed in or not. */
export const Public = (): MethodDecorator => declare('public');

function declare(access: AccessDeclaration): MethodDecorator {
  return (target, name, descriptor) => {
    const method = descriptor.value as object;
    if (accessOf(method)) {
      throw new Error(`${target.constructor.name}.${String(name)} declares its access twice`);
    }
    Reflect.defineMetadata(ACCESS, access, method);
  };
}

export const accessOf = (method: object): AccessDeclaration | undefined =>
  Reflect.getMetadata(ACCESS, method) as AccessDeclaration | undefined;

/** A refusal of somebody known, to be recorded. */
export interface Denial {
  /** The root field, as in the schema: `Mutation.approvePublication`. */
  field: string;
  verb: string;
  subject: string;
  reason: string;
}

/** Records a refusal; called before it is answered. `app` finds what records it. */
export type OnDenied = (ctx: Ctx, denial: Denial, app: ModuleRef) => Promise<void>;

/** Hands refusals to whoever records them. */
@Injectable()
export class Denials {
  private readonly onDenied: OnDenied;
  private readonly app: ModuleRef;

  constructor(@Inject(ON_DENIED) onDenied: OnDenied, app: ModuleRef) {
    this.onDenied = onDenied;
    this.app = app;
  }

  /** The answer stays FORBIDDEN when recording fails: the log keeps what could not be recorded. */
  async tell(context: ExecutionContext, error: unknown): Promise<void> {
    if (!(error instanceof TasukiError) || error.code !== 'FORBIDDEN') return;
    const access = accessOf(context.getHandler());
    const field = fieldOf(context);
    // A request that asks the same field under thirty names is one refusal.
    const told = ctxOf(context).loader(Denials, () => new Set<string>());
    if (told.has(field)) return;
    told.add(field);
    const declared =
      access && access !== 'public'
        ? { verb: access.verb, subject: access.subject.name }
        : { verb: 'call', subject: field };
    const denial: Denial = { field, reason: error.reason, ...declared };
    try {
      await this.onDenied(ctxOf(context), denial, this.app);
    } catch (failed) {
      currentRequest.getStore()?.log.error({ err: failed, denial }, 'a denial could not be recorded');
    }
  }
}

/**
 * The first wall: a root field runs only for an actor whom some policy grants its verb on its subject. Closed by
 * default: a field that declares nothing is refused here too, should it ever get past the check at start.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly denials: Denials;

  constructor(denials: Denials) {
    this.denials = denials;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType<string>() !== 'graphql') return true;
    const access = accessOf(context.getHandler());
    if (!access) throw new Error(`${fieldOf(context)} declares no access`);
    if (access === 'public') return true;

    const ctx = ctxOf(context);
    if (ctx.actor.kind === 'ANONYMOUS') throw unauthenticated();
    if (ctx.mayEver(access.verb, access.subject)) return true;
    try {
      return ctx.refuse(access.verb, access.subject.name);
    } catch (error) {
      await this.denials.tell(context, error);
      throw error;
    }
  }
}

/** Tells of the refusals that services make when they have seen the row. */
@Injectable()
export class DenialInterceptor implements NestInterceptor {
  private readonly denials: Denials;

  constructor(denials: Denials) {
    this.denials = denials;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<string>() !== 'graphql') return next.handle();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        await this.denials.tell(context, error);
        throw error;
      }),
    );
  }
}

function fieldOf(context: ExecutionContext): string {
  const { parentType, fieldName } = GqlExecutionContext.create(context).getInfo<GraphQLResolveInfo>();
  return `${parentType.name}.${fieldName}`;
}
