// Generated from api/store.json by `npm run generate`. Do not edit.

import type { AnswerOf, BodyOf, CallOptions, ClientCore, ItemOf, QueryOf, StreamOptions } from '@haat/client-core';
import type { operations } from './schema.ts';

export function operationsOf(core: ClientCore) {
  return {
    accounts: {
      /** Keep everybody out of an account · `POST /api/v1/store/accounts/{id}/disable` · needs `team.manage` */
      disable: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['accounts-disable']>>({ method: 'POST', path: `/api/v1/store/accounts/${encodeURIComponent(id)}/disable`, idempotent: true }, options),
      /** Let a disabled account log in again · `POST /api/v1/store/accounts/{id}/enable` · needs `team.manage` */
      enable: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['accounts-enable']>>({ method: 'POST', path: `/api/v1/store/accounts/${encodeURIComponent(id)}/enable`, idempotent: true }, options),
      /** Whether an account may log in; for platform staff · `GET /api/v1/store/accounts/{id}` · needs `team.manage` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['accounts-get']>>({ method: 'GET', path: `/api/v1/store/accounts/${encodeURIComponent(id)}` }, options),
      sessions: {
        /** Log out one of an account's log-ins · `DELETE /api/v1/store/accounts/{id}/sessions/{session_id}` · needs `team.manage` */
        end: (id: string, sessionId: string, options?: CallOptions) => core.call<AnswerOf<operations['accounts-sessions-end']>>({ method: 'DELETE', path: `/api/v1/store/accounts/${encodeURIComponent(id)}/sessions/${encodeURIComponent(sessionId)}` }, options),
        /** Log an account out everywhere · `DELETE /api/v1/store/accounts/{id}/sessions` · needs `team.manage` */
        endAll: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['accounts-sessions-end-all']>>({ method: 'DELETE', path: `/api/v1/store/accounts/${encodeURIComponent(id)}/sessions` }, options),
        /** Where an account is logged in; for platform staff · `GET /api/v1/store/accounts/{id}/sessions` · needs `team.manage` */
        list: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['accounts-sessions-list']>>({ method: 'GET', path: `/api/v1/store/accounts/${encodeURIComponent(id)}/sessions` }, options),
      },
    },
    alerts: {
      /** Count what failed and waits for somebody · `GET /api/v1/store/alerts` · needs `jobs.manage` */
      get: (options?: CallOptions) => core.call<AnswerOf<operations['alerts-get']>>({ method: 'GET', path: '/api/v1/store/alerts' }, options),
    },
    audit: {
      /** Who changed what, newest first · `GET /api/v1/store/audit` · needs `audit.read` */
      list: (query?: QueryOf<operations['audit-list']>, options?: CallOptions) => core.pages<ItemOf<operations['audit-list']>, AnswerOf<operations['audit-list']>>({ method: 'GET', path: '/api/v1/store/audit', query }, options),
    },
    auth: {
      /** Ask for another e-mail address; it counts once a mail to it was answered · `POST /api/v1/store/auth/email` · needs `self` */
      changeEmail: (body: BodyOf<operations['auth-change-email']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-change-email']>>({ method: 'POST', path: '/api/v1/store/auth/email', body, idempotent: true }, options),
      /** Choose another password; every other session ends · `POST /api/v1/store/auth/password` · needs `self` */
      changePassword: (body: BodyOf<operations['auth-change-password']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-change-password']>>({ method: 'POST', path: '/api/v1/store/auth/password', body }, options),
      /** Log in · `POST /api/v1/store/auth/login` · needs `public` */
      login: (body: BodyOf<operations['auth-login']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-login']>>({ method: 'POST', path: '/api/v1/store/auth/login', body }, options),
      /** Log out · `POST /api/v1/store/auth/logout` · needs `public` */
      logout: (options?: CallOptions) => core.call<AnswerOf<operations['auth-logout']>>({ method: 'POST', path: '/api/v1/store/auth/logout', idempotent: true }, options),
      /** Log out everywhere · `POST /api/v1/store/auth/logout-all` · needs `self` */
      logoutAll: (options?: CallOptions) => core.call<AnswerOf<operations['auth-logout-all']>>({ method: 'POST', path: '/api/v1/store/auth/logout-all', idempotent: true }, options),
      /** Log out everywhere but here · `POST /api/v1/store/auth/logout-others` · needs `self` */
      logoutOthers: (options?: CallOptions) => core.call<AnswerOf<operations['auth-logout-others']>>({ method: 'POST', path: '/api/v1/store/auth/logout-others', idempotent: true }, options),
      /** Trade a refresh token for new tokens · `POST /api/v1/store/auth/refresh` · needs `public` */
      refresh: (body: BodyOf<operations['auth-refresh']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-refresh']>>({ method: 'POST', path: '/api/v1/store/auth/refresh', body }, options),
      /** Ask for a mail to choose a new password with · `POST /api/v1/store/auth/password-reset` · needs `public` */
      requestReset: (body: BodyOf<operations['auth-request-reset']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-request-reset']>>({ method: 'POST', path: '/api/v1/store/auth/password-reset', body, idempotent: true }, options),
      /** Ask for another mail that proves your address · `POST /api/v1/store/auth/verify-email/request` · needs `self` */
      requestVerification: (options?: CallOptions) => core.call<AnswerOf<operations['auth-request-verification']>>({ method: 'POST', path: '/api/v1/store/auth/verify-email/request', idempotent: true }, options),
      /** Choose a new password with the mailed token; every session ends · `POST /api/v1/store/auth/password-reset/confirm` · needs `public` */
      reset: (body: BodyOf<operations['auth-reset']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-reset']>>({ method: 'POST', path: '/api/v1/store/auth/password-reset/confirm', body, idempotent: true }, options),
      sessions: {
        /** Log out one of your log-ins · `DELETE /api/v1/store/auth/sessions/{id}` · needs `self` */
        end: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['auth-sessions-end']>>({ method: 'DELETE', path: `/api/v1/store/auth/sessions/${encodeURIComponent(id)}` }, options),
        /** Where you are logged in · `GET /api/v1/store/auth/sessions` · needs `self` */
        list: (options?: CallOptions) => core.call<AnswerOf<operations['auth-sessions-list']>>({ method: 'GET', path: '/api/v1/store/auth/sessions' }, options),
      },
      /** Prove your e-mail address with the mailed token · `POST /api/v1/store/auth/verify-email` · needs `public` */
      verifyEmail: (body: BodyOf<operations['auth-verify-email']>, options?: CallOptions) => core.call<AnswerOf<operations['auth-verify-email']>>({ method: 'POST', path: '/api/v1/store/auth/verify-email', body, idempotent: true }, options),
    },
    categories: {
      /** Add a category · `POST /api/v1/store/categories` · needs `catalog.manage` */
      create: (body: BodyOf<operations['categories-create']>, options?: CallOptions) => core.call<AnswerOf<operations['categories-create']>>({ method: 'POST', path: '/api/v1/store/categories', body, idempotent: true }, options),
      /** Delete a category · `DELETE /api/v1/store/categories/{id}` · needs `catalog.manage` */
      delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['categories-delete']>>({ method: 'DELETE', path: `/api/v1/store/categories/${encodeURIComponent(id)}` }, options),
      /** Get a category · `GET /api/v1/store/categories/{id}` · needs `products.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['categories-get']>>({ method: 'GET', path: `/api/v1/store/categories/${encodeURIComponent(id)}` }, options),
      /** The tree of categories · `GET /api/v1/store/categories` · needs `products.read` */
      list: (options?: CallOptions) => core.call<AnswerOf<operations['categories-list']>>({ method: 'GET', path: '/api/v1/store/categories' }, options),
      /** Edit or move a category · `PATCH /api/v1/store/categories/{id}` · needs `catalog.manage` */
      update: (id: string, body: BodyOf<operations['categories-update']>, options?: CallOptions) => core.call<AnswerOf<operations['categories-update']>>({ method: 'PATCH', path: `/api/v1/store/categories/${encodeURIComponent(id)}`, body }, options),
    },
    collections: {
      /** Add a collection · `POST /api/v1/store/collections` · needs `catalog.manage` */
      create: (body: BodyOf<operations['collections-create']>, options?: CallOptions) => core.call<AnswerOf<operations['collections-create']>>({ method: 'POST', path: '/api/v1/store/collections', body, idempotent: true }, options),
      /** Delete a collection · `DELETE /api/v1/store/collections/{id}` · needs `catalog.manage` */
      delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['collections-delete']>>({ method: 'DELETE', path: `/api/v1/store/collections/${encodeURIComponent(id)}` }, options),
      /** Get a collection · `GET /api/v1/store/collections/{id}` · needs `products.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['collections-get']>>({ method: 'GET', path: `/api/v1/store/collections/${encodeURIComponent(id)}` }, options),
      /** List collections · `GET /api/v1/store/collections` · needs `products.read` */
      list: (query?: QueryOf<operations['collections-list']>, options?: CallOptions) => core.pages<ItemOf<operations['collections-list']>, AnswerOf<operations['collections-list']>>({ method: 'GET', path: '/api/v1/store/collections', query }, options),
      /** List the products of a collection · `GET /api/v1/store/collections/{id}/products` · needs `catalog.manage` */
      products: (id: string, query?: QueryOf<operations['collections-products']>, options?: CallOptions) => core.pages<ItemOf<operations['collections-products']>, AnswerOf<operations['collections-products']>>({ method: 'GET', path: `/api/v1/store/collections/${encodeURIComponent(id)}/products`, query }, options),
      /** Edit a collection · `PATCH /api/v1/store/collections/{id}` · needs `catalog.manage` */
      update: (id: string, body: BodyOf<operations['collections-update']>, options?: CallOptions) => core.call<AnswerOf<operations['collections-update']>>({ method: 'PATCH', path: `/api/v1/store/collections/${encodeURIComponent(id)}`, body }, options),
    },
    customers: {
      /** Get a customer · `GET /api/v1/store/customers/{id}` · needs `customers.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['customers-get']>>({ method: 'GET', path: `/api/v1/store/customers/${encodeURIComponent(id)}` }, options),
      /** List the customers you can see · `GET /api/v1/store/customers` · needs `customers.read` */
      list: (query?: QueryOf<operations['customers-list']>, options?: CallOptions) => core.pages<ItemOf<operations['customers-list']>, AnswerOf<operations['customers-list']>>({ method: 'GET', path: '/api/v1/store/customers', query }, options),
      /** Note something about a customer · `PATCH /api/v1/store/customers/{id}` · needs `customers.write` */
      update: (id: string, body: BodyOf<operations['customers-update']>, options?: CallOptions) => core.call<AnswerOf<operations['customers-update']>>({ method: 'PATCH', path: `/api/v1/store/customers/${encodeURIComponent(id)}`, body }, options),
    },
    demo: {
      /** Say what removing the demo would do · `GET /api/v1/store/demo` · needs `demo.remove` */
      get: (options?: CallOptions) => core.call<AnswerOf<operations['demo-get']>>({ method: 'GET', path: '/api/v1/store/demo' }, options),
      /** Remove the demo; again it does nothing · `POST /api/v1/store/demo/removal` · needs `demo.remove` */
      remove: (options?: CallOptions) => core.call<AnswerOf<operations['demo-remove']>>({ method: 'POST', path: '/api/v1/store/demo/removal', idempotent: true }, options),
    },
    home: {
      /** The home page · `GET /api/v1/store/home` · needs `content.write` */
      get: (options?: CallOptions) => core.call<AnswerOf<operations['home-get']>>({ method: 'GET', path: '/api/v1/store/home' }, options),
      /** Draw the home page from sections that are not saved · `POST /api/v1/store/home/preview` · needs `content.write` */
      preview: (body: BodyOf<operations['home-preview']>, options?: CallOptions) => core.call<AnswerOf<operations['home-preview']>>({ method: 'POST', path: '/api/v1/store/home/preview', body, idempotent: true }, options),
      /** Replace the home page · `PUT /api/v1/store/home` · needs `content.write` */
      save: (body: BodyOf<operations['home-save']>, options?: CallOptions) => core.call<AnswerOf<operations['home-save']>>({ method: 'PUT', path: '/api/v1/store/home', body }, options),
    },
    inventory: {
      /** Move what is on hand · `POST /api/v1/store/inventory/adjust` · needs `products.write` */
      adjust: (body: BodyOf<operations['inventory-adjust']>, options?: CallOptions) => core.call<AnswerOf<operations['inventory-adjust']>>({ method: 'POST', path: '/api/v1/store/inventory/adjust', body, idempotent: true }, options),
      /** List stock levels · `GET /api/v1/store/inventory` · needs `products.read` */
      list: (query?: QueryOf<operations['inventory-list']>, options?: CallOptions) => core.pages<ItemOf<operations['inventory-list']>, AnswerOf<operations['inventory-list']>>({ method: 'GET', path: '/api/v1/store/inventory', query }, options),
      /** The stock ledger of a variant · `GET /api/v1/store/inventory/{variant_id}/movements` · needs `products.read` */
      movements: (variantId: string, query?: QueryOf<operations['inventory-movements']>, options?: CallOptions) => core.pages<ItemOf<operations['inventory-movements']>, AnswerOf<operations['inventory-movements']>>({ method: 'GET', path: `/api/v1/store/inventory/${encodeURIComponent(variantId)}/movements`, query }, options),
    },
    jobs: {
      failed: {
        /** Give a failed job up · `DELETE /api/v1/store/jobs/failed/{id}` · needs `jobs.manage` */
        delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['jobs-failed-delete']>>({ method: 'DELETE', path: `/api/v1/store/jobs/failed/${encodeURIComponent(id)}` }, options),
        /** List jobs that failed for good, newest first · `GET /api/v1/store/jobs/failed` · needs `jobs.manage` */
        list: (query?: QueryOf<operations['jobs-failed-list']>, options?: CallOptions) => core.pages<ItemOf<operations['jobs-failed-list']>, AnswerOf<operations['jobs-failed-list']>>({ method: 'GET', path: '/api/v1/store/jobs/failed', query }, options),
        /** Give a failed job all its tries again · `POST /api/v1/store/jobs/failed/{id}/retry` · needs `jobs.manage` */
        retry: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['jobs-failed-retry']>>({ method: 'POST', path: `/api/v1/store/jobs/failed/${encodeURIComponent(id)}/retry`, idempotent: true }, options),
      },
    },
    keys: {
      /** Make an API key · `POST /api/v1/store/keys` · needs `keys.manage` */
      create: (body: BodyOf<operations['keys-create']>, options?: CallOptions) => core.call<AnswerOf<operations['keys-create']>>({ method: 'POST', path: '/api/v1/store/keys', body }, options),
      /** List API keys, newest first · `GET /api/v1/store/keys` · needs `keys.manage` */
      list: (query?: QueryOf<operations['keys-list']>, options?: CallOptions) => core.pages<ItemOf<operations['keys-list']>, AnswerOf<operations['keys-list']>>({ method: 'GET', path: '/api/v1/store/keys', query }, options),
      /** End an API key, and the keys it made, at once · `DELETE /api/v1/store/keys/{id}` · needs `keys.manage` */
      revoke: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['keys-revoke']>>({ method: 'DELETE', path: `/api/v1/store/keys/${encodeURIComponent(id)}` }, options),
      /** Give one of your API keys a new secret · `POST /api/v1/store/keys/{id}/rotate` · needs `keys.manage` */
      rotate: (id: string, body: BodyOf<operations['keys-rotate']>, options?: CallOptions) => core.call<AnswerOf<operations['keys-rotate']>>({ method: 'POST', path: `/api/v1/store/keys/${encodeURIComponent(id)}/rotate`, body }, options),
    },
    mail: {
      /** Get a message · `GET /api/v1/store/mail/{id}` · needs `mail.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['mail-get']>>({ method: 'GET', path: `/api/v1/store/mail/${encodeURIComponent(id)}` }, options),
      /** List sent and waiting messages · `GET /api/v1/store/mail` · needs `mail.read` */
      list: (query?: QueryOf<operations['mail-list']>, options?: CallOptions) => core.pages<ItemOf<operations['mail-list']>, AnswerOf<operations['mail-list']>>({ method: 'GET', path: '/api/v1/store/mail', query }, options),
      /** Send a failed message once more · `POST /api/v1/store/mail/{id}/retry` · needs `jobs.manage` */
      retry: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['mail-retry']>>({ method: 'POST', path: `/api/v1/store/mail/${encodeURIComponent(id)}/retry`, idempotent: true }, options),
    },
    me: {
      /** Who you are and what you may do · `GET /api/v1/store/me` · needs `self` */
      get: (options?: CallOptions) => core.call<AnswerOf<operations['me-get']>>({ method: 'GET', path: '/api/v1/store/me' }, options),
      preferences: {
        /** Forget a preference · `DELETE /api/v1/store/me/preferences/{name}` · needs `self` */
        delete: (name: string, options?: CallOptions) => core.call<AnswerOf<operations['me-preferences-delete']>>({ method: 'DELETE', path: `/api/v1/store/me/preferences/${encodeURIComponent(name)}` }, options),
        /** What you chose for your own eyes · `GET /api/v1/store/me/preferences` · needs `self` */
        get: (options?: CallOptions) => core.call<AnswerOf<operations['me-preferences-get']>>({ method: 'GET', path: '/api/v1/store/me/preferences' }, options),
        /** Keep a preference · `PUT /api/v1/store/me/preferences/{name}` · needs `self` */
        save: (name: string, body: BodyOf<operations['me-preferences-save']>, options?: CallOptions) => core.call<AnswerOf<operations['me-preferences-save']>>({ method: 'PUT', path: `/api/v1/store/me/preferences/${encodeURIComponent(name)}`, body }, options),
      },
      /** Change what you are called, and the language of your mail · `PATCH /api/v1/store/me` · needs `self` */
      update: (body: BodyOf<operations['me-update']>, options?: CallOptions) => core.call<AnswerOf<operations['me-update']>>({ method: 'PATCH', path: '/api/v1/store/me', body }, options),
    },
    media: {
      /** Upload a picture · `POST /api/v1/store/media` · needs `products.write or content.write or catalog.manage or stores.write or settings.write` */
      upload: (body: FormData, options?: CallOptions) => core.call<AnswerOf<operations['media-upload']>>({ method: 'POST', path: '/api/v1/store/media', body }, options),
    },
    orders: {
      /** Cancel an order or parts of it · `POST /api/v1/store/orders/{id}/cancel` · needs `orders.write` */
      cancel: (id: string, body: BodyOf<operations['orders-cancel']>, options?: CallOptions) => core.call<AnswerOf<operations['orders-cancel']>>({ method: 'POST', path: `/api/v1/store/orders/${encodeURIComponent(id)}/cancel`, body, idempotent: true }, options),
      /** Take on an order · `POST /api/v1/store/orders/{id}/confirm` · needs `orders.write` */
      confirm: (id: string, body: BodyOf<operations['orders-confirm']>, options?: CallOptions) => core.call<AnswerOf<operations['orders-confirm']>>({ method: 'POST', path: `/api/v1/store/orders/${encodeURIComponent(id)}/confirm`, body, idempotent: true }, options),
      /** Hear live that orders changed · `GET /api/v1/store/orders/events` · needs `orders.read` */
      events: (options: StreamOptions) => core.stream({ method: 'GET', path: '/api/v1/store/orders/events' }, options),
      /** Get an order · `GET /api/v1/store/orders/{id}` · needs `orders.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['orders-get']>>({ method: 'GET', path: `/api/v1/store/orders/${encodeURIComponent(id)}` }, options),
      /** Put an order on hold · `POST /api/v1/store/orders/{id}/hold` · needs `orders.settle` */
      hold: (id: string, body: BodyOf<operations['orders-hold']>, options?: CallOptions) => core.call<AnswerOf<operations['orders-hold']>>({ method: 'POST', path: `/api/v1/store/orders/${encodeURIComponent(id)}/hold`, body, idempotent: true }, options),
      /** List orders · `GET /api/v1/store/orders` · needs `orders.read` */
      list: (query?: QueryOf<operations['orders-list']>, options?: CallOptions) => core.pages<ItemOf<operations['orders-list']>, AnswerOf<operations['orders-list']>>({ method: 'GET', path: '/api/v1/store/orders', query }, options),
      /** Say that cash or a transfer has come · `POST /api/v1/store/orders/{id}/mark-paid` · needs `orders.settle` */
      markPaid: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['orders-mark-paid']>>({ method: 'POST', path: `/api/v1/store/orders/${encodeURIComponent(id)}/mark-paid`, idempotent: true }, options),
      notes: {
        /** Write a note staff see · `POST /api/v1/store/orders/{id}/notes` · needs `orders.write` */
        create: (id: string, body: BodyOf<operations['orders-notes-create']>, options?: CallOptions) => core.call<AnswerOf<operations['orders-notes-create']>>({ method: 'POST', path: `/api/v1/store/orders/${encodeURIComponent(id)}/notes`, body, idempotent: true }, options),
      },
      /** End a hold · `POST /api/v1/store/orders/{id}/release` · needs `orders.settle` */
      release: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['orders-release']>>({ method: 'POST', path: `/api/v1/store/orders/${encodeURIComponent(id)}/release`, idempotent: true }, options),
      shipments: {
        /** Ship part or all of a store order · `POST /api/v1/store/orders/{id}/shipments` · needs `orders.write` */
        create: (id: string, body: BodyOf<operations['orders-shipments-create']>, options?: CallOptions) => core.call<AnswerOf<operations['orders-shipments-create']>>({ method: 'POST', path: `/api/v1/store/orders/${encodeURIComponent(id)}/shipments`, body, idempotent: true }, options),
        /** List an order's shipments · `GET /api/v1/store/orders/{id}/shipments` · needs `orders.read` */
        list: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['orders-shipments-list']>>({ method: 'GET', path: `/api/v1/store/orders/${encodeURIComponent(id)}/shipments` }, options),
      },
    },
    overview: {
      /** Numbers for the home page · `GET /api/v1/store/overview` · needs `orders.read` */
      get: (query?: QueryOf<operations['overview-get']>, options?: CallOptions) => core.call<AnswerOf<operations['overview-get']>>({ method: 'GET', path: '/api/v1/store/overview', query }, options),
    },
    pages: {
      /** Add a page · `POST /api/v1/store/pages` · needs `content.write` */
      create: (body: BodyOf<operations['pages-create']>, options?: CallOptions) => core.call<AnswerOf<operations['pages-create']>>({ method: 'POST', path: '/api/v1/store/pages', body, idempotent: true }, options),
      /** Delete a page · `DELETE /api/v1/store/pages/{id}` · needs `content.write` */
      delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['pages-delete']>>({ method: 'DELETE', path: `/api/v1/store/pages/${encodeURIComponent(id)}` }, options),
      /** Get a page · `GET /api/v1/store/pages/{id}` · needs `content.write` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['pages-get']>>({ method: 'GET', path: `/api/v1/store/pages/${encodeURIComponent(id)}` }, options),
      /** List pages · `GET /api/v1/store/pages` · needs `content.write` */
      list: (query?: QueryOf<operations['pages-list']>, options?: CallOptions) => core.pages<ItemOf<operations['pages-list']>, AnswerOf<operations['pages-list']>>({ method: 'GET', path: '/api/v1/store/pages', query }, options),
      /** Edit a page · `PATCH /api/v1/store/pages/{id}` · needs `content.write` */
      update: (id: string, body: BodyOf<operations['pages-update']>, options?: CallOptions) => core.call<AnswerOf<operations['pages-update']>>({ method: 'PATCH', path: `/api/v1/store/pages/${encodeURIComponent(id)}`, body }, options),
    },
    payments: {
      /** List an order's payments · `GET /api/v1/store/payments` · needs `orders.settle` */
      list: (query: QueryOf<operations['payments-list']>, options?: CallOptions) => core.call<AnswerOf<operations['payments-list']>>({ method: 'GET', path: '/api/v1/store/payments', query }, options),
      /** List a payment's refunds · `GET /api/v1/store/payments/{id}/refunds` · needs `orders.settle` */
      refunds: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['payments-refunds']>>({ method: 'GET', path: `/api/v1/store/payments/${encodeURIComponent(id)}/refunds` }, options),
    },
    products: {
      /** Add a product with its variants, prices and stock · `POST /api/v1/store/products` · needs `products.write` */
      create: (body: BodyOf<operations['products-create']>, options?: CallOptions) => core.call<AnswerOf<operations['products-create']>>({ method: 'POST', path: '/api/v1/store/products', body, idempotent: true }, options),
      /** Delete a product; orders keep their copies · `DELETE /api/v1/store/products/{id}` · needs `products.write` */
      delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['products-delete']>>({ method: 'DELETE', path: `/api/v1/store/products/${encodeURIComponent(id)}` }, options),
      /** Get a product with prices and stock · `GET /api/v1/store/products/{id}` · needs `products.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['products-get']>>({ method: 'GET', path: `/api/v1/store/products/${encodeURIComponent(id)}` }, options),
      /** List the products you can see · `GET /api/v1/store/products` · needs `products.read` */
      list: (query?: QueryOf<operations['products-list']>, options?: CallOptions) => core.pages<ItemOf<operations['products-list']>, AnswerOf<operations['products-list']>>({ method: 'GET', path: '/api/v1/store/products', query }, options),
      /** Edit a product, its variants, prices and stock in one go · `PATCH /api/v1/store/products/{id}` · needs `products.write` */
      update: (id: string, body: BodyOf<operations['products-update']>, options?: CallOptions) => core.call<AnswerOf<operations['products-update']>>({ method: 'PATCH', path: `/api/v1/store/products/${encodeURIComponent(id)}`, body }, options),
    },
    reports: {
      /** Sales day by day, beside the period before · `GET /api/v1/store/reports/sales` · needs `reports.read` */
      sales: (query?: QueryOf<operations['reports-sales']>, options?: CallOptions) => core.call<AnswerOf<operations['reports-sales']>>({ method: 'GET', path: '/api/v1/store/reports/sales', query }, options),
    },
    sellers: {
      /** Add a seller · `POST /api/v1/store/sellers` · needs `sellers.manage` */
      create: (body: BodyOf<operations['sellers-create']>, options?: CallOptions) => core.call<AnswerOf<operations['sellers-create']>>({ method: 'POST', path: '/api/v1/store/sellers', body, idempotent: true }, options),
      /** Get a seller · `GET /api/v1/store/sellers/{id}` · needs `stores.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['sellers-get']>>({ method: 'GET', path: `/api/v1/store/sellers/${encodeURIComponent(id)}` }, options),
      /** List sellers · `GET /api/v1/store/sellers` · needs `sellers.manage` */
      list: (query?: QueryOf<operations['sellers-list']>, options?: CallOptions) => core.pages<ItemOf<operations['sellers-list']>, AnswerOf<operations['sellers-list']>>({ method: 'GET', path: '/api/v1/store/sellers', query }, options),
      /** Approve, reject, suspend or ban a seller · `PUT /api/v1/store/sellers/{id}/status` · needs `sellers.manage` */
      status: (id: string, body: BodyOf<operations['sellers-status']>, options?: CallOptions) => core.call<AnswerOf<operations['sellers-status']>>({ method: 'PUT', path: `/api/v1/store/sellers/${encodeURIComponent(id)}/status`, body }, options),
    },
    settings: {
      /** Get the platform's settings · `GET /api/v1/store/settings` · needs `settings.read` */
      get: (options?: CallOptions) => core.call<AnswerOf<operations['settings-get']>>({ method: 'GET', path: '/api/v1/store/settings' }, options),
      /** Show which colours an accent and a paper make · `GET /api/v1/store/settings/palette` · needs `settings.read` */
      palette: (query?: QueryOf<operations['settings-palette']>, options?: CallOptions) => core.call<AnswerOf<operations['settings-palette']>>({ method: 'GET', path: '/api/v1/store/settings/palette', query }, options),
      /** Edit the platform's settings · `PATCH /api/v1/store/settings` · needs `settings.write` */
      update: (body: BodyOf<operations['settings-update']>, options?: CallOptions) => core.call<AnswerOf<operations['settings-update']>>({ method: 'PATCH', path: '/api/v1/store/settings', body }, options),
    },
    /** Make the first owner, once · `POST /api/v1/store/setup` · needs `public` */
    setup: (body: BodyOf<operations['setup']>, options?: CallOptions) => core.call<AnswerOf<operations['setup']>>({ method: 'POST', path: '/api/v1/store/setup', body }, options),
    shipments: {
      /** Say that a shipment arrived · `POST /api/v1/store/shipments/{id}/deliver` · needs `orders.write` */
      deliver: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['shipments-deliver']>>({ method: 'POST', path: `/api/v1/store/shipments/${encodeURIComponent(id)}/deliver`, idempotent: true }, options),
    },
    shipping: {
      zones: {
        /** Add a shipping zone · `POST /api/v1/store/shipping/zones` · needs `shipping.write` */
        create: (body: BodyOf<operations['shipping-zones-create']>, options?: CallOptions) => core.call<AnswerOf<operations['shipping-zones-create']>>({ method: 'POST', path: '/api/v1/store/shipping/zones', body, idempotent: true }, options),
        /** Remove a shipping zone · `DELETE /api/v1/store/shipping/zones/{id}` · needs `shipping.write` */
        delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['shipping-zones-delete']>>({ method: 'DELETE', path: `/api/v1/store/shipping/zones/${encodeURIComponent(id)}` }, options),
        /** Get a shipping zone · `GET /api/v1/store/shipping/zones/{id}` · needs `shipping.write` */
        get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['shipping-zones-get']>>({ method: 'GET', path: `/api/v1/store/shipping/zones/${encodeURIComponent(id)}` }, options),
        /** List a store's shipping zones with their rates · `GET /api/v1/store/shipping/zones` · needs `shipping.write` */
        list: (query: QueryOf<operations['shipping-zones-list']>, options?: CallOptions) => core.call<AnswerOf<operations['shipping-zones-list']>>({ method: 'GET', path: '/api/v1/store/shipping/zones', query }, options),
        /** Replace a shipping zone · `PUT /api/v1/store/shipping/zones/{id}` · needs `shipping.write` */
        save: (id: string, body: BodyOf<operations['shipping-zones-save']>, options?: CallOptions) => core.call<AnswerOf<operations['shipping-zones-save']>>({ method: 'PUT', path: `/api/v1/store/shipping/zones/${encodeURIComponent(id)}`, body }, options),
      },
    },
    stores: {
      /** Open a store · `POST /api/v1/store/stores` · needs `stores.write` */
      create: (body: BodyOf<operations['stores-create']>, options?: CallOptions) => core.call<AnswerOf<operations['stores-create']>>({ method: 'POST', path: '/api/v1/store/stores', body, idempotent: true }, options),
      /** Get a store · `GET /api/v1/store/stores/{id}` · needs `stores.read` */
      get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['stores-get']>>({ method: 'GET', path: `/api/v1/store/stores/${encodeURIComponent(id)}` }, options),
      /** List the stores you can see · `GET /api/v1/store/stores` · needs `stores.read` */
      list: (query?: QueryOf<operations['stores-list']>, options?: CallOptions) => core.pages<ItemOf<operations['stores-list']>, AnswerOf<operations['stores-list']>>({ method: 'GET', path: '/api/v1/store/stores', query }, options),
      /** Edit a store · `PATCH /api/v1/store/stores/{id}` · needs `stores.write` */
      update: (id: string, body: BodyOf<operations['stores-update']>, options?: CallOptions) => core.call<AnswerOf<operations['stores-update']>>({ method: 'PATCH', path: `/api/v1/store/stores/${encodeURIComponent(id)}`, body }, options),
    },
    tax: {
      categories: {
        /** Remove a tax category · `DELETE /api/v1/store/tax/categories/{code}` · needs `tax.write` */
        delete: (code: string, options?: CallOptions) => core.call<AnswerOf<operations['tax-categories-delete']>>({ method: 'DELETE', path: `/api/v1/store/tax/categories/${encodeURIComponent(code)}` }, options),
        /** List tax categories · `GET /api/v1/store/tax/categories` · needs `products.read` */
        list: (query?: QueryOf<operations['tax-categories-list']>, options?: CallOptions) => core.pages<ItemOf<operations['tax-categories-list']>, AnswerOf<operations['tax-categories-list']>>({ method: 'GET', path: '/api/v1/store/tax/categories', query }, options),
        /** Add or rename a tax category · `PUT /api/v1/store/tax/categories/{code}` · needs `tax.write` */
        save: (code: string, body: BodyOf<operations['tax-categories-save']>, options?: CallOptions) => core.call<AnswerOf<operations['tax-categories-save']>>({ method: 'PUT', path: `/api/v1/store/tax/categories/${encodeURIComponent(code)}`, body }, options),
      },
      zones: {
        /** Add a tax zone with its rates · `POST /api/v1/store/tax/zones` · needs `tax.write` */
        create: (body: BodyOf<operations['tax-zones-create']>, options?: CallOptions) => core.call<AnswerOf<operations['tax-zones-create']>>({ method: 'POST', path: '/api/v1/store/tax/zones', body, idempotent: true }, options),
        /** Remove a tax zone · `DELETE /api/v1/store/tax/zones/{id}` · needs `tax.write` */
        delete: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['tax-zones-delete']>>({ method: 'DELETE', path: `/api/v1/store/tax/zones/${encodeURIComponent(id)}` }, options),
        /** Get a tax zone · `GET /api/v1/store/tax/zones/{id}` · needs `tax.write` */
        get: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['tax-zones-get']>>({ method: 'GET', path: `/api/v1/store/tax/zones/${encodeURIComponent(id)}` }, options),
        /** List tax zones · `GET /api/v1/store/tax/zones` · needs `tax.write` */
        list: (query?: QueryOf<operations['tax-zones-list']>, options?: CallOptions) => core.pages<ItemOf<operations['tax-zones-list']>, AnswerOf<operations['tax-zones-list']>>({ method: 'GET', path: '/api/v1/store/tax/zones', query }, options),
        /** Edit a tax zone and its rates · `PATCH /api/v1/store/tax/zones/{id}` · needs `tax.write` */
        update: (id: string, body: BodyOf<operations['tax-zones-update']>, options?: CallOptions) => core.call<AnswerOf<operations['tax-zones-update']>>({ method: 'PATCH', path: `/api/v1/store/tax/zones/${encodeURIComponent(id)}`, body }, options),
      },
    },
    team: {
      /** Ask somebody into the team by mail, or change what they may do · `POST /api/v1/store/team` · needs `team.manage` */
      add: (body: BodyOf<operations['team-add']>, options?: CallOptions) => core.call<AnswerOf<operations['team-add']>>({ method: 'POST', path: '/api/v1/store/team', body, idempotent: true }, options),
      /** List the team · `GET /api/v1/store/team` · needs `team.manage` */
      list: (query?: QueryOf<operations['team-list']>, options?: CallOptions) => core.pages<ItemOf<operations['team-list']>, AnswerOf<operations['team-list']>>({ method: 'GET', path: '/api/v1/store/team', query }, options),
      /** Remove somebody from the team · `DELETE /api/v1/store/team/{id}` · needs `team.manage` */
      remove: (id: string, options?: CallOptions) => core.call<AnswerOf<operations['team-remove']>>({ method: 'DELETE', path: `/api/v1/store/team/${encodeURIComponent(id)}` }, options),
    },
  };
}
