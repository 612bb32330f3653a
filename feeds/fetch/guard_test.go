package fetch_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"readout/feeds/fetch"
)

// fickleNames is a DNS server that gives each question about a name another of
// its answers, the last one for ever.
type fickleNames struct {
	mu      sync.Mutex
	answers map[string][]string // addresses by commas
}

func (d *fickleNames) next(name string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	answers := d.answers[strings.TrimSuffix(name, ".")]
	if len(answers) == 0 {
		return nil
	}
	if len(answers) > 1 {
		d.answers[strings.TrimSuffix(name, ".")] = answers[1:]
	}
	return strings.Split(answers[0], ",")
}

func (d *fickleNames) answer(question []byte) ([]byte, error) {
	var message dnsmessage.Message
	if err := message.Unpack(question); err != nil {
		return nil, err
	}
	message.Response, message.Authoritative, message.Additionals = true, true, nil
	if q := message.Questions[0]; q.Type == dnsmessage.TypeA {
		for _, address := range d.next(q.Name.String()) {
			message.Answers = append(message.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
				Body:   &dnsmessage.AResource{A: netip.MustParseAddr(address).As4()},
			})
		}
	}
	return message.Pack()
}

// serve answers on loopback, and makes the process ask there.
func (d *fickleNames) serve(t *testing.T) {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			if reply, err := d.answer(buffer[:n]); err == nil {
				_, _ = server.WriteTo(reply, from)
			}
		}
	})
	before := net.DefaultResolver
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
	t.Cleanup(func() {
		net.DefaultResolver = before
		server.Close()
		running.Wait()
	})
}

// TestNamesThatChangeTheirAnswers asks for names that lead outside at first,
// for which 127.0.0.1 stands here, and inside when they are asked once more.
func TestNamesThatChangeTheirAnswers(t *testing.T) {
	names := &fickleNames{answers: map[string][]string{
		"rebinds.example":   {"127.0.0.1", "127.0.0.2"},
		"metadata.example":  {"169.254.169.254"},
		"private.example":   {"10.0.0.1"},
		"some.example":      {"127.0.0.1"},
		"redirects.example": {"127.0.0.1"},
		"both.example":      {"10.0.0.1,192.168.1.1,127.0.0.2"},
	}}
	names.serve(t)
	var port string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close") // so that the next request looks the name up again
		if strings.HasPrefix(r.Host, "redirects.") {
			http.Redirect(w, r, "http://rebinds.example:"+port+"/", http.StatusFound)
			return
		}
		fmt.Fprint(w, feed)
	})
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	f := newFetcher(t, func(o *fetch.Options) { o.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")} })
	get := func(host string) error {
		_, err := f.Fetch(t.Context(), fetch.Request{URL: "http://" + host + ":" + port + "/"})
		return err
	}
	for _, host := range []string{"some.example", "rebinds.example"} {
		if err := get(host); err != nil {
			t.Fatalf("%s: %v", host, err)
		}
	}
	for _, host := range []string{"rebinds.example", "redirects.example", "metadata.example", "private.example", "both.example"} {
		t.Run(host, func(t *testing.T) { checkError(t, get(host), fetch.Refused, "private network") })
	}
}
