import { ActionIcon, Indicator, Menu } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MenuLink } from './LinkButton.tsx';
import { useSession } from './session.ts';
import { useSeen } from './useSeen.ts';
import { countOf, useTodo } from './useTodo.ts';

/** What waits for the reader, on every page; marked when there is more than they have seen. */
export function Bell() {
  const { t } = useTranslation();
  const { me } = useSession();
  const items = useTodo();
  const { fresh, see } = useSeen(me.account.id, items);
  const waiting = items.filter((item) => item.count > 0);
  return (
    <Menu position="bottom-end" width={280} onOpen={see}>
      <Indicator disabled={fresh === 0} color="orange" size={9} offset={6} withBorder>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={fresh > 0 ? t('todo.title_new', { number: fresh }) : t('todo.title')}>
            <IconBell size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
      </Indicator>
      <Menu.Dropdown>
        <Menu.Label>{waiting.length > 0 ? t('todo.title') : t('todo.nothing')}</Menu.Label>
        {waiting.map((item) => (
          <MenuLink key={item.id} to={item.to} search={item.search} rightSection={<strong className="shell-count">{countOf(item)}</strong>}>
            {t(item.label)}
          </MenuLink>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
