package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"readout/web"
)

func TestHealth(t *testing.T) {
	fine := web.Check{Name: "feeds", Probe: func(context.Context) error { return nil }}
	broken := web.Check{Name: "discord", Probe: func(context.Context) error { return errors.New("not connected for 3 minutes") }}

	for name, tc := range map[string]struct {
		checks []web.Check
		code   int
		body   string
	}{
		"all well":    {[]web.Check{fine}, http.StatusOK, `"status":"ok"`},
		"one failing": {[]web.Check{fine, broken}, http.StatusServiceUnavailable, `"discord":"not connected for 3 minutes"`},
	} {
		t.Run(name, func(t *testing.T) {
			answer := httptest.NewRecorder()
			web.Health(tc.checks).ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/healthz", nil))
			if answer.Code != tc.code || !strings.Contains(answer.Body.String(), tc.body) {
				t.Errorf("got %d %s, want %d with %s", answer.Code, answer.Body, tc.code, tc.body)
			}
		})
	}
}
