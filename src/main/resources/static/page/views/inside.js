// What the network did with a text: gates, cell state and state of every unit at every token.
import {View, html, nothing} from '../view.js';
import * as api from '../api.js';
import {languageOf, number, percent, signed, t} from '../catalogue.js';
import {choice, wanted} from '../parts/choice.js';
import '../parts/heat.js';

const QUANTITIES = ['forget', 'input', 'output', 'newValue', 'cell', 'state'];
const FIRST_TEXT = {
  en: 'The room was lovely, but the staff were rude.',
  zh: '房间很干净，可是服务态度太差了。',
};
const MOST_LIKE_WORDS = 8;

class InsideView extends View {
  static properties = {
    text: {state: true},
    chosen: {state: true},
    numbers: {state: true},
    trace: {state: true},
    layer: {state: true},
    cursor: {state: true},
    threshold: {state: true},
    summary: {state: true},
  };

  constructor() {
    super();
    this.text = '';
    this.chosen = {model: '', version: ''};
    this.numbers = {};
    this.trace = null;
    this.layer = 0;
    this.cursor = {token: 0, unit: 0};
    this.threshold = 0.25;
    this.summary = null;
  }

  willUpdate(changes) {
    if (changes.has('language') && (this.text === '' || Object.values(FIRST_TEXT).includes(this.text))) {
      this.text = FIRST_TEXT[this.language];
    }
    if (changes.has('models')) {
      this.attempt(async () => {
        this.numbers = Object.fromEntries(await Promise.all(this.models.map(async ({model}) => [model, await api.numbersOf(model)])));
      });
    }
  }

  async look(event) {
    event?.preventDefault();
    await this.attempt(async () => {
      const trace = await api.trace(this.text, wanted(this.chosen));
      this.summary = await api.summary(trace.prediction.model);
      this.cursor = {token: 0, unit: 0};
      this.layer = 0;
      this.traced = this.text;
      this.trace = trace;
    });
  }

  render() {
    return html`
      <form class="card" @submit=${this.look}>
        <label for="traced" class="over">${t('try.text')}</label>
        <textarea id="traced" rows="2" lang=${languageOf(this.text)} .value=${this.text}
          @input=${event => { this.text = event.target.value; }}></textarea>
        <div class="fields">${choice('inside', this.models, this.numbers, this.chosen, chosen => { this.chosen = chosen; })}
          <button class="primary" ?disabled=${this.busy || this.text.trim() === ''}>${t('inside.look')}</button></div>
        ${this.troubleText()}
      </form>
      ${this.trace ? this.shown() : nothing}`;
  }

  shown() {
    const {layers, tokens} = this.trace;
    const steps = layers[this.layer].steps;
    return html`
      <div class="card">
        <fieldset class="tabs"><legend>${t('inside.direction')}</legend>
          ${layers.map((layer, index) => html`<label><input type="radio" name="layer" .checked=${index === this.layer}
            @change=${() => { this.layer = index; }}> ${t('inside.layer', {number: number(layer.layer + 1), direction: t(`inside.${layer.direction}`)})}</label>`)}
        </fieldset>
        ${this.probabilities(tokens)}
        <p class="reading" role="status">${this.reading(steps)}</p>
        <p class="hint">${t('inside.keys')}</p>
        <div class="heats" @cursor=${event => { this.cursor = event.detail; }}>
          ${QUANTITIES.filter(name => steps[0][name]).map(name => html`<figure>
            <figcaption>${t(`inside.${name}`)} <span class="hint">${t(name === 'forget' || name === 'input' || name === 'output' ? 'inside.gate-range' : 'inside.value-range')}</span></figcaption>
            <heat-map .values=${this.valuesOf(name)} .cursor=${this.cursor} .name=${t(`inside.${name}`)} .reading=${this.reading(steps)}></heat-map>
          </figure>`)}
        </div>
      </div>
      ${this.units(steps, tokens)}
      ${this.layersTable()}`;
  }

  /** The same array for the same trace, so that a picture is drawn once. */
  valuesOf(name) {
    this.known ??= new WeakMap();
    const steps = this.trace.layers[this.layer].steps;
    if (!this.known.has(steps)) {
      this.known.set(steps, Object.fromEntries(QUANTITIES.filter(each => steps[0][each])
        .map(each => [each, steps.map(step => step[each].units)])));
    }
    return this.known.get(steps)[name];
  }

