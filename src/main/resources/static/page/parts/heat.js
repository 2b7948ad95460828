// Values of units × tokens as a picture: a pixel a value, a cursor for mouse and arrow keys.
import {View, html, nothing} from '../view.js';

/** Blue for what is above zero, orange for what is below; the same two in both themes. */
const ABOVE = [31, 95, 191];
const BELOW = [196, 85, 16];

class HeatMap extends View {
  static properties = {
    /** [token][unit], from 0 to 1, or from -1 to 1 */
    values: {attribute: false},
    /** {token, unit} */
    cursor: {attribute: false},
    name: {attribute: false},
    reading: {attribute: false},
  };

  render() {
    const units = this.values[0].length;
    const {token, unit} = this.cursor;
    const right = 100 / this.values.length;
    return html`<div class="heat" tabindex="0" role="application" aria-label=${`${this.name}. ${this.reading}`}
        @keydown=${this.key} @pointermove=${this.point} @pointerdown=${this.point}>
      <canvas width=${this.values.length} height=${units} aria-hidden="true"></canvas>
      ${token < this.values.length && unit < units ? html`<span class="column" .style=${`left:${token * right}%;width:${right}%`}></span>
        <span class="row" .style=${`top:${100 * unit / units}%`}></span>` : nothing}
    </div>`;
  }

  updated(changes) {
    if (changes.has('values')) {
      this.draw();
    }
  }

  draw() {
    const canvas = this.querySelector('canvas');
    const context = canvas.getContext('2d');
    const image = context.createImageData(canvas.width, canvas.height);
    this.values.forEach((units, token) => units.forEach((value, unit) => {
      const [red, green, blue] = value < 0 ? BELOW : ABOVE;
      image.data.set([red, green, blue, Math.round(255 * Math.min(1, Math.abs(value)))], 4 * (unit * canvas.width + token));
    }));
    context.putImageData(image, 0, 0);
  }

  move(token, unit) {
    const within = (value, most) => Math.max(0, Math.min(most - 1, value));
    this.dispatchEvent(new CustomEvent('cursor', {
      bubbles: true, detail: {token: within(token, this.values.length), unit: within(unit, this.values[0].length)}}));
  }

  key(event) {
    const step = event.shiftKey ? 10 : 1;
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -step], ArrowDown: [0, step]};
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      this.move(this.cursor.token + move[0], this.cursor.unit + move[1]);
    }
  }

  point(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (at, start, length) => (at - start) / length;
    this.move(
      Math.floor(share(event.clientX, box.left, box.width) * this.values.length),
      Math.floor(share(event.clientY, box.top, box.height) * this.values[0].length));
  }
}

customElements.define('heat-map', HeatMap);
