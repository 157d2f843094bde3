// Generated from api/site.json by `npm run generate`. Do not edit.

export interface paths {
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
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for an account; a mail says how to finish, also to who has one */
        post: operations["auth-register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create the account with the mailed token and log in */
        post: operations["auth-confirm-registration"];
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
    "/carts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a cart */
        post: operations["carts-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/carts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a cart */
        get: operations["carts-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say who buys and where it goes */
        patch: operations["carts-update"];
        trace?: never;
    };
    "/carts/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put something into a cart */
        post: operations["carts-lines-add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/carts/{id}/lines/{line_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take something out of a cart */
        delete: operations["carts-lines-remove"];
        options?: never;
        head?: never;
        /** Change a quantity */
        patch: operations["carts-lines-update"];
        trace?: never;
    };
    "/carts/{id}/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a cart can be paid */
        get: operations["carts-payment-methods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/carts/{id}/place": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Order what is in a cart */
        post: operations["carts-place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/carts/{id}/shipping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose how the stores ship */
        put: operations["carts-shipping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/carts/{id}/shipping-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How each store can ship */
        get: operations["carts-shipping-options"];
        put?: never;
        post?: never;
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
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections/{handle}": {
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
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Count what was looked at, anonymously */
        post: operations["hits-record"];
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
        put?: never;
        post?: never;
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
        /** Who you are */
        get: operations["me-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your profile */
        patch: operations["me-update"];
        trace?: never;
    };
    "/me/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your address book */
        get: operations["me-addresses-list"];
        put?: never;
        /** Add an address */
        post: operations["me-addresses-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/addresses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace an address */
        put: operations["me-addresses-update"];
        post?: never;
        /** Delete an address */
        delete: operations["me-addresses-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my orders */
        get: operations["me-orders"];
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
    "/orders/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow an order live */
        get: operations["orders-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How an order that waits can be paid */
        get: operations["orders-payment-methods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pay an order again, by the same or another method */
        post: operations["orders-pay"];
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
        get: operations["orders-shipments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Follow an order by its number and e-mail address */
        post: operations["orders-track"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pages/{handle}": {
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
        /** List products */
        get: operations["products-list"];
        put?: never;
        post?: never;
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
        /** Get a product by its id or handle */
        get: operations["products-get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search products */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Complete what was typed so far */
        get: operations["search-suggest"];
        put?: never;
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
        /** Get the shop's name, currencies, locales and regions */
        get: operations["settings-get"];
        put?: never;
        post?: never;
        delete?: never;
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
        /** List stores */
        get: operations["stores-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stores/{handle}": {
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
        AnalyticsHit: {
            /** @enum {string} */
            kind: "page_view" | "product_view" | "search" | "cart_add" | "checkout_started";
            locale?: string;
            /** @description Path of the page; its query is not kept. */
            path: string;
            /** @description What was searched. */
            query?: string;
            /** @description Only its host is kept. */
            referrer?: string;
            /** @description The product, category, collection or store it is about. */
            subject_id?: string;
        };
        AnalyticsRecorded: {
            /** Format: int64 */
            taken: number;
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
        AuthConfirmRegistrationBody: {
            /** @description A guest cart to bring along. */
            cart_id?: string;
            /** @description The one chosen when registering. */
            password: string;
            /** @description From the mail. */
            token: string;
        };
        AuthLoginBody: {
            /** @description A guest cart to bring along. */
            cart_id?: string;
            email: string;
            password: string;
        };
        AuthRefreshBody: {
            refresh_token: string;
        };
        AuthRegisterBody: {
            email: string;
            first_name?: string;
            last_name?: string;
            /** @description Of the mail. */
            locale?: string;
            password: string;
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
        CartChoiceView: {
            name: string;
            option_id: string;
            price: components["schemas"]["Amount"];
        };
        CartLineView: {
            compare_at: components["schemas"]["Amount"] | null;
            discount: components["schemas"]["Amount"];
            id: string;
            image_url: string;
            options: {
                [key: string]: string;
            };
            problems: components["schemas"]["CartProblem"][];
            product: components["schemas"]["CartProductRef"];
            /** Format: int64 */
            quantity: number;
            sku: string;
            store_id: string;
            subtotal: components["schemas"]["Amount"];
            tax: components["schemas"]["Amount"];
            total: components["schemas"]["Amount"];
            unit_price: components["schemas"]["Amount"];
            variant_id: string;
            variant_title: string;
        };
        CartNotice: {
            code: string;
            message: string;
            store_id?: string;
        };
        CartOptionsView: {
            options: components["schemas"]["CartOptionView"][];
            store_id: string;
        };
        CartOptionsViewList: {
            items: components["schemas"]["CartOptionsView"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        CartOptionView: {
            /** @description From and to, in working days. */
            days: number[];
            id: string;
            name: string;
            price: components["schemas"]["Amount"];
        };
        CartProblem: {
            code: string;
            message: string;
        };
        CartProductRef: {
            handle: string;
            id: string;
            title: string;
        };
        CartsCreateBody: {
            /** @description Where it will be sent, if known. */
            country?: string;
            currency?: string;
            locale?: string;
        };
        CartSelection: {
            option_id: string;
            store_id: string;
        };
        CartsLinesAddBody: {
            /** Format: int64 */
            quantity: number;
            variant_id: string;
        };
        CartsLinesUpdateBody: {
            /** Format: int64 */
            quantity: number;
        };
        CartsPlaceBody: {
            /** @description The amount_due the shopper was shown; a difference is a 409 with the new totals. */
            expected_total: components["schemas"]["Amount"];
            payment_method: string;
        };
        CartsShippingBody: {
            selections: components["schemas"]["CartSelection"][];
        };
        CartStoreRef: {
            handle: string;
            id: string;
            name: string;
        };
        CartStoreView: {
            lines: string[];
            needs_shipping: boolean;
            shipping: components["schemas"]["CartChoiceView"] | null;
            store: components["schemas"]["CartStoreRef"];
            total: components["schemas"]["Amount"];
        };
        CartsUpdateBody: {
            billing_address?: {
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
            email?: string | null;
            note?: string | null;
            shipping_address?: {
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
        };
        CartTaxView: {
            amount: components["schemas"]["Amount"];
            included: boolean;
            name: string;
            rate: string;
        };
        CartTotalsView: {
            amount_due: components["schemas"]["Amount"];
            discount: components["schemas"]["Amount"];
            shipping: components["schemas"]["Amount"];
            subtotal: components["schemas"]["Amount"];
            tax: components["schemas"]["Amount"];
            tax_lines: components["schemas"]["CartTaxView"][];
            total: components["schemas"]["Amount"];
        };
        CartView: {
            billing_address: components["schemas"]["Address"] | null;
            currency: string;
            email: string | null;
            id: string;
            lines: components["schemas"]["CartLineView"][];
            locale: string;
            note: string;
            notices: components["schemas"]["CartNotice"][];
            order_id: string | null;
            shipping_address: components["schemas"]["Address"] | null;
            /** @enum {string} */
            status: "open" | "ordered" | "merged";
            stores: components["schemas"]["CartStoreView"][];
            totals: components["schemas"]["CartTotalsView"];
        };
        CatalogAttribute: {
            code: string;
            name: string;
            value: string;
        };
        CatalogCategoryNode: {
            children: components["schemas"]["CatalogCategoryNode"][];
            description: string;
            handle: string;
            id: string;
            image_url: string;
            name: string;
        };
        CatalogCategoryTree: {
            items: components["schemas"]["CatalogCategoryNode"][];
        };
        CatalogOption: {
            name: string;
            values: string[];
        };
        CatalogPublicCollection: {
            description_html: string;
            handle: string;
            id: string;
            image_url: string;
            title: string;
        };
        CatalogPublicCollectionList: {
            items: components["schemas"]["CatalogPublicCollection"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        CatalogSEO: {
            description: string;
            title: string;
        };
        CheckoutMethodView: {
            code: string;
            instructions: string;
            name: string;
        };
        CheckoutMethodViewList: {
            items: components["schemas"]["CheckoutMethodView"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        CheckoutPlacedView: {
            next_action: components["schemas"]["PaymentNextAction"] | null;
            order: components["schemas"]["OrderView"];
            /** @description Opens the order: send it as Haat-Order-Token. A secret. */
            order_token: string;
            /** @description The provider could not be reached; the order stands and can be paid again. */
            payment_problem: boolean;
        };
        ContentPublicHome: {
            sections: components["schemas"]["ContentPublicSection"][];
        };
        ContentPublicPage: {
            body_html: string;
            handle: string;
            seo: components["schemas"]["ContentSEO"];
            title: string;
        };
        ContentPublicQuote: {
            link_url: string;
            name: string;
            place: string;
            text: string;
        };
        ContentPublicSection: {
            eyebrow: string;
            image_url: string;
            kind: string;
            /** @description How a collection is laid out: grid or carousel; a grid without it. */
            layout?: string;
            link_url: string;
            quotes?: components["schemas"]["ContentPublicQuote"][];
            ref: string;
            text: string;
            title: string;
        };
        ContentSEO: {
            description: string;
            title: string;
        };
        CustomerAddressBook: {
            items: components["schemas"]["CustomerEntry"][];
        };
        CustomerEditAddress: {
            city?: string;
            company?: string;
            /**
             * @description ISO 3166 code.
             * @example US
             */
            country: string;
            default_billing?: boolean;
            default_shipping?: boolean;
            first_name?: string;
            last_name?: string;
            line1?: string;
            line2?: string;
            phone?: string;
            postcode?: string;
            region?: string;
        };
        CustomerEntry: {
            address: components["schemas"]["Address"];
            /** Format: date-time */
            created_at: string;
            default_billing: boolean;
            default_shipping: boolean;
            id: string;
        };
        CustomerMe: {
            email: string;
            email_verified: boolean;
            first_name: string;
            id: string;
            last_name: string;
            locale: string;
            phone: string;
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
        HitsRecordBody: {
            items: components["schemas"]["AnalyticsHit"][];
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
        ListingImage: {
            alt: string;
            /** Format: int64 */
            height: number;
            srcset: string;
            url: string;
            /** Format: int64 */
            width: number;
        };
        ListingPriceRange: {
            from: components["schemas"]["Amount"];
            to: components["schemas"]["Amount"];
        };
        ListingPublicCard: {
            /** @description None is there: it can be ordered ahead and is sent later. */
            backorder: boolean;
            category_ids: string[];
            /** @description The price before of the cheapest variant; null when nothing is reduced. */
            compare_at: components["schemas"]["Amount"] | null;
            handle: string;
            id: string;
            images: components["schemas"]["ListingImage"][];
            /** @description A shopper may have one. */
            in_stock: boolean;
            price: components["schemas"]["ListingPriceRange"];
            rating: components["schemas"]["ListingRating"] | null;
            store: components["schemas"]["ListingStoreRef"];
            title: string;
            /** @description Only with include=variants: what can be chosen, as the product's page shows it. */
            variants?: components["schemas"]["ListingPublicVariant"][];
        };
        ListingPublicCardList: {
            items: components["schemas"]["ListingPublicCard"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
        };
        ListingPublicVariant: {
            /**
             * Format: int64
             * @description How many there are; null when that is not limited.
             */
            available: number | null;
            /** @description None is there: it can be ordered ahead and is sent later. */
            backorder: boolean;
            compare_at: components["schemas"]["Amount"] | null;
            id: string;
            image_url: string;
            /** @description A shopper may have one. */
            in_stock: boolean;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Amount"];
            sku: string;
        };
        ListingPublicView: {
            attributes: components["schemas"]["CatalogAttribute"][];
            /** @description None is there: it can be ordered ahead and is sent later. */
            backorder: boolean;
            categories: components["schemas"]["ListingRef"][];
            compare_at: components["schemas"]["Amount"] | null;
            description_html: string;
            handle: string;
            id: string;
            images: components["schemas"]["ListingImage"][];
            /** @description A shopper may have one. */
            in_stock: boolean;
            options: components["schemas"]["CatalogOption"][];
            /** @description Country it is made in, ISO 3166-1 alpha-2; empty is unknown. */
            origin: string;
            price: components["schemas"]["ListingPriceRange"];
            rating: components["schemas"]["ListingRating"] | null;
            seo: components["schemas"]["CatalogSEO"];
            store: components["schemas"]["ListingStoreRef"];
            title: string;
            variants: components["schemas"]["ListingPublicVariant"][];
            vendor: string;
        };
        ListingRating: {
            /** Format: double */
            average: number;
            /** Format: int64 */
            count: number;
        };
        ListingRef: {
            handle: string;
            id: string;
            name: string;
        };
        ListingStoreRef: {
            handle: string;
            id: string;
            name: string;
        };
        MeUpdateBody: {
            first_name?: string | null;
            last_name?: string | null;
            locale?: string | null;
            phone?: string | null;
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
        OrderShippingChoice: {
            /** Format: int64 */
            days_max: number;
            /** Format: int64 */
            days_min: number;
            name: string;
            option_id: string;
        };
        OrdersPayBody: {
            payment_method: string;
        };
        OrdersTrackBody: {
            email: string;
            /** @description The order's number, with or without #. */
            number: string;
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
        OrderTracked: {
            fulfilment_status: string;
            number: string;
            payment_status: string;
            status: string;
            timeline: components["schemas"]["OrderEntry"][];
        };
        OrderView: {
            billing_address: components["schemas"]["Address"] | null;
            currency: string;
            email: string;
            /**
             * Format: date-time
             * @description Until when an unpaid order waits.
             */
            expires_at: string | null;
            /** @enum {string} */
            fulfilment_status: "unfulfilled" | "partially_fulfilled" | "fulfilled" | "delivered";
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
        };
        PaymentNextAction: {
            /**
             * @description redirect: send the shopper to url.
             * @enum {string}
             */
            type: "redirect";
            url: string;
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
        SearchPublicCount: {
            /** Format: int64 */
            count: number;
            name: string;
            selected: boolean;
            value: string;
        };
        SearchPublicFacet: {
            /** @example category */
            field: string;
            /** @description What an attribute is called; for the others their field. */
            name: string;
            values: components["schemas"]["SearchPublicCount"][];
        };
        SearchPublicFound: {
            /** @description What was searched instead of what was typed. */
            corrected?: string;
            facets: components["schemas"]["SearchPublicFacet"][];
            items: components["schemas"]["ListingPublicCard"][];
            /** @description Pass as cursor to get the next page; absent on the last page. */
            next_cursor?: string;
            /** @description Lowest and highest price before the price filter. */
            price: components["schemas"]["SearchPublicSpan"] | null;
            /** @description Some results have only some of the words. */
            relaxed: boolean;
            /**
             * Format: int64
             * @description How many products were found.
             */
            total: number;
        };
        SearchPublicSpan: {
            from: components["schemas"]["Amount"];
            to: components["schemas"]["Amount"];
        };
        SearchPublicSuggested: {
            products: components["schemas"]["ListingPublicCard"][];
            words: string[];
        };
        SellerPolicies: {
            returns: string;
            shipping: string;
        };
        SellerPublicStore: {
            city: string;
            country: string;
            description: string;
            handle: string;
            id: string;
            logo_url: string;
            name: string;
            policies: components["schemas"]["SellerPolicies"];
        };
        SellerPublicStoreList: {
            items: components["schemas"]["SellerPublicStore"][];
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
        SettingsPicture: {
            /** Format: int64 */
            height: number;
            /** @description As the upload answered it: /media/… Empty means none. */
            url: string;
            /** Format: int64 */
            width: number;
        };
        SettingsPublic: {
            appearance: components["schemas"]["SettingsAppearance"];
            currencies: string[];
            default_locale: string;
            default_region: string;
            demo: boolean;
            locales: string[];
            name: string;
            regions: components["schemas"]["SettingsRegion"][];
            support_email: string;
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
    "auth-register": {
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
                "application/json": components["schemas"]["AuthRegisterBody"];
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
    "auth-confirm-registration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthConfirmRegistrationBody"];
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
    "carts-create": {
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
                "application/json": components["schemas"]["CartsCreateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
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
    "carts-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart's id. It is a secret: who knows it owns the cart. */
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
                    "application/json": components["schemas"]["CartView"];
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
    "carts-update": {
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
                "application/json": components["schemas"]["CartsUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
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
    "carts-lines-add": {
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
                "application/json": components["schemas"]["CartsLinesAddBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
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
    "carts-lines-remove": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                line_id: string;
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
                    "application/json": components["schemas"]["CartView"];
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
    "carts-lines-update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                line_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartsLinesUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
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
    "carts-payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart's id. It is a secret: who knows it owns the cart. */
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
                    "application/json": components["schemas"]["CheckoutMethodViewList"];
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
    "carts-place": {
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
                "application/json": components["schemas"]["CartsPlaceBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutPlacedView"];
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
    "carts-shipping": {
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
                "application/json": components["schemas"]["CartsShippingBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
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
    "carts-shipping-options": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The cart's id. It is a secret: who knows it owns the cart. */
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
                    "application/json": components["schemas"]["CartOptionsViewList"];
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
    "categories-list": {
        parameters: {
            query?: {
                /** @description Language of the texts; the shop's own without it. */
                locale?: string;
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
                    "application/json": components["schemas"]["CatalogCategoryTree"];
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
                /** @description Language of the texts; the shop's own without it. */
                locale?: string;
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
                    "application/json": components["schemas"]["CatalogPublicCollectionList"];
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
            query?: {
                /** @description Language of the texts; the shop's own without it. */
                locale?: string;
            };
            header?: never;
            path: {
                /** @description The collection's id or handle. */
                handle: string;
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
                    "application/json": components["schemas"]["CatalogPublicCollection"];
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
    "hits-record": {
        parameters: {
            query?: never;
            header?: {
                DNT?: string;
                /** @description The same key and body within 24 hours get the same answer, and nothing is done twice. */
                "Idempotency-Key"?: string;
                "Sec-GPC"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HitsRecordBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnalyticsRecorded"];
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
            query?: {
                /** @description Language of the texts; the shop's own without it. */
                locale?: string;
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
                    "application/json": components["schemas"]["ContentPublicHome"];
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
                    "application/json": components["schemas"]["CustomerMe"];
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
                    "application/json": components["schemas"]["CustomerMe"];
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
    "me-addresses-list": {
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
                    "application/json": components["schemas"]["CustomerAddressBook"];
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
    "me-addresses-create": {
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
                "application/json": components["schemas"]["CustomerEditAddress"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerEntry"];
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
    "me-addresses-update": {
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
                "application/json": components["schemas"]["CustomerEditAddress"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerEntry"];
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
    "me-addresses-delete": {
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
    "me-orders": {
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
            header?: {
                /** @description The order_token of the placed order. Not needed for one's own orders when logged in. */
                "Haat-Order-Token"?: string;
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
                    "application/json": components["schemas"]["OrderView"];
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
            header?: {
                /** @description The order_token of the placed order. Not needed for one's own orders when logged in. */
                "Haat-Order-Token"?: string;
            };
            path: {
                id: string;
            };
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
    "orders-payment-methods": {
        parameters: {
            query?: never;
            header?: {
                /** @description The order_token of the placed order. Not needed for one's own orders when logged in. */
                "Haat-Order-Token"?: string;
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
                    "application/json": components["schemas"]["CheckoutMethodViewList"];
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
    "orders-pay": {
        parameters: {
            query?: never;
            header?: {
                "Haat-Order-Token"?: string;
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
                "application/json": components["schemas"]["OrdersPayBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckoutPlacedView"];
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
    "orders-shipments": {
        parameters: {
            query?: never;
            header?: {
                /** @description The order_token of the placed order. Not needed for one's own orders when logged in. */
                "Haat-Order-Token"?: string;
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
    "orders-track": {
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
                "application/json": components["schemas"]["OrdersTrackBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderTracked"];
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
            query?: {
                /** @description Language of the texts; the shop's own without it. */
                locale?: string;
            };
            header?: never;
            path: {
                handle: string;
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
                    "application/json": components["schemas"]["ContentPublicPage"];
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
                /** @description Id or handle; includes the categories below it. */
                category?: string;
                /** @description Id or handle. */
                collection?: string;
                /** @description ISO 4217; absent is the default region's. */
                currency?: string;
                /** @description next_cursor of the page before. */
                cursor?: string;
                /** @description Only what is in stock, or only what is not. */
                in_stock?: boolean;
                /** @description What to add to each product: variants, with their prices and stock. */
                include?: "variants"[];
                /** @description How many items at most. */
                limit?: number;
                /** @description Language tag; absent or unknown is the shop's own. */
                locale?: string;
                /** @description Minor units of the currency. */
                price_max?: number;
                /** @description Minor units of the currency. */
                price_min?: number;
                sort?: "new" | "price" | "-price" | "title";
                /** @description Id or handle. */
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
                    "application/json": components["schemas"]["ListingPublicCardList"];
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
            query?: {
                /** @description ISO 4217; absent is the default region's. */
                currency?: string;
                /** @description Language tag; absent or unknown is the shop's own. */
                locale?: string;
            };
            header?: never;
            path: {
                /** @description The product's id or handle. */
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
                    "application/json": components["schemas"]["ListingPublicView"];
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
    search: {
        parameters: {
            query?: {
                /** @description code:value; any of the values within a code, all of the codes; may be repeated. */
                attribute?: string[];
                /** @description Any of these brands; may be repeated. */
                brand?: string[];
                /** @description Id or handle; includes the categories below it. */
                category?: string;
                /** @description Id or handle. */
                collection?: string;
                /** @description ISO 4217; absent is the default region's. */
                currency?: string;
                cursor?: string;
                /** @description Do not correct spelling. */
                exact?: boolean;
                /** @description Count what one could narrow by. */
                facets?: boolean;
                /** @description Only what is in stock, or only what is not. */
                in_stock?: boolean;
                /** @description What to add to each product: variants, with their prices and stock. */
                include?: "variants"[];
                limit?: number;
                /** @description Language tag; absent or unknown is the shop's own. */
                locale?: string;
                /** @description Minor units of the currency. */
                price_max?: number;
                /** @description Minor units of the currency. */
                price_min?: number;
                /** @description What to look for; empty finds everything the filters let through. */
                q?: string;
                /** @description Absent: relevance, or newest first without words. */
                sort?: "relevance" | "price" | "-price" | "newest";
                /** @description Id or handle. */
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
                    "application/json": components["schemas"]["SearchPublicFound"];
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
    "search-suggest": {
        parameters: {
            query?: {
                /** @description ISO 4217; absent is the default region's. */
                currency?: string;
                limit?: number;
                /** @description Language tag; absent or unknown is the shop's own. */
                locale?: string;
                /** @description What was typed so far. */
                q?: string;
                /** @description Id or handle of the only store to look in. */
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
                    "application/json": components["schemas"]["SearchPublicSuggested"];
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsPublic"];
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
    "stores-list": {
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
                    "application/json": components["schemas"]["SellerPublicStoreList"];
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
                /** @description The store's id or handle. */
                handle: string;
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
                    "application/json": components["schemas"]["SellerPublicStore"];
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
}
