import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Id } from '#libs/kernel';
import { World, type Person } from '../../../../../test/support/world.ts';
import {
  CORRECT,
  DECLINE,
  DRAFT_FROM,
  knowledgeScene,
  PROPOSE,
  READ,
  RELEASE,
  SEND_BACK,
  SIMILAR,
  WITHDRAW,
} from '../../../test/knowledge-scene.ts';

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world.stop());

const one = async (by: Person, id: Id) => (await by.graphql(READ, { id })).publishedAnswer;
const searched = async (by: Person, text: string): Promise<Id[]> =>
  (
    await by.graphql(`query ($text: String!) { search(text: $text, kinds: [PUBLISHED_ANSWER]) { id } }`, { text })
  ).search.map(({ id }: { id: Id }) => id);
const PUBLISHED_AS = `query ($id: ID!) { informationRequest(id: $id) { publishedAnswerId publishedAs { id } } }`;
const requestOf = async (by: Person, id: Id) => (await by.graphql(PUBLISHED_AS, { id })).informationRequest;

describe('an answer to all', () => {
  it('is worded anew by support, released by another person, and read by every entitled hospital', async () => {
    const { desk, support, hospitals, answered, words, propose, release, listed } = await knowledgeScene(world);
    const [asker, other] = hospitals.map(({ person }) => person) as [Person, Person];
    const requestId = await answered(asker);
    const proposed = await propose(requestId);
    expect(proposed).toMatchObject({ state: 'PROPOSED', publishedAt: null, inForce: null, request: { id: requestId } });
    expect(await listed(other)).toEqual([]);
    expect(await other.refusal(READ, { id: proposed.id })).toBe('NOT_FOUND not_found');
    expect(await listed(support, { isProposed: true })).toEqual([proposed.id]);

    expect(await release(proposed.id)).toMatchObject({ state: 'PUBLISHED', inForce: { number: 1, ...words } });
    for (const by of [asker, other]) {
      expect(await listed(by)).toEqual([proposed.id]);
      expect(await one(by, proposed.id)).toMatchObject({ vendor: { id: desk.vendor.id }, inForce: words });
    }
    expect(await requestOf(support, requestId)).toMatchObject({ publishedAnswerId: proposed.id });
  });

  it('tells nobody but its vendor who asked, or that it was a request at all', async () => {
    const { desk, support, hospitals, answered, published } = await knowledgeScene(world);
    const [asker, other] = hospitals as [(typeof hospitals)[0], (typeof hospitals)[0]];
    const requestId = await answered(asker.person);
    const id = await published(requestId);
    await world.settled();
    expect(await one(support, id)).toMatchObject({ request: { id: requestId } });
    const told = JSON.stringify([
      await one(other.person, id),
      await other.person.graphql(SIMILAR, { vendorId: desk.vendor.id, text: 'ウイルス対策ソフト' }),
      await other.person.graphql('{ trail(first: 100) { edges { node { kind subjectId facts } } } }'),
    ]);
    for (const secret of [requestId, asker.id, asker.siteId]) expect(told).not.toContain(secret);
    expect(told).not.toContain('published_answer');
    expect(await one(asker.person, id)).toMatchObject({ request: null });
    expect(await requestOf(asker.person, requestId)).toEqual({ publishedAnswerId: null, publishedAs: [] });

    const { rows } = await world.behind.query<{ kind: string; counterpart_id: Id | null; facts: string }>(
      'select kind, counterpart_id, facts from trail.event where subject_id = $1 order by id',
      [id],
    );
    expect(rows.map(({ kind, counterpart_id }) => [kind, counterpart_id])).toEqual([
      ['published_answer.proposed', null],
      ['published_answer.released', null],
    ]);
    expect(rows[1]!.facts).not.toContain(requestId);
  });

  it('does not name the hospital that asked, or its sites, however they are written', async () => {
    const { support, hospitals, answered, words } = await knowledgeScene(world, 1);
    const asker = hospitals[0]!;
    const requestId = await answered(asker.person);
    const { rows } = await world.behind.query<{ name: string }>(
      'select name from organisation where id = $1 union all select name from site where organisation_id = $1',
      [asker.id],
    );
    expect(rows).toHaveLength(2);
    for (const { name } of rows) {
      const wide = name.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
      for (const field of ['title', 'question', 'words']) {
        const input = { requestId, ...words, [field]: `Asked by ${wide}.` };
        expect(await support.refusal(PROPOSE, { input })).toBe('INVALID_INPUT engagement.answer_names_asker');
      }
    }
  });

  it('about a product reaches whoever deals with the vendor and has it, and nobody else', async () => {
    const { desk, hospitals, answered, published, listed } = await knowledgeScene(world, 1);
    const id = await published(await answered(hospitals[0]!.person));
    const dealsOnly = await world.hospital();
    const relationshipId = await world.relationship(desk.vendor, dealsOnly);
    const hasOnly = await world.hospital();
    const { rows } = await world.behind.query<{ id: Id }>('select product_id as id from release where id = $1', [
      desk.releaseId,
    ]);
    const registers = (by: typeof dealsOnly) =>
      by.person.graphql('mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }', {
        input: { siteId: by.siteId, releaseId: desk.releaseId, connections: ['NETWORK'] },
      });
    await registers(hasOnly);
    for (const { person } of [dealsOnly, hasOnly]) {
      expect(await listed(person, { productId: rows[0]!.id })).toEqual([]);
      expect(await person.refusal(READ, { id })).toBe('NOT_FOUND not_found');
    }
    expect(await listed((await world.vendor()).publisher)).toEqual([]);
    await registers(dealsOnly);
    expect(await listed(dealsOnly.person)).toEqual([id]);
    await world.behind.query(`update relationship set state = 'ENDED', ended_at = now() where id = $1`, [
      relationshipId,
    ]);
    expect(await listed(dealsOnly.person)).toEqual([]);
  });

  it('about a publication reaches those who received it, and of a RED one its readers alone', async () => {
    const { desk, hospitals, answered, published, listed } = await knowledgeScene(world);
    const [asker, other] = hospitals as [(typeof hospitals)[0], (typeof hospitals)[0]];
    const publicationId = await desk.published({
      tlp: 'RED',
      namedHospitals: [{ hospitalId: asker.id, emails: [asker.person.email] }],
    });
    await world.settled();
    const id = await published(await answered(asker.person, { publicationId }));
    expect(await listed(asker.person)).toEqual([id]);
    const colleague = await asker.person.colleague('HOSPITAL_SECURITY');
    for (const by of [colleague, other.person]) {
      expect(await listed(by)).toEqual([]);
      expect(await by.refusal(READ, { id })).toBe('NOT_FOUND not_found');
      expect(await searched(by, 'ウイルス')).toEqual([]);
    }
    expect(await searched(asker.person, 'ウイルス')).toEqual([id]);
  });

  it('is made of what was answered, once', async () => {
    const { support, hospitals, ask, answered, words, published } = await knowledgeScene(world, 1);
    const by = hospitals[0]!.person;
    const open = await ask(by);
    const input = (requestId: Id) => ({ input: { requestId, ...words } });
    expect(await support.refusal(PROPOSE, input(open))).toBe('CONFLICT engagement.request_not_answered');
    await support.graphql(DECLINE, { input: { requestId: open, reason: 'CONFIDENTIAL', words: 'No.' } });
    expect(await support.refusal(PROPOSE, input(open))).toBe('CONFLICT engagement.request_not_answered');
    const requestId = await answered(by);
    const id = await published(requestId);
    expect(await support.refusal(PROPOSE, input(requestId))).toBe('CONFLICT engagement.answer_published_already');
    const stranger = await (await world.vendor()).publisher.colleague('VENDOR_SUPPORT');
    expect(await stranger.refusal(PROPOSE, input(requestId))).toBe('NOT_FOUND not_found');
    expect(await stranger.refusal(CORRECT, { input: { answerId: id, ...words } })).toBe('NOT_FOUND not_found');
    expect(await by.refusal(PROPOSE, input(requestId))).toBe('FORBIDDEN access.forbidden');
  });

  it('needs a second person, who releases what they read or sends it back', async () => {
    const { desk, support, hospitals, answered, words, release } = await knowledgeScene(world, 1);
    const both = await desk.publisher.colleague('VENDOR_SUPPORT', 'VENDOR_APPROVER');
    const requestId = await answered(hospitals[0]!.person);
    const { id } = (await both.graphql(PROPOSE, { input: { requestId, ...words } })).proposePublishedAnswer.answer;
    const version = { answerId: id, number: 1 };
    expect(await both.refusal(RELEASE, { input: version })).toBe('FORBIDDEN engagement.own_proposal');
    expect(await support.refusal(RELEASE, { input: version })).toBe('FORBIDDEN access.forbidden');
    expect(await support.refusal(CORRECT, { input: { answerId: id, ...words } })).toBe(
      'CONFLICT engagement.answer_proposed',
    );
    const { sendBackPublishedAnswer } = await desk.approver.graphql(SEND_BACK, {
      input: { ...version, reason: 'Name the list.' },
    });
    expect(sendBackPublishedAnswer.answer.versions).toEqual([
      { number: 1, state: 'SENT_BACK', sendBackReason: 'Name the list.' },
    ]);
    expect(await desk.approver.refusal(RELEASE, { input: version })).toBe('CONFLICT engagement.nothing_proposed');
    await support.graphql(CORRECT, { input: { answerId: id, ...words } });
    expect(await desk.approver.refusal(RELEASE, { input: version })).toBe('CONFLICT engagement.nothing_proposed');
    expect(await release(id, 2)).toMatchObject({ state: 'PUBLISHED' });
  });

  it('is corrected by another version, and shows what it said before', async () => {
    const { support, hospitals, answered, words, published, release } = await knowledgeScene(world, 1);
    const by = hospitals[0]!.person;
    const id = await published(await answered(by));
    await support.graphql(CORRECT, { input: { answerId: id, ...words, title: 'A better title' } });
    expect(await one(by, id)).toMatchObject({ inForce: { number: 1 }, versions: [{ number: 1, state: 'IN_FORCE' }] });
    await release(id, 2);
    expect(await one(by, id)).toMatchObject({
      inForce: { number: 2, title: 'A better title' },
      versions: [
        { number: 2, state: 'IN_FORCE' },
        { number: 1, state: 'REPLACED', title: words.title },
      ],
    });
  });

  it('is withdrawn with a reason: it is found no more, and says why', async () => {
    const { desk, support, hospitals, answered, words, propose, published, similar } = await knowledgeScene(world, 1);
    const by = hospitals[0]!.person;
    const requestId = await answered(by);
    const id = await published(requestId);
    const withdrawal = { input: { answerId: id, reason: 'The list has changed.' } };
    expect(await support.refusal(WITHDRAW, withdrawal)).toBe('FORBIDDEN access.forbidden');
    await desk.approver.graphql(WITHDRAW, withdrawal);
    expect(await one(by, id)).toMatchObject({ state: 'WITHDRAWN', withdrawalReason: 'The list has changed.' });
    expect(await searched(by, 'ウイルス')).toEqual([]);
    expect(await similar(by, 'ウイルス対策ソフト')).toEqual([requestId]);
    expect(await desk.approver.refusal(WITHDRAW, withdrawal)).toBe('CONFLICT engagement.answer_withdrawn');
    expect(await support.refusal(CORRECT, { input: { answerId: id, ...words } })).toBe(
      'CONFLICT engagement.answer_withdrawn',
    );
    const again = await propose(requestId);
    const unpublished = { input: { answerId: again.id, reason: 'x' } };
    expect(await desk.approver.refusal(WITHDRAW, unpublished)).toBe('CONFLICT engagement.answer_not_published');
  });
});

