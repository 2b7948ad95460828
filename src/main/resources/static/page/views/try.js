// Type a text: the answer while one types, its sentences, the words that made it, and what becomes of it without them.
import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {label, languageOf, number, percent, signed, t} from '../catalogue.js';
import {bar, smallBar} from '../parts/bar.js';
import {choice, wanted} from '../parts/choice.js';
import '../parts/filetable.js';

const EXAMPLES = [
  'The room was lovely, but the staff were rude.',
  'Not bad at all! I expected worse.',
  '房间很干净，可是服务态度太差了。',
  '这本书一点也不无聊，我一口气读完了。',
];

/** So short that nobody waits for it, and long enough that a fast typist does not ask at each key. */
const PAUSE_MILLISECONDS = 30;
const EXPLANATION_PAUSE_MILLISECONDS = 250;

class TryView extends View {
  static properties = {
    text: {state: true},
    prediction: {state: true},
    explanation: {state: true},
    first: {state: true},
    second: {state: true},
    twoVersions: {state: true},
    other: {state: true},
    numbers: {state: true},
    word: {state: true},
    changed: {state: true},
    milliseconds: {state: true},
  };

  constructor() {
    super();
    this.text = '';
    this.first = {model: '', version: ''};
    this.second = {model: '', version: ''};
    this.twoVersions = false;
    this.numbers = {};
    this.word = null;
    this.changed = null;
  }

  willUpdate(changes) {
    if (changes.has('models')) {
      this.loadNumbers();
    }
  }

  async loadNumbers() {
    await this.attempt(async () => {
      const numbers = await Promise.all(this.models.map(async ({model}) => [model, await api.numbersOf(model)]));
      this.numbers = Object.fromEntries(numbers);
    });
  }

  typed(text) {
    this.text = text;
    this.word = null;
    this.changed = null;
    this.explanation = null;
    this.since = performance.now();
    clearTimeout(this.asking);
    clearTimeout(this.explaining);
    this.asked?.abort();
    if (text.trim() === '') {
      this.prediction = null;
      this.other = null;
      return;
    }
    this.asking = setTimeout(() => this.ask(), PAUSE_MILLISECONDS);
  }

  async ask() {
    this.asked = new AbortController();
    const {signal} = this.asked;
    const text = this.text;
    await this.attempt(async () => {
      [this.prediction] = await api.predict([text], wanted(this.first), {sentences: true, signal});
      this.milliseconds = performance.now() - this.since;
      this.other = this.twoVersions ? (await api.predict([text], wanted(this.second), {signal}))[0] : null;
    });
    if (!signal.aborted && !this.trouble) {
      this.explaining = setTimeout(() => this.explain(text, signal), EXPLANATION_PAUSE_MILLISECONDS);
    }
  }

  async explain(text, signal) {
    await this.attempt(async () => {
      this.explanation = await api.explain(text, wanted(this.first), signal);
    });
  }

  choose(which, chosen) {
    this[which] = chosen;
    this.typed(this.text);
  }

  /** The band belongs to the champion. */
  band(prediction) {
    const model = this.models.find(({model}) => model === prediction.model);
    return model && model.version === prediction.version ? model.uncertain ?? null : null;
  }

  render() {
    return html`
      <div class="two">
        <div class="card">
          <label for="text" class="over">${t('try.text')}</label>
          <textarea id="text" rows="4" lang=${languageOf(this.text)} .value=${this.text} placeholder=${t('try.placeholder')}
            @input=${event => this.typed(event.target.value)}></textarea>
          <p class="examples"><span>${t('try.examples')}</span>
            ${EXAMPLES.map(example => html`<button class="example" lang=${languageOf(example)} @click=${() => this.typed(example)}>${example}</button>`)}
          </p>
          <details>
            <summary>${t('try.which')}</summary>
            <div class="fields">${choice('first', this.models, this.numbers, this.first, chosen => this.choose('first', chosen))}</div>
            <label class="check"><input type="checkbox" .checked=${this.twoVersions}
              @change=${event => { this.twoVersions = event.target.checked; this.typed(this.text); }}> ${t('try.two')}</label>
            ${this.twoVersions ? html`<div class="fields">
              ${choice('second', this.models, this.numbers, this.second, chosen => this.choose('second', chosen))}</div>` : nothing}
          </details>
        </div>
        <div class="card" aria-live="polite" aria-label=${t('try.answer')} role="region">
          ${this.troubleText()}
          ${this.prediction ? this.answer() : html`<p class="empty">${t('try.empty')}</p>`}
        </div>
      </div>
      ${this.explanation ? this.words() : nothing}
      <file-table .chosen=${this.first} .language=${this.language}></file-table>`;
  }

