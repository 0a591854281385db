/* Shows each sentence of a text as soon as it is checked. Without it the form is sent and the whole page comes back. */
(() => {
  const form = document.getElementById('verify');
  if (!form || !window.ReadableStream || !window.TextDecoderStream) return;
  const told = form.dataset, text = document.getElementById('text'), counter = document.getElementById('counter');
  const entry = document.getElementById('entry'), results = document.getElementById('results');
  const checks = document.getElementById('checks'), progress = document.getElementById('progress');
  const spoken = document.getElementById('spoken'), most = Number(told.most);
  const grouped = number => String(number).replace(/\B(?=(\d{3})+$)/g, told.thousands);
  const put = (words, values) => words.replace(/\{(\w+)\}/g, (all, name) => values[name]);
  let running = null;

  const count = () => {
    const length = [...text.value].length;
    counter.classList.toggle('over', length > most);
    counter.textContent = length > most ? put(told.over, {length: grouped(length - most)})
      : put(told.counter, {length: grouped(length), most: grouped(most)});
    return length;
  };

  const complain = words => {
    const box = document.getElementById('problem');
    box.replaceChildren();
    text.toggleAttribute('aria-invalid', Boolean(words));
    if (!words) return;
    const banner = document.createElement('div');
    banner.className = 'banner alarm';
    banner.textContent = words;
    box.append(banner);
    entry.open = true;
    text.focus({preventScroll: true});
    box.scrollIntoView({block: 'center'});
  };

  const finish = words => {
    progress.hidden = true;
    results.removeAttribute('aria-busy');
    spoken.textContent = words;
    running = null;
  };

  const begin = () => {
    complain('');
    checks.innerHTML = document.getElementById('summary').innerHTML = document.getElementById('save').innerHTML = '';
    results.hidden = progress.hidden = false;
    results.setAttribute('aria-busy', 'true');
    progress.querySelector('progress').removeAttribute('value');
    progress.querySelector('span').textContent = told.checking + '…';
    spoken.textContent = told.checking;
    entry.open = false;
    entry.classList.remove('fresh');
    document.getElementById('results-title').focus({preventScroll: true});
    results.scrollIntoView({block: 'start'});
  };

  /* Markup of a line was escaped by the server, which draws the whole page by the same functions. */
  const take = (line, total) => {
    if (line.total !== undefined) total = line.total;
    if (line.html) {
      checks.insertAdjacentHTML('beforeend', line.html);
      const bar = progress.querySelector('progress');
      bar.max = Math.max(total, 1);
      bar.value = line.done;
      progress.querySelector('span').textContent = put(told.progress, {done: line.done, total});
    }
    if (line.summary !== undefined) {
      document.getElementById('summary').innerHTML = line.summary;
      document.getElementById('save').innerHTML = line.save;
      const said = document.querySelector('#summary .told, #summary .banner');
      finish(told.done + ' ' + (said ? said.textContent : ''));
    }
    return total;
  };

  const read = async (response, total = 0) => {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '', ended = false;
    for (;;) {
      const {done, value} = await reader.read();
      if (done) return ended;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines.map(JSON.parse)) {
        if (line.problem) {
          finish('');
          if (!checks.children.length) results.hidden = true;
          complain(line.problem);
          return true;
        }
        total = take(line, total);
        ended = ended || line.summary !== undefined;
      }
    }
  };

  const left = words => {
    finish(words);
    const banner = document.createElement('div');
    banner.className = 'banner';
    banner.textContent = words;
    document.getElementById('summary').replaceChildren(banner);
  };

  form.addEventListener('submit', async event => {
    if (event.submitter && event.submitter.name) return; // the example, a file, another language
    event.preventDefault();
    const length = count();
    if (length > most) return complain(put(told.long, {length: grouped(length), most: grouped(most)}));
    if (!/[\p{L}\p{N}]/u.test(text.value)) return complain(told.empty);
    if (running) running.abort();
    const mine = running = new AbortController();
    begin();
    try {
      const response = await fetch(told.stream, {
        method: 'POST', body: new URLSearchParams(new FormData(form)), signal: mine.signal,
      });
      if (!response.ok || !(response.headers.get('content-type') || '').includes('ndjson')) return form.submit();
      if (!await read(response)) left(told.broken);
    } catch (error) {
      if (running === mine) left(error.name === 'AbortError' ? told.stopped : told.broken);
    }
  });

  progress.querySelector('button').addEventListener('click', () => running && running.abort());
  text.addEventListener('input', count);
  count();

  const file = document.getElementById('file'), send = document.getElementById('read-file');
  send.hidden = true;
  file.addEventListener('change', async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    if (!/\.(txt|md)$/i.test(chosen.name)) {
      complain('');
      document.getElementById('file-hint').textContent = told.reading;
      return form.requestSubmit(send);
    }
    try {
      if (chosen.size > 8 * most) throw new RangeError();
      text.value = new TextDecoder('utf-8', {fatal: true}).decode(await chosen.arrayBuffer());
      complain('');
      count();
    } catch (error) {
      complain(error instanceof RangeError ? put(told.long, {length: grouped(chosen.size), most: grouped(most)}) : told.unread);
    }
    file.value = '';
  });

  /* The text goes along to the other language: checked again there, or only kept where it was not checked yet. */
  for (const link of document.querySelectorAll('nav.languages a')) link.addEventListener('click', event => {
    if (!text.value.trim() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const field = document.createElement('input');
    Object.assign(field, {type: 'hidden', name: results.hidden ? 'tieni' : 'lingua', value: '1'});
    form.append(field);
    form.action = link.href;
    form.submit();
  });
})();
