// Files that people drop: a text a line, or columns between tabs or commas; and files that they get.

const LABELS = {positive: true, pos: true, true: true, 1: true, label_1: true, negative: false, neg: false, false: false, 0: false, label_0: false};

function fields(line, separator) {
  if (separator === '\t') {
    return line.split('\t');
  }
  const found = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (quoted && character === '"' && line[at + 1] === '"') {
      field += '"';
      at++;
    } else if (character === '"') {
      quoted = !quoted;
    } else if (character === separator && !quoted) {
      found.push(field);
      field = '';
    } else {
      field += character;
    }
  }
  return [...found, field];
}

/**
 * Rows {text, positive} of a file; positive is null where the file has no labels. A header that names a column `text`
 * makes it a table, a line that begins with { makes it JSON Lines, and all else is a text a line.
 */
export function rowsOf(content) {
  const lines = content.replace(/^\uFEFF/, '').split(/\r?\n/).filter(line => line.trim() !== '');
  if (lines.length && lines[0].startsWith('{')) {
    return lines.map(line => JSON.parse(line)).map(row => ({text: String(row.text ?? ''), positive: meaning(row.label)}));
  }
  const header = lines[0] ?? '';
  const separator = header.includes('\t') ? '\t' : ',';
  const names = fields(header, separator).map(name => name.trim().toLowerCase());
  const text = names.indexOf('text');
  if (text >= 0) {
    const label = names.indexOf('label');
    return lines.slice(1).map(line => fields(line, separator))
      .map(row => ({text: row[text] ?? '', positive: label < 0 ? null : meaning(row[label])}))
      .filter(row => row.text.trim() !== '');
  }
  if (lines.every(line => line.includes('\t') && meaning(line.split('\t')[0]) !== null)) {
    return lines.map(line => ({text: line.slice(line.indexOf('\t') + 1), positive: meaning(line.split('\t')[0])}));
  }
  return lines.map(line => ({text: line, positive: null}));
}

function meaning(label) {
  return LABELS[String(label ?? '').trim().toLowerCase()] ?? null;
}

/** The rows of a file, unpacked where its name says that it is gzipped. */
export async function read(file) {
  const stream = file.name.endsWith('.gz') ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  return rowsOf(await new Response(stream).text());
}

/** Lets the browser save rows of cells as a file between tabs. */
export function download(name, rows) {
  const content = rows.map(row => row.map(cell => String(cell).replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n') + '\n';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], {type: 'text/tab-separated-values'}));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
