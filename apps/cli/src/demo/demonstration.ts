import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CaseService, PartyService, TimelineService } from '#libs/cases';
import { CatalogueService } from '#libs/catalogue';
import {
  ActorSource,
  type Member,
  type Organisation,
  OrganisationService,
  PeopleService,
  MandateService,
  RelationshipService,
  type Site,
} from '#libs/directory';
import {
  AnsweringService,
  ChaseService,
  ChasingPlanService,
  DelegateService,
  PromiseService,
  PublishedAnswerService,
  RequestService,
} from '#libs/engagement';
import { AssetService, EvaluationService, ImportService, InstalledBaseService } from '#libs/inventory';
import { Actor, calendarDate, type Id, newId } from '#libs/kernel';
import { type Config, type Ctx, SignIn, systemCtx, UnitOfWork } from '#libs/platform';
import { DecisionService, HandoverService } from '#libs/maintenance';
import { PublicationService, SigningKeyService } from '#libs/publishing';
import { TransferService } from '#libs/responsibility';
import { CliError } from '../failure.ts';
import { foundMember, foundOrganisation, foundSite } from '../founding.ts';
import { draft, justifiedWarnings, submit } from '../publish/publish.ts';
import { type Fetch, PortalClient } from '../publish/portal-client.ts';
import { checkedSignatures } from '../publish/signatures.ts';
import { bytesSource, upload } from '../publish/upload.ts';
import { CAST, type CastName } from './cast.ts';
import { letChase, planChase } from './chase.ts';
import {
  DECISIONS,
  HANDOVER,
  HOLDINGS,
  INSTALLED_BASE,
  LIFE_CYCLES,
  OUTSIDE,
  type ProductName,
  PRODUCTS,
  TABLES,
  TRANSFER,
  UPDATE,
} from './offer.ts';
import { type DemoFile, type DemoPublication, publications } from './publications.ts';
import { newPassword, writeSignIns } from './sign-ins.ts';
import { type DemoSigner, makeSigner } from './signer.ts';
import type { TurnedClock } from './story-clock.ts';
import { Storyteller } from './storyteller.ts';
import { tellQuestions } from './questions.ts';
import { carryOutUpdates } from './updates.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Before anything of the story happened. */
const BEGAN_HOURS_AGO = 90 * 24;
/** Longer than the vendor promises. */
const ASKED_HOURS_AGO = 120;
const VENDORS = ['devices', 'imaging', 'respiratory'] as const;
/** Whose documents of today a program sends. */
const PUBLISHING = ['devices', 'imaging'] as const;
const HOSPITALS = ['general', 'city', 'clinic'] as const;
const SILENT = { say: () => undefined };
/** Whose programs have an API key. */
const AUTOMATED = ['devices', 'imaging', 'general'] as const;

interface Playing {
  organisation: Organisation;
  sites: Site[];
  members: Member[];
}
type Players = Record<CastName, Playing>;
type Releases = Map<string, Id<'Release'>>;

/**
 * Lets demonstration people do what people do, through the use cases of the program: only their accounts and
 * organisations are made directly, since nobody is there yet who could invite them.
 * @param app with background work running: it is what looks at uploaded files.
 * @param clock the one that the app runs by.
 * @throws CliError `demo.not_empty` where organisations exist.
 */
export async function makeDemonstration(
  app: NestFastifyApplication,
  config: Config,
  clock: TurnedClock,
  signal: AbortSignal,
): Promise<void> {
  try {
    await new Demonstration(app, config, clock, signal).make();
  } finally {
    clock.returnToPresent();
  }
}

class Demonstration {
  private readonly app: NestFastifyApplication;
  private readonly config: Config;
  private readonly clock: TurnedClock;
  private readonly signal: AbortSignal;
  private readonly now: Date;

  constructor(app: NestFastifyApplication, config: Config, clock: TurnedClock, signal: AbortSignal) {
    this.app = app;
    this.config = config;
    this.clock = clock;
    this.signal = signal;
    this.now = clock.now();
  }

