// The metrics of two versions beside one another, with what is better said in words too.
import {html, nothing} from '../view.js';
import {number, percent, signed, t} from '../catalogue.js';

/** Each with how it is written and which direction is better. */
const METRICS = [
  {name: 'accuracy', write: value => percent(value, 2), better: 1, scale: 100},
  {name: 'f1', write: value => percent(value, 2), better: 1, scale: 100},
  {name: 'rocAuc', write: value => number(value, 4), better: 1, scale: 1},
  {name: 'logLoss', write: value => number(value, 4), better: -1, scale: 1},
  {name: 'calibrationError', write: value => percent(value, 2), better: -1, scale: 100},
];

/** The sets that both were measured on, or all of those of the one. */
export function metrics(version, other = null) {
  const sets = Object.keys(version.metrics).filter(set => !other || other.metrics[set]);
  if (!sets.length) {
    return html`<p class="empty">${t('metrics.none')}</p>`;
  }
  return sets.map(set => html`<table><caption>${t('metrics.on', {set, rows: number(version.metrics[set].rows)})}</caption>
    <thead><tr><th>${t('metrics.metric')}</th>${other ? html`<th class="number">${t('version')} ${number(other.version)}</th>` : nothing}
      <th class="number">${t('version')} ${number(version.version)}</th>${other ? html`<th class="number">${t('metrics.difference')}</th>` : nothing}</tr></thead>
    <tbody>${METRICS.map(metric => row(metric, version.metrics[set], other?.metrics[set]))}</tbody></table>`);
}

function row({name, write, better, scale}, now, before) {
  const difference = before ? scale * (now[name] - before[name]) : 0;
  const verdict = Math.abs(difference) < 1e-9 ? '' : difference * better > 0 ? 'better' : 'worse';
  return html`<tr><th scope="row">${t(`metric.${name}`)}</th>${before ? html`<td class="number">${write(before[name])}</td>` : nothing}
    <td class="number">${write(now[name])}</td>
    ${before ? html`<td class="number ${verdict}">${signed(difference, scale === 1 ? 4 : 2)}${verdict ? html` ${t(`metrics.${verdict}`)}` : nothing}</td>` : nothing}</tr>`;
}
