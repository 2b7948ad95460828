// Two versions on the same labelled rows: what changed first, then whether it may be chance.
import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {label, languageOf, number, percent, t} from '../catalogue.js';
import {read} from '../parts/table.js';
import {confusion, lengthSlice, mcNemar, passes, reliability, unknownSlice, wilson} from '../parts/statistics.js';

const MOST_SHOWN = 50;
const SIZE = 220;

class CompareView extends View {
  static properties = {
    model: {state: true},
    numbers: {state: true},
    first: {state: true},
    second: {state: true},
    file: {state: true},
    result: {state: true},
    progress: {state: true},
  };

  constructor() {
    super();
    this.numbers = [];
    this.file = null;
    this.result = null;
    this.progress = null;
  }

  updated(changes) {
    if (this.isAdmin && this.models.length && (changes.has('session') || changes.has('models'))) {
      this.choose(this.model ?? this.models[0].model);
    }
  }

  async choose(model) {
    await this.attempt(async () => {
      this.model = model;
      this.numbers = await api.numbersOf(model);
      const champion = this.models.find(each => each.model === model)?.version;
      this.first = this.numbers.includes(this.first) && this.result ? this.first : champion;
      this.second = this.numbers.findLast(version => version !== champion) ?? champion;
    });
  }

  async compare(event) {
    event.preventDefault();
    await this.attempt(async () => {
      const measuring = await api.measuringRows(this.model, this.second);
      const rows = this.file
        ? (await read(this.file)).filter(row => row.positive !== null)
        : measuring.rows.map(row => ({text: row.text, positive: row.label === 'positive'}));
      const texts = [...rows.map(row => row.text), ...measuring.pairs.flatMap(pair => [pair.first, pair.second])];
      this.progress = {done: 0, of: 2 * texts.length};
      const ofFirst = await this.answers(texts, this.first);
      const ofSecond = await this.answers(texts, this.second);
      const usable = rows.map((row, index) => ({...row, first: ofFirst[index], second: ofSecond[index]}))
        .filter(row => !row.first.error && !row.second.error);
      const jobs = (await api.retrainingsOf(this.model)).retrainings;
      this.result = {
        rows: usable,
        pairs: measuring.pairs.map((pair, index) => {
          const at = rows.length + 2 * index;
          return {...pair, before: passes(pair, ofFirst[at], ofFirst[at + 1]), after: passes(pair, ofSecond[at], ofSecond[at + 1])};
        }),
        gate: jobs.find(job => job.version === this.second) ?? null,
        names: [this.first, this.second],
      };
    });
    this.progress = null;
  }

  async answers(texts, version) {
    const answers = [];
    for await (const part of api.predictAll(texts, {model: this.model, version})) {
      answers.push(...part);
      this.progress = {...this.progress, done: this.progress.done + part.length};
    }
    return answers;
  }

  render() {
    const options = chosen => this.numbers.map(version => html`<option value=${version} ?selected=${version === chosen}>${number(version)}</option>`);
    return html`
      <form class="card" @submit=${this.compare}>
        <div class="fields">
          <label>${t('model')} <select name="compare-model" @change=${event => this.choose(event.target.value)}>
            ${this.models.map(({model}) => html`<option ?selected=${model === this.model}>${model}</option>`)}</select></label>
          <label>${t('compare.first')} <select name="compare-first" @change=${event => { this.first = Number(event.target.value); }}>${options(this.first)}</select></label>
          <label>${t('compare.second')} <select name="compare-second" @change=${event => { this.second = Number(event.target.value); }}>${options(this.second)}</select></label>
          <label>${t('compare.file')} <input type="file" accept=".tsv,.csv,.jsonl,.gz" @change=${event => { [this.file] = event.target.files; }}></label>
          <button class="primary" ?disabled=${this.busy}>${t('compare.now')}</button>
        </div>
        <p class="hint">${t('compare.hint')}</p>
        ${this.progress ? html`<progress max=${this.progress.of} value=${this.progress.done} aria-label=${t('file.progress')}></progress>` : nothing}
        ${this.troubleText()}
      </form>
      ${this.result ? this.shown() : nothing}`;
  }

  shown() {
    const {rows, gate, names} = this.result;
    const right = (row, side) => (row[side].label === 'positive') === row.positive;
    const mended = rows.filter(row => !right(row, 'first') && right(row, 'second'));
    const broken = rows.filter(row => right(row, 'first') && !right(row, 'second'));
    const p = mcNemar(broken.length, mended.length);
    const versions = {first: number(names[0]), second: number(names[1])};
    return html`
      <div class="card" role="region" aria-label=${t('compare.result')}>
        <h2>${t('compare.changed', {mended: number(mended.length), broken: number(broken.length), rows: number(rows.length)})}</h2>
        <p>${t(p < 0.05 ? 'compare.significant' : 'compare.chance', {p: number(p, 4), ...versions})}</p>
        ${gate?.reason ? html`<h3>${t('compare.gate')}</h3><p class="decision" lang="en">${gate.reason}</p>` : nothing}
        <div class="two sides">
          <div><h3>${t('compare.mended', versions)}</h3>${this.texts(mended)}</div>
          <div><h3>${t('compare.broken', versions)}</h3>${this.texts(broken)}</div>
        </div>
      </div>
      ${rows.length ? html`<div class="card"><h2>${t('compare.counts')}</h2><div class="two sides">
        ${['first', 'second'].map((side, index) => this.confusionTable(side, names[index], rows))}</div>
        <h2>${t('compare.reliability')}</h2>${this.diagram(rows)}</div>
      <div class="card"><h2>${t('compare.slices')}</h2>${this.slices(rows, right)}</div>` : nothing}
      ${this.behaviour()}`;
  }

