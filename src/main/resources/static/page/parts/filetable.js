// Many texts at once: a file becomes a table of answers, and a file again.
import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {label, languageOf, number, percent, t} from '../catalogue.js';
import {wanted} from './choice.js';
import {download, read} from './table.js';

const MOST_SHOWN_ROWS = 200;

class FileTable extends View {
  static properties = {
    /** {model, version} that shall answer */
    chosen: {attribute: false},
    table: {state: true},
    order: {state: true},
    progress: {state: true},
  };

  constructor() {
    super();
    this.table = [];
    this.order = 'certainty';
    this.progress = null;
  }

  render() {
    return html`<div class="card drop" @dragover=${event => event.preventDefault()} @drop=${this.dropped}>
      <h2>${t('file.heading')}</h2>
      <p class="hint">${t('file.hint')}</p>
      <label class="file">${t('file.choose')} <input type="file" accept=".txt,.tsv,.csv,.jsonl,.gz"
        @change=${event => this.load(event.target.files[0])}></label>
      ${this.troubleText()}
      ${this.progress ? html`<p><progress max=${this.progress.of} value=${this.progress.done} aria-label=${t('file.progress')}></progress>
        ${t('file.done', {done: number(this.progress.done), of: number(this.progress.of)})}</p>` : nothing}
      ${this.table.length ? this.rowTable() : nothing}
    </div>`;
  }

  dropped(event) {
    event.preventDefault();
    this.load(event.dataTransfer.files[0]);
  }

  async load(file) {
    if (!file) {
      return;
    }
    await this.attempt(async () => {
      const rows = await read(file);
      this.table = [];
      this.progress = {done: 0, of: rows.length};
      const table = [];
      for await (const part of api.predictAll(rows.map(row => row.text), wanted(this.chosen))) {
        // `positive` of a row is what a file says of it, not what the model does.
        part.forEach(({positive, ...answer}) => table.push({...answer, probability: positive, ...rows[answer.id]}));
        this.progress = {done: table.length, of: rows.length};
        this.table = [...table];
      }
      this.dispatchEvent(new CustomEvent('rows', {bubbles: true, detail: this.table.filter(row => !row.error)}));
    });
  }

  sorted() {
    const certainty = row => row.error ? 1 : Math.abs(row.probability - 0.5);
    return this.order === 'file' ? this.table
      : [...this.table].sort((one, other) => certainty(one) - certainty(other));
  }

  rowTable() {
    return html`
      <p class="actions">
        <button @click=${this.save}>${t('file.download')}</button>
        <button @click=${() => { this.order = this.order === 'file' ? 'certainty' : 'file'; }}>
          ${t(this.order === 'file' ? 'file.by-certainty' : 'file.by-line')}</button>
        <a href=${`#/${this.language}/correct`}>${t('file.correct')}</a>
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('file.heading')}><table>
        <thead><tr><th>${t('file.line')}</th><th aria-sort=${this.order === 'certainty' ? 'ascending' : 'none'}>${t('file.answer')}</th><th>${t('try.text')}</th></tr></thead>
        <tbody>${this.sorted().slice(0, MOST_SHOWN_ROWS).map(row => html`<tr>
          <td class="number">${number(row.id + 1)}</td>
          <td>${row.error ? html`<span lang="en">${row.error.detail}</span>` : html`${label(row.label)} · ${t('share', {share: percent(row.probability)})}`}</td>
          <td lang=${languageOf(row.text)}>${row.text}</td></tr>`)}</tbody>
      </table></div>
      ${this.table.length > MOST_SHOWN_ROWS ? html`<p class="meta">${t('file.more', {shown: number(MOST_SHOWN_ROWS), all: number(this.table.length)})}</p>` : nothing}`;
  }

  save() {
    download('predictions.tsv', [['label', 'positive', 'model', 'version', 'text'],
      ...this.table.map(row => row.error ? ['', '', '', '', row.text] : [row.label, row.probability, row.model, row.version, row.text])]);
  }
}

customElements.define('file-table', FileTable);
