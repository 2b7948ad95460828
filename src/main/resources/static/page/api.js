// The public JSON API. Whatever the page does, curl can.
import {knows, t} from './catalogue.js';

const FORGERY_COOKIE = 'XSRF-TOKEN';

/** A call that was refused or did not get through. Its message is a sentence for people. */
export class Problem extends Error {
  constructor(message, {status = 0, type = '', pointer = '', lines = []} = {}) {
    super(message);
    this.status = status;
    this.type = type;
    this.pointer = pointer;
    this.lines = lines;
  }
}

/** Whether the call was given up because a newer one took its place. */
export const isSuperseded = failure => failure.name === 'AbortError';

function forgeryToken() {
  const cookie = document.cookie.split('; ').find(pair => pair.startsWith(FORGERY_COOKIE + '='));
  return cookie ? decodeURIComponent(cookie.slice(FORGERY_COOKIE.length + 1)) : '';
}

async function problem(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // Not one of the service itself: a proxy's, say. The status says enough.
  }
  const type = (body.type ?? '').replace('urn:sentiment:problem:', '');
  const known = `problem.${type}`;
  const sentence = knows(known) ? t(known) : body.detail ?? t('problem.status', {status: response.status});
  return new Problem(sentence, {status: response.status, type, pointer: body.pointer, lines: body.lines});
}

/** The response of a call, or a Problem. */
export async function call(method, path, {json, body, headers = {}, signal} = {}) {
  const sent = {...headers};
  if (json !== undefined) {
    sent['Content-Type'] = 'application/json';
  }
  if (method !== 'GET') {
    sent['X-XSRF-TOKEN'] = forgeryToken();
  }
  let response;
  try {
    response = await fetch(path, {method, headers: sent, signal, body: json === undefined ? body : JSON.stringify(json)});
  } catch (failure) {
    if (isSuperseded(failure)) {
      throw failure;
    }
    throw new Problem(t('problem.away'));
  }
  if (response.ok) {
    return response;
  }
  const refused = await problem(response);
  if (refused.status === 401) {
    window.dispatchEvent(new CustomEvent('signed-out'));
  }
  throw refused;
}

const json = async (method, path, options) => (await call(method, path, options)).json();

const admin = '/api/v1/admin';
const versionsOf = model => `${admin}/models/${encodeURIComponent(model)}/versions`;

export const session = () => json('GET', '/api/v1/session');
export const signOut = () => call('DELETE', '/api/v1/session');
export const signIn = token => json('POST', '/api/v1/session', {headers: {Authorization: `Bearer ${token}`}});

export const models = async () => (await json('GET', '/api/v1/models')).models;
export const numbersOf = async model => (await json('GET', `/v2/models/${encodeURIComponent(model)}`)).versions.map(Number);
export const summary = model => json('GET', `/api/v1/models/${encodeURIComponent(model)}/summary`);

export const predict = async (texts, choice, {sentences = false, signal} = {}) =>
  (await json('POST', '/api/v1/predictions', {json: {texts, ...choice, ...(sentences ? {sentences} : {})}, signal})).predictions;
export const explain = async (text, choice, signal) =>
  (await json('POST', '/api/v1/explanations', {json: {texts: [text], ...choice}, signal})).explanations[0];
export const trace = (text, choice, signal) =>
  json('POST', '/api/v1/traces', {json: {text, units: 'all', ...choice}, signal});

/** Predictions of many texts, part by part; a text that is refused has an error instead. Yields arrays. */
export async function* predictAll(texts, choice = {}, signal = undefined) {
  const query = new URLSearchParams(Object.entries(choice));
  const size = 200;
  for (let start = 0; start < texts.length; start += size) {
    const lines = texts.slice(start, start + size).map((text, index) => JSON.stringify({id: start + index, text}));
    const response = await call('POST', `/api/v1/predictions?${query}`, {
      body: lines.join('\n'), headers: {'Content-Type': 'application/x-ndjson'}, signal,
    });
    yield (await response.text()).trim().split('\n').map(line => JSON.parse(line));
  }
}

export const correct = (text, label, model) => json('POST', '/api/v1/feedback', {json: {text, label, ...(model ? {model} : {})}});

export const versions = async model => (await json('GET', versionsOf(model))).versions;
export const bundlePath = (model, version) => `${versionsOf(model)}/${version}/bundle`;
export const importBundle = (model, file) => json('POST', versionsOf(model), {body: file, headers: {'Content-Type': 'application/zip'}});
export const deleteVersion = (model, version) => call('DELETE', `${versionsOf(model)}/${version}`);
export const promote = (model, version, reason) =>
  json('PUT', `${admin}/models/${encodeURIComponent(model)}/champion`, {json: {version, reason}});
export const audit = before => json('GET', `${admin}/audit${before ? `?before=${before}` : ''}`);

export const retrainings = () => json('GET', `${admin}/retrainings`);
export const retraining = id => json('GET', `${admin}/retrainings/${id}`);
export const cancel = id => call('DELETE', `${admin}/retrainings/${id}`);
export const eventsPath = id => `${admin}/retrainings/${id}/events`;
export function retrain(model, settings, file) {
  const form = new FormData();
  form.append('settings', new Blob([JSON.stringify(settings)], {type: 'application/json'}));
  if (file) {
    form.append('data', file);
  }
  return json('POST', `${admin}/models/${encodeURIComponent(model)}/retrainings`, {body: form});
}
export const measuringRows = (model, version) => json('GET', `${versionsOf(model)}/${version}/measuring-rows`);
export const retrainingsOf = model => json('GET', `${admin}/retrainings?model=${encodeURIComponent(model)}&size=500`);
