import { Anchor, Button, Menu } from '@mantine/core';
import type { AnchorProps, ButtonProps, MenuItemProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type LinkAttributes = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & { readonly ref?: Ref<HTMLAnchorElement> };

/** A button that is a link of the router. */
export const LinkButton = createLink((props: ButtonProps & LinkAttributes) => <Button component="a" {...props} />);

type TextAttributes = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof AnchorProps> & { readonly ref?: Ref<HTMLAnchorElement> };

/** A text link of the router. */
export const TextLink = createLink((props: AnchorProps & TextAttributes) => <Anchor inherit={props.size === undefined} {...props} />);

type ItemAttributes = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof MenuItemProps> & { readonly ref?: Ref<HTMLAnchorElement> };

/** An item of a menu that is a link of the router. */
export const MenuLink = createLink((props: MenuItemProps & ItemAttributes) => <Menu.Item component="a" {...props} />);
