// Which versions there are, which one answers, and who changed that when.
import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {bytes, date, knows, number, percent, t} from '../catalogue.js';
import {metrics} from '../parts/metrics.js';

class VersionsView extends View {
  static properties = {
    model: {state: true},
    versions: {state: true},
    entries: {state: true},
    next: {state: true},
    candidate: {state: true},
    doomed: {state: true},
    told: {state: true},
  };

  constructor() {
    super();
    this.versions = [];
    this.entries = [];
    this.next = null;
    this.candidate = null;
    this.doomed = null;
    this.told = '';
  }

  updated(changes) {
    if (this.isAdmin && this.models.length && (changes.has('session') || changes.has('models'))) {
      this.model ??= this.models[0].model;
      this.load();
    }
  }

  async load() {
    await this.attempt(async () => {
      const [versions, page] = await Promise.all([api.versions(this.model), api.audit()]);
      this.versions = versions;
      this.entries = page.entries;
      this.next = page.next;
    });
  }

  async more() {
    await this.attempt(async () => {
      const page = await api.audit(this.next);
      this.entries = [...this.entries, ...page.entries];
      this.next = page.next;
    });
  }

  get champion() {
    return this.versions.find(version => version.champion);
  }

  async promote(event) {
    event.preventDefault();
    const reason = new FormData(event.target).get('reason');
    const version = this.candidate.version;
    if (await this.attempt(() => api.promote(this.model, version, reason))) {
      this.told = t('versions.promoted', {version: number(version), model: this.model});
      this.candidate = null;
      await this.load();
      this.dispatchEvent(new CustomEvent('promoted'));
    }
  }

  async erase() {
    const version = this.doomed.version;
    if (await this.attempt(() => api.deleteVersion(this.model, version))) {
      this.told = t('versions.deleted', {version: number(version), model: this.model});
      this.doomed = null;
      await this.load();
    }
  }

  async bring(event) {
    const input = event.target;
    const [file] = input.files;
    if (file && await this.attempt(async () => {
      const version = await api.importBundle(this.model, file);
      this.told = t('versions.imported', {version: number(version.version), model: this.model});
    })) {
      await this.load();
    }
    input.value = '';
  }

  render() {
    return html`
      <div class="card">
        <div class="fields">
          <label>${t('model')} <select name="versions-model" @change=${event => { this.model = event.target.value; this.candidate = null; this.load(); }}>
            ${this.models.map(({model}) => html`<option value=${model} ?selected=${model === this.model}>${model}</option>`)}</select></label>
          <label>${t('versions.import')} <input type="file" accept=".zip" @change=${this.bring}></label>
        </div>
        ${this.troubleText()}
        <p role="status">${this.told}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=${t('versions.table')}><table>
          <thead><tr><th>${t('version')}</th><th>${t('versions.origin')}</th><th>${t('versions.stored')}</th><th class="number">${t('versions.size')}</th><th>${t('versions.accuracy')}</th><th>${t('versions.acts')}</th></tr></thead>
          <tbody>${this.versions.toReversed().map(version => this.row(version))}</tbody>
        </table></div>
      </div>
      ${this.candidate ? this.promotion() : nothing}
      ${this.doomed ? this.deletion() : nothing}
      ${this.timeline()}`;
  }

  row(version) {
    const [set] = Object.keys(version.metrics);
    return html`<tr class=${version.champion ? 'current' : ''}>
      <th scope="row">${number(version.version)} ${version.champion ? html`<span class="chip">${t('versions.champion')}</span>` : nothing}</th>
      <td>${knows(`origin.${version.origin}`) ? t(`origin.${version.origin}`) : version.origin}</td>
      <td>${t('versions.by', {time: date(version.storedAt), who: version.storedBy})}</td>
      <td class="number">${bytes(version.size)}</td>
      <td>${set ? t('versions.on', {accuracy: percent(version.metrics[set].accuracy), set}) : nothing}</td>
      <td><div class="actions">
        ${version.champion ? nothing : html`<button @click=${() => { this.candidate = version; this.doomed = null; }}>${
          version.version < (this.champion?.version ?? 0) ? t('versions.roll-back') : t('versions.promote')}</button>`}
        <a href=${api.bundlePath(this.model, version.version)} download>${t('versions.export')}</a>
        ${version.champion ? nothing : html`<button class="danger" @click=${() => { this.doomed = version; this.candidate = null; }}>${t('versions.delete')}</button>`}
      </div></td></tr>`;
  }

  promotion() {
    return html`<form class="card promotion" @submit=${this.promote}>
      <h2>${t('versions.promoting', {version: number(this.candidate.version), champion: number(this.champion?.version ?? 0)})}</h2>
      <div class="fields"><label>${t('versions.reason')} <input name="reason" required size="40" autocomplete="off"></label>
        <button class="primary" ?disabled=${this.busy}>${t('versions.promote-now')}</button>
        <button type="button" @click=${() => { this.candidate = null; }}>${t('cancel')}</button></div>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('metrics.compared')}>${metrics(this.candidate, this.champion)}</div>
    </form>`;
  }

  deletion() {
    return html`<div class="card" role="alertdialog" aria-label=${t('versions.delete')}>
      <p>${t('versions.deleting', {version: number(this.doomed.version), model: this.model})}</p>
      <p class="actions"><button class="danger" ?disabled=${this.busy} @click=${this.erase}>${t('versions.delete-now')}</button>
      <button @click=${() => { this.doomed = null; }}>${t('cancel')}</button></p></div>`;
  }

  timeline() {
    return html`<div class="card"><h2>${t('timeline.heading')}</h2>
      <ol class="timeline">${this.entries.map(entry => html`<li>
        <time datetime=${entry.at}>${date(entry.at)}</time> <strong>${knows(`act.${entry.action}`) ? t(`act.${entry.action}`) : entry.action}</strong>
        ${entry.subject} <span class="hint">${t('timeline.by', {who: entry.who})}</span>
        ${entry.detail ? html`<div class="hint">${entry.detail}</div>` : nothing}</li>`)}</ol>
      ${this.next ? html`<button @click=${this.more}>${t('timeline.more')}</button>` : nothing}</div>`;
  }
}

customElements.define('view-versions', VersionsView);