  texts(rows) {
    return rows.length ? html`<ul>${rows.slice(0, MOST_SHOWN).map(row => html`<li><span lang=${languageOf(row.text)}>${row.text}</span>
      <span class="hint">${t('compare.was', {label: label(row.positive ? 'positive' : 'negative'), before: percent(row.first.positive, 0), after: percent(row.second.positive, 0)})}</span></li>`)}</ul>`
      : html`<p class="empty">${t('compare.nothing')}</p>`;
  }

  answersOf(side, rows) {
    return rows.map(row => ({said: row[side].label === 'positive', probability: row[side].positive, positive: row.positive}));
  }

  confusionTable(side, version, rows) {
    const counts = confusion(this.answersOf(side, rows));
    const right = counts.truePositives + counts.trueNegatives;
    return html`<table><caption>${t('compare.confusion', {version: number(version), accuracy: percent(right / rows.length)})}</caption>
      <thead><tr><th>${t('compare.labelled')}</th><th class="number">${t('compare.said-positive')}</th><th class="number">${t('compare.said-negative')}</th></tr></thead>
      <tbody><tr><th scope="row">${t('positive')}</th><td class="number">${number(counts.truePositives)}</td><td class="number">${number(counts.falseNegatives)}</td></tr>
      <tr><th scope="row">${t('negative')}</th><td class="number">${number(counts.falsePositives)}</td><td class="number">${number(counts.trueNegatives)}</td></tr></tbody></table>`;
  }

  /** The share of positive rows over the mean probability; on the diagonal they are the same. */
  diagram(rows) {
    const place = value => 30 + value * (SIZE - 40);
    const curves = ['first', 'second'].map(side => reliability(this.answersOf(side, rows)));
    const points = bins => bins.map(bin => `${place(bin.probability)},${SIZE - place(bin.positive)}`).join(' ');
    return html`<svg viewBox="0 0 ${SIZE} ${SIZE}" width=${2 * SIZE} class="diagram" role="img" aria-label=${t('compare.reliability')}>
      <line class="axis" x1=${place(0)} y1=${SIZE - place(0)} x2=${place(1)} y2=${SIZE - place(0)}></line>
      <line class="axis" x1=${place(0)} y1=${SIZE - place(0)} x2=${place(0)} y2=${SIZE - place(1)}></line>
      <line class="diagonal" x1=${place(0)} y1=${SIZE - place(0)} x2=${place(1)} y2=${SIZE - place(1)}></line>
      <polyline class="first" points=${points(curves[0])}></polyline>
      <polyline class="second" points=${points(curves[1])}></polyline>
      <text x=${place(0)} y=${SIZE - 12}>0</text><text x=${place(1) - 4} y=${SIZE - 12}>1</text>
      <text x="14" y=${SIZE - place(1) + 4}>1</text>
    </svg>
    <p class="meta">${t('compare.legend', {first: number(this.result.names[0]), second: number(this.result.names[1])})}</p>`;
  }

  slices(rows, right) {
    const bounds = ([from, to]) => to === null ? t('slice.over', {from: number(from)}) : t('slice.tokens', {from: number(from), to: number(to)});
    const unknown = bound => bound === null ? t('slice.more-unknown') : t('slice.unknown', {share: percent(bound, 0)});
    const cut = (key, name) => {
      const groups = Map.groupBy(rows, row => JSON.stringify(key(row)));
      return [...groups].map(([text, group]) => ({sort: JSON.parse(text), name: name(JSON.parse(text)), group}));
    };
    const byLength = cut(row => lengthSlice(row.second.tokens), bounds).sort((one, other) => one.sort[0] - other.sort[0]);
    const byUnknown = cut(row => unknownSlice(row.second.unknownTokens / Math.max(1, row.second.tokens)), unknown)
      .sort((one, other) => (one.sort ?? 1) - (other.sort ?? 1));
    const cell = (group, side) => {
      const count = group.filter(row => right(row, side)).length;
      const {from, to} = wilson(count, group.length);
      return t('slice.share', {share: percent(count / group.length), from: percent(from, 0), to: percent(to, 0)});
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('compare.slices')}><table><thead><tr><th>${t('slice.slice')}</th><th class="number">${t('slice.rows')}</th>
      ${this.result.names.map(name => html`<th>${t('version')} ${number(name)}</th>`)}</tr></thead>
      <tbody>${[...byLength, ...byUnknown].map(({name, group}) => html`<tr><th scope="row">${name}</th><td class="number">${number(group.length)}</td>
        <td>${cell(group, 'first')}</td><td>${cell(group, 'second')}</td></tr>`)}</tbody></table></div>`;
  }

  behaviour() {
    const {pairs} = this.result;
    if (!pairs.length) {
      return nothing;
    }
    const won = pairs.filter(pair => !pair.before && pair.after);
    const lost = pairs.filter(pair => pair.before && !pair.after);
    const list = some => some.length ? html`<ul>${some.slice(0, MOST_SHOWN).map(pair => html`<li><span class="chip" lang="en">${pair.capability}</span>
      <span lang=${languageOf(pair.first)}>${pair.first} → ${pair.second}</span></li>`)}</ul>` : html`<p class="empty">${t('compare.nothing')}</p>`;
    return html`<div class="card"><h2>${t('pairs.heading')}</h2>
      <p>${t('pairs.passed', {before: number(pairs.filter(pair => pair.before).length), after: number(pairs.filter(pair => pair.after).length), all: number(pairs.length)})}</p>
      <div class="two sides"><div><h3>${t('pairs.won', {count: number(won.length)})}</h3>${list(won)}</div>
      <div><h3>${t('pairs.lost', {count: number(lost.length)})}</h3>${list(lost)}</div></div></div>`;
  }
}

customElements.define('view-compare', CompareView);
