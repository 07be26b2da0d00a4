import { describe, expect, it } from 'vitest';
import { isTextKey, namesOfKey, type KeyPress } from './key-name.ts';

function press(key: string, more: Partial<KeyPress> & { readonly altGraph?: boolean } = {}): KeyPress {
  return {
    key,
    code: '',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    getModifierState: () => more.altGraph ?? false,
    ...more,
  };
}
const ctrl = { ctrlKey: true };

describe('names of keys', () => {
  it('complaint 32: undo is where a Swiss and a German keyboard have their Z', () => {
    expect(namesOfKey(press('z', { ...ctrl, code: 'KeyY' }), false)).toEqual(['Ctrl+Z']);
  });

  it('complaint 32: redo by Ctrl+Y is where a Swiss keyboard has its Y', () => {
    expect(namesOfKey(press('y', { ...ctrl, code: 'KeyZ' }), false)).toEqual(['Ctrl+Y']);
  });

  it('complaint 32: undo is where a French keyboard has its Z', () => {
    expect(namesOfKey(press('z', { ...ctrl, code: 'KeyW' }), false)).toEqual(['Ctrl+Z']);
  });

  it('name redo with Shift, whatever the case of the letter', () => {
    expect(namesOfKey(press('Z', { ...ctrl, shiftKey: true }), false)).toEqual(['Ctrl+Shift+Z']);
  });

  it('are the same with caps lock on', () => {
    expect(namesOfKey(press('Z', ctrl), false)).toEqual(['Ctrl+Z']);
  });

  it('find the digits of a French keyboard by their place too', () => {
    expect(namesOfKey(press('&', { ...ctrl, code: 'Digit1' }), false)).toEqual(['Ctrl+&', 'Ctrl+1']);
    expect(namesOfKey(press('é', { code: 'Digit2' }), false)).toEqual(['É', '2']);
  });

  it('leave the digits of a French number pad what they are', () => {
    expect(namesOfKey(press('3', { code: 'Numpad3' }), false)).toEqual(['3']);
  });

  it('know a bracket that a German keyboard writes with AltGr, which Windows calls Ctrl+Alt', () => {
    const bracket = press('[', { ctrlKey: true, altKey: true, altGraph: true, code: 'Digit8' });
    expect(namesOfKey(bracket, false)[0]).toBe('[');
  });

  it('know the question mark wherever it is shifted to', () => {
    expect(namesOfKey(press('?', { shiftKey: true, code: 'Minus' }), false)).toEqual(['?']);
    expect(namesOfKey(press('?', { shiftKey: true, code: 'Comma' }), false)).toEqual(['?']);
  });

  it('take the command key of a Mac for Ctrl', () => {
    expect(namesOfKey(press('z', { metaKey: true }), true)).toEqual(['Ctrl+Z']);
    expect(namesOfKey(press('z', ctrl), true)).toEqual(['Z']);
  });

  it('name keys that write nothing by their names, with Shift', () => {
    expect(namesOfKey(press('Enter', { ...ctrl, shiftKey: true }), false)).toEqual(['Ctrl+Shift+Enter']);
    expect(namesOfKey(press(' '), false)).toEqual(['Space']);
  });
});

describe('keys of text fields', () => {
  it('are letters and the keys of editing', () => {
    const keys = [press('t'), press('F'), press('z', ctrl), press('a', ctrl)];
    expect(keys.map((key) => isTextKey(key, false))).toEqual([true, true, true, true]);
  });

  it('are not the keys of the frame', () => {
    const keys = [press('k', ctrl), press('Enter', ctrl), press('F1')];
    expect(keys.map((key) => isTextKey(key, false))).toEqual([false, false, false]);
  });
});