  async make(): Promise<void> {
    const password = newPassword();
    this.clock.goBack(BEGAN_HOURS_AGO);
    const players = await this.foundEverybody(password);
    await this.introduce(players);
    const releases = await this.releaseProducts(players);
    await this.fillHospitals(players, releases);
    const keys = await this.makeKeys(players);
    const storyteller = this.storyteller(players, releases);
    const chasing = this.chasing(players);
    await planChase(chasing);
    await storyteller.tellPast();
    await this.answerQuestions(players, releases);
    await letChase(chasing);
    this.clock.goBack(ASKED_HOURS_AGO);
    await this.askAboutEndOfSupport(players, releases);
    this.clock.returnToPresent();
    await this.askAboutAntivirus(players, releases);
    await this.openDoors(players);
    await storyteller.leaveDrafts();
    const outside = await this.keepOutsideDevice(players);
    const signer = await this.registerSigningKey(players);
    await Promise.all([
      ...PUBLISHING.map((vendor) => this.publish(players, releases, vendor, keys[vendor], signer)),
      this.fileOutsideDocument(outside, keys.general),
    ]);
    await this.decideSupport(players, releases);
    await this.transferResponsibility(players, releases);
    await this.updatePumps(players, releases);
    await this.workOnCases(players, releases);
    await this.offerPump(players);
    await this.evaluate(players, releases);
    await this.bringTable('ASSETS', this.as(players.general, 'HOSPITAL_DEVICE'));
    await this.bringTable('INSTALLED_BASE', this.as(players[PRODUCTS.pump.vendor], 'VENDOR_PUBLISHER'));
    await this.grantAudits(players);
    await writeSignIns(this.config.dataFolder, {
      password,
      people: Object.values(CAST).flatMap(({ name, englishName, members }) =>
        members.map(({ email, does }) => ({ organisation: `${name} / ${englishName}`, does, email })),
      ),
      vendorApiKey: keys.devices,
      product: { gtin: PRODUCTS.pump.gtin, version: PRODUCTS.pump.versions[1] },
    });
  }

  private foundEverybody(password: string): Promise<Players> {
    const signIn = this.service(SignIn);
    return this.service(UnitOfWork).runAsSystem(systemCtx('tasuki demo'), async (tx) => {
      const [existing] = await tx.sql('select from organisation limit 1');
      if (existing) throw notEmpty();
      const players: [CastName, Playing][] = [];
      for (const [name, { sites, members, ...facts }] of Object.entries(CAST)) {
        const organisation = await foundOrganisation(tx, {
          ...facts,
          serviceKinds: facts.kind === 'SERVICE_PROVIDER' ? ['MAINTAINER'] : [],
        });
        const playing: Playing = { organisation, sites: [], members: [] };
        for (const site of sites) playing.sites.push(await foundSite(tx, organisation.id, site));
        for (const { email, name, roles } of members) {
          this.signal.throwIfAborted();
          const person = { organisationId: organisation.id, email, name, roles };
          playing.members.push(await foundMember(tx, signIn, person, { password }));
        }
        players.push([name as CastName, playing]);
      }
      return Object.fromEntries(players) as Players;
    });
  }

  /** Vendors propose, hospitals confirm; the big hospital shares its assets, the others their numbers. */
  private async introduce(players: Players): Promise<void> {
    const relationships = this.service(RelationshipService);
    for (const vendor of VENDORS) {
      for (const hospital of HOSPITALS) {
        // Whether these two deal with each other is still open: the clinic has not confirmed.
        if (vendor === 'respiratory' && hospital === 'clinic') continue;
        const { code } = players[hospital].organisation;
        const proposed = await relationships.propose(this.as(players[vendor]), { code });
        await relationships.confirm(this.as(players[hospital]), proposed.id);
        if (hospital === 'general') await relationships.share(this.as(players[hospital]), proposed.id, 'ASSETS');
      }
    }
    for (const name of [...VENDORS, ...HOSPITALS]) {
      const [person] = players[name].members;
      await relationships.setContact(this.as(players[name]), {
        kind: 'SECURITY',
        name: 'セキュリティ窓口',
        email: person?.email,
        phone: '000-0000-0000',
      });
    }
    await relationships.setContact(this.as(players.general), {
      kind: 'EMERGENCY',
      name: '夜間当直',
      phone: '000-0000-0001',
      note: '24 時間',
    });
    await relationships.setContact(this.as(players.devices), {
      kind: 'BACKUP',
      name: 'サポート窓口',
      email: 'support@demo-devices.example',
    });
  }

