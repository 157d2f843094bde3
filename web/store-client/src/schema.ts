// Generated from api/store.json by `npm run generate`. Do not edit.

export interface paths {
    "/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether an account may log in; for platform staff */
        get: operations["accounts-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep everybody out of an account */
        post: operations["accounts-disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a disabled account log in again */
        post: operations["accounts-enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where an account is logged in; for platform staff */
        get: operations["accounts-sessions-list"];
        put?: never;
        post?: never;
        /** Log an account out everywhere */
        delete: operations["accounts-sessions-end-all"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log out one of an account's log-ins */
        delete: operations["accounts-sessions-end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count what failed and waits for somebody */
        get: operations["alerts-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, newest first */
        get: operations["audit-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another e-mail address; it counts once a mail to it was answered */
        post: operations["auth-change-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log in */
        post: operations["auth-login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log out */
        post: operations["auth-logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log out everywhere */
        post: operations["auth-logout-all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout-others": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Log out everywhere but here */
        post: operations["auth-logout-others"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose another password; every other session ends */
        post: operations["auth-change-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a mail to choose a new password with */
        post: operations["auth-request-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password with the mailed token; every session ends */
        post: operations["auth-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Trade a refresh token for new tokens */
        post: operations["auth-refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where you are logged in */
        get: operations["auth-sessions-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Log out one of your log-ins */
        delete: operations["auth-sessions-end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove your e-mail address with the mailed token */
        post: operations["auth-verify-email"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/verify-email/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another mail that proves your address */
        post: operations["auth-request-verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tree of categories */
        get: operations["categories-list"];
        put?: never;
        /** Add a category */
        post: operations["categories-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a category */
        get: operations["categories-get"];
        put?: never;
        post?: never;
        /** Delete a category */
        delete: operations["categories-delete"];
        options?: never;
        head?: never;
        /** Edit or move a category */
        patch: operations["categories-update"];
        trace?: never;
    };
    "/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List collections */
        get: operations["collections-list"];
        put?: never;
        /** Add a collection */
        post: operations["collections-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a collection */
        get: operations["collections-get"];
        put?: never;
        post?: never;
        /** Delete a collection */
        delete: operations["collections-delete"];
        options?: never;
        head?: never;
        /** Edit a collection */
        patch: operations["collections-update"];
        trace?: never;
    };
    "/collections/{id}/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the products of a collection */
        get: operations["collections-products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the customers you can see */
        get: operations["customers-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a customer */
        get: operations["customers-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Note something about a customer */
        patch: operations["customers-update"];
        trace?: never;
    };
    "/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say what removing the demo would do */
        get: operations["demo-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/demo/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove the demo; again it does nothing */
        post: operations["demo-remove"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The home page */
        get: operations["home-get"];
        /** Replace the home page */
        put: operations["home-save"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/home/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Draw the home page from sections that are not saved */
        post: operations["home-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List stock levels */
        get: operations["inventory-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{variant_id}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The stock ledger of a variant */
        get: operations["inventory-movements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/adjust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move what is on hand */
        post: operations["inventory-adjust"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List jobs that failed for good, newest first */
        get: operations["jobs-failed-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/failed/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a failed job up */
        delete: operations["jobs-failed-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/jobs/failed/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a failed job all its tries again */
        post: operations["jobs-failed-retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API keys, newest first */
        get: operations["keys-list"];
        put?: never;
        /** Make an API key */
        post: operations["keys-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End an API key, and the keys it made, at once */
        delete: operations["keys-revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give one of your API keys a new secret */
        post: operations["keys-rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sent and waiting messages */
        get: operations["mail-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mail/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a message */
        get: operations["mail-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mail/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a failed message once more */
        post: operations["mail-retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are and what you may do */
        get: operations["me-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what you are called, and the language of your mail */
        patch: operations["me-update"];
        trace?: never;
    };
    "/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What you chose for your own eyes */
        get: operations["me-preferences-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/preferences/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keep a preference */
        put: operations["me-preferences-save"];
        post?: never;
        /** Forget a preference */
        delete: operations["me-preferences-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a picture */
        post: operations["media-upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List orders */
        get: operations["orders-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an order */
        get: operations["orders-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel an order or parts of it */
        post: operations["orders-cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take on an order */
        post: operations["orders-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put an order on hold */
        post: operations["orders-hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/mark-paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that cash or a transfer has come */
        post: operations["orders-mark-paid"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note staff see */
        post: operations["orders-notes-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a hold */
        post: operations["orders-release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List an order's shipments */
        get: operations["orders-shipments-list"];
        put?: never;
        /** Ship part or all of a store order */
        post: operations["orders-shipments-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Hear live that orders changed */
        get: operations["orders-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Numbers for the home page */
        get: operations["overview-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pages */
        get: operations["pages-list"];
        put?: never;
        /** Add a page */
        post: operations["pages-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a page */
        get: operations["pages-get"];
        put?: never;
        post?: never;
        /** Delete a page */
        delete: operations["pages-delete"];
        options?: never;
        head?: never;
        /** Edit a page */
        patch: operations["pages-update"];
        trace?: never;
    };
    "/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List an order's payments */
        get: operations["payments-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a payment's refunds */
        get: operations["payments-refunds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the products you can see */
        get: operations["products-list"];
        put?: never;
        /** Add a product with its variants, prices and stock */
        post: operations["products-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a product with prices and stock */
        get: operations["products-get"];
        put?: never;
        post?: never;
        /** Delete a product; orders keep their copies */
        delete: operations["products-delete"];
        options?: never;
        head?: never;
        /** Edit a product, its variants, prices and stock in one go */
        patch: operations["products-update"];
        trace?: never;
    };
    "/reports/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sales day by day, beside the period before */
        get: operations["reports-sales"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sellers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sellers */
        get: operations["sellers-list"];
        put?: never;
        /** Add a seller */
        post: operations["sellers-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sellers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a seller */
        get: operations["sellers-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sellers/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Approve, reject, suspend or ban a seller */
        put: operations["sellers-status"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the platform's settings */
        get: operations["settings-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Edit the platform's settings */
        patch: operations["settings-update"];
        trace?: never;
    };
    "/settings/palette": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show which colours an accent and a paper make */
        get: operations["settings-palette"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the first owner, once */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shipments/{id}/deliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a shipment arrived */
        post: operations["shipments-deliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shipping/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a store's shipping zones with their rates */
        get: operations["shipping-zones-list"];
        put?: never;
        /** Add a shipping zone */
        post: operations["shipping-zones-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shipping/zones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a shipping zone */
        get: operations["shipping-zones-get"];
        /** Replace a shipping zone */
        put: operations["shipping-zones-save"];
        post?: never;
        /** Remove a shipping zone */
        delete: operations["shipping-zones-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the stores you can see */
        get: operations["stores-list"];
        put?: never;
        /** Open a store */
        post: operations["stores-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stores/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a store */
        get: operations["stores-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Edit a store */
        patch: operations["stores-update"];
        trace?: never;
    };
    "/tax/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tax categories */
        get: operations["tax-categories-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tax/categories/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add or rename a tax category */
        put: operations["tax-categories-save"];
        post?: never;
        /** Remove a tax category */
        delete: operations["tax-categories-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tax/zones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tax zones */
        get: operations["tax-zones-list"];
        put?: never;
        /** Add a tax zone with its rates */
        post: operations["tax-zones-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tax/zones/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a tax zone */
        get: operations["tax-zones-get"];
        put?: never;
        post?: never;
        /** Remove a tax zone */
        delete: operations["tax-zones-delete"];
        options?: never;
        head?: never;
        /** Edit a tax zone and its rates */
        patch: operations["tax-zones-update"];
        trace?: never;
    };
    "/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the team */
        get: operations["team-list"];
        put?: never;
        /** Ask somebody into the team by mail, or change what they may do */
        post: operations["team-add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/team/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove somebody from the team */
        delete: operations["team-remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Address: {
            city: string;
            company?: string;
            country: string;
            first_name: string;
            last_name?: string;
            line1: string;
            line2?: string;
            phone?: string;
            postcode?: string;
            region?: string;
        };
        Amount: {
            /**
             * Format: int64
             * @description Amount in minor units of the currency, e.g. cents
             * @example 1999
             */
            amount: number;
            /**
             * @description ISO 4217 currency code
             * @example USD
             */
            currency: string;
        };
        AnalyticsDay: {
            /**
             * Format: date
             * @description Of the shop's calendar.
             */
            date: string;
            /** Format: int64 */
            orders: number;
            /**
             * Format: int64
             * @description Minor units.
             */
            total: number;
        };
        AnalyticsSales: {
            /** @description Of the period before, its last day up to the time it is now, to the quarter of an hour. */
            before: components["schemas"]["AnalyticsSum"];
            /** @description False while orders from before an upgrade are still being added up. */
            complete: boolean;
            /** @description Those there can be a report in. */
            currencies: string[];
            currency: string;
            /** @description Oldest first; the last is today so far. */
            days: components["schemas"]["AnalyticsDay"][];
            /** @description As many days before these; the last counts up to the time it is now. */
            days_before: components["schemas"]["AnalyticsDay"][];
            /** @description The largest stores of the period, at most ten; empty when only one is asked for. */
            stores: components["schemas"]["AnalyticsStoreSales"][];
            sum: components["schemas"]["AnalyticsSum"];
            /** @description Where the days begin and end. */
            time_zone: string;
        };
        AnalyticsStoreSales: {
            name: string;
            /** Format: int64 */
            orders: number;
            store_id: string;
            /**
             * Format: int64
             * @description Minor units.
             */
            total: number;
        };
        AnalyticsSum: {
            /**
             * Format: int64
             * @description What an order is worth on average, rounded half up; 0 without orders.
             */
            average: number;
            /** Format: int64 */
            orders: number;
            /**
             * Format: int64
             * @description Minor units, tax and shipping included, less what was cancelled.
             */
            total: number;
        };
        AuditChanges: {
            after: {
                [key: string]: unknown;
            };
            before: {
                [key: string]: unknown;
            };
        };
        AuditEntry: {
            action: string;
            actor_id: string;
            actor_kind: string;
            /** @description How the member or API key is called now; absent when nobody knows. */
            actor_name?: string;
            /** Format: date-time */
            at: string;
            changes: components["schemas"]["AuditChanges"];
            entity: string;
            entity_id: string;
            /** @description How the thing is called now; absent when it is gone or the caller may not know. */
            entity_name?: string;
            hash: string;
            id: string;
            network: string;
            request_id: string;
            /**
             * Format: int64
             * @description The place in the sealed chain; null for the newest, which are not sealed yet.
             */
            seq: number | null;
            store_id: string;
        };
        AuditEntryList: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        AuthChangeEmailBody: {
            email: string;
            /** @description The current password. */
            password: string;
        };
        AuthChangePasswordBody: {
            current_password: string;
            new_password: string;
        };
        AuthLoginBody: {
            email: string;
            password: string;
        };
        AuthRefreshBody: {
            refresh_token: string;
        };
        AuthRequestResetBody: {
            email: string;
        };
        AuthResetBody: {
            password: string;
            token: string;
        };
        AuthVerifyEmailBody: {
            token: string;
        };
        CatalogAttribute: {
            code: string;
            name: string;
            value: string;
        };
        CatalogCategory: {
            description: string;
            handle: string;
            id: string;
            image_url: string;
            name: string;
            /** @description Empty at the root. */
            parent_id: string;
            /** @description Ids from the root to this category. */
            path: string[];
            /** Format: int64 */
            position: number;
            translations: {
                [key: string]: components["schemas"]["CatalogCategoryText"];
            };
            /** Format: int64 */
            version: number;
        };
        CatalogCategoryList: {
            items: components["schemas"]["CatalogCategory"][];
        };
        CatalogCategoryText: {
            description: string;
            name: string;
        };
        CatalogCollection: {
            /** Format: date-time */
            created_at: string;
            description_html: string;
            handle: string;
            id: string;
            image_url: string;
            /** Format: int64 */
            position: number;
            title: string;
            translations: {
                [key: string]: components["schemas"]["CatalogText"];
            };
            /** Format: int64 */
            version: number;
        };
        CatalogCollectionList: {
            items: components["schemas"]["CatalogCollection"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        CatalogEditCategory: {
            description?: string | null;
            /** @description A clash gets a suffix. */
            handle?: string | null;
            image_url?: string | null;
            name?: string | null;
            /** @description Null moves it to the root. */
            parent_id?: string | null;
            /**
             * Format: int64
             * @description Place among its siblings.
             */
            position?: number | null;
            translations?: {
                [key: string]: components["schemas"]["CatalogCategoryText"];
            } | null;
        };
        CatalogEditCollection: {
            description_html?: string | null;
            /** @description A clash gets a suffix. */
            handle?: string | null;
            image_url?: string | null;
            /** Format: int64 */
            position?: number | null;
            title?: string | null;
            translations?: {
                [key: string]: components["schemas"]["CatalogText"];
            } | null;
        };
        CatalogImageRef: {
            alt: string;
            /** Format: int64 */
            height: number;
            url: string;
            /** Format: int64 */
            width: number;
        };
        CatalogOption: {
            name: string;
            values: string[];
        };
        CatalogSEO: {
            description: string;
            title: string;
        };
        CatalogText: {
            description_html: string;
            title: string;
        };
        ContentEditPage: {
            body_html?: string | null;
            handle?: string | null;
            published?: boolean | null;
            seo?: {
                description: string;
                title: string;
            } | null;
            title?: string | null;
            translations?: {
                [key: string]: components["schemas"]["ContentPageText"];
            } | null;
        };
        ContentHome: {
            sections: components["schemas"]["ContentSection"][];
            /** Format: int64 */
            version: number;
        };
        ContentImage: {
            alt: string;
            content_type: string;
            /** Format: date-time */
            created_at: string;
            filename: string;
            /** Format: int64 */
            height: number;
            id: string;
            /** Format: int64 */
            size: number;
            url: string;
            /** Format: int64 */
            width: number;
        };
        ContentPage: {
            body_html: string;
            /** Format: date-time */
            created_at: string;
            handle: string;
            id: string;
            published: boolean;
            seo: components["schemas"]["ContentSEO"];
            title: string;
            translations: {
                [key: string]: components["schemas"]["ContentPageText"];
            };
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ContentPageList: {
            items: components["schemas"]["ContentPage"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        ContentPageText: {
            body_html: string;
            title: string;
        };
        ContentQuote: {
            /** @description What they speak of, such as /products/tidal-mug. */
            link_url?: string;
            name: string;
            /** @description Where they live, or who they are. */
            place?: string;
            text: string;
            translations?: {
                [key: string]: components["schemas"]["ContentQuoteText"];
            };
        };
        ContentQuoteText: {
            name?: string;
            place?: string;
            text: string;
        };
        ContentSection: {
            /** @description A few words above the title. */
            eyebrow?: string;
            image_url: string;
            /** @enum {string} */
            kind: "hero" | "categories" | "collection" | "stores" | "story" | "quotes";
            /**
             * @description How a collection is laid out; a grid without it.
             * @enum {string}
             */
            layout?: "grid" | "carousel";
            link_url: string;
            /** @description What customers said, of a section of quotes. */
            quotes?: components["schemas"]["ContentQuote"][];
            /** @description Handle, or handles with commas, of what the section shows. */
            ref: string;
            text: string;
            title: string;
            translations?: {
                [key: string]: components["schemas"]["ContentSectionText"];
            };
        };
        ContentSectionText: {
            eyebrow?: string;
            text: string;
            title: string;
        };
        ContentSEO: {
            description: string;
            title: string;
        };
        Customer: {
            /** @description Null for a guest. */
            account_id: string | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            first_name: string;
            groups: string[];
            id: string;
            last_name: string;
            locale: string;
            note: string;
            phone: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CustomerDetail: {
            /** @description Null for a guest. */
            account_id: string | null;
            addresses: components["schemas"]["CustomerEntry"][];
            /** Format: date-time */
            created_at: string;
            email: string;
            first_name: string;
            groups: string[];
            id: string;
            last_name: string;
            locale: string;
            note: string;
            phone: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CustomerEntry: {
            address: components["schemas"]["Address"];
            /** Format: date-time */
            created_at: string;
            default_billing: boolean;
            default_shipping: boolean;
            id: string;
        };
        CustomerList: {
            items: components["schemas"]["Customer"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        CustomersUpdateBody: {
            groups?: string[] | null;
            note?: string | null;
        };
        Dead: {
            args: unknown;
            /** Format: int64 */
            attempts: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
            id: string;
            kind: string;
            last_error: string;
            /** Format: int64 */
            max_attempts: number;
            state: string;
        };
        DeadList: {
            items: components["schemas"]["Dead"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        Field: {
            code: string;
            location: string;
            message: string;
        };
        FulfilmentShipment: {
            carrier: string;
            /** Format: date-time */
            delivered_at: string | null;
            id: string;
            lines: components["schemas"]["OrderLineQty"][];
            order_id: string;
            /** Format: date-time */
            shipped_at: string;
            /** @enum {string} */
            status: "shipped" | "delivered";
            store_id: string;
            store_order_id: string;
            tracking_number: string;
            tracking_url: string;
        };
        FulfilmentShipmentList: {
            items: components["schemas"]["FulfilmentShipment"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        HomePreviewBody: {
            /** @description One of the shop's languages; the first one without it. */
            locale?: string;
            sections: components["schemas"]["ContentSection"][];
        };
        HomeSaveBody: {
            sections: components["schemas"]["ContentSection"][];
        };
        HumaFormFile: {
            ContentType: string;
            Filename: string;
            IsSet: boolean;
            /** Format: int64 */
            Size: number;
        };
        IdentityAccess: {
            permissions: string[];
            platform: boolean;
            seller_id?: string;
            /** @description Empty for the platform, which sees all. */
            store_ids: string[];
        };
        IdentityAccount: {
            /** Format: date-time */
            created_at: string;
            email: string;
            email_verified: boolean;
            id: string;
            locale: string;
            name: string;
        };
        IdentityAccountState: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Null for one that may log in.
             */
            disabled_at: string | null;
            email: string;
            email_verified: boolean;
            id: string;
            locale: string;
            name: string;
        };
        IdentityKept: {
            /** @description By name. */
            preferences: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
        };
        IdentityKey: {
            account_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Null for one that does not expire.
             */
            expires_at: string | null;
            /** @description The secret's last characters. */
            hint: string;
            id: string;
            /** @description The key that made this one; absent when a person did. */
            made_by?: string;
            name: string;
            /**
             * Format: date-time
             * @description Until when the secret before the last rotation still opens.
             */
            old_until: string | null;
            permissions: string[];
            /** Format: date-time */
            revoked_at: string | null;
            /** Format: date-time */
            rotated_at: string | null;
            /** @description Empty for the platform. */
            seller_id: string;
            /**
             * Format: date-time
             * @description When it was last used, some minutes behind.
             */
            used_at: string | null;
        };
        IdentityKeyList: {
            items: components["schemas"]["IdentityKey"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        IdentityKeySecret: {
            key: components["schemas"]["IdentityKey"];
            /** @description Send as Authorization: Bearer. It is shown this once. */
            secret: string;
        };
        IdentityMe: {
            access: components["schemas"]["IdentityAccess"][];
            account: components["schemas"]["IdentityAccount"];
            /** @description Held anywhere: for what to show. Where each holds is in access. */
            permissions: string[];
            /** @description Holds a role over the whole platform. */
            platform: boolean;
            store_ids: string[];
        };
        IdentityOpenLogIn: {
            /**
             * @description site: the shop; store: the dashboard.
             * @enum {string}
             */
            audience: "site" | "store";
            /** @description As it calls itself; empty when it says nothing known. */
            browser: string;
            /** Format: date-time */
            created_at: string;
            /** @description The one asking. */
            current: boolean;
            /**
             * Format: date-time
             * @description When it ends if it is not used until then.
             */
            expires_at: string;
            id: string;
            /** @description Shortened: the neighbourhood it was opened from. */
            network: string;
            system: string;
            /**
             * Format: date-time
             * @description When it was last used, some minutes behind.
             */
            used_at: string;
        };
        IdentityOpenLogIns: {
            items: components["schemas"]["IdentityOpenLogIn"][];
        };
        IdentityTeamView: {
            account_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description The account may not log in at all. */
            disabled: boolean;
            email: string;
            id: string;
            name: string;
            /** @description Was asked, and has not chosen a password yet. */
            pending: boolean;
            permissions: string[];
            /** @enum {string} */
            role: "owner" | "staff";
            /** @description Empty for the platform. */
            seller_id: string;
        };
        IdentityTeamViewList: {
            items: components["schemas"]["IdentityTeamView"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        IdentityTokens: {
            /** @description Send as Authorization: Bearer. */
            access_token: string;
            account: components["schemas"]["IdentityAccount"];
            customer_id?: string;
            /**
             * Format: int64
             * @description Seconds the access token is good for.
             */
            expires_in: number;
            /** @description Good once, for new tokens. */
            refresh_token: string;
        };
        InventoryAdjustBody: {
            /**
             * Format: int64
             * @description What came (positive) or went (negative).
             */
            delta: number;
            note?: string;
            /** @description Why: received, damaged, counted … */
            reason?: string;
            variant_id: string;
        };
        InventoryLevel: {
            allow_backorder: boolean;
            /** Format: int64 */
            incoming: number;
            location_id: string;
            /** Format: int64 */
            on_hand: number;
            /** Format: int64 */
            reserved: number;
            /** Format: int64 */
            safety: number;
            store_id: string;
            tracked: boolean;
            variant_id: string;
        };
        InventoryLevelList: {
            items: components["schemas"]["InventoryLevel"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        InventoryMovement: {
            actor_id: string;
            /** Format: date-time */
            created_at: string;
            id: string;
            location_id: string;
            note: string;
            /** Format: int64 */
            on_hand_delta: number;
            order_id: string;
            reason: string;
            /** Format: int64 */
            reserved_delta: number;
            variant_id: string;
        };
        InventoryMovementList: {
            items: components["schemas"]["InventoryMovement"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        KeysCreateBody: {
            /**
             * Format: date-time
             * @description Absent for a key that does not expire.
             */
            expires_at?: string;
            /** @description What the key is for. */
            name: string;
            /** @description Of the person asking; a program with a key has none. */
            password?: string;
            /** @description At most what the caller holds there. */
            permissions: string[];
            /** @description Only for this seller's stores; absent for the whole platform, or for the only seller the caller belongs to. */
            seller_id?: string;
        };
        KeysRotateBody: {
            /**
             * Format: date-time
             * @description Absent keeps it.
             */
            expires_at?: string;
            /**
             * Format: int64
             * @description How long the old secret still opens; 24 unless given.
             */
            overlap_hours?: number;
            /** @description Of the person asking; a program with a key has none. */
            password?: string;
        };
        ListingEdit: {
            attributes?: components["schemas"]["CatalogAttribute"][] | null;
            category_ids?: string[] | null;
            collection_ids?: string[] | null;
            description_html?: string | null;
            external_id?: string | null;
            handle?: string | null;
            images?: components["schemas"]["CatalogImageRef"][] | null;
            /**
             * @description The platform's alone.
             * @enum {string|null}
             */
            moderation?: "pending" | "approved" | "rejected" | null;
            options?: components["schemas"]["CatalogOption"][] | null;
            /** @description Country it is made in, ISO 3166-1 alpha-2. */
            origin?: string | null;
            seo?: {
                description: string;
                title: string;
            } | null;
            /** @enum {string|null} */
            status?: "draft" | "active" | "archived" | null;
            tags?: string[] | null;
            tax_category?: string | null;
            title?: string | null;
            translations?: {
                [key: string]: components["schemas"]["CatalogText"];
            } | null;
            variants?: components["schemas"]["ListingEditVariant"][] | null;
            vendor?: string | null;
        };
        ListingEditVariant: {
            allow_backorder?: boolean;
            barcode?: string | null;
            /** Format: int64 */
            cost?: number | null;
            id?: string;
            image_url?: string | null;
            option_values?: string[] | null;
            /** @description The whole price set. */
            prices?: components["schemas"]["ListingPriceRule"][] | null;
            requires_shipping?: boolean | null;
            /**
             * Format: int64
             * @description Pieces kept back.
             */
            safety?: number;
            sku?: string | null;
            /**
             * Format: int64
             * @description Pieces on hand.
             */
            stock?: number;
            /**
             * Format: int64
             * @description The count that stock was decided on. When another one is on hand by now, the save is refused instead of undoing sales in between.
             */
            stock_was?: number;
            /** @description False: it never runs out. */
            tracked?: boolean;
            /** Format: int64 */
            weight_grams?: number | null;
        };
        ListingFull: {
            attributes: components["schemas"]["CatalogAttribute"][];
            category_ids: string[];
            collection_ids: string[];
            /** Format: date-time */
            created_at: string;
            description_html: string;
            external_id: string;
            handle: string;
            id: string;
            images: components["schemas"]["CatalogImageRef"][];
            moderation: string;
            options: components["schemas"]["CatalogOption"][];
            /** @description Country the product is made in, ISO 3166-1 alpha-2; empty is unknown. */
            origin: string;
            seo: components["schemas"]["CatalogSEO"];
            status: string;
            store: components["schemas"]["ListingStoreRef"];
            store_id: string;
            tags: string[];
            tax_category: string;
            title: string;
            translations: {
                [key: string]: components["schemas"]["CatalogText"];
            };
            /** Format: date-time */
            updated_at: string;
            variants: components["schemas"]["ListingFullVariant"][];
            vendor: string;
            /** Format: int64 */
            version: number;
        };
        ListingFullVariant: {
            barcode: string;
            /** Format: int64 */
            cost: number | null;
            id: string;
            image_url: string;
            /** @description One value per option of the product, in the same order. */
            option_values: string[];
            /** Format: int64 */
            position: number;
            prices: components["schemas"]["ListingPriceRule"][];
            product_id: string;
            requires_shipping: boolean;
            sku: string;
            stock: components["schemas"]["ListingStock"];
            store_id: string;
            /** Format: int64 */
            weight_grams: number;
        };
        ListingNewProduct: {
            attributes?: components["schemas"]["CatalogAttribute"][] | null;
            category_ids?: string[] | null;
            collection_ids?: string[] | null;
            description_html?: string | null;
            external_id?: string | null;
            handle?: string | null;
            images?: components["schemas"]["CatalogImageRef"][] | null;
            /**
             * @description The platform's alone.
             * @enum {string|null}
             */
            moderation?: "pending" | "approved" | "rejected" | null;
            options?: components["schemas"]["CatalogOption"][] | null;
            /** @description Country it is made in, ISO 3166-1 alpha-2. */
            origin?: string | null;
            seo?: {
                description: string;
                title: string;
            } | null;
            /** @enum {string|null} */
            status?: "draft" | "active" | "archived" | null;
            store_id: string;
            tags?: string[] | null;
            tax_category?: string | null;
            title?: string | null;
            translations?: {
                [key: string]: components["schemas"]["CatalogText"];
            } | null;
            variants?: components["schemas"]["ListingEditVariant"][] | null;
            vendor?: string | null;
        };
        ListingPriceRange: {
            from: components["schemas"]["Amount"];
            to: components["schemas"]["Amount"];
        };
        ListingPriceRule: {
            /**
             * Format: int64
             * @description Minor units.
             */
            amount: number;
            /**
             * Format: int64
             * @description Struck through beside the price.
             */
            compare_at?: number;
            /** @example USD */
            currency: string;
            /** Format: date-time */
            from?: string;
            /** @description Customer group; empty is everyone. */
            group?: string;
            /**
             * Format: int64
             * @description From this quantity on; 0 and 1 are every quantity.
             */
            min_quantity?: number;
            /** Format: date-time */
            until?: string;
        };
        ListingRow: {
            /**
             * Format: int64
             * @description Pieces of all counted variants that may be promised.
             */
            available: number;
            /** Format: date-time */
            created_at: string;
            handle: string;
            id: string;
            image: components["schemas"]["CatalogImageRef"] | null;
            in_stock: boolean;
            moderation: string;
            /** @description What everyone pays now, one per currency. */
            prices: components["schemas"]["ListingPriceRange"][];
            status: string;
            store: components["schemas"]["ListingStoreRef"];
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            variants: number;
            /** Format: int64 */
            version: number;
        };
        ListingRowList: {
            items: components["schemas"]["ListingRow"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        ListingStock: {
            allow_backorder: boolean;
            /** Format: int64 */
            available: number;
            /** Format: int64 */
            on_hand: number;
            /** Format: int64 */
            reserved: number;
            /** Format: int64 */
            safety: number;
            tracked: boolean;
        };
        ListingStoreRef: {
            handle: string;
            id: string;
            name: string;
        };
        MePreferencesSaveBody: {
            /** @description Any object; the API does not look into it. */
            value: {
                [key: string]: unknown;
            };
        };
        MeUpdateBody: {
            /** @description A language tag like en. */
            locale?: string | null;
            name?: string | null;
        };
        NotifyAlerts: {
            /**
             * Format: int64
             * @description Jobs that used up their tries; 1000 means that many or more.
             */
            failed_jobs: number;
            /**
             * Format: int64
             * @description Messages that could not be delivered; 1000 means that many or more.
             */
            failed_mails: number;
        };
        NotifyContent: {
            html: string;
            text: string;
        };
        NotifyDelivery: {
            /** Format: int64 */
            attempts: number;
            channel: string;
            /** Format: date-time */
            created_at: string;
            event_id: string;
            id: string;
            kind: string;
            last_error?: string;
            locale: string;
            recipient: string;
            recipient_name: string;
            /** Format: date-time */
            sent_at?: string;
            status: string;
            subject: string;
            /** @description What it is about: an order, an account or a seller. */
            subject_id: string;
            transport?: string;
        };
        NotifyDeliveryList: {
            items: components["schemas"]["NotifyDelivery"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        NotifyMessage: {
            /** Format: int64 */
            attempts: number;
            channel: string;
            /** @description Links that open an account or order are taken out. */
            content: components["schemas"]["NotifyContent"];
            /** Format: date-time */
            created_at: string;
            event_id: string;
            id: string;
            kind: string;
            last_error?: string;
            locale: string;
            recipient: string;
            recipient_name: string;
            /** Format: date-time */
            sent_at?: string;
            status: string;
            subject: string;
            /** @description What it is about: an order, an account or a seller. */
            subject_id: string;
            transport?: string;
        };
        OrderEntry: {
            actor_id: string;
            actor_kind: string;
            actor_name?: string;
            /** Format: date-time */
            at: string;
            data: {
                [key: string]: unknown;
            };
            id: string;
            kind: string;
            store_order_id?: string;
        };
        OrderLineQty: {
            line_id: string;
            /** Format: int64 */
            quantity: number;
        };
        OrderLineView: {
            /** Format: int64 */
            cancelled: number;
            /** Format: int64 */
            delivered: number;
            discount: components["schemas"]["Amount"];
            /** Format: int64 */
            fulfilled: number;
            id: string;
            image_url: string;
            options: {
                [key: string]: string;
            };
            product: components["schemas"]["OrderProductRef"];
            /** Format: int64 */
            quantity: number;
            sku: string;
            store_id: string;
            store_order_id: string;
            subtotal: components["schemas"]["Amount"];
            tax: components["schemas"]["Amount"];
            total: components["schemas"]["Amount"];
            unit_price: components["schemas"]["Amount"];
            variant_id: string;
            variant_title: string;
        };
        OrderOverview: {
            /**
             * Format: int64
             * @description Orders being worked on.
             */
            confirmed: number;
            /**
             * Format: int64
             * @description Orders on hold.
             */
            held: number;
            /** @description The same hours of the same day last week. */
            last_week: components["schemas"]["OrderSales"][];
            /**
             * Format: int64
             * @description Open orders whose last payment was declined.
             */
            payment_failed: number;
            /**
             * Format: int64
             * @description Orders waiting to be confirmed.
             */
            pending: number;
            /**
             * Format: int64
             * @description Confirmed orders of which something has not left yet.
             */
            to_ship: number;
            today: components["schemas"]["OrderSales"][];
        };
        OrderPartView: {
            /** Format: date-time */
            cancelled_at: string | null;
            /** Format: date-time */
            confirmed_at: string | null;
            /** @enum {string} */
            fulfilment_status: "unfulfilled" | "partially_fulfilled" | "fulfilled" | "delivered";
            id: string;
            shipping: components["schemas"]["OrderShippingChoice"];
            shipping_price: components["schemas"]["Amount"];
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "cancelled";
            store_id: string;
            store_name: string;
            total: components["schemas"]["Amount"];
        };
        OrderProductRef: {
            handle: string;
            id: string;
            title: string;
        };
        OrderSales: {
            currency: string;
            /** Format: int64 */
            orders: number;
            /**
             * Format: int64
             * @description Minor units.
             */
            total: number;
        };
        OrdersCancelBody: {
            reason: string;
            /** @description Put the goods back on sale; false writes them off. Leave out for true. */
            restock?: boolean;
            store_order_ids?: string[];
        };
        OrdersConfirmBody: {
            /** @description Only these parts; leave out for all you may act on. */
            store_order_ids?: string[];
        };
        OrderShippingChoice: {
            /** Format: int64 */
            days_max: number;
            /** Format: int64 */
            days_min: number;
            name: string;
            option_id: string;
        };
        OrdersHoldBody: {
            reason: string;
        };
        OrdersNotesCreateBody: {
            text: string;
        };
        OrdersShipmentsCreateBody: {
            carrier?: string;
            /** @description Leave out for everything that is open. */
            lines?: components["schemas"]["OrderLineQty"][];
            store_order_id: string;
            tracking_number?: string;
            tracking_url?: string;
        };
        OrderStaffView: {
            /** @description What the caller can do now: confirm, mark_paid, ship, cancel, note, hold, release. */
            actions: string[];
            billing_address: components["schemas"]["Address"] | null;
            currency: string;
            customer_id: string | null;
            email: string;
            /**
             * Format: date-time
             * @description Until when an unpaid order waits.
             */
            expires_at: string | null;
            /** @enum {string} */
            fulfilment_status: "unfulfilled" | "partially_fulfilled" | "fulfilled" | "delivered";
            /** Format: date-time */
            held_at: string | null;
            hold_reasons: string[];
            id: string;
            lines: components["schemas"]["OrderLineView"][];
            locale: string;
            note: string;
            number: string;
            payment_method: string;
            /** @enum {string} */
            payment_status: "unpaid" | "authorized" | "partially_paid" | "paid" | "partially_refunded" | "refunded" | "voided" | "failed";
            /** Format: date-time */
            placed_at: string;
            shipping_address: components["schemas"]["Address"] | null;
            /** @enum {string} */
            status: "pending" | "confirmed" | "completed" | "cancelled";
            stores: components["schemas"]["OrderPartView"][];
            timeline: components["schemas"]["OrderEntry"][];
            totals: components["schemas"]["OrderTotalsView"];
            /** Format: int64 */
            version: number;
        };
        OrderSummary: {
            customer_name: string;
            email: string;
            fulfilment_status: string;
            held: boolean;
            id: string;
            number: string;
            payment_status: string;
            /** Format: date-time */
            placed_at: string;
            status: string;
            stores: string[];
            total: components["schemas"]["Amount"];
        };
        OrderSummaryList: {
            items: components["schemas"]["OrderSummary"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        OrderTaxView: {
            amount: components["schemas"]["Amount"];
            included: boolean;
            name: string;
            rate: string;
        };
        OrderTotalsView: {
            /** @description What is still to be paid. */
            amount_due: components["schemas"]["Amount"];
            cancelled: components["schemas"]["Amount"];
            discount: components["schemas"]["Amount"];
            paid: components["schemas"]["Amount"];
            refunded: components["schemas"]["Amount"];
            shipping: components["schemas"]["Amount"];
            subtotal: components["schemas"]["Amount"];
            tax: components["schemas"]["Amount"];
            tax_lines: components["schemas"]["OrderTaxView"][];
            total: components["schemas"]["Amount"];
        };
        PaymentRecord: {
            amount: components["schemas"]["Amount"];
            captured: components["schemas"]["Amount"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at?: string;
            failure: string;
            id: string;
            method: string;
            order_id: string;
            /** @description How the provider calls it. */
            provider_ref: string;
            /** @description What the shopper writes on a bank transfer. */
            reference: string;
            refunded: components["schemas"]["Amount"];
            /** @enum {string} */
            status: "pending" | "failed" | "voided" | "authorized" | "captured" | "refunded";
        };
        PaymentRecordList: {
            items: components["schemas"]["PaymentRecord"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        PaymentRefundRecord: {
            amount: components["schemas"]["Amount"];
            /** Format: date-time */
            created_at: string;
            failure: string;
            /** Format: date-time */
            finished_at?: string;
            id: string;
            payment_id: string;
            reason: string;
            /** @enum {string} */
            status: "pending" | "done" | "failed";
        };
        PaymentRefundRecordList: {
            items: components["schemas"]["PaymentRefundRecord"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        Problem: {
            /** @description What went wrong, for programs. Stable. */
            code: string;
            /** @description What a program may need to go on, by code. */
            data?: unknown;
            /** @description What went wrong, for people. */
            detail: string;
            /** @description Each bad field with its place. */
            errors?: components["schemas"]["Field"][];
            /** @description Name this when asking for help. */
            request_id?: string;
            /**
             * Format: int64
             * @description The HTTP status.
             */
            status: number;
            /** @description The status in words. */
            title: string;
        };
        Seller: {
            /** Format: date-time */
            created_at: string;
            email: string;
            house: boolean;
            id: string;
            name: string;
            status: string;
            /** Format: int64 */
            version: number;
        };
        SellerList: {
            items: components["schemas"]["Seller"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        SellerPolicies: {
            returns: string;
            shipping: string;
        };
        SellersCreateBody: {
            /** Format: email */
            email: string;
            name: string;
        };
        SellersStatusBody: {
            /** @enum {string} */
            status: "applied" | "approved" | "rejected" | "suspended" | "banned";
        };
        SellerStore: {
            address: components["schemas"]["Address"];
            /** Format: date-time */
            created_at: string;
            description: string;
            email: string;
            handle: string;
            id: string;
            logo_url: string;
            name: string;
            phone: string;
            policies: components["schemas"]["SellerPolicies"];
            seller_id: string;
            seller_status: string;
            status: string;
            /** Format: int64 */
            version: number;
        };
        SellerStoreList: {
            items: components["schemas"]["SellerStore"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        SettingsAppearance: {
            /**
             * @description The colour of buttons as #rrggbb; empty is the theme's own. Its shades and the text on it are derived.
             * @example #1f6feb
             */
            accent: string;
            /** @enum {string} */
            corners: "soft" | "square" | "round";
            /** @description The small picture in a browser's tab. */
            favicon: components["schemas"]["SettingsPicture"];
            /**
             * @description The theme's own face for headings, the reader's own, the reader's own serif, or serif headings over the reader's own.
             * @enum {string}
             */
            font: "theme" | "system" | "serif" | "classic";
            /** @description They replace the theme's own columns. */
            footer_columns: components["schemas"]["SettingsFooterColumn"][];
            /** @description By language tag. */
            footer_text: {
                [key: string]: string;
            };
            /** @description Stands in place of the shop's name. */
            logo: components["schemas"]["SettingsPicture"];
            /** @description The same for dark grounds; the footer is one. */
            logo_dark: components["schemas"]["SettingsPicture"];
            /**
             * @description The tone of the page and of everything grey.
             * @enum {string}
             */
            paper: "plain" | "warm" | "cool";
        };
        SettingsDemoCounts: {
            /**
             * Format: int64
             * @description Log-ins.
             */
            accounts: number;
            /** Format: int64 */
            categories: number;
            /** Format: int64 */
            collections: number;
            /** Format: int64 */
            customers: number;
            /** Format: int64 */
            orders: number;
            /** Format: int64 */
            pages: number;
            /** Format: int64 */
            products: number;
            /** Format: int64 */
            sellers: number;
            /** Format: int64 */
            stores: number;
        };
        SettingsDemoObstacle: {
            /** @enum {string} */
            code: "settings.demo_unrecorded" | "settings.demo_owner" | "settings.demo_paid";
            message: string;
            /** @description Numbers of the orders concerned, at most ten. */
            orders: number[];
        };
        SettingsDemoPlan: {
            /** @description False when there is no demo in this shop. */
            demo: boolean;
            goes: components["schemas"]["SettingsDemoCounts"];
            /** @description It is being taken out right now. */
            leaving: boolean;
            /** @description Each must be dealt with first. */
            obstacles: components["schemas"]["SettingsDemoObstacle"][];
            stays: components["schemas"]["SettingsDemoCounts"];
        };
        SettingsDrawn: {
            /** @description Buttons. In the dark it is lighter than the chosen one where that could not be seen. */
            accent: string;
            /** @description The accent on the foot of the page */
            accent_on_inverse: string;
            /** @description A breath of the accent */
            accent_soft: string;
            /** @description Buttons under the pointer */
            accent_strong: string;
            contrast: components["schemas"]["SettingsRatio"][];
            /** @description The ring around what has the keyboard */
            focus: string;
            /** @description The quiet ground under pictures */
            ground: string;
            /** @description The ground of tags */
            ground_strong: string;
            /** @description Text */
            ink: string;
            /** @description Text beside the point */
            ink_soft: string;
            /** @description The foot of the page */
            inverse: string;
            /** @description Between things */
            line: string;
            /** @description Around things that can be used */
            line_strong: string;
            /** @description Text on the accent */
            on_accent: string;
            /** @description Text on the foot */
            on_inverse: string;
            /** @description The page */
            paper: string;
            /** @description Panels and fields */
            raised: string;
        };
        SettingsFooterColumn: {
            links: components["schemas"]["SettingsFooterLink"][];
            /** @description By language tag. */
            title: {
                [key: string]: string;
            };
        };
        SettingsFooterLink: {
            /** @description A path of this shop, an http(s) address or mailto:. */
            href: string;
            /** @description By language tag. */
            text: {
                [key: string]: string;
            };
        };
        SettingsPalette: {
            /**
             * Format: double
             * @description What that must be to be saved.
             */
            accent_least: number;
            /**
             * Format: double
             * @description The chosen accent on the light ground it stands out from worst.
             */
            accent_ratio: number;
            dark: components["schemas"]["SettingsDrawn"];
            /** @description The accent was made lighter in the dark, where it could not be seen. */
            dark_adjusted: boolean;
            light: components["schemas"]["SettingsDrawn"];
            /** @description The accent, or the lightest shade of it that can be saved. */
            nearest: string;
        };
        SettingsPicture: {
            /** Format: int64 */
            height: number;
            /** @description As the upload answered it: /media/… Empty means none. */
            url: string;
            /** Format: int64 */
            width: number;
        };
        SettingsPlatform: {
            appearance: components["schemas"]["SettingsAppearance"];
            /** @description What a shopper needs to transfer money; empty offers no bank transfer, unless the server was started with details. */
            bank_details: string;
            /** @description Where the shop is found; empty means wherever it is asked. */
            base_url: string;
            currencies: string[];
            /** @description Made-up data: demo log-ins and the sandbox payment provider are on. */
            demo: boolean;
            locales: string[];
            name: string;
            regions: components["schemas"]["SettingsRegion"][];
            support_email: string;
            /** @enum {string} */
            tax_rounding: "line" | "total";
            /** @description IANA name; reports of the platform use it. */
            time_zone: string;
            /** Format: int64 */
            version: number;
        };
        SettingsRatio: {
            /**
             * Format: double
             * @description What it must be.
             */
            least: number;
            /**
             * @description Text and text beside the point on the page, text on a button, the same under the pointer, text on the tint, the accent on the foot, the focus ring on the page.
             * @enum {string}
             */
            pair: "text" | "soft_text" | "button" | "button_hover" | "tint" | "foot" | "focus";
            /**
             * Format: double
             * @description By WCAG 2.2, from 1 to 21.
             */
            ratio: number;
        };
        SettingsRegion: {
            /** @description ISO 3166-1 alpha-2 codes. */
            countries: string[];
            currency: string;
            /**
             * @description A short name of your choice: a–z, 0–9 and hyphens.
             * @example europe
             */
            id: string;
            locales: string[];
            name: string;
            prices_include_tax: boolean;
        };
        SettingsUpdateBody: {
            /** @description The whole appearance; null is the theme's own. */
            appearance?: {
                /**
                 * @description The colour of buttons as #rrggbb; empty is the theme's own. Its shades and the text on it are derived.
                 * @example #1f6feb
                 */
                accent: string;
                /** @enum {string} */
                corners: "soft" | "square" | "round";
                /** @description The small picture in a browser's tab. */
                favicon: components["schemas"]["SettingsPicture"];
                /**
                 * @description The theme's own face for headings, the reader's own, the reader's own serif, or serif headings over the reader's own.
                 * @enum {string}
                 */
                font: "theme" | "system" | "serif" | "classic";
                /** @description They replace the theme's own columns. */
                footer_columns: components["schemas"]["SettingsFooterColumn"][];
                /** @description By language tag. */
                footer_text: {
                    [key: string]: string;
                };
                /** @description Stands in place of the shop's name. */
                logo: components["schemas"]["SettingsPicture"];
                /** @description The same for dark grounds; the footer is one. */
                logo_dark: components["schemas"]["SettingsPicture"];
                /**
                 * @description The tone of the page and of everything grey.
                 * @enum {string}
                 */
                paper: "plain" | "warm" | "cool";
            } | null;
            bank_details?: string | null;
            base_url?: string | null;
            currencies?: string[] | null;
            locales?: string[] | null;
            name?: string | null;
            regions?: components["schemas"]["SettingsRegion"][] | null;
            support_email?: string | null;
            tax_rounding?: string | null;
            time_zone?: string | null;
        };
        SetupBody: {
            email: string;
            name: string;
            password: string;
            /** @description From the link the server printed. */
            token: string;
        };
        ShippingBand: {
            /**
             * Format: int64
             * @description Minor units.
             */
            amount: number;
            /** Format: int64 */
            up_to_grams?: number;
        };
        ShippingPlace: {
            /** @description ISO 3166 code, or * for everywhere. */
            country: string;
            postcode_prefix?: string;
            region?: string;
        };
        ShippingRate: {
            active: boolean;
            /** Format: int64 */
            days_max: number;
            /** Format: int64 */
            days_min: number;
            /** @description Leave out for a new rate. */
            id?: string;
            name: string;
            tariffs: components["schemas"]["ShippingTariff"][];
            tax_category?: string;
        };
        ShippingTariff: {
            bands: components["schemas"]["ShippingBand"][];
            currency: string;
            /**
             * Format: int64
             * @description Goods of this amount or more ship free.
             */
            free_from?: number;
        };
        ShippingZone: {
            /** Format: date-time */
            created_at: string;
            id: string;
            name: string;
            places: components["schemas"]["ShippingPlace"][];
            /** Format: int64 */
            position: number;
            rates: components["schemas"]["ShippingRate"][];
            store_id: string;
            /** Format: int64 */
            version: number;
        };
        ShippingZoneBody: {
            name: string;
            places: components["schemas"]["ShippingPlace"][];
            /** Format: int64 */
            position?: number;
            rates: components["schemas"]["ShippingRate"][];
        };
        ShippingZoneList: {
            items: components["schemas"]["ShippingZone"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        ShippingZonesCreateBody: {
            name: string;
            places: components["schemas"]["ShippingPlace"][];
            /** Format: int64 */
            position?: number;
            rates: components["schemas"]["ShippingRate"][];
            store_id: string;
        };
        StorefrontPreview: {
            /** @description A whole document. Show it in a frame that is sandboxed: it holds what people wrote. Section n of the body has the id section-n. */
            html: string;
        };
        StoresCreateBody: {
            /** @description Made from the name when left out. */
            handle?: string;
            name: string;
            seller_id: string;
        };
        StoresUpdateBody: {
            address?: {
                city: string;
                company?: string;
                country: string;
                first_name: string;
                last_name?: string;
                line1: string;
                line2?: string;
                phone?: string;
                postcode?: string;
                region?: string;
            } | null;
            description?: string | null;
            email?: string | null;
            handle?: string | null;
            logo_url?: string | null;
            name?: string | null;
            phone?: string | null;
            policies?: {
                returns: string;
                shipping: string;
            } | null;
            status?: string | null;
        };
        TaxArea: {
            country?: string;
            /** @description Beginning of the postcodes covered; empty covers all */
            postcode?: string;
            region?: string;
        };
        TaxCategoriesSaveBody: {
            name: string;
        };
        TaxCategory: {
            code: string;
            name: string;
        };
        TaxCategoryList: {
            items: components["schemas"]["TaxCategory"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        TaxRate: {
            category: string;
            compound: boolean;
            /** Format: date-time */
            from: string | null;
            id: string;
            name: string;
            /** Format: int64 */
            position: number;
            /** @description Exact decimal: 0.0825 is 8.25 % */
            rate: string;
            reason: string;
            shipping: boolean;
            /** Format: date-time */
            until: string | null;
        };
        TaxRateBody: {
            /** @default standard */
            category: string;
            /** @description Takes the rate of the price and the taxes of earlier positions. */
            compound?: boolean;
            /**
             * Format: date-time
             * @description In force from this moment on; absent is always.
             */
            from?: string;
            /** @description Of a rate of this zone; without one a new rate is made. */
            id?: string;
            /** @example VAT 20% */
            name: string;
            /**
             * Format: int64
             * @description Orders the rates of a category.
             */
            position?: number;
            /**
             * @description Exact decimal: 0.0825 is 8.25 %.
             * @example 0.2
             */
            rate: string;
            /**
             * @default standard
             * @enum {string}
             */
            reason: "standard" | "reduced" | "zero" | "exempt" | "reverse_charge" | "export";
            /** @description Shipping charges bear it too. */
            shipping?: boolean;
            /**
             * Format: date-time
             * @description In force until before this moment; absent is for ever.
             */
            until?: string;
        };
        TaxZone: {
            areas: components["schemas"]["TaxArea"][];
            /** Format: date-time */
            created_at: string;
            id: string;
            name: string;
            rates: components["schemas"]["TaxRate"][];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        TaxZoneList: {
            items: components["schemas"]["TaxZone"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        TaxZonesCreateBody: {
            areas: components["schemas"]["TaxArea"][];
            name: string;
            rates: components["schemas"]["TaxRateBody"][];
        };
        TaxZonesUpdateBody: {
            areas?: components["schemas"]["TaxArea"][] | null;
            name?: string | null;
            rates?: components["schemas"]["TaxRateBody"][] | null;
        };
        TeamAddBody: {
            email: string;
            /** @description Of the mail to somebody new. */
            locale?: string;
            /** @description For somebody new; who has an account keeps their own. */
            name?: string;
            /** @description Of staff; an owner holds all. */
            permissions?: string[];
            /** @enum {string} */
            role: "owner" | "staff";
            /** @description Absent for the platform. */
            seller_id?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "accounts-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityAccountState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accounts-disable": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityAccountState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accounts-enable": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityAccountState"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accounts-sessions-list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityOpenLogIns"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accounts-sessions-end-all": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accounts-sessions-end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "alerts-get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyAlerts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "audit-list": {
        parameters: {
            query?: {
                /** @description Only what this account did. */
                actor_id?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only this kind of thing: product, order, settings … */
                entity?: string;
                /** @description Only this one; give entity too. */
                entity_id?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only what concerns this store. */
                store_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-change-email": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthChangeEmailBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthLoginBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityTokens"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-logout": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-logout-all": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-logout-others": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthChangePasswordBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityTokens"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-request-reset": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthRequestResetBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-reset": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthResetBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthRefreshBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityTokens"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-sessions-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityOpenLogIns"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-sessions-end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-verify-email": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthVerifyEmailBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auth-request-verification": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "categories-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategoryList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "categories-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogEditCategory"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "categories-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "categories-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "categories-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogEditCategory"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "collections-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Beginning of the title, of a word in it, or of the handle. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCollectionList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "collections-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogEditCollection"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCollection"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "collections-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCollection"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "collections-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "collections-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogEditCollection"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCollection"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "collections-products": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingRowList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customers-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Beginning of the e-mail address or name. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customers-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "customers-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomersUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "demo-get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsDemoPlan"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "demo-remove": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsDemoPlan"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "home-get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentHome"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "home-save": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HomeSaveBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentHome"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "home-preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HomePreviewBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorefrontPreview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "inventory-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only this store. */
                store_id?: string;
                /** @description Only this variant. */
                variant_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryLevelList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "inventory-movements": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path: {
                variant_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryMovementList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "inventory-adjust": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InventoryAdjustBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InventoryLevel"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "jobs-failed-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only jobs of this kind. */
                kind?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "jobs-failed-delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "jobs-failed-retry": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "keys-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityKeyList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "keys-create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeysCreateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityKeySecret"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "keys-revoke": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "keys-rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeysRotateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityKeySecret"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only messages about this. */
                kind?: "order_placed" | "order_paid" | "order_shipped" | "order_delivered" | "order_cancelled" | "password_reset" | "email_verification" | "registration" | "registration_known" | "email_changed" | "password_changed" | "seller_status" | "invitation" | "invitation_known" | "alert";
                /** @description How many items at most. */
                limit?: number;
                /** @description Only messages in this state. */
                status?: "queued" | "sent" | "failed";
                /** @description Only messages about this order, account or seller. */
                subject_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyDeliveryList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotifyMessage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "mail-retry": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "me-get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityMe"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "me-update": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MeUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityAccount"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "me-preferences-get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityKept"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "me-preferences-save": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Such as list.orders. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MePreferencesSaveBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "me-preferences-delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Such as list.orders. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "media-upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A PNG, JPEG, GIF or WebP picture of at most 10 MB.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentImage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                customer_id?: string;
                fulfilment_status?: "unfulfilled" | "partially_fulfilled" | "fulfilled" | "delivered";
                /** @description Only what is on hold and not cancelled; false is as if it was left out. */
                held?: boolean;
                /** @description How many items at most. */
                limit?: number;
                payment_status?: "unpaid" | "authorized" | "partially_paid" | "paid" | "partially_refunded" | "refunded" | "voided" | "failed";
                placed_from?: string;
                placed_until?: string;
                /** @description A number, an e-mail address, or the beginning of the buyer's name. */
                q?: string;
                sort?: "-placed" | "placed" | "-total" | "total";
                status?: "pending" | "confirmed" | "completed" | "cancelled";
                store_id?: string;
                /** @description Only confirmed orders of which something has not left yet; false is as if it was left out. */
                to_ship?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderSummaryList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStaffView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-cancel": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersCancelBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStaffView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-confirm": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersConfirmBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStaffView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-hold": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersHoldBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStaffView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-mark-paid": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStaffView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-notes-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersNotesCreateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStaffView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-release": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderStaffView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-shipments-list": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FulfilmentShipmentList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-shipments-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersShipmentsCreateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FulfilmentShipment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "orders-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, as they happen. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "overview-get": {
        parameters: {
            query?: {
                /** @description When today began for the reader; leave out for today in the shop's time zone. */
                day_start?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderOverview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pages-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Beginning of the title, of a word in it, or of the handle. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pages-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContentEditPage"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pages-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pages-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "pages-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContentEditPage"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContentPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "payments-list": {
        parameters: {
            query: {
                /** @description Whose payments. */
                order_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRecordList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "payments-refunds": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentRefundRecordList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                in_stock?: boolean;
                /** @description How many items at most. */
                limit?: number;
                /** @description Looked for in title, vendor and article numbers. */
                q?: string;
                sort?: "new" | "title";
                status?: "draft" | "active" | "archived";
                /** @description Only this store's. */
                store?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingRowList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListingNewProduct"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "products-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListingEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListingFull"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reports-sales": {
        parameters: {
            query?: {
                /** @description Leave out for the shop's first. */
                currency?: string;
                /** @description How many, up to and with today. */
                days?: number;
                /** @description Only this store. */
                store_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyticsSales"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sellers-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Beginning of the name, of a word in it, or of the e-mail address. */
                q?: string;
                /** @description Only sellers in this state. */
                status?: "applied" | "approved" | "rejected" | "suspended" | "banned";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sellers-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SellersCreateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Seller"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sellers-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Seller"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sellers-status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SellersStatusBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Seller"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings-get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsPlatform"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsPlatform"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settings-palette": {
        parameters: {
            query?: {
                /** @description #rrggbb; absent is the theme's own. */
                accent?: string;
                /** @description Absent is plain. */
                paper?: "plain" | "warm" | "cool";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsPalette"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityTokens"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "shipments-deliver": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FulfilmentShipment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "shipping-zones-list": {
        parameters: {
            query: {
                /** @description Whose zones. */
                store_id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingZoneList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "shipping-zones-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShippingZonesCreateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingZone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "shipping-zones-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingZone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "shipping-zones-save": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShippingZoneBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingZone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "shipping-zones-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stores-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Beginning of the name, of a word in it, of the handle or of the e-mail address. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerStoreList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stores-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoresCreateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerStore"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stores-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerStore"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stores-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StoresUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SellerStore"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-categories-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxCategoryList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-categories-save": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxCategoriesSaveBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxCategory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-categories-delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-zones-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxZoneList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-zones-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxZonesCreateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxZone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-zones-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxZone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-zones-delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "tax-zones-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the state the edit was made on; a stale one is refused with 412. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxZonesUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxZone"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "team-list": {
        parameters: {
            query?: {
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only the platform's own team, whatever the seller. */
                platform?: boolean;
                /** @description Beginning of the name, of a word in it, or of the e-mail address. */
                q?: string;
                /** @description Only the team of this seller. */
                seller_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityTeamViewList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "team-add": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamAddBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityTeamView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "team-remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
