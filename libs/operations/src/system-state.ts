/** How the portal itself fares, as a subject of policies: it has no rows of its own. */
export class SystemState {}
