export { AddressNotAllowed, NoAnswer, Outbound, type OutboundRules } from './outbound.ts';
