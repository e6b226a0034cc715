import { WORDS } from './words.ts';

type Language = keyof typeof WORDS;

/** Where the mail's link for an invitation leads. Each form is a step; the script shows one at a time. */
export function invitationPage(language: Language): string {
  const words = WORDS[language];
  return page(
    language,
    'invitation',
    words.invitation,
    form('begin', '', words.invitation.begin),
    form(
      'join',
      input('name', words.name, 'autocomplete="name" maxlength="200"') + newPassword('password', language),
      words.invitation.join,
    ),
    form(
      'sign-in',
      `<p>${words.invitation.signIn}</p>` +
        input('email', words.email, 'type="email" autocomplete="username"') +
        input('current-password', words.password, 'type="password" autocomplete="current-password"'),
      words.signIn,
    ),
    form('second-factor', input('code', words.code, 'autocomplete="one-time-code"'), words.continue),
  );
}

/** Where the mail's link for a new password leads; without a link, where one is asked for. */
export function resetPasswordPage(language: Language): string {
  const words = WORDS[language];
  return page(
    language,
    'reset-password',
    words.reset,
    form('set', newPassword('password', language), words.reset.set),
    form(
      'ask',
      `<p>${words.reset.askIntro}</p>` + input('email', words.email, 'type="email" autocomplete="username"'),
      words.reset.ask,
    ),
  );
}

function page(
  language: Language,
  script: string,
  { title, intro }: Record<'title' | 'intro', string>,
  ...forms: string[]
) {
  const { noScript, otherLanguage } = WORDS[language];
  const other: Language = language === 'ja' ? 'en' : 'ja';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Tasuki</title>
<link rel="stylesheet" href="/pages/mail-links.css">
<script src="/pages/${script}.js" defer></script>
</head>
<body>
<header><a id="other-language" href="?lang=${other}" lang="${other}" hreflang="${other}">${otherLanguage}</a></header>
<main>
<h1>${title}</h1>
<p>${intro}</p>
<noscript><p>${noScript}</p></noscript>
<p id="refusal" role="alert"></p>
${forms.join('\n')}
<p id="done" role="status"></p>
</main>
</body>
</html>
`;
}

const form = (id: string, fields: string, submit: string) =>
  `<form id="${id}" method="post" hidden>${fields}<button type="submit">${submit}</button></form>`;

const input = (id: string, label: string, attributes: string) =>
  `<label for="${id}">${label}</label><input id="${id}" required ${attributes}>`;

const newPassword = (id: string, language: Language) =>
  input(
    id,
    WORDS[language].newPassword,
    `type="password" autocomplete="new-password" minlength="12" maxlength="128" aria-describedby="${id}-rule"`,
  ) + `<p id="${id}-rule" class="rule">${WORDS[language].passwordRule}</p>`;
