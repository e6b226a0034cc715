import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { invalidInput } from '#libs/kernel';
import { withHttpStatus } from './errors.ts';
import { checkCost } from './limits.ts';

/** The cost limit, and the one HTTP status that execution sets: 503, so that a proxy tries another process. */
export const tasukiPlugin: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operation, request }) {
        if (!operation) return;
        try {
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) {
            throw invalidInput('live.wrong_address', 'Subscribe at /graphql/live, by WebSocket or server-sent events.');
          }
          checkCost(document, operation, request.variables ?? {});
        } catch (error) {
          throw withHttpStatus(error);
        }
      },
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const codes = response.body.singleResult.errors?.map((error) => error.extensions?.['code']) ?? [];
        if (codes.includes('UNAVAILABLE')) {
          response.http.status = 503;
          response.http.headers.set('retry-after', '5');
        }
      },
    };
  },
};
