package fetch_test

import (
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"readout"
	"readout/feeds/fetch"
)

func TestPost(t *testing.T) {
	form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {"https://example.org/a b?c=ü"}}
	for name, tc := range map[string]struct {
		answer func(http.ResponseWriter, *http.Request)
		kind   fetch.Kind // "" = accepted
		says   string
	}{
		"accepted": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }, "", ""},
		"refused": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "topic\x00 not\n allowed", http.StatusBadRequest)
		}, fetch.Denied, "(400): topic not allowed"},
		"a page as excuse": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			http.Error(w, "<b>no</b>", http.StatusForbidden)
		}, fetch.Denied, "(403)"},
		"down":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, fetch.Failing, "(502)"},
		"limited": {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "60"); w.WriteHeader(429) }, fetch.Limited, "fewer requests"},
		"moved for now": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/there", http.StatusTemporaryRedirect)
			}
		}, "", ""},
		"moved for good": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/there", http.StatusPermanentRedirect)
			}
		}, "", ""},
		"moved in circles": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusPermanentRedirect) }, fetch.Loop, "redirects more than"},
		"moved inside": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://10.0.0.1/", http.StatusPermanentRedirect)
		}, fetch.Refused, "private network"},
		"see other":         {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/there", http.StatusSeeOther) }, fetch.Broken, "status 303"},
		"breaks off":        {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fetch.Unreachable, "broke the connection off"},
		"endless answer":    {func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(strings.Repeat("x", 1<<20))) }, "", ""},
		"nothing but waits": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, fetch.Timeout, "took too long"},
	} {
		t.Run(name, func(t *testing.T) {
			var last url.Values
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if err := r.ParseForm(); err != nil || r.Method != http.MethodPost {
					t.Errorf("%s, %v", r.Method, err)
				}
				last = r.PostForm
				tc.answer(w, r)
			}))
			defer server.Close()
			f := fetch.New(fetch.Options{AllowPrivate: loopback(), Timeout: 300 * time.Millisecond})
			defer f.Close()
			err := f.Post(t.Context(), server.URL+"/", form)
			failure, failed := errors.AsType[*fetch.Error](err)
			switch {
			case tc.kind == "" && err != nil:
				t.Errorf("got %v", err)
			case tc.kind != "" && (!failed || failure.Kind != tc.kind || !strings.Contains(readout.ErrorMessage(err), tc.says)):
				t.Errorf("got %v, want %s with %q", err, tc.kind, tc.says)
			}
			if tc.kind == "" && last.Encode() != form.Encode() {
				t.Errorf("the form came as %v", last)
			}
		})
	}
}

func TestPostStaysPrivate(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the form was sent in the clear") }))
	defer plain.Close()
	secure := httptest.NewTLSServer(http.RedirectHandler(plain.URL, http.StatusPermanentRedirect))
	defer secure.Close()
	authorities := x509.NewCertPool()
	authorities.AddCert(secure.Certificate())
	f := fetch.New(fetch.Options{AllowPrivate: loopback(), Roots: authorities})
	defer f.Close()
	err := f.Post(t.Context(), secure.URL, url.Values{"hub.secret": {"s"}})
	if err == nil || !strings.Contains(err.Error(), "from https to http") {
		t.Errorf("got %v", err)
	}
	guarded := fetch.New(fetch.Options{})
	defer guarded.Close()
	if failure, ok := errors.AsType[*fetch.Error](guarded.Post(t.Context(), plain.URL, url.Values{})); !ok || failure.Kind != fetch.Refused {
		t.Errorf("a hub on loopback: %v", failure)
	}
}
