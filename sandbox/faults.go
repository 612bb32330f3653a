package sandbox

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Fault is something that goes wrong on purpose.
type Fault struct {
	Method string `json:"method"` // "" = any
	Path   string `json:"path"`   // part of the path; "" = any
	Count  int    `json:"count"`  // how many requests; 0 = one
	// Status is the answer; 0 breaks the connection without one.
	Status     int           `json:"status"`
	Message    string        `json:"message"`
	RetryAfter time.Duration `json:"retry_after"` // with status 429
	Global     bool          `json:"global"`      // the 429 is one of the global limit
	// Done does what was asked before it goes wrong, so that only the answer
	// is lost.
	Done bool `json:"done"`
}

// Inject makes requests go wrong from now on.
func (s *Server) Inject(f Fault) {
	if f.Count == 0 {
		f.Count = 1
	}
	s.faults.add(f)
}

// GatewayFault is something that goes wrong on the gateway.
type GatewayFault string

// The faults of the gateway.
const (
	GatewayCut        GatewayFault = "cut"        // the line breaks
	GatewayReconnect  GatewayFault = "reconnect"  // Discord asks to reconnect
	GatewayInvalidate GatewayFault = "invalidate" // the session is not valid any more
	GatewayClose      GatewayFault = "close"      // closed with code 4000, to be resumed
)

// InjectGateway makes the gateway go wrong now.
func (s *Server) InjectGateway(f GatewayFault) {
	switch f {
	case GatewayCut:
		s.hub.Cut()
	case GatewayReconnect:
		s.hub.Reconnect()
	case GatewayInvalidate:
		s.hub.Invalidate(false)
	case GatewayClose:
		s.hub.CloseAll(4000, "Unknown error")
	}
}

// faultList holds the faults that wait for their requests.
type faultList struct {
	mu   sync.Mutex
	list []Fault
}

func (l *faultList) add(f Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, f)
}

// take returns the fault that a request meets, before or after its work.
func (l *faultList) take(method, path string) (before, after *Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range l.list {
		f := l.list[i]
		if f.Method != "" && f.Method != method || !strings.Contains(path, f.Path) {
			continue
		}
		if l.list[i].Count--; l.list[i].Count == 0 {
			l.list = append(l.list[:i:i], l.list[i+1:]...)
		}
		if f.Done {
			return nil, &f
		}
		return &f, nil
	}
	return nil, nil
}

// answer is what a request that meets the fault gets.
func (f *Fault) answer() answer {
	if f.Status == 0 {
		return answer{}
	}
	body := object{"code": 0, "message": f.Message}
	header := http.Header{}
	if f.Status == http.StatusTooManyRequests {
		body = object{"message": "You are being rate limited.", "retry_after": f.RetryAfter.Seconds(), "global": f.Global}
		header.Set("Retry-After", ceilSeconds(f.RetryAfter))
		if f.Global {
			header.Set("X-RateLimit-Global", "true")
		}
	}
	return answer{status: f.Status, body: body, header: header}
}

func ceilSeconds(d time.Duration) string {
	return strconv.Itoa(int(math.Ceil(d.Seconds())))
}
