package attacks_test

import (
	"context"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app"
	"github.com/haatshop/haat/internal/shop/transfer"
)

// bring imports a file as the command line does.
func (h *house) bring(t *testing.T, storeID, text string) transfer.Report {
	t.Helper()
	r, err := h.Transfer.ImportProducts(app.AsSystem(context.Background()), strings.NewReader(text), transfer.Import{StoreID: storeID, Currency: "USD"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
