/* What can be done with an answer: copy it, cite a source, judge it, tell the office. On the chat and on an answer's page. */
(() => {
  const PLACE = location.pathname.match(/^(.*?)\/(?:it|fr|en)(?:\/|$)/);
  const ROOT = PLACE ? PLACE[1] : '';
  const HERE = /\ue000/g;  // stands for the service's own address (ui/copying.py)
  const VOICES = 'regesto.voices', MOST = 300;
  let held = null;
  document.documentElement.classList.add('script');

  const words = () => JSON.parse(document.getElementById('words').dataset.words);
  const say = (text) => {  // shown for a while, and read aloud
    const spoken = document.getElementById('spoken');
    if (!spoken) return;
    spoken.textContent = '';
    requestAnimationFrame(() => { spoken.textContent = text; });
    clearTimeout(say.later);
    say.later = setTimeout(() => { spoken.textContent = ''; }, 6000);
  };

  /* copying: as browsers want it, as they did it before, by hand */
  const written = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {  // not over http, or not allowed
      const box = document.createElement('textarea');
      const from = document.activeElement;
      box.value = text;
      box.className = 'off-screen';
      document.body.append(box);
      box.select();
      let done = false;
      try { done = document.execCommand('copy'); } catch { done = false; }
      box.remove();
      from?.focus?.({preventScroll: true});
      return done;
    }
  };
  const byHand = (text) => {
    const dialog = document.getElementById('by-hand');
    const box = dialog.querySelector('textarea');
    box.value = text;
    dialog.showModal();
    box.focus();
    box.select();
  };
  const copy = async (text, told) => (await written(text)) ? say(told) : byHand(text);
  const whole = (text) => text.replace(HERE, location.origin + ROOT);

  /* judging: a voice for each answer, known to this browser alone */
  const voices = () => {
    if (held) return held;
    try { held = JSON.parse(localStorage.getItem(VOICES)); } catch { held = null; }
    if (typeof held !== 'object' || Array.isArray(held)) held = null;  // tampered with
    held = Object.fromEntries(Object.entries(held || {}).filter(([, each]) => typeof each?.voice === 'string'));
    return held;
  };
  const keep = () => {
    const kept = Object.entries(voices()).slice(-MOST);
    held = Object.fromEntries(kept);
    try { localStorage.setItem(VOICES, JSON.stringify(held)); } catch { /* held until the page is closed */ }
  };
  const opinion = (id) => voices()[id] ||= {
    voice: [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    thumb: 0, comment: '', wanted: false,
  };
  const send = async (id, change) => {
    const said = {...opinion(id), ...change};
    const body = new URLSearchParams({
      voice: said.voice, thumb: said.thumb, comment: said.comment, wanted: said.wanted ? 1 : 0,
    });
    try {
      const response = await fetch(`${ROOT}/a/${id}/feedback`, {method: 'POST', body});
      if (response.ok) { voices()[id] = said; keep(); return true; }
      say(response.status === 404 ? words().not_kept : words().not_sent);
    } catch { say(words().not_sent); }
    return false;
  };
  const dress = () => document.querySelectorAll('.deeds[data-answer]:not([data-answer=""])').forEach((deeds) => {
    const said = voices()[deeds.dataset.answer];
    for (const [deed, thumb] of [['up', 1], ['down', -1]]) {
      const button = deeds.querySelector(`[data-do=${deed}]`);
      const pressed = String(Boolean(said && said.thumb === thumb));
      if (button && button.getAttribute('aria-pressed') !== pressed) button.setAttribute('aria-pressed', pressed);
    }
    const tell = deeds.querySelector('[data-do=tell]');
    if (tell && said?.wanted && !tell.hidden) {
      tell.hidden = true;
      deeds.querySelector('.office > .hint').hidden = true;
      deeds.querySelector('.told').hidden = false;
    }
    const form = deeds.querySelector('form.comment');
    const draft = dress.drafts.get(deeds.dataset.answer);
    if (form && draft !== undefined && form.hidden) {
      form.hidden = false;
      form.querySelector('textarea').value = draft;
    }
  });
  dress.drafts = new Map();  // comments being written: the conversation is drawn anew with each question
  const ask = (deeds, focus) => {
    dress.drafts.set(deeds.dataset.answer, opinion(deeds.dataset.answer).comment);
    dress();
    if (focus) deeds.querySelector('form.comment textarea').focus({preventScroll: true});
  };

  const DEEDS = {
    copy: (button) => copy(whole(button.dataset.text), words().copied),
    cite: (button) => copy(whole(button.dataset.text), words().copied_source),
    link: (button) => copy(`${location.origin}${ROOT}/${button.dataset.text.replace(/^(\.\.\/)+/, '')}`, words().copied_link),
    tell: async (button, deeds) => {
      if (!await send(deeds.dataset.answer, {wanted: true})) return;
      say(words().thanks_office);
      ask(deeds, true);
    },
    up: (button, deeds) => judge(deeds, 1),
    down: (button, deeds) => judge(deeds, -1),
  };
  const judge = async (deeds, thumb) => {
    const again = opinion(deeds.dataset.answer).thumb === thumb;
    if (!await send(deeds.dataset.answer, {thumb: again ? 0 : thumb})) return;
    say(again ? words().taken_back : words().thanks);
    again ? dress() : ask(deeds, false);
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-do]');
    const deed = button && DEEDS[button.dataset.do];
    if (deed) deed(button, button.closest('.deeds'));
    document.querySelectorAll('details.save[open]').forEach((menu) => {
      if (!menu.contains(event.target) || event.target.closest('a')) menu.open = false;
    });
  });
  document.addEventListener('keydown', (event) => {
    const menu = event.key === 'Escape' && event.target.closest?.('details.save[open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });
  document.addEventListener('input', (event) => {
    const deeds = event.target.closest?.('form.comment') && event.target.closest('.deeds');
    if (deeds) dress.drafts.set(deeds.dataset.answer, event.target.value);
  });
  document.addEventListener('submit', async (event) => {
    const form = event.target.closest('form.comment');
    if (!form) return;
    event.preventDefault();
    const deeds = form.closest('.deeds');
    if (!await send(deeds.dataset.answer, {comment: form.querySelector('textarea').value.trim()})) return;
    say(words().thanks_comment);
    dress.drafts.delete(deeds.dataset.answer);
    form.hidden = true;
    (deeds.querySelector('[aria-pressed=true]') || deeds.querySelector('[data-do=copy]')).focus({preventScroll: true});
  });

  /* an answer that grows is drawn anew: what had the focus in it keeps it */
  const name = (element) => element.id ? `#${CSS.escape(element.id)}`
    : element.dataset.do ? `.deeds[data-answer="${element.closest('.deeds')?.dataset.answer}"] [data-do=${element.dataset.do}]`
    : element.getAttribute('href') ? `a[href="${CSS.escape(element.getAttribute('href'))}"]` : '';
  let last = null;
  document.addEventListener('pointerdown', () => { last = null; }, true);  // a press on the bare page means to leave
  document.addEventListener('focusin', (event) => {
    const inside = event.target.closest('#earlier, #latest');
    last = inside ? {element: event.target, name: name(event.target), at: event.target.selectionStart} : null;
  });
  const settle = () => {
    dress();
    offer();
    if (!last || last.element.isConnected || document.activeElement !== document.body) return;
    const same = last.name && document.querySelector(last.name);
    const at = last.at;
    if (!same) return toQuestion();
    same.focus({preventScroll: true});
    if (at !== undefined && same.setSelectionRange) same.setSelectionRange(at, at);
  };
  const toQuestion = () => {  // what was pressed is gone: on to the question that it asked
    document.querySelector('#latest .question')?.focus({preventScroll: true});
  };

  /* what else may be asked comes after the answer, and stands under its words */
  const offer = () => {
    const given = document.querySelector('#following .offered');
    const article = document.querySelector('#latest article:not([aria-busy])');
    const spot = article?.querySelector('.words-of');
    if (!given || !spot || spot.querySelector('.offered')) return;
    if (Number(given.dataset.turn) !== document.querySelectorAll('article.exchange').length) return;
    spot.append(given.cloneNode(true));
  };
  document.addEventListener('click', (event) => {
    const chip = event.target.closest?.('[data-ask]');
    if (chip) {
      window.regesto.asked = chip.dataset.ask;
      document.getElementById('put').click();  // Gradio's button: its event takes what is in ``asked``
    }
    if (event.target.closest?.('#examples .chip')) last = {element: event.target, name: ''};
  });
  /* what Gradio says of a question that was not taken is in English: ours, in the page's language */
  const SAID = [[/^Error$/, 'toast_title'], [/^This application is currently busy/, 'toast_busy'],
    [/^(Connection errored out|Connection to the server was lost|Lost connection|Failed to fetch|NetworkError)/, 'toast_lost']];
  const translate = () => {
    document.querySelectorAll('.toast-title, [data-testid=toast-text]').forEach((part) => {
      const told = !part.children.length && SAID.find(([english]) => english.test(part.textContent.trim()));
      if (told) part.textContent = words()[told[1]];
    });
    document.querySelectorAll('[data-testid=toast-close][aria-label=Close]').forEach((button) => {
      button.setAttribute('aria-label', words().toast_close);
    });
  };
  const watch = () => {
    const thread = ['earlier', 'latest', 'following'].map((id) => document.getElementById(id));
    if (!thread.every(Boolean)) return false;
    const observer = new MutationObserver(settle);
    thread.forEach((part) => observer.observe(part, {childList: true, subtree: true}));
    new MutationObserver(translate).observe(document.body, {childList: true, subtree: true});
    return true;
  };
  const begin = () => {
    dress();
    if (document.querySelector('header.site') || watch()) return;
    const waiting = new MutationObserver(() => { if (watch()) waiting.disconnect(); });
    waiting.observe(document.body, {childList: true, subtree: true});
  };
  document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', begin) : begin();
  window.regesto = {say, words, ROOT};
})();