  private storyteller(players: Players, releases: Releases): Storyteller {
    const emailOf = (hospital: Playing) => hospital.members[0]?.email ?? '';
    return new Storyteller({
      clock: this.clock,
      signal: this.signal,
      uow: this.service(UnitOfWork),
      publications: this.service(PublicationService),
      answering: this.service(AnsweringService),
      writer: (vendor) => this.as(players[vendor]),
      approver: (vendor) => this.as(players[vendor], 'VENDOR_APPROVER'),
      answerer: (hospital) => this.as(players[hospital], 'HOSPITAL_DEVICE'),
      hospital: (name) => ({
        id: players[name].organisation.id,
        securityEmail: emailOf(players[name]),
        sites: players[name].sites,
      }),
      release: (product, version) => releaseOf(releases, product, version),
    });
  }

  private chasing(players: Players) {
    return {
      clock: this.clock,
      plans: this.service(ChasingPlanService),
      delegates: this.service(DelegateService),
      chases: this.service(ChaseService),
      support: this.as(players.devices, 'VENDOR_SUPPORT'),
      administrator: this.as(players.general, 'HOSPITAL_ADMIN'),
      siteId: siteOf(players.general, 1),
    };
  }

  /** Whom somebody invited, asked or refused lately, and who works in two places. */
  private async openDoors(players: Players): Promise<void> {
    const operator = this.as(players.operator);
    const organisations = this.service(OrganisationService);
    await organisations.admit(operator, {
      kind: 'HOSPITAL',
      name: '準備中病院',
      englishName: 'Hospital in Preparation',
      administratorEmail: 'administrator@hospital-in-preparation.example',
      language: 'ja',
    });
    const closed = await organisations.admit(operator, {
      kind: 'SERVICE_PROVIDER',
      serviceKinds: ['MAINTAINER'],
      name: '休止中保守サービス',
      englishName: 'Suspended Maintenance Service',
      administratorEmail: 'administrator@suspended-maintenance.example',
      language: 'en',
    });
    await organisations.suspend(operator, { organisationId: closed.id, reason: '契約の終了 / Its contract ended' });

    const people = this.service(PeopleService);
    const invitation = { isOutside: false, language: 'ja' } as const;
    await people.inviteMember(this.as(players.general), {
      ...invitation,
      email: 'new-engineer@sample-general.example',
      roles: ['HOSPITAL_DEVICE'],
    });
    await people.inviteMember(this.as(players.devices), {
      ...invitation,
      email: 'outside-approver@demo-devices.example',
      roles: ['VENDOR_APPROVER'],
      isOutside: true,
    });
    await this.service(RelationshipService).propose(this.as(players.respiratory), {
      code: players.clinic.organisation.code,
    });
    await this.worksInTwoPlaces(players.city, players.clinic);
  }

  /** The security officer of one hospital reads along in another, and so chooses at sign-in. */
  private async worksInTwoPlaces(one: Playing, other: Playing): Promise<void> {
    const [person] = one.members;
    if (!person) throw new Error('nobody is there to work in two places');
    const { userId, name, email } = person;
    await this.service(UnitOfWork).runAsSystem(systemCtx('tasuki demo'), (tx) =>
      foundMember(
        tx,
        this.service(SignIn),
        { organisationId: other.organisation.id, name, email, roles: ['HOSPITAL_VIEWER'] },
        { userId, email },
      ),
    );
  }

  private async releaseProducts(players: Players): Promise<Releases> {
    const catalogue = this.service(CatalogueService);
    const releases: Releases = new Map();
    for (const [name, { vendor, kind, name: marketName, englishName, gtin, versions }] of Object.entries(PRODUCTS)) {
      const ctx = this.as(players[vendor]);
      const product = await catalogue.registerProduct(ctx, {
        kind,
        name: marketName,
        englishName,
        isConnectable: true,
        identifiers: [{ scheme: 'GTIN', value: gtin.padStart(14, '0') }],
      });
      for (const version of versions) {
        const dates = Object.entries(LIFE_CYCLES).find(([release]) => release === `${name} ${version}`)?.[1];
        const release = await catalogue.addRelease(ctx, { productId: product.id, version, ...dates });
        releases.set(`${name} ${version}`, release.id);
      }
    }
    return releases;
  }