describe('before a question is asked', () => {
  it('answers that are like it are found by Japanese words, the most alike first', async () => {
    const { hospitals, answered, published, similar } = await knowledgeScene(world);
    const [asker, other] = hospitals.map(({ person }) => person) as [Person, Person];
    const antivirus = await published(await answered(asker));
    const backup = await published(await answered(asker), {
      title: 'バックアップの取得方法',
      question: '設定のバックアップはどのように取得しますか。',
      words: '保守画面から取得できます。ウイルス対策ソフトは停止してください。',
    });
    expect(await similar(other, '当院のウイルス対策ソフトを装置に導入してよいか教えてください')).toEqual([
      antivirus,
      backup,
    ]);
    expect(await similar(other, 'バックアップを取得したい')).toEqual([backup]);
    expect(await similar(other, 'ﾊﾞｯｸｱｯﾌﾟ')).toEqual([backup]);
    expect(await similar(other, '搬入経路の高さ')).toEqual([]);
    // nothing but grammar
    expect(await similar(other, 'よろしくおねがいします')).toEqual([]);
    expect(await searched(other, 'バックアップ')).toEqual([backup]);
  });

  it('answers that are like it are found by English words and by names with digits', async () => {
    const { hospitals, answered, published, similar } = await knowledgeScene(world);
    const [asker, other] = hospitals.map(({ person }) => person) as [Person, Person];
    const log4j = await published(await answered(asker), {
      title: 'CVE-2021-44228',
      question: 'Is Log4j part of it?',
      words: 'No.',
    });
    expect(await similar(other, 'cve-2021-44228')).toEqual([log4j]);
    expect(await similar(other, 'Does your device contain LOG4J?')).toEqual([log4j]);
    expect(await similar(other, 'CVE-2021-44229')).toEqual([]);
  });

  it('what the own hospital asked and was answered is found, and nobody else’s questions', async () => {
    const { hospitals, ask, answered, similar } = await knowledgeScene(world);
    const [asker, other] = hospitals.map(({ person }) => person) as [Person, Person];
    const requestId = await answered(asker);
    await ask(asker, { title: 'ウイルス対策ソフトの件' });
    expect(await similar(asker, 'ウイルス対策ソフト')).toEqual([requestId]);
    expect(await similar(other, 'ウイルス対策ソフト')).toEqual([]);
  });
});

