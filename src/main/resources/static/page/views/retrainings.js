// Start a retraining from a file, and watch it live.
import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {date, number, percent, t} from '../catalogue.js';

const ENDED = ['promoted', 'kept', 'failed', 'cancelled'];
const CHART_HEIGHT = 220;

class RetrainingsView extends View {
  static properties = {
    /** The retraining that the address names. */
    chosen: {attribute: false},
    jobs: {state: true},
    job: {state: true},
    progress: {state: true},
    connection: {state: true},
    file: {state: true},
    steps: {state: true},
  };

  constructor() {
    super();
    this.jobs = [];
    this.job = null;
    this.progress = null;
    this.connection = '';
    this.file = null;
    this.steps = [];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.events?.close();
  }

  updated(changes) {
    if (this.isAdmin && changes.has('session')) {
      this.load();
    }
    const isNew = this.job?.id !== this.chosen && (changes.has('chosen') || changes.has('session'));
    const isBack = this.connection === 'lost' && changes.has('session');
    if (this.isAdmin && this.chosen && (isNew || isBack)) {
      this.follow(this.chosen);
    }
    if (this.job && this.querySelector('.loss')) {
      this.draw();
    }
  }

  async load() {
    await this.attempt(async () => {
      this.jobs = (await api.retrainings()).retrainings;
    });
  }

  async start(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    const settings = {
      epochs: Number(fields.get('epochs')),
      learningRate: Number(fields.get('learningRate')),
      includeCorrections: fields.has('includeCorrections'),
      gate: fields.get('gate'),
    };
    await this.attempt(async () => {
      const job = await api.retrain(fields.get('model'), settings, this.file);
      if (this.file) {
        this.dispatchEvent(new CustomEvent('uploaded', {detail: this.file}));
      }
      location.hash = `#/${this.language}/retrainings/${job.id}`;
      this.jobs = (await api.retrainings()).retrainings;
    });
  }

  /** The browser comes back by itself after a lost connection, with the id of the last event that it has got. */
  async follow(id) {
    this.events?.close();
    this.steps = [];
    await this.attempt(async () => {
      this.job = await api.retraining(id);
      this.progress = this.job.progress ?? null;
    });
    if (!this.job || this.trouble || ENDED.includes(this.job.state)) {
      return;
    }
    const events = new EventSource(api.eventsPath(id));
    this.events = events;
    events.onopen = () => { this.connection = 'open'; };
    events.onerror = () => {
      this.connection = 'lost';
      if (events.readyState === EventSource.CLOSED) {
        // The browser has given up, because it was refused: this tells why.
        this.attempt(() => api.retraining(id));
      }
    };
    events.addEventListener('progress', ({data}) => {
      const {state, progress} = JSON.parse(data);
      this.job = {...this.job, state};
      this.progress = progress ?? null;
      if (progress?.loss && progress.totalRows) {
        this.steps = [...this.steps, {at: progress.epoch - 1 + progress.rows / progress.totalRows, loss: progress.loss}];
      }
    });
    events.addEventListener('end', ({data}) => {
      events.close();
      this.connection = '';
      this.job = JSON.parse(data);
      this.progress = this.job.progress ?? null;
      this.load();
    });
  }

  async stop() {
    await this.attempt(async () => {
      await api.cancel(this.job.id);
      this.job = await api.retraining(this.job.id);
    });
  }

  render() {
    return html`${this.form()}${this.job ? this.shown() : nothing}${this.list()}`;
  }

  form() {
    return html`<form class="card" @submit=${this.start} @dragover=${event => event.preventDefault()}
        @drop=${event => { event.preventDefault(); [this.file] = event.dataTransfer.files; }}>
      <h2>${t('retrain.heading')}</h2>
      <p class="hint">${t('retrain.hint')}</p>
      <div class="fields">
        <label>${t('model')} <select name="model">${this.models.map(({model}) => html`<option>${model}</option>`)}</select></label>
        <label>${t('retrain.file')} <input type="file" @change=${event => { [this.file] = event.target.files; }}></label>
        <label>${t('retrain.epochs')} <input type="number" name="epochs" min="1" max="100" value="3" required></label>
        <label>${t('retrain.rate')} <input type="number" name="learningRate" min="0.00001" max="1" step="any" value="0.0005" required></label>
        <label>${t('retrain.gate')} <select name="gate">${['automatic', 'manual', 'always'].map(gate => html`<option value=${gate}>${t(`gate.${gate}`)}</option>`)}</select></label>
      </div>
      <label class="check"><input type="checkbox" name="includeCorrections" checked> ${t('retrain.corrections')}</label>
      ${this.file ? html`<p class="meta">${this.file.name}</p>` : nothing}
      ${this.troubleText()}
      <button class="primary" ?disabled=${this.busy}>${t('retrain.start')}</button>
    </form>`;
  }

