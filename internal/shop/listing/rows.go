package listing

import (
	"time"

	"github.com/haatshop/haat/internal/kit/db"
	"github.com/haatshop/haat/internal/kit/money"
)

// The rows of the read model, as they are stored.

type productRow struct {
	ProductID, StoreID, Handle, Status string
	Public, InStock, Backorder         bool
	Title, TitleSort, Needle           string
	Card                               db.JSON[cardDoc]
	CreatedAt                          time.Time
	DueAt                              *time.Time
	// Revision is the catalogue's version of the product: descriptions and attributes are not here, but search
	// and pages must hear of them.
	Revision int64
	Version  int64
}

type variantRow struct {
	VariantID, ProductID string
	InStock, Backorder   bool
}

type priceRow struct {
	ProductID string
	Currency  money.Currency
	Low, High int64
	CompareAt *int64
}

type shelfRow struct {
	Shelf     string
	Currency  money.Currency
	ProductID string
	StoreID   string
	InStock   bool
	Price     int64
	TitleSort string
	CreatedAt time.Time
}

type storeRow struct {
	StoreID, Handle, Name string
	Open                  bool
	Version               int64
}

// cardRow is a row of the shoppers' lists.
type cardRow struct {
	ProductID, StoreID, Handle, Title string
	InStock, Backorder                bool
	Card                              db.JSON[cardDoc]
	StoreHandle, StoreName            string
	Low, High                         int64
	CompareAt                         *int64
	TitleSort                         string
	CreatedAt                         time.Time
}