  /** A table that somebody kept before, checked and waiting to be applied. */
  private async bringTable(about: keyof typeof TABLES, ctx: Ctx): Promise<void> {
    const imports = this.service(ImportService);
    const { fileName, csv } = TABLES[about];
    const { id, columns } = await imports.begin(ctx, about, fileName, new TextEncoder().encode(csv));
    await imports.map(ctx, id, columns);
    while ((await imports.goOn(ctx, id)).isRunning) this.signal.throwIfAborted();
  }

  /** What was asked before, in time and late; one answer is given to all. */
  private async answerQuestions({ devices, ...players }: Players, releases: Releases): Promise<void> {
    this.clock.goBack(BEGAN_HOURS_AGO);
    const support = () => this.as(devices, 'VENDOR_SUPPORT');
    await this.service(PromiseService).publish(support(), [
      { urgency: 'URGENT', hours: 24 },
      { urgency: 'NORMAL', hours: 72 },
    ]);
    await tellQuestions({
      clock: this.clock,
      requests: this.service(RequestService),
      answers: this.service(PublishedAnswerService),
      asker: (hospital) => this.as(players[hospital], 'HOSPITAL_SECURITY'),
      support,
      approver: () => this.as(devices, 'VENDOR_APPROVER'),
      releaseId: releaseOf(releases, UPDATE.product, UPDATE.version),
    });
  }

  /** A question that the vendor left unanswered for longer than it promises. */
  private async askAboutEndOfSupport(players: Players, releases: Releases): Promise<void> {
    await this.service(RequestService).ask(this.as(players.general, 'HOSPITAL_DEVICE'), {
      ...aboutRelease(releaseOf(releases, UPDATE.product, UPDATE.version)),
      urgency: 'NORMAL',
      title: 'サポート終了時期の確認',
      words: '使用中のバージョンの EOL と EOS の時期をお知らせください。',
      attachmentIds: [],
    });
  }

  /** One that the vendor asked back about, which waits for the hospital. */
  private async askAboutAntivirus(players: Players, releases: Releases): Promise<void> {
    const requests = this.service(RequestService);
    const { id: requestId } = await requests.ask(this.as(players.general, 'HOSPITAL_SECURITY'), {
      ...aboutRelease(releaseOf(releases, UPDATE.product, UPDATE.version)),
      urgency: 'URGENT',
      title: 'ウイルス対策ソフト導入の可否',
      words: 'この製品にウイルス対策ソフトを導入してもよいですか。',
      attachmentIds: [],
    });
    await requests.reply(this.as(players.devices, 'VENDOR_SUPPORT'), {
      requestId,
      words: '製品名とバージョンをお知らせください。',
      isInternal: false,
      waitsForHospital: true,
      attachmentIds: [],
    });
  }

  /** What the hospital looks at before it buys; its vendor has not answered yet. */
  private async evaluate(players: Players, releases: Releases): Promise<void> {
    const engineer = this.as(players.general, 'HOSPITAL_DEVICE');
    const asset = await this.service(AssetService).register(engineer, {
      siteId: siteOf(players.general, 0),
      releaseId: releaseOf(releases, 'ventilator', '1.2'),
      connections: ['NETWORK'],
      quantity: 1,
      location: 'ICU',
      status: 'EVALUATING',
    });
    await this.service(EvaluationService).request(engineer, {
      assetId: asset.id,
      until: this.dayIn(90),
      note: 'ICU への導入を検討しています。MDS2 と SBOM を確認させてください。',
    });
  }

