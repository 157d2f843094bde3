import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Refusal } from './fake-store.ts';
import { owner, settings } from './fixtures.ts';
import { open } from './open.tsx';

const message = {
  id: 'mail_1',
  event_id: 'evt_1',
  kind: 'order_paid',
  channel: 'email',
  recipient: 'june@example.com',
  recipient_name: 'June',
  locale: 'en',
  subject_id: 'ord_1',
  status: 'failed',
  attempts: 1,
  last_error: 'mail.rejected: no such mailbox',
  subject: 'We have the money for order #1001',
  transport: 'smtp',
  created_at: '2026-03-01T00:00:00Z',
};
const content = { text: 'Thank you.', html: '' };
const other = { ...message, id: 'mail_2', subject: 'Order #1002 is on its way', status: 'sent', last_error: undefined };

/** A shop whose one failed message is, from the retry on, as `after` says, one answer after the other. */
function shop(...after: object[]) {
  let now: object = message;
  let asked = false;
  return {
    'GET /me': () => owner,
    'GET /settings': () => settings,
    'GET /mail': () => ({ items: [{ ...other }, now] }),
    'GET /mail/mail_1': () => {
      if (asked) now = { ...message, last_error: undefined, ...(after.shift() ?? now) };
      return { ...now, content };
    },
    'POST /mail/mail_1/retry': () => {
      asked = true;
      now = { ...message, status: 'queued', last_error: undefined };
      return undefined;
    },
  };
}

const again = { name: 'Try again: We have the money for order #1001' };
const row = () => screen.getByText('We have the money for order #1001').closest('tr') as HTMLElement;

describe('a message that failed', () => {
  it('is sent once more, says how it went, and its row follows', async () => {
    const { sent } = await open('/mail', shop({ status: 'queued' }, { status: 'sent' }));
    expect((await screen.findAllByRole('button', { name: /^Try again/ })).length).toBe(1);
    fireEvent.click(screen.getByRole('button', again));
    expect(await screen.findByText('The message is sent.')).toBeTruthy();
    await waitFor(() => expect(within(row()).getByText('Sent')).toBeTruthy());
    expect(screen.queryByRole('button', again)).toBeNull();
    expect(sent('POST', '/mail/mail_1/retry').length).toBe(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('says so when it failed again, and can be tried anew', async () => {
    await open('/mail', shop({ status: 'failed', last_error: 'mail.rejected' }));
    fireEvent.click(await screen.findByRole('button', again));
    expect(await screen.findByText('It failed again. Open the message to see why.')).toBeTruthy();
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', again).hasAttribute('data-loading')).toBe(false));
  });

  it('waits when the server could not take it yet', async () => {
    await open('/mail', shop({ status: 'queued', last_error: 'mail.unavailable' }));
    fireEvent.click(await screen.findByRole('button', again));
    expect(await screen.findByText('The message still waits. It is tried again by itself.')).toBeTruthy();
    await waitFor(() => expect(within(row()).getByText('Waiting')).toBeTruthy());
  });

  it('says that it is only kept where there is no mail server', async () => {
    await open('/mail', shop({ status: 'sent', transport: 'file' }));
    fireEvent.click(await screen.findByRole('button', again));
    expect(await screen.findByText('The message is written. Without a mail server it is kept here.')).toBeTruthy();
  });

  it('is sent from its own window too', async () => {
    await open('/mail', shop({ status: 'sent' }));
    fireEvent.click(await screen.findByText('We have the money for order #1001'));
    const box = within(await screen.findByRole('dialog'));
    fireEvent.click(await box.findByRole('button', again));
    expect(await screen.findByText('The message is sent.')).toBeTruthy();
    await waitFor(() => expect(box.queryByRole('button', again)).toBeNull());
    expect(box.queryByText('It could not be sent')).toBeNull();
  });

  it('that somebody else sent meanwhile says so', async () => {
    await open('/mail', {
      ...shop(),
      'POST /mail/mail_1/retry': () => {
        throw new Refusal(409, 'notify.sent');
      },
    });
    fireEvent.click(await screen.findByRole('button', again));
    expect(await screen.findByText('This message has been sent already.')).toBeTruthy();
  });

  it('is not offered to who may only read', async () => {
    await open('/mail', { ...shop(), 'GET /me': () => ({ ...owner, permissions: owner.permissions.filter((p) => p !== 'jobs.manage') }) });
    expect(await screen.findByText('We have the money for order #1001')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Try again/ })).toBeNull();
  });
});
