// What all views share: they draw into the document itself, so that one style sheet and one reading order hold for all.
import {LitElement, html, nothing} from 'lit';
import {isSuperseded} from './api.js';

export {html, nothing};

export class View extends LitElement {
  static properties = {
    session: {attribute: false},
    models: {attribute: false},
    trouble: {state: true},
    busy: {state: true},
    language: {attribute: false},
  };

  constructor() {
    super();
    this.models = [];
    this.trouble = null;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  get isAdmin() {
    return this.session?.role === 'admin';
  }

  /** Runs a call and shows its failure as a sentence. Returns whether it went well. */
  async attempt(work) {
    this.busy = true;
    try {
      await work();
      this.trouble = null;
      return true;
    } catch (failure) {
      if (!isSuperseded(failure)) {
        this.trouble = failure;
      }
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** The last failure, until something goes well. */
  troubleText() {
    const lines = this.trouble?.lines ?? [];
    return html`<div role="alert" class="trouble" ?hidden=${!this.trouble}>
      ${this.trouble ? html`<p>${this.trouble.message}</p>` : nothing}
      ${lines.length ? html`<ul>${lines.map(line => html`<li>${line.line}: ${line.reason}</li>`)}</ul>` : nothing}
    </div>`;
  }
}