  private async fillHospitals(players: Players, releases: Releases): Promise<void> {
    const assets = this.service(AssetService);
    for (const { hospital, site, product, version, connections, ...facts } of HOLDINGS) {
      this.signal.throwIfAborted();
      await assets.register(this.as(players[hospital], 'HOSPITAL_DEVICE'), {
        ...facts,
        siteId: siteOf(players[hospital], site),
        releaseId: releaseOf(releases, product, version),
        connections: [...connections],
        quantity: facts.quantity ?? 1,
        status: 'IN_USE',
      });
    }
    for (const { hospital, product, version, serialNumber, ...listed } of INSTALLED_BASE) {
      const line = {
        hospitalId: players[hospital].organisation.id,
        siteId: null,
        releaseId: releaseOf(releases, product, version),
        serialNumber,
        quantity: 1,
      };
      const installedBase = this.service(InstalledBaseService);
      const { lines } = await installedBase.listDevices(this.as(players[PRODUCTS[product].vendor]), { lines: [line] });
      const lineId = lines[0]?.id;
      if (!lineId || !('decision' in listed)) continue;
      const engineer = this.as(players[hospital], 'HOSPITAL_DEVICE');
      if (listed.decision === 'REJECTED') {
        await installedBase.reject(engineer, { lineId, reason: '昨年、撤去しました。' });
      } else {
        const siteId = siteOf(players[hospital], 0);
        await installedBase.confirm(engineer, { lineId, siteId, connections: ['NETWORK'], location: 'HCU' });
      }
    }
  }

  private async makeKeys(players: Players): Promise<Record<(typeof AUTOMATED)[number], string>> {
    const make = async (name: (typeof AUTOMATED)[number]) => {
      const isVendor = name !== 'general';
      const { secret } = await this.service(PeopleService).makeApiKey(this.as(players[name]), {
        name: isVendor ? 'デモの公開プログラム' : 'デモの文書登録プログラム',
        roles: [isVendor ? 'VENDOR_PUBLISHER' : 'HOSPITAL_DEVICE'],
        expiresAt: new Date(this.now.getTime() + 365 * DAY_MS),
      });
      return secret;
    };
    return { devices: await make('devices'), imaging: await make('imaging'), general: await make('general') };
  }

  /** A device whose maker is not in Tasuki. @returns its release. */
  private async keepOutsideDevice(players: Players): Promise<Id<'Release'>> {
    const { makerName, name, englishName, version, location } = OUTSIDE;
    const catalogue = this.service(CatalogueService);
    const keeper = this.as(players.general, 'HOSPITAL_DEVICE');
    const product = await catalogue.registerOutsideProduct(keeper, {
      makerName,
      kind: 'DEVICE',
      name,
      englishName,
      isConnectable: true,
      identifiers: [],
    });
    const release = await catalogue.addRelease(keeper, { productId: product.id, version });
    await this.service(AssetService).register(keeper, {
      siteId: siteOf(players.general, 0),
      releaseId: release.id,
      connections: ['NETWORK'],
      quantity: 1,
      location,
      status: 'IN_USE',
    });
    return release.id;
  }

  private async registerSigningKey(players: Players): Promise<DemoSigner> {
    const signer = await makeSigner();
    await this.service(SigningKeyService).register(this.as(players.devices), { armoredKey: signer.publicKey });
    return signer;
  }

  /** As a hospital's own program does it with an API key. */
  private async fileOutsideDocument(releaseId: Id<'Release'>, key: string): Promise<void> {
    const client = this.client(key);
    const { title, sourceNote, file } = OUTSIDE.document;
    const uploadId = await this.send(client, { name: file.name, bytes: file.bytes() });
    const receivedOn = this.clock.today();
    const document = { kind: 'SBOM', title, source: 'MAIL', sourceNote, receivedOn, releaseIds: [releaseId] };
    await client.ask('mutation ($input: FileDocumentInput!) { fileDocument(input: $input) { filedDocument { id } } }', {
      input: { ...document, uploadIds: [uploadId] },
    });
  }

