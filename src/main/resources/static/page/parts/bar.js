// The probability that a text is positive, as a bar from negative to positive with the band where the model is not sure.
import {html, nothing} from 'lit';
import {label, percent, t} from '../catalogue.js';

/** @param prediction of the API; @param band {from, to}, or null where the model knows of none */
export function bar(prediction, band = null) {
  const where = value => `left:${100 * value}%`;
  return html`
    <div class="answer ${prediction.label}">
      <p class="verdict">
        <strong>${label(prediction.label)}</strong>
        <span class="figure">${t('share', {share: percent(prediction.positive)})}</span>
        ${prediction.uncertain ? html`<span class="chip">${t('uncertain')}</span>` : nothing}
        ${prediction.mixed ? html`<span class="chip">${t('mixed')}</span>` : nothing}
      </p>
      <div class="bar" role="img" aria-label=${t('bar', {share: percent(prediction.positive)})}>
        ${band ? html`<span class="band" .style=${`left:${100 * band.from}%;width:${100 * (band.to - band.from)}%`}></span>` : nothing}
        <span class="fill" .style=${`width:${100 * prediction.positive}%`}></span>
        <span class="needle" .style=${where(prediction.positive)}></span>
      </div>
      <p class="scale" aria-hidden="true"><span>${t('negative')}</span><span>${t('positive')}</span></p>
    </div>`;
}

/** The same in a line, for lists. */
export const smallBar = positive => html`<span class="smallbar" aria-hidden="true"><span .style=${`width:${100 * positive}%`}></span></span>`;
