import { useEffect, useRef } from 'react';
import { graphql } from '../../../app/graphql.ts';
import { useAct } from '../../../app/queries.ts';
import { useMay } from '../../../app/session.ts';
import type { DeliveryOfPage } from './delivery.ts';

const MarkViewed = graphql(`
  mutation MarkViewed($deliveryId: ID!) {
    markViewed(input: { deliveryId: $deliveryId }) {
      delivery {
        id
      }
    }
  }
`);

/** A moment on the page, so that what flashes by on the way back is not taken for read. */
const GLANCE_MS = 1_000;

/**
 * Says that a delivery was opened, once its page really stands before somebody: not when it is fetched beforehand, nor in
 * a tab that nobody looks at.
 */
export function useOpened(delivery: DeliveryOfPage | null): void {
  const mayAnswer = useMay('acknowledge DeliverySite');
  const { mutate } = useAct(MarkViewed);
  const said = useRef<string | null>(null);
  const isNew = mayAnswer && delivery !== null && delivery.sites.some(({ state }) => state === 'UNSEEN');
  const id = delivery?.id;

  useEffect(() => {
    if (!isNew || !id) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState !== 'visible' || said.current === id) return;
      timer = setTimeout(() => {
        said.current = id;
        mutate({ deliveryId: id });
      }, GLANCE_MS);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isNew, id]);
}
