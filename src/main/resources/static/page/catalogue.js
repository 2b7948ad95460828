// Every sentence of the page, in the language that the reader has chosen.

export const LANGUAGES = ['en', 'zh'];
const LOCALES = {en: 'en', zh: 'zh-Hans'};

let words = {};
let language = 'en';

export const spoken = () => language;

/** Loads a language. Whoever renders afterwards speaks it. */
export async function speak(wanted) {
  const response = await fetch(new URL(`words/${wanted}.json`, import.meta.url));
  words = await response.json();
  language = wanted;
  document.documentElement.lang = LOCALES[wanted];
  document.title = t('title');
}

/** The sentence of a key, with values in place of {names}. */
export function t(key, values = {}) {
  const sentence = words[key];
  if (sentence === undefined) {
    throw new Error(`The catalogue has no ${key}.`);
  }
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name]);
}

/** Whether the catalogue knows a key. */
export const knows = key => words[key] !== undefined;

const formats = new Map();

function format(kind, options) {
  const key = language + kind.name + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new kind(LOCALES[language], options));
  }
  return formats.get(key);
}

export const number = (value, digits = 0) =>
  format(Intl.NumberFormat, {minimumFractionDigits: digits, maximumFractionDigits: digits}).format(value);

export const signed = (value, digits = 2) =>
  format(Intl.NumberFormat, {minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'exceptZero'})
    .format(value);

export const percent = (value, digits = 1) =>
  format(Intl.NumberFormat, {style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits})
    .format(value);

export const date = value => format(Intl.DateTimeFormat, {dateStyle: 'medium', timeStyle: 'short'}).format(new Date(value));

export const bytes = value => format(Intl.NumberFormat, {style: 'unit', unit: 'megabyte', maximumFractionDigits: 1})
  .format(value / 1e6);

export const label = name => t(name === 'positive' ? 'positive' : 'negative');

/** The language of a text, as far as its characters tell: for screen readers. */
export const languageOf = text => /\p{Script=Han}/u.test(text) ? 'zh-Hans' : 'en';