  probabilities(tokens) {
    return html`<h2 class="small">${t('inside.after')}</h2>
      <ol class="after" lang=${languageOf(this.traced)}>${tokens.map((token, index) => html`<li class=${index === this.cursor.token ? 'here' : ''}>
        <button @click=${() => { this.cursor = {...this.cursor, token: index}; }}>
          <span class="column-bar" aria-hidden="true"><span .style=${`height:${100 * token.positive}%`}></span></span>
          <span class="token">${token.text}</span> <span class="figure">${percent(token.positive, 0)}</span></button></li>`)}</ol>`;
  }

  reading(steps) {
    const {token, unit} = this.cursor;
    const step = steps[token];
    const values = QUANTITIES.filter(name => step[name]).map(name => `${t(`inside.${name}`)} ${signed(step[name].units[unit])}`);
    return t('inside.reading', {unit: number(unit), token: this.trace.tokens[token].text, values: values.join(' · ')});
  }

  units(steps, tokens) {
    const lit = index => steps[index].state.units
      .map((value, unit) => ({unit, value})).filter(({value}) => Math.abs(value) >= this.threshold);
    const here = lit(this.cursor.token);
    const signs = new Map(here.map(({unit, value}) => [unit, Math.sign(value)]));
    const alike = tokens.map((token, index) => ({
      token, index, shared: lit(index).filter(({unit, value}) => signs.get(unit) === Math.sign(value)).length,
    })).filter(({index, shared}) => index !== this.cursor.token && shared > 0)
      .sort((one, other) => other.shared - one.shared).slice(0, MOST_LIKE_WORDS);
    return html`<div class="card">
      <h2>${t('units.heading')}</h2>
      <label>${t('units.threshold', {value: number(this.threshold, 2)})}
        <input type="range" min="0.05" max="0.95" step="0.05" .value=${String(this.threshold)}
          @input=${event => { this.threshold = Number(event.target.value); }}></label>
      <p>${t('units.lit', {count: number(here.length), token: tokens[this.cursor.token].text})}</p>
      <p class="chips">${here.slice(0, 24).map(({unit, value}) => html`<button class="chip ${value < 0 ? 'against' : 'for'}"
        @click=${() => { this.cursor = {...this.cursor, unit}; }}>${t('units.unit', {unit: number(unit), value: signed(value)})}</button>`)}</p>
      ${alike.length ? html`<p>${t('units.alike')}</p><ol class="alike">${alike.map(({token, shared}) => html`
        <li><span lang=${languageOf(token.text)}>${token.text}</span> <span class="figure">${t('units.shared', {count: number(shared)})}</span></li>`)}</ol>` : nothing}
    </div>`;
  }

  layersTable() {
    return html`<div class="card">
      <h2>${t('layers.heading', {model: this.trace.prediction.model})}</h2>
      <p class="hint">${t('layers.hint')}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('layers.heading', {model: this.trace.prediction.model})}><table>
        <thead><tr><th>${t('layers.layer')}</th><th>${t('layers.kind')}</th><th>${t('layers.shape')}</th><th class="number">${t('layers.parameters')}</th><th>${t('layers.formula')}</th></tr></thead>
        <tbody>${this.summary.layers.map(layer => html`<tr><th scope="row">${layer.name}</th><td>${layer.kind}</td>
          <td>${layer.outputShape.map(size => number(size)).join(' × ')}</td><td class="number">${number(layer.parameters)}</td><td><code>${layer.formula}</code></td></tr>
          ${layer.gates.map(gate => html`<tr class="gate"><td></td><td colspan="2">${gate.name}</td><td class="number">${number(gate.weights + gate.biases)}</td>
            <td><code>${gate.hiddenSize}·(${gate.hiddenSize}+${gate.inputSize}) + ${gate.biases}</code></td></tr>`)}`)}</tbody>
        <tfoot><tr><th scope="row" colspan="3">${t('layers.all')}</th><td class="number">${number(this.summary.parameters)}</td><td></td></tr></tfoot>
      </table></div></div>`;
  }
}

customElements.define('view-inside', InsideView);