  /** As `tasuki publish` does it with an API key; then the approver approves. */
  private async publish(
    players: Players,
    releases: Releases,
    vendor: (typeof PUBLISHING)[number],
    key: string,
    signer: DemoSigner,
  ): Promise<void> {
    const client = this.client(key);
    const all = publications().filter(({ product }) => PRODUCTS[product].vendor === vendor);
    // The files of all are sent and read while the first are published.
    const sent = await Promise.all(
      all.map(({ files }) => Promise.all(files.flatMap((file) => this.sendSigned(client, file, signer)))),
    );
    for (const [index, one] of all.entries()) {
      this.signal.throwIfAborted();
      const releaseIds = one.versions.map((version) => releaseOf(releases, one.product, version));
      const publicationId = await draft(client, this.describe(one), releaseIds, sent[index] ?? []);
      if (one.files.some(({ isSigned }) => isSigned)) await checkedSignatures(client, publicationId, SILENT);
      const justifications = one.justification ? await justifiedWarnings(client, publicationId, one.justification) : [];
      const submittedAt = await submit(client, publicationId, justifications);
      if (!one.isApproved) continue;
      const approver = this.as(players[vendor], 'VENDOR_APPROVER');
      await this.service(PublicationService).approve(approver, { publicationId, submittedAt, isEditorial: false });
      if (one.nextFiles) await this.revise(players[vendor], publicationId, client, one.nextFiles);
    }
  }

  /** A next revision that says something else, and waits for an approver to look at the difference. */
  private async revise(
    vendor: Playing,
    revisedId: Id<'Publication'>,
    client: PortalClient,
    files: readonly DemoFile[],
  ): Promise<void> {
    const publications = this.service(PublicationService);
    const writer = this.as(vendor);
    const uploadIds = await Promise.all(files.map((file) => this.send(client, file)));
    const { id: publicationId } = await publications.draftRevision(writer, { publicationId: revisedId });
    await publications.edit(writer, { publicationId, uploadIds });
    await publications.submit(writer, { publicationId });
  }

  private client(key: string): PortalClient {
    return new PortalClient(this.config.baseUrl, key, fetchInside(this.app, this.config.baseUrl));
  }

  private sendSigned(client: PortalClient, file: DemoFile, signer: DemoSigner): Promise<string>[] {
    const sent = this.send(client, file);
    if (!file.isSigned) return [sent];
    const signature = signer.sign(file.bytes).then((bytes) => this.send(client, { name: `${file.name}.asc`, bytes }));
    return [sent, signature];
  }

  private async send(client: PortalClient, { name, bytes }: { name: string; bytes: Buffer }): Promise<string> {
    const { id, state, refusalReason } = await upload(client, bytesSource(name, bytes), null, () => undefined);
    if (state === 'READY') return id;
    throw new Error(`the demonstration's own ${name} was refused: ${refusalReason ?? state}`);
  }

