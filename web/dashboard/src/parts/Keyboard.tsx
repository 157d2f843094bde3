import './Keyboard.css';

import { Kbd, Modal, Switch } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { Fragment, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { actionOf, isTyping, shortcutsFor } from '../app/keyboard.ts';
import { nav } from '../app/nav.ts';
import { undoLast } from '../app/notify.ts';
import { usePreference } from '../app/preferences.ts';
import { useSession } from '../app/session.ts';

interface Props {
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

/** The keyboard of the whole dashboard: listens, and shows the map of what it knows. */
export function Keyboard({ opened, onOpen, onClose }: Props) {
  const { t } = useTranslation();
  const { can } = useSession();
  const { value, keep } = usePreference('keyboard');
  const off = value?.['off'] === true;
  const waiting = useKeys(off, onOpen);
  return (
    <>
      <div className="keyboard-waiting" role="status">
        {waiting && (
          <span>
            <Kbd dir="ltr">g</Kbd> {t('keyboard.go_on')}
          </span>
        )}
      </div>
      <Modal opened={opened} onClose={onClose} size="lg" title={<strong>{t('keyboard.title')}</strong>}>
        <div className="keyboard-map">
          {shortcutsFor(can).map((group) => (
            <section key={group.title}>
              <h2>{t(group.title)}</h2>
              <dl>
                {group.items.map((item) => (
                  <div key={item.label}>
                    <dt>{t(item.label)}</dt>
                    <dd dir="ltr">
                      {item.ways.map((way, i) => (
                        <Fragment key={i}>
                          {i > 0 && <span className="keyboard-or">/</span>}
                          {way.map((key) => (
                            <Kbd key={key}>{key}</Kbd>
                          ))}
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        {/* A single letter can be pressed by an elbow, or by a voice that dictates. */}
        <Switch mt="lg" label={t('keyboard.on')} description={t('keyboard.on_text')} checked={!off} disabled={value === undefined} onChange={(e) => keep((now) => ({ ...now, off: !e.currentTarget.checked }))} />
      </Modal>
    </>
  );
}

/** How long a g waits for the letter of a page. */
const patience = 1500;

/** Does what the keys ask for; says whether it waits for a second one. */
function useKeys(off: boolean, onMap: () => void): boolean {
  const { can } = useSession();
  const navigate = useNavigate();
  const path = useRouterState({ select: (s) => s.location.pathname });
  const [waiting, setWaiting] = useState(false);
  const now = useRef({ can, waiting, path, onMap });
  now.current = { can, waiting, path, onMap };

  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setWaiting(false), patience);
    return () => clearTimeout(timer);
  }, [waiting]);

  useEffect(() => {
    if (off) return;
    const pressed = (event: KeyboardEvent) => {
      // What an open window or menu does with a key is its own affair.
      if (event.defaultPrevented || event.repeat || isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
      const { can, waiting, path, onMap } = now.current;
      const action = actionOf(event, waiting, can);
      setWaiting(action.do === 'wait');
      if (action.do === 'none' || action.do === 'wait') return;
      if (action.do === 'map') onMap();
      else if (action.do === 'search') document.querySelector<HTMLElement>('#main input[type="search"]')?.focus();
      else if (action.do === 'rows') document.querySelector<HTMLElement>('#main .haat-table tbody tr[tabindex="0"]')?.focus();
      else if (action.do === 'undo') undoLast();
      else if (action.do === 'go') void navigate({ to: action.to, search: {} });
      else {
        const add = nav.flatMap((g) => g.items).find((i) => i.add && path.startsWith(i.to))?.add;
        if (!add || !can(add.needs)) return;
        void navigate({ to: add.to });
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [off, navigate]);

  return waiting;
}