  answer() {
    const {prediction} = this;
    return html`
      ${this.other ? html`<h2 class="small">${prediction.model} ${number(prediction.version)}</h2>` : nothing}
      ${bar(prediction, this.band(prediction))}
      ${this.other ? html`<h2 class="small">${this.other.model} ${number(this.other.version)}</h2>${bar(this.other, this.band(this.other))}` : nothing}
      <p class="meta" data-milliseconds=${Math.round(this.milliseconds)}>${t('try.meta', {
        model: prediction.model, version: number(prediction.version), tokens: number(prediction.tokens), unknown: number(prediction.unknownTokens)})}</p>
      ${prediction.truncated ? html`<p class="warning">${t('try.truncated')}</p>` : nothing}
      ${(prediction.warnings ?? []).map(warning => html`<p class="warning" lang="en">${warning.message}</p>`)}
      ${(prediction.sentences ?? []).length > 1 ? this.sentences() : nothing}`;
  }

  sentences() {
    const characters = Array.from(this.text);
    return html`<h2 class="small">${t('try.sentences')}</h2>
      <ol class="sentences">${this.prediction.sentences.map(sentence => {
        const text = characters.slice(sentence.start, sentence.end).join('');
        return html`<li><span lang=${languageOf(text)}>${text}</span>
          <span class="figure">${label(sentence.label)} · ${t('share', {share: percent(sentence.positive, 0)})}</span>${smallBar(sentence.positive)}</li>`;
      })}</ol>`;
  }

  words() {
    const {words, residual, prediction} = this.explanation;
    const most = Math.max(0.5, ...words.map(word => Math.abs(word.contribution)));
    return html`<div class="card">
      <h2>${t('words.heading')}</h2>
      <p class="hint">${t('words.hint')}</p>
      <p class="words" lang=${languageOf(this.text)}>${words.map((word, index) => html`
        <button class="word ${word.contribution < 0 ? 'against' : 'for'} ${word.unknown ? 'unknown' : ''}"
          aria-pressed=${this.word === index ? 'true' : 'false'}
          .style=${`--weight:${Math.min(1, Math.abs(word.contribution) / most)}`}
          @click=${() => this.pick(index)}>
          <span class="token">${word.text}</span>
          <span class="sign">${signed(word.contribution)}${word.unknown ? html` <span class="mark">${t('words.unknown')}</span>` : nothing}</span>
        </button>`)}</p>
      <p class="meta">${t('words.sum', {logOdds: signed(this.explanation.logOdds), baseline: signed(this.explanation.baseline), residual: signed(residual)})}</p>
      ${this.word === null ? nothing : this.change(words[this.word], prediction)}
    </div>`;
  }

  pick(index) {
    this.word = this.word === index ? null : index;
    this.changed = null;
  }

  change(word, before) {
    return html`<form class="change" @submit=${event => { event.preventDefault(); this.without(word, new FormData(event.target).get('instead')); }}>
      <p>${t('change.word')} <strong lang=${languageOf(word.text)}>${word.text}</strong></p>
      <button type="button" @click=${() => this.without(word, '')}>${t('change.delete')}</button>
      <label>${t('change.instead')} <input name="instead" required autocomplete="off"></label>
      <button>${t('change.replace')}</button>
    </form>
    ${this.changed ? html`<div class="two sides">
      <div><h3>${t('change.before')}</h3><p lang=${languageOf(this.text)}>${this.text}</p>${bar(before)}</div>
      <div><h3>${t('change.after')}</h3><p lang=${languageOf(this.changed.text)}>${this.changed.text}</p>${bar(this.changed.prediction)}</div>
    </div>` : nothing}`;
  }

  async without(word, instead) {
    const characters = Array.from(this.text);
    const text = [...characters.slice(0, word.start), instead, ...characters.slice(word.end)].join('');
    await this.attempt(async () => {
      const [prediction] = await api.predict([text], wanted(this.first));
      this.changed = {text, prediction};
    });
  }
}

customElements.define('view-try', TryView);
