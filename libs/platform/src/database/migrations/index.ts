import { Foundation } from './0001-foundation.ts';
import { SignIn0002 } from './0002-sign-in.ts';
import { Directory } from './0003-directory.ts';
import { Catalogue } from './0004-catalogue.ts';
import { Inventory } from './0005-inventory.ts';
import { Publishing } from './0006-publishing.ts';
import { Engagement } from './0007-engagement.ts';
import { Trail } from './0008-trail.ts';
import { OutsideProducts } from './0009-outside-products.ts';
import { Readings } from './0010-readings.ts';
import { FiledDocuments } from './0011-filed-documents.ts';
import { Analysis } from './0012-analysis.ts';
import { Signatures } from './0013-signatures.ts';
import { PasskeysAndSingleSignOn } from './0014-passkeys-and-single-sign-on.ts';
import { OpenToAll } from './0015-open-to-all.ts';
import { Figures } from './0016-figures.ts';
import { DerivedAnswers } from './0021-derived-answers.ts';
import { Maintenance } from './0022-maintenance.ts';
import { Evidence } from './0023-evidence.ts';
import { LifeCycle } from './0024-life-cycle.ts';
import { EndOfSupportDecisions } from './0025-end-of-support-decisions.ts';
import { ResponsibilityTransfers } from './0026-responsibility-transfers.ts';
import { Reach } from './0027-reach.ts';
import { AssetRecords } from './0028-asset-records.ts';
import { CalendarsAndChases } from './0029-calendars-and-chases.ts';
import { AssetImports } from './0030-asset-imports.ts';
import { Mandates } from './0031-mandates.ts';
import { Handovers } from './0032-handovers.ts';
import { ListsAndMatches } from './0033-lists-and-matches.ts';
import { Evaluations } from './0034-evaluations.ts';
import { InformationRequests } from './0035-information-requests.ts';
import { Webhooks } from './0036-webhooks.ts';
import { RequestAttachmentsAndRounds } from './0037-request-attachments-and-rounds.ts';
import { PublishedAnswers } from './0038-published-answers.ts';
import { Cases } from './0039-cases.ts';
import { Mails } from './0040-mails.ts';
import { Chasing } from './0041-chasing.ts';

/** In the order they run. Once landed, a migration is never edited. */
export const migrations = [
  Foundation,
  SignIn0002,
  Directory,
  Catalogue,
  Inventory,
  Publishing,
  Engagement,
  Trail,
  OutsideProducts,
  Readings,
  FiledDocuments,
  Analysis,
  Signatures,
  PasskeysAndSingleSignOn,
  OpenToAll,
  Figures,
  DerivedAnswers,
  Maintenance,
  Evidence,
  LifeCycle,
  EndOfSupportDecisions,
  ResponsibilityTransfers,
  Reach,
  AssetRecords,
  CalendarsAndChases,
  AssetImports,
  Mandates,
  Handovers,
  ListsAndMatches,
  Evaluations,
  InformationRequests,
  Webhooks,
  RequestAttachmentsAndRounds,
  PublishedAnswers,
  Cases,
  Mails,
  Chasing,
];
