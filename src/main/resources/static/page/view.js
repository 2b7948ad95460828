// What all views share: they draw into the document itself, so that one style sheet and one reading order hold for all.
import {LitElement, html, nothing} from 'lit';
import {isSuperseded} from './api.js';

export {html, nothing};

export class View extends LitElement {
  static properties = {
    session: {attribute: false},
    models: {attribute: false},
    trouble: {state: true},
    running: {state: true},
    language: {attribute: false},
  };

  constructor() {
    super();
    this.models = [];
    this.trouble = null;
    this.running = 0;
  }

  createRenderRoot() {
    return this;
  }

  get busy() {
    return this.running > 0;
  }

  get isAdmin() {
    return this.session?.role === 'admin';
  }

  /** Runs a call and shows its failure as a sentence, until the next begins. Returns whether it went well. */
  async attempt(work) {
    this.running++;
    this.trouble = null;
    try {
      await work();
      return true;
    } catch (failure) {
      if (!isSuperseded(failure)) {
        this.trouble = failure;
      }
      return false;
    } finally {
      this.running--;
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