describe('an answer that becomes a publication', () => {
  it('is a draft with its words and releases, and the thread says so once it is delivered', async () => {
    const { desk, support, hospitals, ask, answer } = await knowledgeScene(world);
    const [asker, other] = hospitals.map(({ person }) => person) as [Person, Person];
    const requestId = await ask(asker);
    const input = { requestId, kind: 'ADVISORY' };
    expect(await desk.publisher.refusal(DRAFT_FROM, { input })).toBe('CONFLICT engagement.request_not_answered');
    await answer(requestId, '対象外です。');
    expect(await support.refusal(DRAFT_FROM, { input })).toBe('FORBIDDEN access.forbidden');
    const stranger = (await world.vendor()).publisher;
    expect(await stranger.refusal(DRAFT_FROM, { input })).toBe('NOT_FOUND not_found');
    const { publication } = (await desk.publisher.graphql(DRAFT_FROM, { input })).draftPublicationFromAnswer;
    expect(publication).toMatchObject({
      state: 'DRAFT',
      kind: 'ADVISORY',
      titleJa: 'ウイルス対策ソフト',
      titleEn: null,
      summaryJa: '対象外です。',
      releases: [{ id: desk.releaseId }],
    });
    expect((await requestOf(support, requestId)).publishedAs).toEqual([{ id: publication.id }]);
    expect((await requestOf(asker, requestId)).publishedAs).toEqual([]);

    const publicationId = publication.id as Id;
    await desk.publisher.graphql(
      'mutation ($input: EditPublicationInput!) { editPublication(input: $input) { publication { id } } }',
      { input: { publicationId, actions: [{ kind: 'ACKNOWLEDGE', dueOn: '2099-12-24' }] } },
    );
    await desk.publisher.graphql(
      'mutation ($input: SubmitPublicationInput!) { submitPublication(input: $input) { publication { id } } }',
      { input: { publicationId } },
    );
    await desk.approver.graphql(
      'mutation ($input: ApprovePublicationInput!) { approvePublication(input: $input) { publication { id } } }',
      { input: await desk.asRead(publicationId) },
    );
    await world.settled();
    expect((await requestOf(asker, requestId)).publishedAs).toEqual([{ id: publicationId }]);
    expect(await other.refusal(PUBLISHED_AS, { id: requestId })).toBe('NOT_FOUND not_found');
  });
});
