// Which model and version shall answer.
import {html} from 'lit';
import {number, t} from '../catalogue.js';

/** @param chosen {model, version}; both may be empty: by script, and the champion */
export function choice(name, models, numbers, chosen, changed) {
  return html`
    <label>${t('model')}
      <select name=${name + '-model'} @change=${event => changed({model: event.target.value, version: ''})}>
        <option value="" ?selected=${!chosen.model}>${t('model.by-script')}</option>
        ${models.map(model => html`<option value=${model.model} ?selected=${chosen.model === model.model}>${model.model}</option>`)}
      </select>
    </label>
    <label>${t('version')}
      <select name=${name + '-version'} ?disabled=${!chosen.model}
        @change=${event => changed({...chosen, version: event.target.value})}>
        <option value="" ?selected=${!chosen.version}>${t('version.champion')}</option>
        ${(numbers[chosen.model] ?? []).map(version => html`
          <option value=${version} ?selected=${String(chosen.version) === String(version)}>${number(version)}</option>`)}
      </select>
    </label>`;
}

/** As the API wants it. */
export const wanted = chosen => ({
  ...(chosen.model ? {model: chosen.model} : {}),
  ...(chosen.version ? {version: Number(chosen.version)} : {}),
});
