import './Shell.css';

import { ActionIcon, AppShell, Avatar, Badge, Burger, Button, Group, Kbd, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconKeyboard, IconLogout, IconMoon, IconRefreshAlert, IconSearch, IconSun, IconUserCog } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from './api.tsx';
import { Bell } from './Bell.tsx';
import { locales } from './i18n.ts';
import { Live, useLive } from './live.tsx';
import { useLocale } from './locale.tsx';
import { navFor } from './nav.ts';
import type { NavItem } from './nav.ts';
import { failed } from './notify.ts';
import { Palette, palette } from './Palette.tsx';
import { Keyboard } from '../parts/Keyboard.tsx';
import { useSession } from './session.ts';
import { countOf, useTodo } from './useTodo.ts';
import type { Todo } from './useTodo.ts';
import { useKeptFocus } from './useKeptFocus.ts';
import { GuideBar } from '../parts/GuideBar.tsx';

/** The frame around every page of a logged-in user. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure(false);
  const [mapped, map] = useDisclosure(false);
  const path = useRouterState({ select: (s) => s.location.pathname });
  useEffect(close, [close, path]);
  useKeptFocus();
  return (
    <Live>
      <Progress />
      <a className="shell-skip" href="#main">
        {t('shell.skip')}
      </a>
      <AppShell header={{ height: 56 }} navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }} padding="md">
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap" miw={0}>
              <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} />
              <Link to="/" className="shell-brand">
                <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={28} height={28} />
                <span>Haat</span>
              </Link>
            </Group>
            <Group gap="sm" wrap="nowrap">
              <LiveMark />
              <SearchButton />
              <Bell />
              <UserMenu onKeys={map.open} />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar aria-label={t('shell.menu')}>
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main className="shell-main" id="main" tabIndex={-1}>
          <div className="shell-page">
            <GuideBar />
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
      <Palette />
      <Keyboard opened={mapped} onOpen={map.open} onClose={map.close} />
    </Live>
  );
}

/** A line on top while the next page takes long to come. */
function Progress() {
  const loading = useRouterState({ select: (s) => s.isLoading });
  return <div className="shell-progress" data-on={loading || undefined} aria-hidden="true" />;
}

function Navigation() {
  const { t } = useTranslation();
  const { can } = useSession();
  const failed = useFailed();
  return (
    <div className="shell-nav">
      {navFor(can).map((group, i) => (
        <div key={i}>
          {group.label && <div className="shell-nav-title">{t(group.label)}</div>}
          <ul>
            {group.items.map((item) => (
              <li key={item.to}>
                <Link to={item.to} className="shell-link" activeOptions={{ exact: item.to === '/', includeSearch: false }}>
                  <item.icon size={18} stroke={1.7} aria-hidden="true" />
                  {t(item.label)}
                  <Failed item={failed[item.to]} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

/** How much failed and waits for somebody, by the page that shows it. Without an answer there is no badge. */
function useFailed(): Partial<Record<NavItem['to'], Todo>> {
  return Object.fromEntries(useTodo().filter((item) => item.id === 'failed_jobs' || item.id === 'failed_mails').map((item) => [item.to, item]));
}

function Failed({ item }: { readonly item: Todo | undefined }) {
  const { t } = useTranslation();
  if (!item || item.count === 0) return null;
  return (
    <Badge size="sm" color="red" variant="light" className="shell-waiting" title={t('shell.waiting', { number: item.count })}>
      {countOf(item)}
    </Badge>
  );
}

/** Says whether what is on the screen moves by itself, and offers another try once that was given up. */
function LiveMark() {
  const { t } = useTranslation();
  const { can } = useSession();
  const { state, again } = useLive();
  if (!can('orders.read')) return null;
  return (
    <>
      <Text span className="shell-live" data-state={state} visibleFrom="sm" role="status" title={state === 'open' ? undefined : t('shell.live_poll')}>
        {state === 'open' ? t('shell.live') : state === 'closed' ? t('shell.live_off') : t('shell.live_waiting')}
      </Text>
      {state === 'closed' && (
        <>
          <Button size="compact-xs" variant="default" visibleFrom="sm" onClick={again}>
            {t('ui.problem.retry')}
          </Button>
          <ActionIcon variant="subtle" color="orange" size="lg" hiddenFrom="sm" aria-label={t('shell.live_again')} onClick={again}>
            <IconRefreshAlert size={18} aria-hidden="true" />
          </ActionIcon>
        </>
      )}
    </>
  );
}

function SearchButton() {
  const { t } = useTranslation();
  return (
    <>
      <UnstyledButton onClick={palette.open} visibleFrom="sm" className="shell-link" aria-label={t('shell.search')}>
        <IconSearch size={16} aria-hidden="true" />
        {t('shell.search')}
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <ActionIcon onClick={palette.open} hiddenFrom="sm" variant="subtle" color="gray" size="lg" aria-label={t('shell.search')}>
        <IconSearch size={18} />
      </ActionIcon>
    </>
  );
}

function UserMenu({ onKeys }: { readonly onKeys: () => void }) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { locale, setLocale } = useLocale();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme === 'dark';
  const logOut = useLogOut();
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton aria-label={t('shell.account')}>
          <Avatar name={me.account.name || me.account.email} color="pine" size={34} radius="xl" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--haat-ink)" truncate>
            {me.account.name || me.account.email}
          </Text>
          <Text size="xs" truncate>
            {me.account.email}
          </Text>
        </Menu.Label>
        <Menu.Item leftSection={<IconUserCog size={16} />} component={Link} to="/account">
          {t('shell.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onKeys} visibleFrom="sm">
          {t('keyboard.title')}
        </Menu.Item>
        <Menu.Divider />
        {locales.map((l) => (
          <Menu.Item key={l.code} lang={l.code} onClick={() => void setLocale(l.code)} rightSection={l.code === locale ? <IconCheck size={16} /> : null}>
            {l.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={dark ? <IconSun size={16} /> : <IconMoon size={16} />} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
          {dark ? t('shell.light') : t('shell.dark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void logOut()}>
          {t('shell.log_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useLogOut(): () => Promise<void> {
  const store = useStore();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await store.auth.logout();
    } catch (err) {
      return failed(err);
    }
    await navigate({ to: '/login' });
    queries.clear();
  };
}
