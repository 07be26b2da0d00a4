import { describe, expect, test } from 'vitest';
import type { Result } from '../../core/contract/photos-contract.ts';
import { recipeShown, recipeText } from './recipe.ts';

const result = (more: Partial<Result> = {}): Result => ({
  id: 1,
  photoId: 1,
  styleName: 'Day and dusk',
  styleId: 3,
  direction: 'b-to-a',
  strength: 0.8,
  widthPixels: 1,
  heightPixels: 1,
  createdMs: 0,
  isCurrent: true,
  seconds: null,
  ...more,
});

describe('recipe (F6)', () => {
  test('recipe: a photo that shows its original has none, and says so', () => {
    expect(recipeShown([result({ isCurrent: false })])).toMatch(/shows its original/);
    expect(recipeShown([])).toMatch(/shows its original/);
  });

  test('recipe: a style that is gone is named', () => {
    expect(recipeShown([result({ styleId: null })])).toContain('Day and dusk, is gone');
  });

  test('recipe: it is that of the result that is shown, not of the newest', () => {
    const recipe = recipeShown([result(), result({ id: 2, styleId: 9, isCurrent: false })]);
    expect(recipe).toEqual({
      look: { styleId: 3, direction: 'b-to-a', strength: 0.8 },
      styleName: 'Day and dusk',
    });
  });

  test('recipe: of a part, the part alone is said', () => {
    const recipe = { look: { styleId: 3, direction: 'b-to-a', strength: 1 } as const, styleName: 'Dusk' };
    expect(recipeText(recipe, { style: false, strength: true })).toBe('strength 100 %');
    const weak = { ...recipe, look: { ...recipe.look, strength: 0.5 } };
    expect(recipeText(weak, { style: true, strength: false })).toBe('Dusk, reversed');
  });

  test('recipe: only what is unusual is said of it', () => {
    const look = { styleId: 3, direction: 'a-to-b', strength: 1 } as const;
    expect(recipeText({ look, styleName: 'Dusk' })).toBe('Dusk');
    expect(recipeText({ look: { ...look, direction: 'b-to-a', strength: 0.8 }, styleName: 'Dusk' })).toBe(
      'Dusk, reversed, 80 %',
    );
  });
});
