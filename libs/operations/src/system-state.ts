import type { HealthState } from './health.ts';

/** How the portal itself fares, as a subject of policies: it has no rows. */
export class SystemState {
  state!: HealthState;
}
