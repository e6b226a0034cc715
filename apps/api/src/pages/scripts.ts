import { WORDS } from './words.ts';

// These run in the browser, as they stand: plain text here, so that the build and the package need no files besides.

/** What both pages need. A refusal is one object, whether GraphQL or a plain route gave it; null is success. */
const COMMON = `'use strict';
const words = ${JSON.stringify(WORDS)}[document.documentElement.lang];
const at = (id) => document.getElementById(id);

function show(step, firstField) {
  for (const form of document.forms) form.hidden = form.id !== step;
  if (firstField) at(firstField).focus();
}

function explain({ reason, requestId, endsAt }) {
  const until = endsAt ? new Date(endsAt).toLocaleTimeString(document.documentElement.lang) : '';
  const sentence = Object.hasOwn(words.refusals, reason) ? words.refusals[reason] : words.refusals.other;
  at('refusal').textContent = sentence.replace('{endsAt}', until).replace('{requestId}', requestId ?? '–');
}

function finish(sentence) {
  show(null);
  at('done').textContent = sentence;
}

function onSubmit(step, work) {
  let isBusy = false;
  at(step).addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    at('refusal').textContent = '';
    try {
      await work();
    } finally {
      isBusy = false;
    }
  });
}

async function send(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json().catch(() => ({}));
    const refusal = answer.error ?? answer.errors?.[0]?.extensions ?? (response.ok ? null : { reason: 'other' });
    return { answer, refusal };
  } catch {
    return { answer: {}, refusal: { reason: 'unreachable' } };
  }
}

at('other-language').href += location.hash;
addEventListener('hashchange', () => location.reload());
`;

export const INVITATION_SCRIPT = `${COMMON}
const token = location.hash.slice(1);
const ACCEPT = 'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { member { id } } }';

async function accept(about) {
  const sendIt = () => send('/graphql', { query: ACCEPT, variables: { input: { token, ...about } } });
  let { refusal } = await sendIt();
  if (refusal?.reason === 'sign_in.session_ended') {
    // A cookie of a session long over: without it, this is nobody yet, as it should be.
    await send('/auth/sign-out', {});
    ({ refusal } = await sendIt());
  }
  if (!refusal) return finish(words.invitation.done);
  switch (refusal.reason) {
    case 'directory.name_and_password_needed':
      return show('join', 'name');
    case 'directory.sign_in_to_accept':
      return show('sign-in', 'email');
    case 'directory.invitation_of_another':
      show('sign-in', 'email');
  }
  explain(refusal);
}

onSubmit('begin', () => accept({}));
onSubmit('join', () => accept({ name: at('name').value, password: at('password').value }));
onSubmit('sign-in', async () => {
  const about = { email: at('email').value, password: at('current-password').value };
  const { answer, refusal } = await send('/auth/sign-in/email', about);
  if (refusal) return explain(refusal);
  if (answer.twoFactorRedirect) return show('second-factor', 'code');
  await accept({});
});
onSubmit('second-factor', async () => {
  const code = at('code').value.trim();
  const way = /^[0-9]{6}$/.test(code) ? 'verify-totp' : 'verify-backup-code';
  const { refusal } = await send('/auth/two-factor/' + way, { code });
  if (!refusal) return accept({});
  if (refusal.reason === 'sign_in.start_again') show('sign-in', 'current-password');
  explain(refusal);
});

if (token) show('begin');
else explain({ reason: 'not_found' });
`;

export const RESET_PASSWORD_SCRIPT = `${COMMON}
const token = new URLSearchParams(location.hash.slice(1)).get('token');

onSubmit('set', async () => {
  const { refusal } = await send('/auth/reset-password', { token, newPassword: at('password').value });
  if (!refusal) return finish(words.reset.done);
  if (refusal.reason === 'sign_in.bad_token') show('ask', 'email');
  explain(refusal);
});
onSubmit('ask', async () => {
  const { refusal } = await send('/auth/request-password-reset', { email: at('email').value });
  if (refusal) explain(refusal);
  else finish(words.reset.asked);
});

show(token ? 'set' : 'ask');
`;
