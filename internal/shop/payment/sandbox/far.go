package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/haatshop/haat/internal/shop/payment"
)

// office is the shop's view of an Office.
type office struct {
	base   string
	key    []byte
	client *http.Client
}

// CheckURL says what is wrong with an office's address.
func CheckURL(address string) error {
	_, err := officeAt(address)
	return err
}

func officeAt(address string) (*office, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("sandbox: the address is not like http://:key@host:port")
	}
	key, _ := u.User.Password()
	if len(key) < 16 {
		return nil, errors.New("sandbox: the address needs a key of at least 16 characters: http://:key@host:port")
	}
	return &office{base: u.Scheme + "://" + u.Host, key: []byte(key)}, nil
}

func (o *office) begin(ctx context.Context, in payment.BeginInput, webhook string) (payment.Begun, error) {
	var out beginAnswer
	err := o.ask(ctx, http.MethodPost, "/v1/payments", beginAsked{PaymentID: in.PaymentID, OrderNumber: in.OrderNumber, Amount: in.Amount.Minor,
		Currency: in.Amount.Currency, ReturnURL: in.ReturnURL, WebhookURL: webhook}, &out)
	return payment.Begun{ProviderRef: out.Ref, Next: payment.NextAction{Type: payment.Redirect, URL: out.URL}}, err
}

func (o *office) refund(ctx context.Context, in payment.RefundInput) (string, error) {
	var out refundAnswer
	err := o.ask(ctx, http.MethodPost, "/v1/refunds", refundAsked{Ref: in.ProviderRef, RefundID: in.RefundID, Amount: in.Amount.Minor, Currency: in.Amount.Currency}, &out)
	return out.ID, err
}

func (o *office) lookup(ctx context.Context, ref string) (payment.Fact, error) {
	var f payment.Fact
	err := o.ask(ctx, http.MethodGet, "/v1/payments/"+url.PathEscape(ref), nil, &f)
	if errors.Is(err, payment.ErrDeclined) {
		err = payment.ErrNotFound.Because(err)
	}
	return f, err
}

// maxAnswer bounds what is read of an answer.
const maxAnswer = 64 << 10

// ask sends one request. What may work later is ErrUnavailable, also an answer that broke
// off: whether it was done is unknown, and the same request again is safe. Returns
// ErrUnavailable or ErrDeclined.
func (o *office) ask(ctx context.Context, method, path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, o.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.SetBasicAuth("", string(o.key))
	req.Header.Set("Content-Type", "application/json")
	res, err := o.client.Do(req)
	if err != nil {
		return payment.ErrUnavailable.Because(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	switch {
	case err != nil:
		return payment.ErrUnavailable.Because(err)
	case res.StatusCode >= 500, res.StatusCode == http.StatusTooManyRequests, res.StatusCode == http.StatusRequestTimeout:
		return payment.ErrUnavailable.Because(fmt.Errorf("status %d: %.200s", res.StatusCode, raw))
	case res.StatusCode != http.StatusOK:
		return payment.ErrDeclined.Because(fmt.Errorf("status %d: %.200s", res.StatusCode, raw))
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return payment.ErrUnavailable.Because(err)
	}
	return nil
}