  private describe({ kind, title, summary, severity, tlp, asks }: DemoPublication) {
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });
    const actions = asks.map(([action, days]) => ({
      kind: action,
      dueOn: clock.format(this.now.getTime() + days * DAY_MS),
    }));
    return { kind, title, summary, severity, tlp, actions, effectiveOn: null };
  }

  /** One vendor and one hospital let the auditor read their part of the trail for a year. */
  private async grantAudits(players: Players): Promise<void> {
    for (const granter of ['devices', 'general'] as const) {
      await this.service(RelationshipService).grantAudit(this.as(players[granter]), {
        auditorId: players.auditor.organisation.id,
        expiresAt: new Date(this.now.getTime() + 365 * DAY_MS),
      });
    }
  }

  /** The general hospital replaces its scanner in time, and asks its manager to take a risk until then. */
  private async decideSupport(players: Players, releases: Releases): Promise<void> {
    const hospital = players.general;
    const security = this.as(hospital, 'HOSPITAL_SECURITY');
    const owner = hospital.members.find(({ roles }) => roles.includes('HOSPITAL_MANAGER'));
    if (!owner) throw new Error('the general hospital has no manager');
    const decisions = this.service(DecisionService);
    for (const { product, version, kind, reason, controls, replaceInDays, reviewInDays } of DECISIONS) {
      const choice = { releaseId: releaseOf(releases, product, version), undecidedOnly: true };
      await decisions.decide(
        security,
        { choice },
        {
          kind,
          reason,
          controls,
          ownerId: owner.id,
          replaceBy: replaceInDays && this.dayIn(replaceInDays),
          reviewOn: this.dayIn(reviewInDays),
          contract: null,
          extendedUntil: null,
        },
      );
    }
  }

  /** What passes over with the scanner's end of support: one item is agreed, one is contested, nobody has signed. */
  private async transferResponsibility(players: Players, releases: Releases): Promise<void> {
    const transfers = this.service(TransferService);
    const { general, imaging } = players;
    const releaseId = releaseOf(releases, TRANSFER.product, TRANSFER.version);
    const effectiveOn = this.dayIn(TRANSFER.effectiveInDays);
    const vendor = this.as(imaging, 'VENDOR_APPROVER');
    const items = TRANSFER.items.map((item) => ({ ...item, effectiveOn, siteIds: null }));
    const transfer = await transfers.propose(vendor, general.organisation.id, releaseId, items);
    const hospital = this.as(general, 'HOSPITAL_SECURITY');
    const [agreed, contested] = await transfers.itemsOf(hospital, transfer);
    if (!agreed || !contested) throw new Error('the transfer lacks its items');
    await transfers.accept(hospital, agreed.id);
    await transfers.contest(hospital, contested.id, TRANSFER.contested);
  }

  /** The general hospital lets a service provider see to its pumps for a year. */
  private async mandateMaintenance({ general, maintenance }: Players, releaseId: Id<'Release'>): Promise<void> {
    const hospital = this.as(general);
    const { productId } = await this.service(CatalogueService).release(hospital, releaseId);
    await this.service(MandateService).grant(hospital, {
      code: maintenance.organisation.code,
      productIds: [productId],
      siteIds: null,
      acts: ['APPLY'],
      from: this.dayIn(0),
      until: this.dayIn(365),
    });
  }

  /**
   * The pumps' update is planned in two waves and done on some; the vendor did one, and waits to be countersigned, and the
   * service provider has scheduled one for the hospital.
   */
  private async updatePumps(players: Players, releases: Releases): Promise<void> {
    const releaseId = releaseOf(releases, UPDATE.product, UPDATE.version);
    await this.mandateMaintenance(players, releaseId);
    const { general, city, devices, maintenance } = players;
    const responsible = general.members.find(({ roles }) => roles.includes('HOSPITAL_DEVICE'));
    if (!responsible) throw new Error('the general hospital has no device engineer');
    return carryOutUpdates({
      service: (token) => this.service(token),
      now: this.clock.now(),
      engineer: this.as(general, 'HOSPITAL_DEVICE'),
      otherEngineer: this.as(city, 'HOSPITAL_DEVICE'),
      support: this.as(devices, 'VENDOR_SUPPORT'),
      mandatary: this.as(maintenance, 'VENDOR_SUPPORT'),
      sites: general.sites,
      responsibleId: responsible.id,
      releaseId,
    });
  }

  /** A pump that restarts, which its vendor looks into; and a disclosure that came of it, to which another hospital is invited. */
  private async workOnCases({ general, city, devices }: Players, releases: Releases): Promise<void> {
    const [cases, timeline] = [this.service(CaseService), this.service(TimelineService)];
    const [security, support] = [this.as(general, 'HOSPITAL_SECURITY'), this.as(devices, 'VENDOR_SUPPORT')];
    const found = await this.service(AssetService).list(security, { first: 1, search: UPDATE.verified.serialNumber });
    const assetIds = found.edges.map(({ node }) => node.id);
    const { id: caseId, version } = await cases.report(security, {
      kind: 'SUSPECTED_VULNERABILITY',
      assetIds,
      title: '輸液ポンプが通信の受信後に再起動する',
      words: '院内の脆弱性診断で特定のパケットを受信した後、ポンプが再起動しました。\n2 回続けて再現しています。',
      noticedAt: new Date(this.clock.now().getTime() - 3 * HOUR_MS),
      patientImpact: 'NONE',
      uploadIds: [],
    });
    const entry = {
      caseId,
      isInternal: false,
      correctsId: null,
      toldWhom: null,
      toldMeans: null,
      toldAt: null,
      uploadIds: [],
    };
    await timeline.write(security, {
      ...entry,
      kind: 'TOLD',
      words: '再現条件を伝えました。',
      toldWhom: 'CERT',
      toldMeans: 'WEB_FORM',
      toldAt: new Date(this.clock.now().getTime() - HOUR_MS),
    });
    await timeline.keepInternals(security, {
      caseId,
      version: 0,
      notes: '診断は夜間に実施。',
      contacts: null,
      measures: '診断用のネットワークからの通信を遮断しました。',
    });
    await cases.move(support, {
      caseId,
      version,
      to: 'ACKNOWLEDGED',
      words: '受領しました。社内で再現します。',
      publicationId: null,
    });
    await timeline.startClock(support, caseId, 'EU_72_HOURS', this.clock.now());
    const disclosure = await cases.openDisclosure(support, {
      title: '輸液ポンプの通信処理における脆弱性',
      words: '医療機関から報告を受けました。通信の受信処理に起因する再起動の疑いがあります。',
      sourceCaseId: caseId,
      reporterName: null,
      cveIds: [],
      jvnIds: [],
      releaseIds: [releaseOf(releases, UPDATE.product, UPDATE.version)],
      embargoUntil: this.dayIn(60),
    });
    const { email } = CAST.city.members[0];
    const { code } = city.organisation;
    await this.service(PartyService).invite(support, { caseId: disclosure.id, code, email, seesWhole: false });
  }

  /** The general hospital gives the clinic the pump that was updated, with its history; the clinic has not answered. */
  private async offerPump({ general, clinic }: Players): Promise<void> {
    const engineer = this.as(general, 'HOSPITAL_DEVICE');
    const { serialNumber } = UPDATE.verified;
    const found = await this.service(AssetService).list(engineer, { first: 1, search: serialNumber });
    const [pump] = found.edges;
    if (!pump) throw new Error(`the demonstration has no device ${serialNumber}`);
    await this.service(HandoverService).offer(engineer, {
      assetIds: [pump.node.id],
      code: clinic.organisation.code,
      kind: 'GIVEN',
      handedOverOn: this.dayIn(HANDOVER.inDays),
      returnBy: null,
      note: HANDOVER.note,
      isHistoryPassedOn: true,
    });
  }

  private dayIn(days: number): string {
    return calendarDate(new Date(this.now.getTime() + days * DAY_MS));
  }

  /** The context of a member: the first with the role, or the first of all. */
  private as({ organisation, members }: Playing, role?: Member['roles'][number]): Ctx {
    const member = members.find((one) => role === undefined || one.roles.includes(role));
    if (!member) throw new Error(`nobody in ${organisation.name} is ${role}`);
    const actor = new Actor({
      kind: 'PERSON',
      userId: member.userId,
      organisationId: organisation.id,
      organisationKind: organisation.kind,
      roles: new Set(member.roles),
      authenticatedAt: this.clock.now(),
      person: { name: member.name, email: member.email },
    });
    return this.app.get(ActorSource, { strict: false }).ctxOf(actor, newId());
  }

  private service<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(token, { strict: false });
  }
}

