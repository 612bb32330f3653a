package gateway_test

import (
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"readout/sandbox/gateway"
)

// TestEventsWhileABotIdentifies dispatches an event under the lock that Welcome waits
// for, as the sandbox does while somebody posts and the bot connects.
func TestEventsWhileABotIdentifies(t *testing.T) {
	var world sync.Mutex
	asked := make(chan struct{})
	hub := gateway.New(gateway.Options{
		Authorized: func(string) bool { return true },
		Ready:      func(string, int, *[2]int) any { return struct{}{} },
		Welcome: func(int) []gateway.Event {
			close(asked)
			world.Lock()
			defer world.Unlock()
			return []gateway.Event{{Name: "GUILD_CREATE", Data: struct{}{}}}
		},
	})
	server := httptest.NewServer(hub)
	defer server.Close()
	defer hub.Close()
	bot, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(server.URL, "http")+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer bot.Close()
	world.Lock()
	identify := `{"op":2,"d":{"token":"token","intents":1,"properties":{"os":"linux","browser":"test","device":"test"}}}`
	if err := bot.WriteMessage(websocket.TextMessage, []byte(identify)); err != nil {
		t.Fatal(err)
	}
	<-asked
	hub.Dispatch("MESSAGE_CREATE", 0, func(int) any { return struct{}{} })
	world.Unlock()
	for _, want := range []string{`"op":10`, "READY", "GUILD_CREATE"} {
		_, frame, err := bot.ReadMessage()
		if err != nil || !strings.Contains(string(frame), want) {
			t.Fatalf("got %s, %v, want %s", frame, err, want)
		}
	}
}
