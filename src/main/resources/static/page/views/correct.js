// The least certain answers first; a key a label. What is sent is feedback, which the next retraining learns.
import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {label, languageOf, number, percent, t} from '../catalogue.js';
import {read} from '../parts/table.js';
import {bar} from '../parts/bar.js';

const KEYS = {p: 'positive', n: 'negative', s: 'skip', u: 'undo'};

class CorrectView extends View {
  static properties = {
    /** Rows with answers that another view has handed over. */
    handed: {attribute: false},
    /** The file of the last retraining that was started here. */
    uploaded: {attribute: false},
    rows: {state: true},
    at: {state: true},
    labels: {state: true},
    sent: {state: true},
    told: {state: true},
  };

  constructor() {
    super();
    this.handed = [];
    this.rows = [];
    this.at = 0;
    this.labels = new Map();
    this.sent = new Set();
    this.told = '';
    this.leaving = event => { if (this.unsent().length) { event.preventDefault(); } };
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.leaving);
  }

  willUpdate(changes) {
    if (changes.has('handed') && this.handed.length) {
      this.begin(this.handed);
    }
  }

  begin(rows) {
    this.rows = rows.map(row => ({...row, key: row.text.trim().replace(/\s+/g, ' ').toLowerCase()}))
      .sort((one, other) => Math.abs(one.probability - 0.5) - Math.abs(other.probability - 0.5));
    this.at = 0;
    this.labels = new Map();
    this.told = '';
  }

  async load(file) {
    if (!file) {
      return;
    }
    await this.attempt(async () => {
      const rows = await read(file);
      const answered = [];
      for await (const part of api.predictAll(rows.map(row => row.text))) {
        part.filter(answer => !answer.error)
          .forEach(({positive, ...answer}) => answered.push({...answer, probability: positive, ...rows[answer.id]}));
      }
      this.begin(answered);
    });
  }

  /** Labelled and not yet sent, the last label of a text alone. */
  unsent() {
    const last = new Map();
    this.labels.forEach((said, index) => last.set(this.rows[index].key, {...this.rows[index], said}));
    return [...last.values()].filter(row => !this.sent.has(`${row.said} ${row.key}`));
  }

  act(what) {
    const row = this.rows[this.at];
    if (what === 'undo') {
      this.at = Math.max(0, this.at - 1);
      this.labels = new Map(this.labels);
      this.labels.delete(this.at);
    } else if (row) {
      if (what !== 'skip') {
        this.labels = new Map(this.labels).set(this.at, what);
      }
      this.at++;
    }
  }

  key(event) {
    const what = KEYS[event.key.toLowerCase()];
    if (what && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.tagName !== 'INPUT') {
      event.preventDefault();
      this.act(what);
    }
  }

  /** What is odd about the present text, or about the label that it has got. */
  warnings(row) {
    const same = this.rows.map((other, index) => ({other, index})).filter(({other, index}) => index !== this.at && other.key === row.key);
    const said = new Set([...same.map(({index}) => this.labels.get(index)), ...same.map(({other}) => this.inFile(other)), this.inFile(row)].filter(Boolean));
    return html`${same.length ? html`<p class="warning">${t('correct.duplicate', {count: number(same.length)})}</p>` : nothing}
      ${said.size > 1 ? html`<p class="warning">${t('correct.contradiction')}</p>` : nothing}`;
  }

  inFile(row) {
    return row.positive === null || row.positive === undefined ? null : row.positive ? 'positive' : 'negative';
  }

  async send() {
    await this.attempt(async () => {
      let count = 0;
      for (const row of this.unsent()) {
        await api.correct(row.text, row.said, row.model);
        this.sent = new Set(this.sent).add(`${row.said} ${row.key}`);
        count++;
      }
      this.told = t('correct.sent', {count: number(count)});
    });
  }

  render() {
    const row = this.rows[this.at];
    const unsent = this.unsent().length;
    return html`
      <div class="card" @dragover=${event => event.preventDefault()} @drop=${event => { event.preventDefault(); this.load(event.dataTransfer.files[0]); }}>
        <label class="file">${t('correct.file')} <input type="file" accept=".txt,.tsv,.csv,.jsonl,.gz" @change=${event => this.load(event.target.files[0])}></label>
        ${this.uploaded ? html`<button class="uploaded" @click=${() => this.load(this.uploaded)}>${t('correct.uploaded', {name: this.uploaded.name})}</button>` : nothing}
        <p class="hint">${t('correct.hint')}</p>
        ${this.troubleText()}
      </div>
      ${this.rows.length ? html`<div class="card labelling" tabindex="0" role="group" aria-label=${t('heading.correct')} @keydown=${this.key}>
        <p class="meta">${t('correct.place', {at: number(Math.min(this.at + 1, this.rows.length)), of: number(this.rows.length)})}</p>
        <div aria-live="polite">${row ? html`
          <p class="big" lang=${languageOf(row.text)}>${row.text}</p>
          ${bar({label: row.label, positive: row.probability, uncertain: row.uncertain})}
          ${this.inFile(row) ? html`<p class="meta">${t('correct.labelled', {label: label(this.inFile(row))})}</p>` : nothing}
          ${this.warnings(row)}` : html`<p>${t('correct.end')}</p>`}</div>
        <p class="keys">
          <button @click=${() => this.act('positive')} ?disabled=${!row}>${t('positive')} <kbd>P</kbd></button>
          <button @click=${() => this.act('negative')} ?disabled=${!row}>${t('negative')} <kbd>N</kbd></button>
          <button @click=${() => this.act('skip')} ?disabled=${!row}>${t('correct.skip')} <kbd>S</kbd></button>
          <button @click=${() => this.act('undo')} ?disabled=${this.at === 0}>${t('correct.undo')} <kbd>U</kbd></button>
        </p>
      </div>
      <div class="card">
        <p>${t('correct.ready', {count: number(unsent)})}</p>
        <p class="actions"><button class="primary" ?disabled=${unsent === 0 || this.busy} @click=${this.send}>${t('correct.send')}</button>
          <a href=${`#/${this.language}/retrainings`}>${t('correct.retrain')}</a></p>
        <p role="status">${this.told}</p>
        ${this.labels.size ? html`<ul>${[...this.labels].toReversed().slice(0, 10).map(([index, said]) => html`<li>
          <strong>${label(said)}</strong> <span lang=${languageOf(this.rows[index].text)}>${this.rows[index].text}</span>
          <span class="hint">${percent(this.rows[index].probability, 0)}</span></li>`)}</ul>` : nothing}
      </div>` : nothing}`;
  }
}

customElements.define('view-correct', CorrectView);
