import { describe, expect, it } from 'vitest';
import { actionOf, isTyping, shortcutsFor } from '../src/app/keyboard.ts';
import { nav } from '../src/app/nav.ts';

const all = () => true;
const press = (key: string, more: object = {}) => ({ key, code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('shortcuts', () => {
  it('lead to pages after a g, and to none somebody may not see', () => {
    expect(actionOf(press('g'), false, all)).toEqual({ do: 'wait' });
    expect(actionOf(press('o'), true, all)).toEqual({ do: 'go', to: '/orders' });
    expect(actionOf(press('o'), true, (p) => p !== 'orders.read')).toEqual({ do: 'none' });
    expect(actionOf(press('o'), false, all)).toEqual({ do: 'none' });
  });

  it('are found on a keyboard of another script by where the key is', () => {
    expect(actionOf(press('ل', { code: 'KeyG' }), false, all)).toEqual({ do: 'wait' });
    expect(actionOf(press('خ', { code: 'KeyO' }), true, all)).toEqual({ do: 'go', to: '/orders' });
    expect(actionOf(press('ظ', { code: 'Slash', shiftKey: true }), false, all)).toEqual({ do: 'map' });
  });

  it('leave the browser its own', () => {
    for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) expect(actionOf(press('n', more), false, all)).toEqual({ do: 'none' });
  });

  it('have a letter of their own for each page, and are all on the map', () => {
    const letters = nav.flatMap((g) => g.items.map((i) => i.key));
    expect(new Set(letters).size).toBe(letters.length);
    const shown = shortcutsFor(all).flatMap((g) => g.items.flatMap((i) => i.ways.map((w) => w.join(' '))));
    for (const letter of letters) expect(shown).toContain(`g ${letter}`);
    for (const key of ['?', '/', 'n', 'z', 'j', 'k']) expect(shown).toContain(key);
  });

  it('sleep while somebody writes or chooses', () => {
    document.body.innerHTML = '<input id="text"><textarea id="area"></textarea><select id="choice"></select><div contenteditable="true"><b id="rich"></b></div><div role="grid"><button id="cell"></button></div><input id="box" type="checkbox"><button id="button"></button>';
    for (const id of ['text', 'area', 'choice', 'rich', 'cell']) expect(isTyping(document.getElementById(id)), id).toBe(true);
    for (const id of ['box', 'button']) expect(isTyping(document.getElementById(id)), id).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});
