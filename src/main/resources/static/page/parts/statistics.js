// The figures of a comparison, as the service computes them: McNemar's test, Wilson's intervals, bins of a reliability diagram.

/** Fewer rows than this that exactly one is right on take the exact binomial test, more the chi-squared one. */
const SMALLEST_FOR_CHI_SQUARED = 25;
const NORMAL_95 = 1.959963984540054;
const BINS = 10;

/** @returns the two-sided p-value of two counts of rows on which exactly one of two models is right */
export function mcNemar(onlyFirst, onlySecond) {
  const discordant = onlyFirst + onlySecond;
  if (discordant < SMALLEST_FOR_CHI_SQUARED) {
    let term = 0.5 ** discordant;
    let tail = 0;
    for (let count = 0; count <= Math.min(onlyFirst, onlySecond); count++) {
      tail += term;
      term *= (discordant - count) / (count + 1);
    }
    return Math.min(1, 2 * tail);
  }
  const root = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1) / Math.sqrt(discordant);
  return complementaryError(root / Math.SQRT2);
}

/** erfc for what is not negative: Abramowitz and Stegun 1964, formula 7.1.26; wrong by at most 1.5e-7. */
function complementaryError(x) {
  const k = 1 / (1 + 0.3275911 * x);
  return k * (0.254829592 + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429)))) * Math.exp(-x * x);
}

/** Wilson's interval of 95 % for a share (Wilson 1927). */
export function wilson(right, rows) {
  const share = right / rows;
  const square = NORMAL_95 * NORMAL_95;
  const middle = (share + square / (2 * rows)) / (1 + square / rows);
  const half = NORMAL_95 / (1 + square / rows) * Math.sqrt(share * (1 - share) / rows + square / (4 * rows * rows));
  return {from: Math.max(0, middle - half), to: Math.min(1, middle + half)};
}

/** @param answers {probability, positive}; counts by what the rows are and what they were called */
export function confusion(answers) {
  const counts = {truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0};
  answers.forEach(({said, positive}) => {
    counts[said ? (positive ? 'truePositives' : 'falsePositives') : (positive ? 'falseNegatives' : 'trueNegatives')]++;
  });
  return counts;
}

/** Ten equal bins of the probability, those with rows: mean probability and share of positive rows. */
export function reliability(answers) {
  const bins = Array.from({length: BINS}, () => ({rows: 0, probability: 0, positive: 0}));
  answers.forEach(({probability, positive}) => {
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))];
    bin.rows++;
    bin.probability += probability;
    bin.positive += positive ? 1 : 0;
  });
  return bins.filter(bin => bin.rows).map(bin => ({
    rows: bin.rows, probability: bin.probability / bin.rows, positive: bin.positive / bin.rows}));
}

/** Whether the answers to a behavioural pair are as they should be. */
export function passes(pair, first, second) {
  switch (pair.expectation) {
    case 'opposite': return first.label === pair.label && second.label !== pair.label;
    case 'same': return first.label === pair.label && second.label === pair.label;
    case 'rises': return second.positive > first.positive;
    default: return second.positive < first.positive;
  }
}

const LENGTHS = [10, 20, 40, 80, 160, 320, 640];
const UNKNOWN_SHARES = [0, 0.02, 0.05, 0.1, 0.2];

/** Which slice a text belongs to by its tokens, as [from, to]; to is null in the last. */
export function lengthSlice(tokens) {
  const index = LENGTHS.findIndex(bound => tokens <= bound);
  return index < 0 ? [LENGTHS.at(-1) + 1, null] : [index === 0 ? 1 : LENGTHS[index - 1] + 1, LENGTHS[index]];
}

/** Which slice a text belongs to by its share of unknown tokens; null for the last. */
export const unknownSlice = share => UNKNOWN_SHARES.find(bound => share <= bound) ?? null;