  shown() {
    const {job, progress} = this;
    const ended = ENDED.includes(job.state);
    return html`<div class="card">
      <h2>${t('job.heading', {model: job.model, time: date(job.createdAt)})}</h2>
      <p role="status"><strong>${t(`state.${job.state}`)}</strong>
        ${this.connection === 'lost' && !ended ? html`<span class="warning">${t('job.lost')}</span>` : nothing}</p>
      ${job.reason ? html`<p class="decision" lang="en">${job.reason}</p>` : nothing}
      ${this.upload(job.data)}
      ${progress && !ended ? this.live(progress) : nothing}
      ${ended ? nothing : html`<button @click=${this.stop} ?disabled=${job.cancelRequested}>${t('job.cancel')}</button>`}
      ${progress?.finished?.length || this.steps.length ? html`<div class="charts"><div><h3>${t('chart.loss')}</h3><div class="loss" role="img" aria-label=${t('chart.loss')}></div></div></div>
        ${this.epochs(progress?.finished ?? [])}` : nothing}
    </div>`;
  }

  upload(data) {
    return html`<p class="meta">${t('job.rows', {accepted: number(data.accepted), refused: number(data.refused), training: number(data.training), heldOut: number(data.heldOut)})}</p>
      ${data.refusals.length ? html`<details><summary>${t('job.refused', {count: number(data.refused)})}</summary>
        <ul lang="en">${data.refusals.map(row => html`<li>${row.line}: ${row.reason}</li>`)}</ul></details>` : nothing}`;
  }

  live(progress) {
    return html`<p>${t(`phase.${progress.phase}`)}
      ${progress.epoch ? t('job.epoch', {epoch: number(progress.epoch), epochs: number(progress.epochs)}) : nothing}</p>
      ${progress.totalRows ? html`<progress max=${progress.totalRows} value=${progress.rows} aria-label=${t('job.progress')}></progress>
        <p class="meta">${t('job.done', {rows: number(progress.rows), of: number(progress.totalRows)})}
        ${progress.rowsPerSecond ? t('job.speed', {rows: number(progress.rowsPerSecond)}) : nothing}
        ${progress.secondsLeft ? t('job.left', {seconds: number(progress.secondsLeft)}) : nothing}</p>` : nothing}`;
  }

  epochs(finished) {
    return finished.length ? html`<table><thead><tr><th>${t('epochs.epoch')}</th><th class="number">${t('epochs.loss')}</th><th class="number">${t('epochs.development')}</th><th class="number">${t('metric.accuracy')}</th></tr></thead>
      <tbody>${finished.map(epoch => html`<tr><th scope="row">${number(epoch.epoch)}</th><td class="number">${number(epoch.trainingLoss, 4)}</td>
        <td class="number">${number(epoch.development.logLoss, 4)}</td><td class="number">${percent(epoch.development.accuracy)}</td></tr>`)}</tbody></table>` : nothing;
  }

  async draw() {
    const {default: Plot} = await import('uplot');
    const place = this.querySelector('.loss');
    if (!place) {
      return;
    }
    const finished = this.progress?.finished ?? [];
    const at = [...new Set([...this.steps.map(step => step.at), ...finished.map(epoch => epoch.epoch)])].sort((one, other) => one - other);
    const training = at.map(x => this.steps.find(step => step.at === x)?.loss ?? finished.find(epoch => epoch.epoch === x)?.trainingLoss ?? null);
    const development = at.map(x => finished.find(epoch => epoch.epoch === x)?.development.logLoss ?? null);
    const data = [at, training, development];
    const colour = name => getComputedStyle(this).getPropertyValue(name).trim();
    if (this.plot && this.plot.root.parentElement === place) {
      this.plot.setData(data);
      return;
    }
    this.plot?.destroy();
    const axis = {stroke: colour('--text'), grid: {stroke: colour('--line')}, ticks: {stroke: colour('--line')}};
    this.plot = new Plot({
      width: Math.max(240, place.clientWidth),
      height: CHART_HEIGHT,
      scales: {x: {time: false}},
      axes: [axis, axis],
      series: [{label: t('epochs.epoch')},
        {label: t('epochs.loss'), stroke: colour('--for'), width: 2, spanGaps: true},
        {label: t('epochs.development'), stroke: colour('--against'), width: 2, dash: [6, 4], spanGaps: true, points: {show: true, size: 7}}],
    }, data, place);
  }

  list() {
    return html`<div class="card"><h2>${t('jobs.heading')}</h2>
      ${this.jobs.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('jobs.heading')}><table>
        <thead><tr><th>${t('jobs.when')}</th><th>${t('model')}</th><th>${t('jobs.state')}</th><th class="number">${t('jobs.rows')}</th></tr></thead>
        <tbody>${this.jobs.map(job => html`<tr class=${job.id === this.job?.id ? 'current' : ''}>
          <td><a href=${`#/${this.language}/retrainings/${job.id}`}>${date(job.createdAt)}</a></td><td>${job.model}</td>
          <td>${t(`state.${job.state}`)}</td><td class="number">${number(job.acceptedRows)}</td></tr>`)}</tbody></table></div>`
      : html`<p class="empty">${t('jobs.none')}</p>`}</div>`;
  }
}

customElements.define('view-retrainings', RetrainingsView);
