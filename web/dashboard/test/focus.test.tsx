import { render, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { useKeptFocus } from '../src/app/useKeptFocus.ts';

function Page({ gone = false, busy = false }: { readonly gone?: boolean; readonly busy?: boolean }) {
  useKeptFocus();
  return (
    <main>
      <section data-testid="panel">{gone ? <p>Done</p> : <button disabled={busy}>Confirm</button>}</section>
    </main>
  );
}

describe('the focus', () => {
  it('goes to what surrounds a thing that goes away', async () => {
    const page = render(<Page />);
    page.getByRole('button').focus();
    page.rerender(<Page gone />);
    await waitFor(() => expect(document.activeElement).toBe(page.getByTestId('panel')));
  });

  it('comes back to a button that was busy', async () => {
    const page = render(<Page />);
    const button = page.getByRole('button');
    button.focus();
    page.rerender(<Page busy />);
    button.blur(); // what browsers do with a disabled one
    page.rerender(<Page />);
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('goes back below a window when it closes over something that is gone', async () => {
    const page = render(<Page />);
    page.getByRole('button').focus();
    const portal = document.body.appendChild(document.createElement('div'));
    portal.setAttribute('data-portal', 'true');
    const inside = portal.appendChild(document.createElement('input'));
    inside.focus();
    page.rerender(<Page gone />);
    expect(document.activeElement).toBe(inside);
    inside.remove();
    await waitFor(() => expect(document.activeElement).toBe(page.getByTestId('panel')));
    portal.remove();
  });

  it('stays away where a pointer let go of it', async () => {
    const page = render(<Page />);
    page.getByRole('button').focus();
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    page.getByRole('button').blur();
    page.rerender(<Page gone />);
    await new Promise((r) => setTimeout(r, 20));
    expect(document.activeElement).toBe(document.body);
  });
});
