// Generated from api/site.json by `npm run generate`. Do not edit.

import type { AnswerOf, BodyOf, CallOptions, ClientCore, ItemOf, QueryOf, StreamOptions } from '@haat/client-core';
import type { operations } from './schema.ts';

export function operationsOf(core: ClientCore) {
  return {
    auth: {
      /** Ask for another e-mail address; it counts once a mail to it was answered · `POST /api/v1/site/auth/email` · needs `self` */
      changeEmail: (body: BodyOf<operations['auth-change-email']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-change-email']>>({ method: 'POST', path: '/api/v1/site/auth/email', body, idempotent: true }, options),
      /** Choose another password; every other session ends · `POST /api/v1/site/auth/password` · needs `self` */
      changePassword: (body: BodyOf<operations['auth-change-password']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-change-password']>>({ method: 'POST', path: '/api/v1/site/auth/password', body }, options),
      /** Create the account with the mailed token and log in · `POST /api/v1/site/auth/register/confirm` · needs `public` */
      confirmRegistration: (body: BodyOf<operations['auth-confirm-registration']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-confirm-registration']>>({ method: 'POST', path: '/api/v1/site/auth/register/confirm', body }, options),
      /** Log in · `POST /api/v1/site/auth/login` · needs `public` */
      login: (body: BodyOf<operations['auth-login']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-login']>>({ method: 'POST', path: '/api/v1/site/auth/login', body }, options),
      /** Log out · `POST /api/v1/site/auth/logout` · needs `public` */
      logout: (options?: CallOptions) => core.call<AnswerOf<operations['auth-logout']>>({ method: 'POST', path: '/api/v1/site/auth/logout', idempotent: true }, options),
      /** Log out everywhere · `POST /api/v1/site/auth/logout-all` · needs `self` */
      logoutAll: (options?: CallOptions) => core.call<AnswerOf<operations['auth-logout-all']>>({ method: 'POST', path: '/api/v1/site/auth/logout-all', idempotent: true }, options),
      /** Log out everywhere but here · `POST /api/v1/site/auth/logout-others` · needs `self` */
      logoutOthers: (options?: CallOptions) => core.call<AnswerOf<operations['auth-logout-others']>>({ method: 'POST', path: '/api/v1/site/auth/logout-others', idempotent: true }, options),
      /** Trade a refresh token for new tokens · `POST /api/v1/site/auth/refresh` · needs `public` */
      refresh: (body: BodyOf<operations['auth-refresh']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-refresh']>>({ method: 'POST', path: '/api/v1/site/auth/refresh', body }, options),
      /** Ask for an account; a mail says how to finish, also to who has one · `POST /api/v1/site/auth/register` · needs `public` */
      register: (body: BodyOf<operations['auth-register']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-register']>>({ method: 'POST', path: '/api/v1/site/auth/register', body, idempotent: true }, options),
      /** Ask for a mail to choose a new password with · `POST /api/v1/site/auth/password-reset` · needs `public` */
      requestReset: (body: BodyOf<operations['auth-request-reset']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-request-reset']>>({ method: 'POST', path: '/api/v1/site/auth/password-reset', body, idempotent: true }, options),
      /** Ask for another mail that proves your address · `POST /api/v1/site/auth/verify-email/request` · needs `self` */
      requestVerification: (options?: CallOptions) => core.call<AnswerOf<operations['auth-request-verification']>>({ method: 'POST', path: '/api/v1/site/auth/verify-email/request', idempotent: true }, options),
      /** Choose a new password with the mailed token; every session ends · `POST /api/v1/site/auth/password-reset/confirm` · needs `public` */
      reset: (body: BodyOf<operations['auth-reset']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-reset']>>({ method: 'POST', path: '/api/v1/site/auth/password-reset/confirm', body, idempotent: true }, options),
      sessions: {
        /** Log out one of your log-ins · `DELETE /api/v1/site/auth/sessions/{id}` · needs `self` */
        end: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['auth-sessions-end']>>({ method: 'DELETE', path: `/api/v1/site/auth/sessions/${encodeURIComponent(id)}` }, options),
        /** Where you are logged in · `GET /api/v1/site/auth/sessions` · needs `self` */
        list: (options?: CallOptions) => core.call<AnswerOf<operations['auth-sessions-list']>>({ method: 'GET', path: '/api/v1/site/auth/sessions' }, options),
      },
      /** Prove your e-mail address with the mailed token · `POST /api/v1/site/auth/verify-email` · needs `public` */
      verifyEmail: (body: BodyOf<operations['auth-verify-email']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-verify-email']>>({ method: 'POST', path: '/api/v1/site/auth/verify-email', body, idempotent: true }, options),
    },
    carts: {
      /** Start a cart · `POST /api/v1/site/carts` · needs `public` */
      create: (body: BodyOf<operations['carts-create']>, options?: CallOptions) => core.call<AnswerOf<operations['carts-create']>>({ method: 'POST', path: '/api/v1/site/carts', body, idempotent: true }, options),
      /** Get a cart · `GET /api/v1/site/carts/{id}` · needs `public` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['carts-get']>>({ method: 'GET', path: `/api/v1/site/carts/${encodeURIComponent(id)}` }, options),
      lines: {
        /** Put something into a cart · `POST /api/v1/site/carts/{id}/lines` · needs `public` */
        add: (id: string, body: BodyOf<operations['carts-lines-add']>, options?: CallOptions) => core.call<AnswerOf<operations['carts-lines-add']>>({ method: 'POST', path: `/api/v1/site/carts/${encodeURIComponent(id)}/lines`, body, idempotent: true }, options),
        /** Take something out of a cart · `DELETE /api/v1/site/carts/{id}/lines/{line_id}` · needs `public` */
        remove: (id: string, lineId: string, options?: CallOptions) => core.call<AnswerOf<operations['carts-lines-remove']>>({ method: 'DELETE', path: `/api/v1/site/carts/${encodeURIComponent(id)}/lines/${encodeURIComponent(lineId)}` }, options),
        /** Change a quantity · `PATCH /api/v1/site/carts/{id}/lines/{line_id}` · needs `public` */
        update: (id: string, lineId: string, body: BodyOf<operations['carts-lines-update']>, options?: CallOptions) => core.call<AnswerOf<operations['carts-lines-update']>>({ method: 'PATCH', path: `/api/v1/site/carts/${encodeURIComponent(id)}/lines/${encodeURIComponent(lineId)}`, body }, options),
      },
      /** How a cart can be paid · `GET /api/v1/site/carts/{id}/payment-methods` · needs `public` */
      paymentMethods: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['carts-payment-methods']>>({ method: 'GET', path: `/api/v1/site/carts/${encodeURIComponent(id)}/payment-methods` }, options),
      /** Order what is in a cart · `POST /api/v1/site/carts/{id}/place` · needs `public` */
      place: (id: string, body: BodyOf<operations['carts-place']>, options?: CallOptions) => core.call<AnswerOf<operations['carts-place']>>({ method: 'POST', path: `/api/v1/site/carts/${encodeURIComponent(id)}/place`, body, idempotent: true }, options),
      /** Choose how the stores ship · `PUT /api/v1/site/carts/{id}/shipping` · needs `public` */
      shipping: (id: string, body: BodyOf<operations['carts-shipping']>, options?: CallOptions) => core.call<AnswerOf<operations['carts-shipping']>>({ method: 'PUT', path: `/api/v1/site/carts/${encodeURIComponent(id)}/shipping`, body }, options),
      /** How each store can ship · `GET /api/v1/site/carts/{id}/shipping-options` · needs `public` */
      shippingOptions: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['carts-shipping-options']>>({ method: 'GET', path: `/api/v1/site/carts/${encodeURIComponent(id)}/shipping-options` }, options),
      /** Say who buys and where it goes · `PATCH /api/v1/site/carts/{id}` · needs `public` */
      update: (id: string, body: BodyOf<operations['carts-update']>, options?: CallOptions) => core.call<AnswerOf<operations['carts-update']>>({ method: 'PATCH', path: `/api/v1/site/carts/${encodeURIComponent(id)}`, body }, options),
    },
    categories: {
      /** The tree of categories · `GET /api/v1/site/categories` · needs `public` */
      list: (query?: QueryOf<operations['categories-list']>, options?: CallOptions) => core.call<AnswerOf<operations['categories-list']>>({ method: 'GET', path: '/api/v1/site/categories', query }, options),
    },
    collections: {
      /** Get a collection · `GET /api/v1/site/collections/{handle}` · needs `public` */
      get: (handle: string, query?: QueryOf<operations['collections-get']>, options?: CallOptions) => core.call<AnswerOf<operations['collections-get']>>({ method: 'GET', path: `/api/v1/site/collections/${encodeURIComponent(handle)}`, query }, options),
      /** List collections · `GET /api/v1/site/collections` · needs `public` */
      list: (query?: QueryOf<operations['collections-list']>, options?: CallOptions) => core.pages<ItemOf<operations['collections-list']>, AnswerOf<operations['collections-list']>>({ method: 'GET', path: '/api/v1/site/collections', query }, options),
    },
    hits: {
      /** Count what was looked at, anonymously · `POST /api/v1/site/hits` · needs `public` */
      record: (body: BodyOf<operations['hits-record']>, options?: CallOptions) => core.call<AnswerOf<operations['hits-record']>>({ method: 'POST', path: '/api/v1/site/hits', body, idempotent: true }, options),
    },
    home: {
      /** The home page · `GET /api/v1/site/home` · needs `public` */
      get: (query?: QueryOf<operations['home-get']>, options?: CallOptions) => core.call<AnswerOf<operations['home-get']>>({ method: 'GET', path: '/api/v1/site/home', query }, options),
    },
    me: {
      addresses: {
        /** Add an address · `POST /api/v1/site/me/addresses` · needs `self` */
        create: (body: BodyOf<operations['me-addresses-create']>, options?: CallOptions) => core.call<AnswerOf<operations['me-addresses-create']>>({ method: 'POST', path: '/api/v1/site/me/addresses', body, idempotent: true }, options),
        /** Delete an address · `DELETE /api/v1/site/me/addresses/{id}` · needs `self` */
        delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['me-addresses-delete']>>({ method: 'DELETE', path: `/api/v1/site/me/addresses/${encodeURIComponent(id)}` }, options),
        /** Your address book · `GET /api/v1/site/me/addresses` · needs `self` */
        list: (options?: CallOptions) => core.call<AnswerOf<operations['me-addresses-list']>>({ method: 'GET', path: '/api/v1/site/me/addresses' }, options),
        /** Replace an address · `PUT /api/v1/site/me/addresses/{id}` · needs `self` */
        update: (id: string, body: BodyOf<operations['me-addresses-update']>, options?: CallOptions) => core.call<AnswerOf<operations['me-addresses-update']>>({ method: 'PUT', path: `/api/v1/site/me/addresses/${encodeURIComponent(id)}`, body }, options),
      },
      /** Who you are · `GET /api/v1/site/me` · needs `self` */
      get: (options?: CallOptions) => core.call<AnswerOf<operations['me-get']>>({ method: 'GET', path: '/api/v1/site/me' }, options),
      /** List my orders · `GET /api/v1/site/me/orders` · needs `self` */
      orders: (query?: QueryOf<operations['me-orders']>, options?: CallOptions) => core.pages<ItemOf<operations['me-orders']>, AnswerOf<operations['me-orders']>>({ method: 'GET', path: '/api/v1/site/me/orders', query }, options),
      /** Change your profile · `PATCH /api/v1/site/me` · needs `self` */
      update: (body: BodyOf<operations['me-update']>, options?: CallOptions) => core.call<AnswerOf<operations['me-update']>>({ method: 'PATCH', path: '/api/v1/site/me', body }, options),
    },
    orders: {
      /** Follow an order live · `GET /api/v1/site/orders/{id}/events` · needs `public` */
      events: (id: string, options: StreamOptions) => core.stream({ method: 'GET', path: `/api/v1/site/orders/${encodeURIComponent(id)}/events` }, options),
      /** Get an order · `GET /api/v1/site/orders/{id}` · needs `public` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['orders-get']>>({ method: 'GET', path: `/api/v1/site/orders/${encodeURIComponent(id)}` }, options),
      /** Pay an order again, by the same or another method · `POST /api/v1/site/orders/{id}/payments` · needs `public` */
      pay: (id: string, body: BodyOf<operations['orders-pay']>, options?: CallOptions) => core.call<AnswerOf<operations['orders-pay']>>({ method: 'POST', path: `/api/v1/site/orders/${encodeURIComponent(id)}/payments`, body, idempotent: true }, options),
      /** How an order that waits can be paid · `GET /api/v1/site/orders/{id}/payment-methods` · needs `public` */
      paymentMethods: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['orders-payment-methods']>>({ method: 'GET', path: `/api/v1/site/orders/${encodeURIComponent(id)}/payment-methods` }, options),
      /** List an order's shipments · `GET /api/v1/site/orders/{id}/shipments` · needs `public` */
      shipments: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['orders-shipments']>>({ method: 'GET', path: `/api/v1/site/orders/${encodeURIComponent(id)}/shipments` }, options),
      /** Follow an order by its number and e-mail address · `POST /api/v1/site/orders/track` · needs `public` */
      track: (body: BodyOf<operations['orders-track']>, options?: CallOptions) => core.call<AnswerOf<operations['orders-track']>>({ method: 'POST', path: '/api/v1/site/orders/track', body, idempotent: true }, options),
    },
    pages: {
      /** Get a page · `GET /api/v1/site/pages/{handle}` · needs `public` */
      get: (handle: string, query?: QueryOf<operations['pages-get']>, options?: CallOptions) => core.call<AnswerOf<operations['pages-get']>>({ method: 'GET', path: `/api/v1/site/pages/${encodeURIComponent(handle)}`, query }, options),
    },
    products: {
      /** Get a product by its id or handle · `GET /api/v1/site/products/{id}` · needs `public` */
      get: (id: string, query?: QueryOf<operations['products-get']>, options?: CallOptions) => core.call<AnswerOf<operations['products-get']>>({ method: 'GET', path: `/api/v1/site/products/${encodeURIComponent(id)}`, query }, options),
      /** List products · `GET /api/v1/site/products` · needs `public` */
      list: (query?: QueryOf<operations['products-list']>, options?: CallOptions) => core.pages<ItemOf<operations['products-list']>, AnswerOf<operations['products-list']>>({ method: 'GET', path: '/api/v1/site/products', query }, options),
    },
    /** Search products · `GET /api/v1/site/search` · needs `public` */
    search: (query?: QueryOf<operations['search']>, options?: CallOptions) => core.pages<ItemOf<operations['search']>, AnswerOf<operations['search']>>({ method: 'GET', path: '/api/v1/site/search', query }, options),
    /** Complete what was typed so far · `GET /api/v1/site/search/suggest` · needs `public` */
    searchSuggest: (query?: QueryOf<operations['search-suggest']>, options?: CallOptions) => core.call<AnswerOf<operations['search-suggest']>>({ method: 'GET', path: '/api/v1/site/search/suggest', query }, options),
    settings: {
      /** Get the shop's name, currencies, locales and regions · `GET /api/v1/site/settings` · needs `public` */
      get: (options?: CallOptions) => core.call<AnswerOf<operations['settings-get']>>({ method: 'GET', path: '/api/v1/site/settings' }, options),
    },
    stores: {
      /** Get a store · `GET /api/v1/site/stores/{handle}` · needs `public` */
      get: (handle: string, options?: CallOptions) => core.call<AnswerOf<operations['stores-get']>>({ method: 'GET', path: `/api/v1/site/stores/${encodeURIComponent(handle)}` }, options),
      /** List stores · `GET /api/v1/site/stores` · needs `public` */
      list: (query?: QueryOf<operations['stores-list']>, options?: CallOptions) => core.pages<ItemOf<operations['stores-list']>, AnswerOf<operations['stores-list']>>({ method: 'GET', path: '/api/v1/site/stores', query }, options),
    },
  };
}
