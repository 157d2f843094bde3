import './ViewTabs.css';

import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core';
import { IconDeviceFloppy, IconDots, IconPencil, IconPin, IconPinFilled, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tab, Views } from '../app/useViews.ts';
import { maxViewName } from '../app/views.ts';

/** Whose name is asked for: a new view's, or that of one there is. */
type Naming = Tab | 'new';

/** The views of a list, one press each, and what can be done with the one that is open. */
export function ViewTabs({ views }: { readonly views: Views }) {
  const { t } = useTranslation();
  const [naming, name] = useState<Naming | null>(null);
  const { tabs, active, changed, start } = views;
  const open = useRef<HTMLAnchorElement>(null);
  // On a phone the strip is wider than the window.
  // In braces: some browsers answer a scroll with a promise, which is no clean-up.
  useEffect(() => {
    void open.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active?.id]);
  return (
    <div className="views">
      <nav className="views-strip" aria-label={t('views.label')}>
        {tabs.map((tab) => (
          <Link key={tab.id} ref={tab === active ? open : undefined} to="." search={{ ...tab.search, view: tab.id }} replace className="views-tab" data-open={tab === active || undefined} aria-current={tab === active ? 'page' : undefined}>
            <bdi>{tab.name}</bdi>
            {tab.id === start && start !== 'all' && <IconPinFilled size={12} role="img" aria-label={t('views.opens')} />}
          </Link>
        ))}
      </nav>
      {views.canAdd && (changed || !active) && (
        <Button size="compact-sm" variant="subtle" className="views-save" leftSection={<IconPlus size={14} />} onClick={() => name('new')}>
          {t('views.save')}
        </Button>
      )}
      {views.canKeep && active && <Options views={views} active={active} onName={name} />}
      <Modal opened={naming !== null} onClose={() => name(null)} title={<strong>{t(naming === 'new' ? 'views.save_title' : 'views.rename_title')}</strong>}>
        {/* Mounted with the window, so that every question begins with its own name. */}
        {naming && <NameForm views={views} naming={naming} onDone={() => name(null)} />}
      </Modal>
    </div>
  );
}

interface OptionsProps {
  readonly views: Views;
  readonly active: Tab;
  readonly onName: (naming: Naming) => void;
}

function Options({ views, active, onName }: OptionsProps) {
  const { t } = useTranslation();
  const starts = active.id === views.start;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" className="views-options" aria-label={t('views.options', { name: active.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {active.own && views.changed && (
          <Menu.Item leftSection={<IconDeviceFloppy size={16} />} onClick={() => views.update(active.id)}>
            {t('views.update')}
          </Menu.Item>
        )}
        {views.canAdd && (
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => onName('new')}>
            {t('views.save_new')}
          </Menu.Item>
        )}
        {active.own && (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onName(active)}>
            {t('views.rename')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={starts ? <IconPinFilled size={16} /> : <IconPin size={16} />} disabled={starts} onClick={() => views.startWith(active.id)}>
          {t(starts ? 'views.opens' : 'views.start')}
        </Menu.Item>
        {active.own && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => views.remove(active.id)}>
            {t('views.remove')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface NameProps {
  readonly views: Views;
  readonly naming: Naming;
  readonly onDone: () => void;
}

function NameForm({ views, naming, onDone }: NameProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(naming === 'new' ? '' : naming.name);
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        if (name.trim() === '') return;
        if (naming === 'new') views.add(name);
        else views.rename(naming.id, name);
        onDone();
      }}
    >
      <TextInput label={t('views.name')} description={naming === 'new' ? t('views.save_text') : undefined} value={name} onChange={(e) => setName(e.currentTarget.value)} maxLength={maxViewName} data-autofocus required />
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={name.trim() === ''}>
          {t(naming === 'new' ? 'views.save' : 'views.rename')}
        </Button>
      </Group>
    </form>
  );
}