/** Requests to this portal go straight into it, before it listens; others, to an object store, go over the network. */
const fetchInside =
  (app: NestFastifyApplication, baseUrl: string): Fetch =>
  async (address, init) => {
    if (!address.startsWith(`${baseUrl}/`)) return fetch(address, init);
    const { method, headers, body } = init;
    const answer = await app.inject({
      method: method as 'POST' | 'PUT',
      url: address.slice(baseUrl.length),
      headers: headers as Record<string, string>,
      payload: typeof body === 'string' ? body : Buffer.from(body as Uint8Array<ArrayBuffer>),
    });
    const answered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]);
    return new Response(answer.rawPayload, { status: answer.statusCode, headers: answered });
  };

function releaseOf(releases: Releases, product: ProductName, version: string): Id<'Release'> {
  const id = releases.get(`${product} ${version}`);
  if (!id) throw new Error(`the demonstration has no ${product} ${version}`);
  return id;
}

function siteOf({ sites }: Playing, index: number): Id<'Site'> {
  const site = sites[index];
  if (!site) throw new Error(`the demonstration has no site ${index}`);
  return site.id;
}

const notEmpty = () =>
  new CliError(
    'demo.not_empty',
    'There are organisations in this data folder already; the demonstration is for an empty one.',
    'Set TASUKI_DATA to a new folder, and run the command again.',
  );

/** The release as a whole. */
const aboutRelease = (releaseId: Id<'Release'>) => ({
  releaseId,
  productId: null,
  publicationId: null,
  mds2QuestionId: null,
  component: null,
  vulnerability: null,
});
