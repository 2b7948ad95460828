// The frame of the page: which view, which language, who has signed in.
import {View, html, nothing} from './view.js';
import * as api from './api.js';
import {LANGUAGES, date, speak, spoken, t} from './catalogue.js';

const VIEWS = ['try', 'inside', 'retrainings', 'compare', 'correct', 'versions'];
const FOR_ADMINS = new Set(['retrainings', 'compare', 'versions']);
const NAMES = {en: 'English', zh: '中文'};

class SentimentPage extends View {
  static properties = {
    view: {state: true},
    rest: {state: true},
    opened: {state: true},
    wasSignedOut: {state: true},
    rows: {state: true},
    uploaded: {state: true},
    signingIn: {state: true},
  };

  constructor() {
    super();
    this.view = 'try';
    this.rest = '';
    this.opened = new Map();
    this.session = {caller: null, role: null};
    this.wasSignedOut = false;
    this.signingIn = false;
    this.rows = [];
    this.uploaded = null;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', () => this.follow());
    window.addEventListener('signed-out', () => this.lose());
    // Another tab may have signed in or out meanwhile.
    document.addEventListener('visibilitychange', () => document.hidden || this.look());
    this.begin();
  }

  async begin() {
    await this.follow();
    await this.look();
  }

  /** Who has signed in, and which models there are. */
  async look() {
    await this.attempt(async () => {
      const before = this.session.caller;
      this.session = await api.session();
      if (before && !this.session.caller) {
        this.wasSignedOut = true;
      }
      this.models = await api.models();
    });
  }

  async lose() {
    if (this.session.caller) {
      this.session = {caller: null, role: null};
      this.wasSignedOut = true;
    }
  }

  async follow() {
    const [, language, view, ...rest] = location.hash.split('/');
    const preferred = navigator.language.startsWith('zh') ? 'zh' : 'en';
    const wanted = LANGUAGES.includes(language) ? language : preferred;
    if (wanted !== this.language) {
      await speak(wanted);
      this.language = wanted;
    }
    this.view = VIEWS.includes(view) ? view : 'try';
    this.rest = rest.join('/');
    if (!this.opened.has(this.view)) {
      await import(`./views/${this.view}.js`);
      this.opened = new Map(this.opened).set(this.view, true);
    }
  }

  address(view, language = spoken()) {
    return `#/${language}/${view}`;
  }

  render() {
    if (!this.language) {
      return nothing;
    }
    return html`
      <a class="skip" href="#content" @click=${this.skip}>${t('skip')}</a>
      <header>
        <p class="brand">${t('title')}</p>
        <nav aria-label=${t('views')}>
          ${VIEWS.map(view => html`<a href=${this.address(view)} aria-current=${view === this.view ? 'page' : 'false'}>${t(`view.${view}`)}</a>`)}
        </nav>
        <div class="aside">
          <span class="languages">
            ${LANGUAGES.map(language => html`<a href=${this.address([this.view, this.rest].filter(part => part).join('/'), language)} lang=${language}
              aria-current=${language === spoken() ? 'true' : 'false'}>${NAMES[language]}</a>`)}
          </span>
          ${this.session.caller
            ? html`<button class="quiet" @click=${this.signOut} title=${t('session.until', {time: date(this.session.endsAt)})}>
                ${t('session.sign-out', {caller: this.session.caller})}</button>`
            : html`<button class="quiet" @click=${() => { this.signingIn = true; }}>${t('session.sign-in')}</button>`}
        </div>
      </header>
      <main id="content" tabindex="-1">
        <div role="status" class="notice" ?hidden=${!this.wasSignedOut}>
          ${this.wasSignedOut ? html`<p>${t('session.over')}</p>
            <button @click=${() => { this.signingIn = true; }}>${t('session.sign-in')}</button>` : nothing}
        </div>
        ${this.signingIn ? this.signInForm() : nothing}
        ${this.troubleText()}
        ${VIEWS.map(view => this.opened.has(view) ? html`
          <section ?hidden=${view !== this.view} aria-labelledby=${`heading-${view}`}>
            <h1 id=${`heading-${view}`}>${t(`heading.${view}`)}</h1>
            <p class="lead">${t(`lead.${view}`)}</p>
            ${FOR_ADMINS.has(view) && !this.isAdmin
              ? html`<p class="needs">${t('session.needed')}</p>${this.signingIn ? nothing : this.signInForm()}` : nothing}
            <div ?hidden=${FOR_ADMINS.has(view) && !this.isAdmin}>${this.body(view)}</div>
          </section>` : nothing)}
      </main>
      <footer><p>${t('footer')} <a href="/swagger-ui.html">${t('footer.calls')}</a></p></footer>`;
  }

  /** A view stays as it was left while another is shown. */
  body(view) {
    const handOver = event => { this.rows = event.detail; };
    switch (view) {
      case 'try': return html`<view-try .session=${this.session} .models=${this.models} .language=${this.language} @rows=${handOver}></view-try>`;
      case 'inside': return html`<view-inside .session=${this.session} .models=${this.models} .language=${this.language}></view-inside>`;
      case 'retrainings': return html`<view-retrainings .session=${this.session} .models=${this.models} .language=${this.language}
        .chosen=${view === this.view ? this.rest : ''} @uploaded=${event => { this.uploaded = event.detail; }}></view-retrainings>`;
      case 'compare': return html`<view-compare .session=${this.session} .models=${this.models} .language=${this.language}></view-compare>`;
      case 'correct': return html`<view-correct .session=${this.session} .models=${this.models} .language=${this.language} 
        .handed=${this.rows} .uploaded=${this.uploaded}></view-correct>`;
      default: return html`<view-versions .session=${this.session} .models=${this.models} .language=${this.language}
        @promoted=${() => this.look()}></view-versions>`;
    }
  }

  signInForm() {
    return html`<form class="card signin" @submit=${this.signIn}>
      <label>${t('session.token')} <input name="token" type="password" autocomplete="current-password" required></label>
      <button class="primary" ?disabled=${this.busy}>${t('session.sign-in')}</button>
      <p class="hint">${t('session.hint')}</p>
    </form>`;
  }

  async signIn(event) {
    event.preventDefault();
    const form = event.target;
    await this.attempt(async () => {
      this.session = await api.signIn(new FormData(form).get('token'));
      // The answer to this question carries the token against forgery.
      await api.session();
      this.signingIn = false;
      this.wasSignedOut = false;
    });
  }

  async signOut() {
    await this.attempt(async () => {
      await api.signOut();
      this.session = {caller: null, role: null};
    });
  }

  skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }
}

customElements.define('sentiment-page', SentimentPage);
