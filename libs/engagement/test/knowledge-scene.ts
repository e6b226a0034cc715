import type { Id } from '#libs/kernel';
import { Desk } from '../../../test/support/publishing-desk.ts';
import type { Hospital, Person, World } from '../../../test/support/world.ts';

const REQUEST = 'request { id askedAt publishedAnswerId publishedAs { id } }';
const act = (name: string, input: string, selection: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${selection} } }`;
const ANSWER = `answer { id state publishedAt withdrawalReason product { id } release { id } publication { id } request { id }
  inForce { number title question words } versions { number state sendBackReason } }`;

export const ASK = act('askVendor', 'AskVendorInput', REQUEST);
export const REPLY = act('replyToRequest', 'ReplyToRequestInput', REQUEST);
export const ANSWER_REQUEST = act('answerRequest', 'AnswerRequestInput', REQUEST);
export const DECLINE = act('declineRequest', 'DeclineRequestInput', REQUEST);
export const REOPEN = act('reopenRequest', 'ReopenRequestInput', REQUEST);
export const PROMISE = act('publishResponsePromises', 'PublishResponsePromisesInput', 'promises { hours }');
export const PROPOSE = act('proposePublishedAnswer', 'ProposePublishedAnswerInput', ANSWER);
export const CORRECT = act('correctPublishedAnswer', 'CorrectPublishedAnswerInput', ANSWER);
export const RELEASE = act('releasePublishedAnswer', 'ReleasePublishedAnswerInput', ANSWER);
export const SEND_BACK = act('sendBackPublishedAnswer', 'SendBackPublishedAnswerInput', ANSWER);
export const WITHDRAW = act('withdrawPublishedAnswer', 'WithdrawPublishedAnswerInput', ANSWER);
export const DRAFT_FROM = act(
  'draftPublicationFromAnswer',
  'DraftPublicationFromAnswerInput',
  'publication { id state kind titleJa titleEn summaryJa summaryEn releases { id } }',
);
export const READ = `query ($id: ID!) { publishedAnswer(id: $id) { id state publishedAt withdrawalReason vendor { id }
  product { id } release { id } publication { id } request { id } inForce { number title question words }
  versions { number state title sendBackReason } } }`;
export const LIST = `query ($state: PublishedAnswerState, $isProposed: Boolean, $vendorId: ID, $productId: ID, $search: String) {
  publishedAnswers(first: 50, state: $state, isProposed: $isProposed, vendorId: $vendorId, productId: $productId, search: $search) {
    totalCount edges { node { id } } } }`;
export const SIMILAR = `query ($vendorId: ID!, $text: String!) {
  similarAnswers(vendorId: $vendorId, text: $text) { publishedAnswer { id inForce { title } } request { id title } } }`;

/** A vendor whose support answers, and hospitals that deal with it, all with the same device. */
export async function knowledgeScene(world: World, hospitalCount = 2) {
  const desk = await Desk.open(world);
  const support = await desk.publisher.colleague('VENDOR_SUPPORT');
  const hospitals: Hospital[] = [];
  for (let i = 0; i < hospitalCount; i += 1) {
    const hospital = await world.hospital();
    await world.relationship(desk.vendor, hospital);
    await holds(hospital, desk.releaseId);
    hospitals.push(hospital);
  }
  const ask = async (by: Person, facts: object = {}): Promise<Id<'InformationRequest'>> => {
    const question = {
      urgency: 'NORMAL',
      title: 'ウイルス対策ソフト',
      words: 'ウイルス対策ソフトを入れてもよいですか。',
    };
    const input = { ...('publicationId' in facts ? {} : { releaseId: desk.releaseId }), ...question, ...facts };
    return (await by.graphql(ASK, { input })).askVendor.request.id;
  };
  const answer = (requestId: Id, words = 'はい、動作を確認した製品であれば導入できます。') =>
    support.graphql(ANSWER_REQUEST, { input: { requestId, words } });
  const answered = async (by: Person, facts: object = {}) => {
    const requestId = await ask(by, facts);
    await answer(requestId);
    return requestId;
  };
  const words = {
    title: 'ウイルス対策ソフトの導入',
    question: '装置にウイルス対策ソフトを導入できますか。',
    words: '動作を確認した製品の一覧をご覧ください。',
  };
  const propose = async (requestId: Id, facts: object = {}) =>
    (await support.graphql(PROPOSE, { input: { requestId, ...words, ...facts } })).proposePublishedAnswer.answer;
  const release = async (answerId: Id, number = 1) =>
    (await desk.approver.graphql(RELEASE, { input: { answerId, number } })).releasePublishedAnswer.answer;
  /** Proposed by support, released by the approver. */
  const published = async (requestId: Id, facts: object = {}): Promise<Id<'PublishedAnswer'>> => {
    const { id } = await propose(requestId, facts);
    await release(id);
    return id;
  };
  const listed = async (by: Person, filter: object = {}): Promise<Id[]> =>
    (await by.graphql(LIST, filter)).publishedAnswers.edges.map(({ node }: { node: { id: Id } }) => node.id);
  const similar = async (by: Person, text: string) =>
    (await by.graphql(SIMILAR, { vendorId: desk.vendor.id, text })).similarAnswers.map(
      (one: { publishedAnswer: { id: Id } | null; request: { id: Id } | null }) =>
        one.publishedAnswer?.id ?? one.request?.id,
    );
  return { desk, support, hospitals, ask, answer, answered, words, propose, release, published, listed, similar };
}

async function holds({ person, siteId }: Hospital, releaseId: Id): Promise<void> {
  await person.graphql('mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } } }', {
    input: { siteId, releaseId, connections: ['NETWORK'] },
  });
}
