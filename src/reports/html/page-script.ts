/**
 * What makes the diagrams of a page answer: zoom, the causal cone of an event, filters. The page holds
 * all without it. It is text, so that its bytes, and with them the hash by which a browser lets it in,
 * are the same whatever builds us. Nothing of a report comes in here: what it shows it reads from the
 * JSON beside each diagram, and writes as text.
 */
export const pageScript = `
'use strict';
(() => {
  const least = 0.4, most = 4, factor = 1.25;

  /** All that can be reached from a row by edges. */
  const reach = (start, edges) => {
    const seen = new Set();
    const open = [start];
    while (open.length > 0) {
      for (const next of edges[open.pop()]) {
        if (!seen.has(next)) { seen.add(next); open.push(next); }
      }
    }
    return seen;
  };

  const counted = (count, word) => count + ' ' + word + (count === 1 ? '' : 's');

  const enliven = (story) => {
    const frame = story.querySelector('.scroll');
    const svg = frame.querySelector('svg');
    const status = story.querySelector('.picked');
    const hint = status.textContent;
    const { rows, messages } = JSON.parse(story.querySelector('script[type="application/json"]').textContent);
    const causes = rows.map((row) => row.causes);
    const effects = rows.map(() => []);
    causes.forEach((own, row) => own.forEach((cause) => effects[cause].push(row)));
    const groups = [...svg.querySelectorAll('[data-row]')];
    const arrows = [...svg.querySelectorAll('[data-message]')];
    const lines = [...story.querySelectorAll('.words tbody tr')];
    const tops = rows.map((_, row) =>
      Number(svg.querySelector('[data-row="' + row + '"] .time').getAttribute('y')) - 14);
    const wide = Number(svg.getAttribute('width'));
    const high = Number(svg.getAttribute('height'));
    const chosen = { node: '', check: '' };
    let zoom = 1;
    let picked = -1;

    const show = () => {
      const past = picked < 0 ? new Set() : reach(picked, causes);
      const future = picked < 0 ? new Set() : reach(picked, effects);
      const kept = rows.map(({ nodes, checks }) =>
        (chosen.node === '' || nodes.includes(chosen.node)) &&
        (chosen.check === '' || checks.includes(chosen.check)));
      const isFiltered = chosen.node !== '' || chosen.check !== '';
      const inCone = (row) => row === picked || past.has(row) || future.has(row);
      const mark = (element, row) => {
        element.classList.toggle('out', !kept[row]);
        element.classList.toggle('picked-row', row === picked);
        element.classList.toggle('past', past.has(row));
        element.classList.toggle('future', future.has(row));
      };
      for (const group of groups) mark(group, Number(group.dataset.row));
      lines.forEach(mark);
      for (const arrow of arrows) {
        const { from, to, departs, arrives } = messages[Number(arrow.dataset.message)];
        const ends = [departs, arrives].filter((row) => row !== null);
        const isOut = chosen.check !== '' ? !ends.every((row) => kept[row])
          : chosen.node !== '' && from !== chosen.node && to !== chosen.node;
        arrow.classList.toggle('out', isOut);
        arrow.classList.toggle('past', ends.length > 0 && ends.every(inCone));
      }
      story.classList.toggle('picking', picked >= 0);
      if (picked >= 0) {
        const { instant, words } = rows[picked];
        status.textContent = instant + ' ' + words + ' \\u2014 ' +
          counted(past.size, 'event') + ' shown before it may have led to it; ' +
          'it may have led to ' + counted(future.size, 'event') + ', written slanted.';
      } else if (isFiltered) {
        const count = kept.filter((own) => own).length;
        status.textContent = counted(count, 'event') + ' of ' + rows.length + ' are about this; the others are faint.';
      } else status.textContent = hint;
    };

    const pick = (row) => {
      picked = row === picked ? -1 : row;
      show();
      if (picked < 0) return;
      // Only within the frame: the page stays where it is.
      const scale = svg.getBoundingClientRect().height / high;
      const top = svg.offsetTop - frame.offsetTop + tops[picked] * scale;
      if (top < frame.scrollTop) frame.scrollTop = top;
      else if (top + 40 > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + 40 - frame.clientHeight;
    };

    const zoomTo = (next, x, y) => {
      const before = zoom;
      zoom = Math.min(most, Math.max(least, next));
      // What is larger than life moves within the frame; below it nothing does.
      if (zoom <= 1) frame.style.height = '';
      else if (frame.style.height === '') {
        if (before < 1) svg.style.height = high + 'px';
        frame.style.height = frame.offsetHeight + 'px';
      }
      const left = (frame.scrollLeft + x) * zoom / before - x;
      const top = (frame.scrollTop + y) * zoom / before - y;
      svg.style.width = wide * zoom + 'px';
      svg.style.height = high * zoom + 'px';
      frame.scrollLeft = left;
      frame.scrollTop = top;
    };
    const zoomBy = (times) => zoomTo(zoom * times, 0, 0);
    const deeds = {
      in: () => zoomBy(factor),
      out: () => zoomBy(1 / factor),
      fit: () => zoomTo(frame.clientWidth / wide, 0, 0),
      whole: () => zoomTo(1, 0, 0),
    };

    for (const button of story.querySelectorAll('[data-do]')) {
      button.addEventListener('click', deeds[button.dataset.do]);
    }
    for (const select of story.querySelectorAll('[data-filter]')) {
      select.addEventListener('change', () => {
        chosen[select.dataset.filter] = select.value;
        show();
      });
    }

    frame.addEventListener('wheel', (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      zoomTo(zoom * (event.deltaY < 0 ? factor : 1 / factor), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });

    let drag = null;
    let dragged = false;
    frame.addEventListener('pointerdown', (event) => {
      dragged = false;
      if (event.pointerType !== 'mouse' || event.button !== 0) return;
      const canPan = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight;
      if (canPan) drag = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
    });
    addEventListener('pointermove', (event) => {
      if (drag === null) return;
      const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
      if (!dragged && Math.abs(x) + Math.abs(y) < 5) return;
      dragged = true;
      frame.classList.add('panning');
      frame.scrollLeft = drag.left - x;
      frame.scrollTop = drag.top - y;
    });
    addEventListener('pointerup', () => {
      drag = null;
      frame.classList.remove('panning');
    });

    svg.addEventListener('click', (event) => {
      if (dragged) return;
      const box = svg.getBoundingClientRect();
      const y = (event.clientY - box.top) * high / box.height;
      const row = tops.findLastIndex((top) => top <= y);
      const isBelow = y > Number(svg.dataset.bottom);
      if (row >= 0 && !isBelow) pick(row);
      else if (picked >= 0) pick(picked);
    });
    frame.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const keys = {
        ArrowDown: () => { if (picked < rows.length - 1) pick(picked + 1); },
        ArrowUp: () => { if (picked !== 0) pick(picked < 0 ? rows.length - 1 : picked - 1); },
        Escape: () => { if (picked >= 0) pick(picked); },
        '+': deeds.in, '=': deeds.in, '-': deeds.out, 0: deeds.whole,
      };
      if (!Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      keys[event.key]();
    });
  };

  for (const story of document.querySelectorAll('section.story')) enliven(story);
  document.documentElement.classList.add('live');
})();
`;

/** By this a browser knows that it is ours. */
export const pageScriptHash = 'sha256-Q2DnhZQcbugHNGiulj2NgA1Is+JKpz/H79BEQGiPcUs=';
