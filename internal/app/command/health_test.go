package command_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/haatshop/haat/internal/app/command"
)

func TestHealthAsksTheNodeThatListensHere(t *testing.T) {
	status := http.StatusOK
	node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" {
			_, _ = w.Write([]byte("ok\n"))
			return
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte("said by " + r.URL.Path + "\n"))
	}))
	ask := func(args ...string) (string, error) {
		var out bytes.Buffer
		err := command.Run(context.Background(), append([]string{"health"}, args...), &out)
		return out.String(), err
	}
	_, port, _ := strings.Cut(strings.TrimPrefix(node.URL, "http://"), ":")
	for _, addr := range []string{"127.0.0.1:" + port, "0.0.0.0:" + port, ":" + port} { // what a container listens on, too
		if said, err := ask("--addr", addr); err != nil || said != "said by /readyz\n" {
			t.Errorf("%s: %q %v", addr, said, err)
		}
	}
	status = http.StatusServiceUnavailable
	if _, err := ask("--addr", "127.0.0.1:"+port); err == nil || !strings.Contains(err.Error(), "said by /readyz") {
		t.Errorf("a node that is not ready: %v", err)
	}
	if _, err := ask("--addr", "127.0.0.1:"+port, "--alive"); err != nil {
		t.Errorf("it is alive: %v", err)
	}
	node.Close()
	if _, err := ask("--addr", "127.0.0.1:"+port, "--alive"); err == nil {
		t.Error("nobody is there, and that is healthy")
	}
}
