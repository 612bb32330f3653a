package bot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// line is a discordgo session with a hand on its connections: a session that
// waits for what never comes can be left alone with none.
type line struct {
	session *discordgo.Session

	mu      sync.Mutex
	conn    net.Conn // the newest
	dropped bool
}

var errDropped = errors.New("the connection is not wanted any more")

// newLine returns a line whose events go to receive until it is dropped.
func (g *gateway) newLine(receive func(event)) (*line, error) {
	session, err := newSession(strings.TrimPrefix(g.api.session.Token, "Bot "), g.transport)
	if err != nil {
		return nil, err
	}
	l := &line{session: session}
	dialer := &net.Dialer{Timeout: 15 * time.Second}
	session.Dialer = &websocket.Dialer{
		HandshakeTimeout: 30 * time.Second,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return l.take(&impatient{Conn: conn, patience: g.timing.silent})
		},
		// Proxy sees the request before it is sent.
		Proxy: func(r *http.Request) (*url.URL, error) {
			// The token goes to whatever address Discord has named.
			if r.URL.Scheme != "https" && g.transport.Secure() {
				return nil, errors.New("refused: Discord named a gateway without encryption")
			}
			// discordgo asks for version 9 of the gateway, unless a variable
			// of the process says otherwise.
			query := r.URL.Query()
			query.Set("v", "10")
			r.URL.RawQuery = query.Encode()
			return http.ProxyFromEnvironment(r)
		},
	}
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		if e.Type != "" && !l.isDropped() {
			receive(event{name: e.Type, data: e.RawData})
		}
	})
	return l, nil
}

// take notes a new connection, unless nobody wants it any more.
func (l *line) take(conn net.Conn) (net.Conn, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dropped {
		_ = conn.Close() // nothing was sent on it
		return nil, errDropped
	}
	l.conn = conn
	return conn, nil
}

func (l *line) isDropped() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dropped
}

// drop leaves the session to itself, without a connection.
func (l *line) drop() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dropped = true
	if l.conn != nil {
		_ = l.conn.Close() // it is of no more use, whatever happened to it
	}
}

// closeTime is how long a farewell may take.
const closeTime = 5 * time.Second

// close closes the session in good order, if that does not take too long.
func (l *line) close() {
	closed := make(chan struct{})
	go func() {
		_ = l.session.Close() // the connection is of no more use, whatever happened to it
		close(closed)
	}()
	timer := time.NewTimer(closeTime)
	defer timer.Stop()
	select {
	case <-closed:
	case <-timer.C:
	}
}

// impatient is a connection that is closed when nothing comes for too long:
// discordgo itself would wait for ever. Closed without a farewell, its session
// can be resumed.
type impatient struct {
	net.Conn
	patience time.Duration
}

// Read reads, or closes the connection and fails.
func (c *impatient) Read(p []byte) (int, error) {
	err := c.SetReadDeadline(time.Now().Add(c.patience))
	n := 0
	if err == nil {
		n, err = c.Conn.Read(p)
	}
	if err != nil {
		_ = c.Close() // the error of the read says more
	}
	return n, err
}
